//! The person's list of recent files, which the system's dialogs write in plain text.

/// Takes what this program's dialogs put on the list off it again: which folders and files were chosen is for the
/// encrypted profile alone. What another program has put there as well stays. Called once, on the thread of the window.
///
/// The dialogs of GTK add to it a moment after they were closed, and it cannot be switched off for one program: without
/// the setting for it GTK empties the list of all programs.
#[cfg(target_os = "linux")]
pub fn keep_off() {
    use gtk::prelude::RecentManagerExt as _;

    // Without a display there are no dialogs either.
    let Some(list) = gtk::RecentManager::default() else { return };
    list.connect_changed(|list| {
        let Some(own) = gtk::glib::application_name() else { return };
        for entry in list.items() {
            let is_ours = entry.applications().iter().all(|name| name == own.as_str());
            if let Some(uri) = entry.uri().filter(|_| is_ours) {
                // What is not there any more need not be taken off.
                let _ = list.remove_item(&uri);
            }
        }
    });
}

/// Other systems are not shipped yet; their dialogs were not looked at for such a list.
#[cfg(not(target_os = "linux"))]
pub fn keep_off() {}
