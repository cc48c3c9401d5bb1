//! Showing a photo.

use std::sync::Arc;

use field_contract::ErrorCode;
use field_contract::photos::{PhotoPictureArgs, Picture, PictureForm};
use field_domain::raw::UiScope;
use field_domain::{InspectionId, PhotoId, Raw};
use field_log::BlobRef;
use field_media::MediaId;
use field_photo::{PhotoLimits, THUMBNAIL_LONG_EDGE_PX, burn_with, decode, preview_jpeg};
use field_store::photos::{PhotoRow, PhotoState};
use zeroize::Zeroizing;

use super::cache::{Jpeg, PartOf, Source};
use super::{blob, drawings, own, parts};
use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::{edit, incoming};

/// Longest edge of a picture on the screen or on paper. Source: half a laptop's width in a
/// pane at twice the density; on paper 1280 px are 270 dpi over half an A4 page's width.
const SCREEN_LONG_EDGE_PX: u32 = 1280;

/// A picture of a photo.
///
/// On the device that took it, thumbnail and screen show the original; everywhere else every form is
/// the redacted one. The redacted form of a photo that nobody approved yet is made on the spot with
/// the boxes that were found.
///
/// # Errors
/// `NotFound` if the photo is unknown or its picture has not arrived, `NotReady` for the redacted
/// form of a photo that no engine or person judged yet, `MediaDamaged`; `Invalid` for a part that is none.
pub fn picture(app: &App, args: PhotoPictureArgs) -> Result<Picture> {
    Ok(of_jpeg(&picture_jpeg(app, args)?))
}

/// The same as JPEG bytes, for an address that an image of a page can name.
///
/// # Errors
/// As [`picture`].
pub fn picture_jpeg(app: &App, args: PhotoPictureArgs) -> Result<Jpeg> {
    let opened = app.opened()?;
    let row = own::row_if_any(&opened.reader(), args.inspection, args.photo)?;
    match (row, args.form) {
        (Some(row), PictureForm::Thumbnail) => thumbnail(&opened, row.id),
        (Some(row), PictureForm::Screen) => original(&opened, row.id, SCREEN_LONG_EDGE_PX),
        (Some(row), PictureForm::Redacted) => redacted_here(&opened, &row),
        (Some(row), PictureForm::Part(number)) => {
            let name = PartOf::Original(row.id);
            parts::part(&opened, name, number, || own::original(&opened, row.id))
        }
        (None, PictureForm::Part(number)) => {
            let blob = blob_of(&opened, args.inspection, args.photo, PictureForm::Redacted)?;
            let name = PartOf::Blob(blob.blob);
            parts::part(&opened, name, number, || Ok(Raw::new(sealed(&opened, &blob)?.to_vec())))
        }
        (None, form) => sealed(&opened, &blob_of(&opened, args.inspection, args.photo, form)?),
    }
}

/// The picture for a report: the original where it was taken, the redacted one elsewhere; at most
/// 1280 px, without metadata.
pub(crate) fn for_paper(opened: &Opened, inspection: InspectionId, photo: PhotoId) -> Result<Jpeg> {
    if own::row_if_any(&opened.reader(), inspection, photo)?.is_some() {
        return original(opened, photo, SCREEN_LONG_EDGE_PX);
    }
    let whole = sealed(opened, &blob_of(opened, inspection, photo, PictureForm::Redacted)?)?;
    let photo = decode(&Raw::new(whole.to_vec()), &PhotoLimits::default())?;
    Ok(jpeg_of(preview_jpeg(&photo, SCREEN_LONG_EDGE_PX)?))
}

/// A JPEG as the screens take it.
pub(super) fn of_jpeg(jpeg: &[u8]) -> Picture {
    Picture { jpeg_base64: incoming::text(jpeg) }
}

/// The small picture of an original: as it was kept when the photo was taken in, else made anew.
fn thumbnail(opened: &Opened, photo: PhotoId) -> Result<Jpeg> {
    let source = Source::Original(photo, THUMBNAIL_LONG_EDGE_PX);
    if let Some(jpeg) = opened.pictures.get(source) {
        return Ok(jpeg);
    }
    let Ok(kept) = opened.media.get(MediaId::thumbnail_of(photo)) else {
        let made = original(opened, photo, THUMBNAIL_LONG_EDGE_PX)?;
        keep_thumbnail(opened, photo, &made);
        return Ok(made);
    };
    let jpeg: Jpeg = Arc::new(kept);
    opened.pictures.put(source, &jpeg);
    Ok(jpeg)
}

/// Keeps the small picture of an original beside it, encrypted: a list of a thousand photos cannot
/// decode a thousand originals. It is a copy; where it cannot be kept it is made anew.
pub(super) fn keep_thumbnail(opened: &Opened, photo: PhotoId, jpeg: &Jpeg) {
    if opened.media.put(MediaId::thumbnail_of(photo), jpeg).is_err() {
        tracing::warn!("a thumbnail could not be kept");
    }
}

fn original(opened: &Opened, photo: PhotoId, long_edge_px: u32) -> Result<Jpeg> {
    let source = Source::Original(photo, long_edge_px);
    if let Some(jpeg) = opened.pictures.get(source) {
        return Ok(jpeg);
    }
    let decoded = own::decoded(opened, photo)?;
    let jpeg = jpeg_of(preview_jpeg(&decoded, long_edge_px)?);
    opened.pictures.put(source, &jpeg);
    // Lists ask for the thumbnail next: it costs little while the pixels are here.
    if long_edge_px != THUMBNAIL_LONG_EDGE_PX {
        let thumbnail = jpeg_of(preview_jpeg(&decoded, THUMBNAIL_LONG_EDGE_PX)?);
        opened.pictures.put(Source::Original(photo, THUMBNAIL_LONG_EDGE_PX), &thumbnail);
    }
    Ok(jpeg)
}

fn redacted_here(opened: &Opened, row: &PhotoRow) -> Result<Jpeg> {
    match (row.state, &row.blobs) {
        (PhotoState::Approved, Some(blobs)) => sealed(opened, &blobs.picture),
        (PhotoState::Found, _) => {
            let boxes = row.approved.as_ref().unwrap_or(&row.found);
            let rects: Vec<_> = boxes.iter().map(|region| region.rect).collect();
            let drawn =
                drawings::redacted(&opened.reader(), opened, row.inspection, &row.drawings)?;
            let size = own::size(opened, row.size);
            let decoded = own::decoded_for(opened, row.id, size)?;
            let burnt = burn_with(&decoded, &rects, &drawn, size)?;
            Ok(Arc::new(Zeroizing::new(burnt.picture().to_vec())))
        }
        // Nothing is filled yet: what would be shown is the original, under a wrong name.
        _ => Err(error::of(ErrorCode::NotReady, "nobody judged the photo yet")),
    }
}

fn sealed(opened: &Opened, reference: &BlobRef) -> Result<Jpeg> {
    let source = Source::Blob(reference.blob);
    if let Some(jpeg) = opened.pictures.get(source) {
        return Ok(jpeg);
    }
    let jpeg: Jpeg = Arc::new(blob::open(opened, reference)?);
    opened.pictures.put(source, &jpeg);
    Ok(jpeg)
}

/// The blob of a photo that another device took.
fn blob_of(
    opened: &Opened,
    inspection: InspectionId,
    photo: PhotoId,
    form: PictureForm,
) -> Result<BlobRef> {
    let view = edit::view(&opened.reader(), inspection)?;
    let fields = view
        .photos()
        .find_map(|(id, fields)| (id == photo).then_some(fields))
        .ok_or_else(own::not_here)?;
    Ok(match form {
        PictureForm::Thumbnail => fields.thumbnail.clone(),
        PictureForm::Screen | PictureForm::Redacted | PictureForm::Part(_) => {
            fields.picture.clone()
        }
    })
}

pub(super) fn jpeg_of(raw: Raw<Vec<u8>>) -> Jpeg {
    Arc::new(Zeroizing::new(raw.into_exposed(&UiScope)))
}
