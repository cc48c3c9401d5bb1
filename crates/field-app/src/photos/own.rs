//! Photos that were taken in on this device.

use field_contract::ErrorCode;
use field_domain::{InspectionId, PhotoId, PictureSize, Raw};
use field_photo::{DecodedPhoto, PhotoLimits, decode, decode_for};
use field_store::journal::{self, Field, FieldNow, Value};
use field_store::photos::{self, PhotoRow};
use field_store::{Connection, inspections};

use crate::error::{self, Result};
use crate::opened::Opened;

/// The photo's row, if the photo was taken in here and belongs to the inspection.
pub(super) fn row_if_any(
    conn: &Connection,
    inspection: InspectionId,
    photo: PhotoId,
) -> Result<Option<PhotoRow>> {
    Ok(photos::get(conn, photo)?.filter(|row| row.inspection == inspection))
}

/// The photo's row.
///
/// # Errors
/// [`ErrorCode::NotFound`] if the photo was not taken in here, or belongs to another inspection;
/// [`ErrorCode::NotAllowed`] if the inspection is somebody else's.
pub(super) fn row(conn: &Connection, inspection: InspectionId, photo: PhotoId) -> Result<PhotoRow> {
    if !inspections::get(conn, inspection)?.is_mine {
        return Err(error::of(ErrorCode::NotAllowed, "the inspection is not done on this device"));
    }
    row_if_any(conn, inspection, photo)?.ok_or_else(not_here)
}

/// What the journal keeps of a photo.
pub(super) struct Kept {
    /// It was not taken back.
    pub is_present: bool,
    /// What it shows, in words.
    pub caption: Raw<String>,
    /// The photo that shows this place before.
    pub before: Option<PhotoId>,
}

impl From<Kept> for Value {
    fn from(Kept { is_present, caption, before }: Kept) -> Self {
        Self::Photo { is_present, caption, before }
    }
}

/// The journal's value of the photo.
pub(super) fn now(
    conn: &Connection,
    inspection: InspectionId,
    photo: PhotoId,
) -> Result<(FieldNow, Kept)> {
    let now = journal::now(conn, inspection, Field::Photo(photo))?.ok_or_else(not_here)?;
    match &now.value {
        Value::Photo { is_present, caption, before } => {
            let (is_present, caption, before) = (*is_present, caption.clone(), *before);
            Ok((now, Kept { is_present, caption, before }))
        }
        _ => Err(error::of(ErrorCode::StoreDamaged, "a value does not fit its field")),
    }
}

/// The file as it was taken in.
pub(super) fn original(opened: &Opened, photo: PhotoId) -> Result<Raw<Vec<u8>>> {
    let mut bytes = opened.media.get(photo.into())?;
    Ok(Raw::new(std::mem::take(&mut *bytes)))
}

/// The upright pixels of the original.
pub(super) fn decoded(opened: &Opened, photo: PhotoId) -> Result<DecodedPhoto> {
    Ok(decode(&original(opened, photo)?, &PhotoLimits::default())?)
}

/// The upright pixels of the original, fine enough for a picture of this size.
pub(super) fn decoded_for(
    opened: &Opened,
    photo: PhotoId,
    size: PictureSize,
) -> Result<DecodedPhoto> {
    Ok(decode_for(&original(opened, photo)?, size, &PhotoLimits::default())?)
}

/// How large the picture of a photo leaves: as the person chose, else as the policy says.
pub(super) fn size(opened: &Opened, chosen: Option<PictureSize>) -> PictureSize {
    chosen.unwrap_or(opened.policy().rules.photos.size)
}

pub(super) fn not_here() -> error::Failure {
    error::of(ErrorCode::NotFound, "the photo is not on this device")
}
