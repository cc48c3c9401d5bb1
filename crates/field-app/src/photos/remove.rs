//! Taking a photo back.

use field_contract::items::Saved;
use field_contract::photos::PhotoArgs;

use crate::app::App;
use crate::error::Result;
use crate::photos::own::Kept;
use crate::photos::save_caption::save;

/// Takes a photo back. Its original and its caption are kept, so that it can be restored.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `AlreadySubmitted`, `DiskFull`.
pub fn remove(app: &App, args: PhotoArgs) -> Result<Saved> {
    save(app, args.inspection, args.photo, |kept| Kept { is_present: false, ..kept })
}
