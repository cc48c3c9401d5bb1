//! Opening a photo for a look.

use field_contract::photos::PhotoArgs;
use field_contract::redaction::{PhotoReview, ReviewState};
use field_store::photos::PhotoState;

use crate::app::App;
use crate::error::Result;
use crate::photos::{drawings, own};

/// What was found on a photo, or what the person accepted, as it is or will be filled.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn open(app: &App, args: PhotoArgs) -> Result<PhotoReview> {
    let opened = app.opened()?;
    let row = own::row(&opened.reader(), args.inspection, args.photo)?;
    Ok(PhotoReview {
        state: match row.state {
            PhotoState::Working => ReviewState::Working,
            PhotoState::Found => ReviewState::Waiting,
            PhotoState::ByHand => ReviewState::ByHand,
            PhotoState::Approved => ReviewState::Cleared,
        },
        width_px: row.width_px,
        height_px: row.height_px,
        found: row.found.clone(),
        regions: row.approved.unwrap_or(row.found),
        rejected: row.rejected,
        drawings: drawings::shown(row.drawings),
        size: own::size(&opened, row.size),
    })
}
