//! Every answer that is not a success: a status and a code, never a word of what was sent.

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use field_log::wire::{ErrorCode, ErrorReply};

use super::body;
use crate::blob_files::BlobError;
use crate::store::StoreError;

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: ErrorCode,
    retry_after_s: Option<i64>,
}

impl Refusal {
    pub const MALFORMED: Self = Self::new(StatusCode::BAD_REQUEST, ErrorCode::Malformed);
    pub const WRONG_SIGN_IN: Self = Self::new(StatusCode::UNAUTHORIZED, ErrorCode::WrongSignIn);
    pub const SIGN_IN_EXPIRED: Self = Self::new(StatusCode::UNAUTHORIZED, ErrorCode::SignInExpired);
    pub const DEVICE_REFUSED: Self = Self::new(StatusCode::FORBIDDEN, ErrorCode::DeviceRefused);
    /// The person may not do this, whatever there is.
    pub const NOT_ALLOWED: Self = Self::new(StatusCode::FORBIDDEN, ErrorCode::NotFound);
    pub const NOT_FOUND: Self = Self::new(StatusCode::NOT_FOUND, ErrorCode::NotFound);
    /// What was sent does not fit what is there.
    pub const DISAGREES: Self = Self::new(StatusCode::CONFLICT, ErrorCode::Malformed);
    pub const TOO_SLOW: Self = Self::new(StatusCode::REQUEST_TIMEOUT, ErrorCode::Malformed);
    pub const TOO_LARGE: Self = Self::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge);
    pub const STORAGE_FULL: Self =
        Self::new(StatusCode::INSUFFICIENT_STORAGE, ErrorCode::StorageFull);
    pub const INTERNAL: Self = Self::new(StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::Internal);

    pub const fn new(status: StatusCode, code: ErrorCode) -> Self {
        Self { status, code, retry_after_s: None }
    }

    pub const fn too_many_tries(seconds: i64) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            code: ErrorCode::TooManyTries,
            retry_after_s: Some(seconds),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = body::reply(self.status, &ErrorReply { code: self.code });
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        // For the access log.
        response.extensions_mut().insert(self.code);
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => {
                tracing::warn!("the database has no room left");
                Self::STORAGE_FULL
            }
            StoreError::BadRow { .. } | StoreError::Sqlite(_) => {
                tracing::error!(cause = %error, "a request failed");
                Self::INTERNAL
            }
        }
    }
}

impl From<BlobError> for Refusal {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::BadManifest => Self::MALFORMED,
            BlobError::NoSuchChunk => Self::NOT_FOUND,
            BlobError::WrongChunk | BlobError::WrongBlob => Self::DISAGREES,
            BlobError::Full => {
                tracing::warn!("the disk has no room left for blobs");
                Self::STORAGE_FULL
            }
            BlobError::Io(_) => {
                tracing::error!(cause = %error, "a request failed");
                Self::INTERNAL
            }
        }
    }
}
