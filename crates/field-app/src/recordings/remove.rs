//! Taking a recording back.

use field_contract::items::Saved;
use field_contract::recordings::RecordingArgs;

use crate::app::App;
use crate::error::Result;
use crate::recordings::save_transcript::{Said, save};

/// Takes a recording back. Its audio and its text are kept, so that it can be restored.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `AlreadySubmitted`, `NotReady` while it is being recorded, `DiskFull`.
pub fn remove(app: &App, args: RecordingArgs) -> Result<Saved> {
    save(app, args.inspection, args.recording, |said| Said { is_present: false, ..said })
}
