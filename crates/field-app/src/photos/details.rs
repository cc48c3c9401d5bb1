//! Saying what is known of a photo beside what it shows.

use field_contract::photos::{PhotoArgs, PhotoDetails, PhotoOriginView};
use field_log::{FilledCounts, PhotoFields, PhotoProvenance};
use field_store::photos::PhotoRow;

use super::own;
use crate::app::App;
use crate::edit;
use crate::error::Result;

/// Time, place, what was filled, and how the picture came about. On the device that took the photo all
/// that the camera said; elsewhere what the policy let leave.
///
/// # Errors
/// `NotFound`.
pub fn details(app: &App, args: PhotoArgs) -> Result<PhotoDetails> {
    let opened = app.opened()?;
    let conn = opened.reader();
    if let Some(row) = own::row_if_any(&conn, args.inspection, args.photo)? {
        return Ok(of_row(&row));
    }
    let view = edit::view(&conn, args.inspection)?;
    let fields = view.photos().find_map(|(id, fields)| (id == args.photo).then_some(fields));
    Ok(of_fields(fields.ok_or_else(own::not_here)?))
}

fn of_row(row: &PhotoRow) -> PhotoDetails {
    let filled = row.blobs.as_ref().map(|blobs| blobs.filled).unwrap_or_default();
    let origin = row.blobs.as_ref().and_then(|blobs| blobs.origin.as_ref());
    PhotoDetails {
        taken_on: row.taken_on,
        taken_at: row.taken_at,
        place: row.place.map(|place| place.to_string()),
        boxes_filled: count(&filled),
        area_permille: u32::from(filled.area_permille),
        origin: origin.map(|origin| of_provenance(&origin.provenance)),
        is_original_here: true,
    }
}

fn of_fields<T>(fields: &PhotoFields<T>) -> PhotoDetails {
    PhotoDetails {
        taken_on: fields.taken_on,
        taken_at: fields.taken_at,
        place: fields.place.map(|place| place.to_string()),
        boxes_filled: count(&fields.filled),
        area_permille: u32::from(fields.filled.area_permille),
        origin: fields.provenance.as_ref().map(of_provenance),
        is_original_here: false,
    }
}

fn count(filled: &FilledCounts) -> u32 {
    u32::from(filled.faces) + u32::from(filled.texts) + u32::from(filled.marked)
}

fn of_provenance(provenance: &PhotoProvenance) -> PhotoOriginView {
    PhotoOriginView {
        original: provenance.original.to_string(),
        picture: provenance.picture.to_string(),
        engine: provenance.engine,
        models: provenance.models.iter().map(ToString::to_string).collect(),
        size: provenance.size,
    }
}
