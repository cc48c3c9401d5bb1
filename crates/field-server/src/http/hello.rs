//! `GET /v1/hello`: is this a server of ours, and what time is it there.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use field_log::wire::{HelloReply, PROTOCOL_VERSION};

use super::{SharedServer, body};

pub(super) async fn hello(State(server): State<SharedServer>) -> Response {
    let reply = HelloReply { protocol: PROTOCOL_VERSION, now: server.now() };
    body::reply(StatusCode::OK, &reply)
}
