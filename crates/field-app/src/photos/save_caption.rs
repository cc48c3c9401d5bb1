//! Writing what a photo shows.

use field_contract::ErrorCode;
use field_contract::items::Saved;
use field_contract::photos::PhotoCaptionSaveArgs;
use field_domain::{InspectionId, PhotoId, Raw};
use field_store::Transaction;
use field_store::journal::{Act, Field};

use super::own::Kept;
use super::{CHANGED, own};
use crate::app::App;
use crate::edit;
use crate::error::{self, Result};

/// Longest caption, in characters. Source: judgement; two lines under a photo in the report.
const CAPTION_CHARS_MAX: usize = 500;

/// Writes what a photo shows; empty takes it back.
///
/// # Errors
/// `Invalid` if the caption is too long; `NotFound`, `NotAllowed`, `AlreadySubmitted`, `DiskFull`.
pub fn save_caption(app: &App, args: PhotoCaptionSaveArgs) -> Result<Saved> {
    if args.caption.chars().count() > CAPTION_CHARS_MAX {
        return Err(error::of(ErrorCode::Invalid, "the caption is too long"));
    }
    let caption = Raw::new(args.caption);
    save(app, args.inspection, args.photo, |kept| Kept { caption, ..kept })
}

/// Saves what `turn` makes of what the journal keeps of the photo.
pub(super) fn save(
    app: &App,
    inspection: InspectionId,
    photo: PhotoId,
    turn: impl FnOnce(Kept) -> Kept,
) -> Result<Saved> {
    save_if(app, inspection, photo, |_, kept| Ok(turn(kept)))
}

/// The same, unless `turn` refuses.
pub(super) fn save_if(
    app: &App,
    inspection: InspectionId,
    photo: PhotoId,
    turn: impl FnOnce(&Transaction<'_>, Kept) -> Result<Kept>,
) -> Result<Saved> {
    let opened = app.opened()?;
    let at = app.now();
    opened.write(|tx| {
        edit::check_editable(tx, inspection)?;
        let row = own::row(tx, inspection, photo)?;
        let (_, kept) = own::now(tx, inspection, photo)?;
        let value = turn(tx, kept)?.into();
        let (field, item) = (Field::Photo(photo), Some(row.item));
        edit::save_in(tx, &opened, inspection, field, item, &value, Act::Edit, at)
    })?;
    app.changed(&CHANGED);
    app.wake_worker();
    Ok(Saved { at })
}
