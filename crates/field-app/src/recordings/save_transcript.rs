//! Correcting or accepting a transcript.

use field_contract::ErrorCode;
use field_contract::items::Saved;
use field_contract::recordings::TranscriptSaveArgs;
use field_domain::{InspectionId, Raw, RecordingId};
use field_store::journal::{Act, Field, Value};
use field_store::recordings::RecordingState;

use super::{CHANGED, own};
use crate::app::App;
use crate::edit;
use crate::error::{self, Result};

/// Longest transcript, in characters. Source: the report's longest text (`field-report`); ten minutes
/// of fast speech are some 10 000.
const TRANSCRIPT_CHARS_MAX: usize = 20_000;

/// Corrects a transcript, or accepts it: only an accepted one leaves, redacted and after a look.
///
/// # Errors
/// `Invalid` if the text is too long, or an empty one is accepted; `NotFound`, `NotAllowed`,
/// `AlreadySubmitted`, `NotReady` while it is being recorded, `DiskFull`.
pub fn save_transcript(app: &App, args: TranscriptSaveArgs) -> Result<Saved> {
    if args.text.chars().count() > TRANSCRIPT_CHARS_MAX {
        return Err(error::of(ErrorCode::Invalid, "the transcript is too long"));
    }
    if args.is_accepted && args.text.trim().is_empty() {
        return Err(error::of(ErrorCode::Invalid, "an empty transcript cannot be accepted"));
    }
    let (text, is_accepted) = (Raw::new(args.text), args.is_accepted);
    save(app, args.inspection, args.recording, |said| Said { text, is_accepted, ..said })
}

/// What the journal says of a recording.
pub(super) struct Said {
    pub is_present: bool,
    pub text: Raw<String>,
    pub is_accepted: bool,
}

/// Saves what `turn` makes of the recording's value.
pub(super) fn save(
    app: &App,
    inspection: InspectionId,
    recording: RecordingId,
    turn: impl FnOnce(Said) -> Said,
) -> Result<Saved> {
    let opened = app.opened()?;
    let at = app.now();
    opened.write(|tx| {
        edit::check_editable(tx, inspection)?;
        let row = own::row(tx, inspection, recording)?;
        if row.state == RecordingState::Recording {
            return Err(error::of(ErrorCode::NotReady, "it is still being recorded"));
        }
        let Value::Recording { is_present, text, is_accepted } =
            own::now(tx, inspection, recording)?.value
        else {
            return Err(error::of(ErrorCode::StoreDamaged, "a value does not fit its field"));
        };
        let Said { is_present, text, is_accepted } = turn(Said { is_present, text, is_accepted });
        let value = Value::Recording { is_present, text, is_accepted };
        let (field, item) = (Field::Recording(recording), Some(row.item));
        edit::save_in(tx, &opened, inspection, field, item, &value, Act::Edit, at)
    })?;
    app.changed(&CHANGED);
    app.wake_worker();
    Ok(Saved { at })
}
