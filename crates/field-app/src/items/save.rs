//! Saving answers: each is on the disk when the call returns.

use field_contract::items::{MarkSaveArgs, ReadingSaveArgs, Saved, TextSaveArgs};
use field_contract::{ErrorCode, Topic};
use field_domain::{InspectionId, ItemNo, Raw};
use field_store::journal::{Act, Field, Value};

use crate::app::App;
use crate::edit;
use crate::error::{self, Result};

/// Longest note or free-text answer, in characters: ten pages, far above any note that was seen, and
/// low enough for the live preview.
pub(crate) const TEXT_CHARS_MAX: usize = 20_000;

/// Sets or takes back a mark.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `AlreadySubmitted`, `DiskFull`.
pub fn save_mark(app: &App, args: MarkSaveArgs) -> Result<Saved> {
    save(app, args.inspection, Field::Mark(args.item), args.item, &Value::Mark(args.mark))
}

/// Sets or takes back a reading.
///
/// # Errors
/// `Invalid` if the number is out of range; else as [`save_mark`].
pub fn save_reading(app: &App, args: ReadingSaveArgs) -> Result<Saved> {
    if args.reading.is_some_and(|reading| !reading.is_in_range()) {
        return Err(error::of(ErrorCode::Invalid, "the reading is out of range"));
    }
    save(app, args.inspection, Field::Reading(args.item), args.item, &Value::Reading(args.reading))
}

/// Writes a free-text answer; empty takes it back. It leaves once it is cleared.
///
/// # Errors
/// `Invalid` if it is too long; else as [`save_mark`].
pub fn save_text(app: &App, args: TextSaveArgs) -> Result<Saved> {
    let value = words(args.text, TEXT_CHARS_MAX)?;
    save(app, args.inspection, Field::Text(args.item), args.item, &value)
}

/// Writes a note; empty takes it back. It leaves once it is cleared.
///
/// # Errors
/// `Invalid` if it is too long; else as [`save_mark`].
pub fn save_note(app: &App, args: TextSaveArgs) -> Result<Saved> {
    let value = words(args.text, TEXT_CHARS_MAX)?;
    save(app, args.inspection, Field::Note(args.item), args.item, &value)
}

fn words(text: String, chars_max: usize) -> Result<Value> {
    if text.chars().count() > chars_max {
        return Err(error::of(ErrorCode::Invalid, "the text is too long"));
    }
    Ok(Value::Words(Raw::new(text)))
}

fn save(
    app: &App,
    inspection: InspectionId,
    field: Field,
    item: ItemNo,
    value: &Value,
) -> Result<Saved> {
    let at = edit::save(app, inspection, field, Some(item), value, Act::Edit)?;
    app.changed(&[Topic::Items, Topic::Inspections, Topic::Redactions, Topic::Sync]);
    Ok(Saved { at })
}
