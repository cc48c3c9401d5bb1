//! Bringing a photo back.

use field_contract::items::Saved;
use field_contract::photos::PhotoArgs;

use crate::app::App;
use crate::error::Result;
use crate::photos::own::Kept;
use crate::photos::save_caption::save;

/// Brings a photo back that was taken back, with its caption and what was decided about it.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `AlreadySubmitted`, `DiskFull`.
pub fn restore(app: &App, args: PhotoArgs) -> Result<Saved> {
    save(app, args.inspection, args.photo, |kept| Kept { is_present: true, ..kept })
}
