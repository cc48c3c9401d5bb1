//! Pictures by address: `photo://localhost/<inspection>/<photo>/<form>`.
//!
//! An image on the page asks for its picture like this when it comes into view. The answer is decrypted
//! in memory and kept by nobody on the way.

use field_app::{App, photos};
use field_contract::photos::PhotoPictureArgs;
use tauri::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use tauri::http::{Request, Response, StatusCode};
use tauri::{Runtime, UriSchemeContext, UriSchemeResponder};

/// The scheme of the addresses; `tauri.conf.json` allows images from it.
pub const SCHEME: &str = "photo";

/// Answers every address of the scheme on a thread that may wait.
pub fn answerer<R: Runtime>(
    app: App,
) -> impl Fn(UriSchemeContext<'_, R>, Request<Vec<u8>>, UriSchemeResponder) + Send + Sync + 'static
{
    move |_, request, responder| {
        let app = app.clone();
        let path = request.uri().path().to_owned();
        tauri::async_runtime::spawn_blocking(move || responder.respond(answer(&app, &path)));
    }
}

fn answer(app: &App, path: &str) -> Response<Vec<u8>> {
    let found =
        PhotoPictureArgs::from_path(path).and_then(|args| photos::picture_jpeg(app, args).ok());
    let response = Response::builder().header(CACHE_CONTROL, "no-store");
    let response = match found {
        Some(jpeg) => response.header(CONTENT_TYPE, "image/jpeg").body(jpeg.to_vec()),
        // Why, the page asks by `photo_picture`, which has words for it.
        None => response.status(StatusCode::NOT_FOUND).body(Vec::new()),
    };
    response.unwrap_or_default()
}
