//! Saving recordings that a kill cut off.

use field_contract::ErrorCode;
use field_domain::RecordingId;
use field_media::MediaError;
use field_speech::decode_wav;
use field_store::recordings::{self, RecordingRow, RecordingState};

use super::{CHANGED, container, own};
use crate::app::App;
use crate::error::Result;
use crate::opened::Opened;

/// Saves what is there of every recording that was running when the program ended, and puts it in
/// line for its transcript. Called at unlock, before anything can record.
///
/// What cannot be saved now, such as on a full disk, stays for the next unlock.
///
/// # Errors
/// Those of the store.
pub(crate) fn recover_unfinished(app: &App) -> Result<()> {
    let opened = app.opened()?;
    let rows = recordings::list_in(&opened.reader(), RecordingState::Recording)?;
    for row in rows {
        match saved(&opened, row) {
            Ok(row) => opened.write(|tx| Ok(recordings::update(tx, &row)?))?,
            Err(cause) => tracing::warn!(%cause, "a recording could not be saved now"),
        }
    }
    drop_strays(&opened)?;
    app.changed(&CHANGED);
    Ok(())
}

/// The row of a recording that was cut off, with its content whole again.
fn saved(opened: &Opened, row: RecordingRow) -> std::result::Result<RecordingRow, MediaError> {
    let content = match opened.media.recover(row.id.into()) {
        // The kill came between the end of the file and its row.
        Err(MediaError::Missing) => opened.media.get(row.id.into()),
        other => other,
    };
    Ok(match content {
        Ok(content) => match decode_wav(&container::to_wav(content)) {
            Ok(samples) => RecordingRow {
                duration_ms: samples.duration_ms(),
                state: RecordingState::Queued,
                error_code: None,
                ..row
            },
            Err(_) => own::failed(row, ErrorCode::RecordingEmpty),
        },
        Err(MediaError::Missing) => own::failed(row, ErrorCode::RecordingEmpty),
        Err(MediaError::Damaged) => own::failed(row, ErrorCode::MediaDamaged),
        Err(other) => return Err(other),
    })
}

/// Removes sound that no row names: the kill came within the call that began the recording.
fn drop_strays(opened: &Opened) -> Result<()> {
    for entry in opened.media.list()? {
        let id = RecordingId(entry.id.0);
        if !entry.is_finished && recordings::get(&opened.reader(), id)?.is_none() {
            opened.media.delete(entry.id)?;
        }
    }
    Ok(())
}
