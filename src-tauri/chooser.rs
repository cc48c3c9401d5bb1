//! The system's own dialog for choosing a folder.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock, mpsc};

use rfd::AsyncFileDialog;
use tauri::{AppHandle, Manager as _};

/// What the dialog is called.
const TITLE: &str = "Choose a folder for photos";

/// Shows the dialog over the window, once there is one. Cheap to clone.
#[derive(Clone, Default)]
pub struct FolderChooser(Arc<OnceLock<AppHandle>>);

impl FolderChooser {
    /// Tells which program's window the dialog belongs to.
    pub fn belong_to(&self, shell: &AppHandle) {
        // Told once, when the window opens.
        let _ = self.0.set(shell.clone());
    }

    /// Shows the dialog and waits for the person. None if it was left without a choice, or there is no
    /// window yet. Must not be called from the thread of the window, which draws the dialog.
    pub fn choose(&self) -> Option<PathBuf> {
        let shell = self.0.get()?;
        let (answer, chosen) = mpsc::channel();
        let window = shell.get_webview_window("main")?;
        shell
            .run_on_main_thread(move || {
                let dialog = AsyncFileDialog::new().set_title(TITLE).set_parent(&window);
                let folder = dialog.pick_folder();
                tauri::async_runtime::spawn(async move {
                    // Nobody waits any more where the program is ending.
                    let _ = answer.send(folder.await.map(|folder| folder.path().to_owned()));
                });
            })
            .ok()?;
        chosen.recv().ok().flatten()
    }
}
