//! Bringing a recording back.

use field_contract::items::Saved;
use field_contract::recordings::RecordingArgs;

use crate::app::App;
use crate::error::Result;
use crate::recordings::save_transcript::{Said, save};

/// Brings a recording back that was taken back, with its text.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `AlreadySubmitted`, `NotReady` while it is being recorded, `DiskFull`.
pub fn restore(app: &App, args: RecordingArgs) -> Result<Saved> {
    save(app, args.inspection, args.recording, |said| Said { is_present: true, ..said })
}
