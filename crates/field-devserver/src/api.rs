//! `POST /api/{command}`: arguments in, result or `AppError` out. `GET /photo/…`: a picture by address.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use field_app::{App, dispatch, photos};
use field_contract::photos::PhotoPictureArgs;
use field_contract::{AppError, ErrorCode};
use serde_json::Value;

/// Most bytes of a call. The largest photo that is taken has 64 MiB (`PhotoLimits` of field-photo; the
/// screens stop at 60 MB), which are 86 MiB in base64, and a larger one is to be refused by the use
/// case in its own words. The window has no such limit: an hour of sound does not fit in here.
const CALL_BYTES_MAX: usize = 96 * 1024 * 1024;

/// The route of every command.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/api/{command}", post(call))
        .route("/photo/{*path}", get(picture))
        .layer(DefaultBodyLimit::max(CALL_BYTES_MAX))
        .with_state(app)
}

async fn call(
    State(app): State<App>,
    Path(command): Path<String>,
    Json(args): Json<Value>,
) -> Response {
    let work = move || dispatch::call(&app, &command, args);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(value)) => Json(value).into_response(),
        Ok(Err(cause)) => refusal(&cause),
        Err(_) => refusal(&AppError::new(ErrorCode::Internal, "a call panicked")),
    }
}

async fn picture(State(app): State<App>, Path(path): Path<String>) -> Response {
    let work = move || photos::picture_jpeg(&app, PhotoPictureArgs::from_path(&path)?).ok();
    match tokio::task::spawn_blocking(work).await {
        Ok(Some(jpeg)) => {
            let headers =
                [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "no-store")];
            (headers, jpeg.to_vec()).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn refusal(cause: &AppError) -> Response {
    (status(cause.code), Json(cause)).into_response()
}

/// The status that fits a code. The screens go by the code; the status is for people who read logs.
fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::Locked | ErrorCode::SignedOut | ErrorCode::SignInExpired => {
            StatusCode::UNAUTHORIZED
        }
        ErrorCode::WrongPassphrase
        | ErrorCode::WrongSignIn
        | ErrorCode::NotAllowed
        | ErrorCode::DeviceRefused => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::PhotoTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::PassphraseTooShort
        | ErrorCode::Invalid
        | ErrorCode::PhotoDamaged
        | ErrorCode::PhotoHeic
        | ErrorCode::FolderMissing
        | ErrorCode::NotAPhoto
        | ErrorCode::NotAudio
        | ErrorCode::RecordingEmpty
        | ErrorCode::RecordingTooLong
        | ErrorCode::TemplateInvalid
        | ErrorCode::RescueUnreadable => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::KeyMissing
        | ErrorCode::KeyringEmpty
        | ErrorCode::ProfileExists
        | ErrorCode::ProfileInUse
        | ErrorCode::NotReady
        | ErrorCode::AlreadySubmitted
        | ErrorCode::NothingToUndo
        | ErrorCode::AlreadyRecording
        | ErrorCode::Withheld => StatusCode::CONFLICT,
        ErrorCode::DiskFull | ErrorCode::ServerFull => StatusCode::INSUFFICIENT_STORAGE,
        ErrorCode::Offline
        | ErrorCode::BadCertificate
        | ErrorCode::NotOurServer
        | ErrorCode::ServerFailed => StatusCode::BAD_GATEWAY,
        ErrorCode::Timeout => StatusCode::GATEWAY_TIMEOUT,
        ErrorCode::StoreDamaged
        | ErrorCode::StoreTooNew
        | ErrorCode::NoMicrophone
        | ErrorCode::MicrophoneLost
        | ErrorCode::ModelMissing
        | ErrorCode::ProcessorTooOld
        | ErrorCode::MediaDamaged
        | ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
