//! Taking in what appeared in the watched folders, in the background.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use field_contract::ErrorCode;
use field_contract::folders::FolderState;
use field_domain::raw::EngineScope;
use field_domain::{Hash32, InspectionId, Raw};
use field_photo::PhotoLimits;
use field_store::watched_folders::{self, WatchedFolder};
use sha2::{Digest, Sha256};

use super::CHANGED;
use super::scan::{Found, Look, look_into};
use crate::app::App;
use crate::edit;
use crate::error::{Failure, Result};
use crate::opened::Opened;
use crate::photos::attach_file;

/// What became of one file.
enum Outcome {
    Taken,
    /// Its content was met before.
    Known,
    /// It is no photo that is taken; it is not tried again until it changes.
    Refused,
    /// It cannot be read just now: the card may be on its way out.
    Later,
}

/// Looks into every watched folder once, and takes in what is new and stands still.
///
/// # Errors
/// `Locked`; the first failure that is not about a single file.
pub(crate) fn look(app: &App) -> Result<()> {
    let opened = app.opened()?;
    let folders = watched_folders::list(&opened.reader())?;
    for folder in folders {
        let is_open = edit::check_editable(&opened.reader(), folder.inspection).is_ok();
        if is_open {
            look_at(app, &opened, &folder)?;
        } else {
            // Handed in: nothing more belongs to it.
            give_up(app, &opened, folder.inspection)?;
        }
    }
    Ok(())
}

fn give_up(app: &App, opened: &Opened, inspection: InspectionId) -> Result<()> {
    opened.write(|tx| Ok(watched_folders::remove(tx, inspection)?))?;
    opened.folders.forget(inspection);
    app.changed(&CHANGED);
    Ok(())
}

fn look_at(app: &App, opened: &Opened, folder: &WatchedFolder) -> Result<()> {
    let state = match look_into(Path::new(folder.path.expose(&EngineScope))) {
        Look::Photos(photos) => return take_new(app, opened, folder, photos),
        Look::Missing => FolderState::Missing,
        Look::TooMany => FolderState::TooMany,
    };
    if opened.folders.update(folder.inspection, |progress| progress.state = state) {
        app.changed(&CHANGED);
    }
    Ok(())
}

fn take_new(app: &App, opened: &Opened, folder: &WatchedFolder, photos: Vec<Found>) -> Result<()> {
    let inspection = folder.inspection;
    let mut new = Vec::new();
    for photo in photos {
        if !watched_folders::is_seen(&opened.reader(), inspection, photo.seen)? {
            new.push(photo);
        }
    }
    let before = opened.folders.of(inspection).looks;
    let mut waiting = count(new.len());
    let is_new = opened.folders.update(inspection, |progress| {
        progress.state = FolderState::Watching;
        progress.waiting = waiting;
        progress.looks = new.iter().map(|photo| photo.seen).collect();
    });
    if is_new {
        app.changed(&CHANGED);
    }
    for photo in new.iter().filter(|photo| before.contains(&photo.seen)) {
        // Stopped, or moved to another folder, in the meantime.
        if watched_folders::get(&opened.reader(), inspection)?.as_ref() != Some(folder) {
            return Ok(());
        }
        let outcome = match take(app, opened, folder, photo) {
            Err(failure) if failure.code() == ErrorCode::DiskFull => {
                opened
                    .folders
                    .update(inspection, |progress| progress.state = FolderState::DiskFull);
                app.changed(&CHANGED);
                return Ok(());
            }
            outcome => outcome?,
        };
        waiting = waiting.saturating_sub(1);
        opened.folders.update(inspection, |progress| {
            progress.waiting = waiting;
            progress.taken += u32::from(matches!(outcome, Outcome::Taken));
            progress.refused += u32::from(matches!(outcome, Outcome::Refused));
        });
        app.changed(&CHANGED);
    }
    Ok(())
}

fn take(app: &App, opened: &Opened, folder: &WatchedFolder, photo: &Found) -> Result<Outcome> {
    let inspection = folder.inspection;
    let Ok(bytes) = read(&photo.path) else { return Ok(Outcome::Later) };
    let content = Hash32(Sha256::digest(&bytes).into());
    let note = |outcome| {
        opened.write(|tx| Ok(watched_folders::note(tx, inspection, photo.seen, Some(content))?))?;
        Ok(outcome)
    };
    if watched_folders::has_content(&opened.reader(), inspection, content)? {
        return note(Outcome::Known);
    }
    // In the transaction of the photo: killed at any line, it is there once or not at all.
    let noted = |tx: &field_store::Transaction<'_>| {
        Ok(watched_folders::note(tx, inspection, photo.seen, Some(content))?)
    };
    match attach_file(app, opened, inspection, folder.item, &Raw::new(bytes), noted) {
        Ok(_) => Ok(Outcome::Taken),
        Err(failure) if is_about_the_file(&failure) => note(Outcome::Refused),
        Err(failure) => Err(failure),
    }
}

fn is_about_the_file(failure: &Failure) -> bool {
    matches!(
        failure.code(),
        ErrorCode::PhotoDamaged
            | ErrorCode::PhotoHeic
            | ErrorCode::PhotoTooLarge
            | ErrorCode::NotAPhoto
    )
}

/// The file, and one byte more than is taken at most: that is enough to refuse it.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = PhotoLimits::default().file_bytes_max + 1;
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
