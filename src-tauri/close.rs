//! Closing the window without losing the last words.

use std::time::Duration;

use tauri::{Manager as _, Runtime, Window, WindowEvent};

use crate::calls::Calls;

/// How long the screens may take to begin saving after they were hidden. They do it in the event
/// that tells them; this is room for a loaded machine.
const BEGIN_WAIT: Duration = Duration::from_millis(400);

/// Longest wait for calls that are at work. What is not on the disk by then will not get there.
const END_WAIT_MAX: Duration = Duration::from_secs(10);

/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A closed window is hidden first: the screens then save what was typed in the last moment.
/// It ends when nothing is at work any more.
pub fn on_event<R: Runtime>(calls: &Calls, window: &Window<R>, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if window.try_state::<Closing>().is_some() {
        return;
    }
    api.prevent_close();
    window.manage(Closing);
    // A window that cannot be hidden closes all the same.
    let _ = window.hide();
    let (calls, window) = (calls.clone(), window.clone());
    tauri::async_runtime::spawn_blocking(move || {
        wait_until_saved(&calls);
        let _ = window.destroy();
    });
}

/// Somebody asked to close the window.
struct Closing;

#[expect(clippy::disallowed_methods, reason = "the web view tells nobody when it is done")]
fn wait_until_saved(calls: &Calls) {
    std::thread::sleep(BEGIN_WAIT);
    let mut waited = Duration::ZERO;
    while calls.at_work() > 0 && waited < END_WAIT_MAX {
        std::thread::sleep(LOOK_EVERY);
        waited += LOOK_EVERY;
    }
}
