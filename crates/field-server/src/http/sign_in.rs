//! `POST /v1/sign-in` and `POST /v1/sign-out`.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use field_domain::Hash32;
use field_log::wire::{SignInReply, SignInRequest};
use zeroize::Zeroize as _;

use super::{Refusal, SharedServer, body, off_thread};
use crate::auth::password::PASSWORD_BYTES_MAX;
use crate::auth::sign_in::{Begin, End, begin};
use crate::auth::token::SignedIn;
use crate::setup::ADDRESS_BYTES_MAX;
use crate::store::tokens;

/// Most bytes of a sign-in: address, password, id and key take less than half of it.
const SIGN_IN_BYTES_MAX: usize = 4096;

pub(super) async fn sign_in(
    State(server): State<SharedServer>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let mut request: SignInRequest = body::read_cbor(&headers, body, SIGN_IN_BYTES_MAX).await?;
    if request.address.len() > ADDRESS_BYTES_MAX || request.password.len() > PASSWORD_BYTES_MAX {
        return Err(Refusal::MALFORMED);
    }
    let now = server.now();
    let (store, limits) = (Arc::clone(&server.store), server.config.sign_in);
    let (address, device) = (request.address.clone(), request.device);
    let begun = off_thread(move || begin(&store, &address, device, limits, now)).await??;
    let attempt = match begun {
        Begin::Try(attempt) => attempt,
        Begin::Wait { seconds } => return Err(Refusal::too_many_tries(seconds)),
    };

    let permit = server.password_hashes.acquire().await.map_err(|_| Refusal::INTERNAL)?;
    let (hash, mut password) = (attempt.password(), std::mem::take(&mut request.password));
    let fits = off_thread(move || {
        let fits = hash.fits(&password);
        password.zeroize();
        fits
    })
    .await?;
    drop(permit);
    let fits = fits.map_err(|error| {
        tracing::error!(cause = %error, "a sign-in failed");
        Refusal::INTERNAL
    })?;
    if !fits {
        return Err(Refusal::WRONG_SIGN_IN);
    }

    let mut token = [0; 32];
    getrandom::fill(&mut token).map_err(|_| Refusal::INTERNAL)?;
    let (store, token_days) = (Arc::clone(&server.store), server.config.token_days);
    let end = off_thread(move || attempt.finish(&store, &request, Hash32(token), token_days, now))
        .await??;
    match end {
        Some(End::SignedIn(reply)) => {
            let (policy, own_policy) = (server.config.named_policy(), server.own_policy.clone());
            let reply = SignInReply { policy, own_policy, ..reply };
            Ok(body::reply(StatusCode::OK, &reply))
        }
        Some(End::DeviceRefused) => Err(Refusal::DEVICE_REFUSED),
        None => Err(Refusal::WRONG_SIGN_IN),
    }
}

pub(super) async fn sign_out(
    State(server): State<SharedServer>,
    signed_in: SignedIn,
) -> Result<StatusCode, Refusal> {
    server.write(move |tx| tokens::delete(tx, signed_in.token_hash)).await?;
    Ok(StatusCode::NO_CONTENT)
}
