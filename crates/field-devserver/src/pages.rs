//! The built user interface, under the policy of the desktop window.

use std::path::{Component, Path, PathBuf};

use axum::Router;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// The policy of `tauri.conf.json`, without the way to the window's own core.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' data: blob:; media-src data: blob:; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/// Serves the files of `folder`.
pub fn router(folder: PathBuf) -> Router {
    Router::new().route("/", get(front_page)).route("/{*path}", get(file)).with_state(folder)
}

async fn front_page(State(folder): State<PathBuf>) -> Response {
    answer(&folder, Path::new("index.html")).await
}

async fn file(State(folder): State<PathBuf>, UrlPath(path): UrlPath<String>) -> Response {
    answer(&folder, Path::new(&path)).await
}

async fn answer(folder: &Path, path: &Path) -> Response {
    let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(folder.join(path)).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(content_type(path))),
                (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (headers, bytes).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_files_of_the_folder_are_served() {
        let top = tempfile::tempdir().expect("a folder");
        let folder = top.path().join("dist");
        std::fs::create_dir(&folder).expect("made");
        std::fs::write(folder.join("index.html"), "page").expect("written");
        std::fs::write(top.path().join("secret"), "no").expect("written");

        let page = answer(&folder, Path::new("index.html")).await;
        assert_eq!(page.status(), StatusCode::OK, "the page is there");
        assert!(
            page.headers().contains_key(header::CONTENT_SECURITY_POLICY),
            "every page carries the policy of the window"
        );
        for other in ["../secret", "/etc/hostname", "missing.js"] {
            let answer = answer(&folder, Path::new(other)).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "not of the folder: {other}");
        }
    }
}
