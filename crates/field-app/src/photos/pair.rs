//! Two photos of an item as a pair: before and after.

use field_contract::ErrorCode;
use field_contract::items::Saved;
use field_contract::photos::{PhotoArgs, PhotoPairArgs};

use super::own::Kept;
use super::save_caption::save_if;
use super::{held, own};
use crate::app::App;
use crate::error::{self, Result};

/// Marks two photos of an item as a pair; it is kept with the one that was taken afterwards.
///
/// # Errors
/// `Invalid` if they are not two photos of one item, or one is half of a pair already; `NotFound`,
/// `NotAllowed`, `AlreadySubmitted`, `DiskFull`.
pub fn pair(app: &App, args: PhotoPairArgs) -> Result<Saved> {
    let PhotoPairArgs { inspection, before, after } = args;
    save_if(app, inspection, after, |tx, kept| {
        let (first, second) = (own::row(tx, inspection, before)?, own::row(tx, inspection, after)?);
        let (_, of_first) = own::now(tx, inspection, before)?;
        let is_there = kept.is_present && of_first.is_present;
        if before == after || first.item != second.item || !is_there {
            return Err(error::of(ErrorCode::Invalid, "not two photos of one item"));
        }
        let halves = held::halves(tx, inspection)?;
        if [before, after].iter().any(|photo| halves.contains(photo)) {
            return Err(error::of(ErrorCode::Invalid, "a photo is half of a pair already"));
        }
        Ok(Kept { before: Some(before), ..kept })
    })
}

/// Parts a pair; `args` names the photo that was taken afterwards. Both photos stay.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `AlreadySubmitted`, `DiskFull`.
pub fn unpair(app: &App, args: PhotoArgs) -> Result<Saved> {
    save_if(app, args.inspection, args.photo, |_, kept| Ok(Kept { before: None, ..kept }))
}
