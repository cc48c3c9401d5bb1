//! `GET /v1/people`: everybody with an account, for those who assign and review.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use field_log::wire::{PeopleReply, Person};

use super::{Refusal, SharedServer, body};
use crate::auth::token::SignedIn;
use crate::store::people::all;

pub(super) async fn people(
    State(server): State<SharedServer>,
    signed_in: SignedIn,
) -> Result<Response, Refusal> {
    if !signed_in.signer.role.sees_all() {
        return Err(Refusal::NOT_ALLOWED);
    }
    let rows = server.read(move |tx| all(tx, signed_in.org)).await?;
    let people = rows
        .into_iter()
        .map(|row| Person { user: row.user, role: row.role, name: row.name })
        .collect();
    Ok(body::reply(StatusCode::OK, &PeopleReply { people }))
}
