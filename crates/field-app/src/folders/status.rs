//! Saying how a watched folder stands.

use field_contract::folders::{FolderStatus, FolderView};
use field_contract::inspections::InspectionArgs;
use field_domain::raw::UiScope;
use field_store::watched_folders;

use crate::app::App;
use crate::error::Result;

/// Whether a folder is watched for an inspection, and how far that is.
///
/// # Errors
/// `Locked`.
pub fn status(app: &App, args: InspectionArgs) -> Result<FolderStatus> {
    let opened = app.opened()?;
    let folder = watched_folders::get(&opened.reader(), args.inspection)?;
    let progress = opened.folders.of(args.inspection);
    let view = |folder: watched_folders::WatchedFolder| FolderView {
        item: folder.item,
        path: folder.path.into_exposed(&UiScope),
        state: progress.state,
        taken: progress.taken,
        waiting: progress.waiting,
        refused: progress.refused,
    };
    Ok(FolderStatus { folder: folder.map(view) })
}
