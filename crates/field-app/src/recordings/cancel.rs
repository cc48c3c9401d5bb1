//! Stopping a transcript.

use field_contract::recordings::RecordingArgs;
use field_contract::{Done, ErrorCode};
use field_store::recordings::{self, RecordingState};

use super::{CHANGED, own};
use crate::app::App;
use crate::error::Result;

/// Takes a recording out of the line, or stops the work on it within a second or two. The audio is
/// kept, and the transcript can be asked for again.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `DiskFull`.
pub fn cancel(app: &App, args: RecordingArgs) -> Result<Done> {
    let opened = app.opened()?;
    opened.transcribing.cancel(args.recording);
    opened.write(|tx| {
        let row = own::row(tx, args.inspection, args.recording)?;
        if row.state == RecordingState::Queued {
            recordings::update(tx, &own::failed(row, ErrorCode::NotReady))?;
        }
        Ok(())
    })?;
    app.changed(&CHANGED);
    Ok(Done {})
}
