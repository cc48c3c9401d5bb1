//! Watching a folder.

use std::path::{Path, PathBuf};

use field_contract::folders::FolderWatchArgs;
use field_contract::{Done, ErrorCode};
use field_domain::Raw;
use field_store::watched_folders::{self, WatchedFolder};

use super::CHANGED;
use super::scan::{Look, look_into};
use crate::app::App;
use crate::edit;
use crate::error::{self, Result};

/// Longest path, in characters. Source: far more than a person types; systems end at 260 to 4096.
const PATH_CHARS_MAX: usize = 1000;

/// Watches a folder for an inspection: photos that appear there are taken in, once each.
///
/// # Errors
/// `FolderMissing` if it is not there; `Invalid` if it is no whole path, holds more than is watched, or
/// holds this program's own files; `NotFound` if there is no such item; `NotAllowed`,
/// `AlreadySubmitted`, `DiskFull`.
pub fn watch(app: &App, args: FolderWatchArgs) -> Result<Done> {
    let opened = app.opened()?;
    edit::check_editable(&opened.reader(), args.inspection)?;
    edit::check_item(&opened.reader(), args.inspection, args.item)?;
    let folder = folder_of(app, &args.path)?;
    let there = match look_into(&folder) {
        Look::Photos(photos) => photos,
        Look::Missing => return Err(error::of(ErrorCode::FolderMissing, "no such folder")),
        Look::TooMany => return Err(error::of(ErrorCode::Invalid, "too many files in a folder")),
    };
    let row = WatchedFolder {
        inspection: args.inspection,
        item: args.item,
        path: Raw::new(args.path.trim().to_owned()),
        since: app.now(),
    };
    opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        watched_folders::put(tx, &row)?;
        watched_folders::forget_unwanted(tx, args.inspection)?;
        for photo in there.iter().filter(|_| args.is_only_new) {
            if !watched_folders::is_seen(tx, args.inspection, photo.seen)? {
                watched_folders::note(tx, args.inspection, photo.seen, None)?;
            }
        }
        Ok(())
    })?;
    opened.folders.forget(args.inspection);
    app.changed(&CHANGED);
    app.wake_folders();
    Ok(Done {})
}

/// The folder of a path, if it may be watched.
fn folder_of(app: &App, path: &str) -> Result<PathBuf> {
    let folder = Path::new(path.trim());
    if path.chars().count() > PATH_CHARS_MAX || !folder.is_absolute() {
        return Err(error::of(ErrorCode::FolderMissing, "not a whole path"));
    }
    let config = &app.inner.config;
    // What this program writes is no camera's, and its folder of photos is encrypted anyway.
    if [&config.profile, &config.exports].iter().any(|own| folder.starts_with(own)) {
        return Err(error::of(ErrorCode::Invalid, "the folder is this program's own"));
    }
    Ok(folder.to_path_buf())
}
