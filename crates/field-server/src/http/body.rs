//! Reading and writing bodies: canonical CBOR, never more than a route allows.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use field_log::canonical;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Refusal;

/// How long a body may take: 1 MiB over a line of about 100 kbit/s.
const BODY_WAIT_MAX: Duration = Duration::from_secs(90);

/// Reads a body of at most `bytes_max` bytes; a larger one is refused before it is read if it says
/// its length, else as soon as it is too long.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    bytes_max: usize,
) -> Result<Bytes, Refusal> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok());
    if announced.is_some_and(|length| length > bytes_max as u64) {
        return Err(Refusal::TOO_LARGE);
    }
    match tokio::time::timeout(BODY_WAIT_MAX, axum::body::to_bytes(body, bytes_max)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if is_length_limit(&error) => Err(Refusal::TOO_LARGE),
        // The line broke; nobody hears the answer.
        Ok(Err(_)) => Err(Refusal::MALFORMED),
        Err(_) => Err(Refusal::TOO_SLOW),
    }
}

fn is_length_limit(error: &axum::Error) -> bool {
    std::error::Error::source(error)
        .is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>)
}

/// Reads a body that holds one canonical CBOR value.
pub(super) async fn read_cbor<T: Serialize + DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
    bytes_max: usize,
) -> Result<T, Refusal> {
    let bytes = read(headers, body, bytes_max).await?;
    canonical::from_bytes(&bytes).map_err(|_| Refusal::MALFORMED)
}

/// An answer that holds one canonical CBOR value.
pub(super) fn reply<T: Serialize>(status: StatusCode, value: &T) -> Response {
    match canonical::to_bytes(value) {
        Ok(bytes) => typed(status, "application/cbor", bytes),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// An answer of plain bytes.
pub(super) fn bytes(bytes: Vec<u8>) -> Response {
    typed(StatusCode::OK, "application/octet-stream", bytes)
}

fn typed(status: StatusCode, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(content_type)),
        // Nothing between server and device may keep a copy.
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, bytes).into_response()
}
