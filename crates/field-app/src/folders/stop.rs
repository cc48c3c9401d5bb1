//! Watching a folder no more.

use field_contract::Done;
use field_contract::inspections::InspectionArgs;
use field_store::watched_folders;

use super::CHANGED;
use crate::app::App;
use crate::error::Result;

/// Watches the folder of an inspection no more; a photo that is being taken in is the last one. What was
/// taken in stays, and so does the folder.
///
/// # Errors
/// `Locked`, `DiskFull`.
pub fn stop(app: &App, args: InspectionArgs) -> Result<Done> {
    let opened = app.opened()?;
    opened.write(|tx| Ok(watched_folders::remove(tx, args.inspection)?))?;
    opened.folders.forget(args.inspection);
    app.changed(&CHANGED);
    Ok(Done {})
}
