//! Asking for a transcript, and what is next in line.

use field_contract::recordings::RecordingArgs;
use field_contract::{Done, ErrorCode};
use field_domain::RecordingId;
use field_store::recordings::{self, RecordingRow, RecordingState};

use super::{CHANGED, own};
use crate::app::App;
use crate::error::{self, Result};

/// Puts a recording in line for its transcript again, such as after it failed or was stopped.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `NotReady` while it is being recorded, `DiskFull`.
pub fn transcribe(app: &App, args: RecordingArgs) -> Result<Done> {
    let opened = app.opened()?;
    opened.write(|tx| {
        let row = own::row(tx, args.inspection, args.recording)?;
        if row.state == RecordingState::Recording {
            return Err(error::of(ErrorCode::NotReady, "it is still being recorded"));
        }
        let row = RecordingRow { state: RecordingState::Queued, error_code: None, ..row };
        Ok(recordings::update(tx, &row)?)
    })?;
    app.changed(&CHANGED);
    app.wake_worker();
    Ok(Done {})
}

/// The recording whose transcript is made next: the oldest in line that was not taken back.
pub(crate) fn next_queued(app: &App) -> Result<Option<RecordingId>> {
    let opened = app.opened()?;
    let conn = opened.reader();
    for row in recordings::list_in(&conn, RecordingState::Queued)? {
        if own::is_present(&conn, row.inspection, row.id)? {
            return Ok(Some(row.id));
        }
    }
    Ok(None)
}
