//! Showing a photo with boxes filled, before anything is decided.

use field_contract::photos::Picture;
use field_contract::redaction::PhotoPreviewArgs;
use field_photo::burn_with;

use crate::app::App;
use crate::error::Result;
use crate::photos::{coverage, drawings, own, picture};

/// The picture as it would leave with these boxes: the same pixels, made the same way.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid` if there are too many boxes or drawings, `Withheld` if the words of
/// a drawing cannot be judged, `MediaDamaged`.
pub fn preview(app: &App, args: PhotoPreviewArgs) -> Result<Picture> {
    let opened = app.opened()?;
    let row = own::row(&opened.reader(), args.inspection, args.photo)?;
    // Only the bound on their number: what is still open is shown, not refused.
    coverage::check(&[], None, &args.regions, &[])?;
    let rects: Vec<_> = args.regions.into_iter().map(|region| region.rect).collect();
    let typed = drawings::taken_in(args.drawings)?;
    let drawn = drawings::redacted(&opened.reader(), &opened, args.inspection, &typed)?;
    let size = own::size(&opened, args.size);
    let decoded = own::decoded_for(&opened, row.id, size)?;
    let burnt = burn_with(&decoded, &rects, &drawn, size)?;
    Ok(picture::of_jpeg(burnt.picture()))
}
