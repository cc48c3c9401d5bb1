//! One log line for each request: what was asked for and how it ended, never with what.

use axum::extract::{MatchedPath, Request};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use field_log::wire::ErrorCode;

/// Logs the route (its pattern, not its path), status, code, duration and sizes.
#[expect(clippy::disallowed_methods, reason = "this is the edge, and it measures a duration")]
pub(super) async fn log(request: Request, next: Next) -> Response {
    let started = std::time::Instant::now();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    let request_bytes = length(request.headers());
    let response = next.run(request).await;
    tracing::info!(
        // An unknown method is whatever somebody typed.
        method = if is_known(&method) { method.as_str() } else { "other" },
        route,
        status = response.status().as_u16(),
        code = response.extensions().get::<ErrorCode>().map(tracing::field::debug),
        duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        request_bytes,
        response_bytes = response_length(&response),
        "request"
    );
    response
}

fn is_known(method: &axum::http::Method) -> bool {
    ["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH"].contains(&method.as_str())
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn response_length(response: &Response) -> Option<u64> {
    use axum::body::HttpBody as _;
    if response.status() == StatusCode::NO_CONTENT {
        return Some(0);
    }
    response.body().size_hint().exact()
}
