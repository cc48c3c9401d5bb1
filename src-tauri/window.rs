//! The one window.

use std::path::Path;

use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{App, Url, WebviewWindowBuilder};

use crate::painting;

/// Folder in the profile for what the web view itself remembers (the theme).
const WEBVIEW_FOLDER: &str = "webview";

/// A closed port: what the web view would fetch by itself ends here. Port 9 is "discard" (RFC 863).
const NOWHERE: &str = "http://127.0.0.1:9";

/// Opens the window of `tauri.conf.json`.
///
/// The page may not leave its own origin, open another window, download, or ask for a camera, a
/// place or notifications. Whatever the web view would fetch from a network goes nowhere.
///
/// # Errors
/// Those of the system's web view.
pub fn open(shell: &App, profile: &Path) -> tauri::Result<()> {
    let config = shell
        .config()
        .app
        .windows
        .first()
        .expect("tauri.conf.json has one window, and the program embeds it")
        .clone();
    let nowhere = Url::parse(NOWHERE).expect("a constant that is an address");
    let window = WebviewWindowBuilder::from_config(shell.handle(), &config)?
        .data_directory(profile.join(WEBVIEW_FOLDER))
        .proxy_url(nowhere)
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    painting::choose(&window)
}

/// Whether an address is the embedded page, or the development server where that is the page.
fn is_own_page(url: &Url) -> bool {
    let is_embedded = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // What Windows makes of it.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    let is_development = cfg!(not(feature = "custom-protocol"))
        && url.scheme() == "http"
        && url.host_str() == Some("localhost");
    is_embedded || is_development
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_cannot_leave_its_own_origin() {
        let allows = |address| is_own_page(&Url::parse(address).expect("an address"));
        for own in ["tauri://localhost", "tauri://localhost/index.html#/today"] {
            assert!(allows(own), "the embedded page: {own}");
        }
        for other in [
            "https://example.org/?q=secret",
            "http://127.0.0.1:9/",
            "file:///etc/hostname",
            "data:text/html,hello",
            "https://tauri.localhost.example.org/",
            "about:blank",
        ] {
            assert!(!allows(other), "must be refused: {other}");
        }
    }
}
