//! Taking edits of an item back, and taking that back.

use field_contract::items::{ItemArgs, Saved};
use field_contract::{ErrorCode, Topic};
use field_store::journal::{self, Act};

use crate::app::App;
use crate::edit;
use crate::error::{self, Result};

/// Takes the last edit of this item back: writes the earlier value as a new edit.
///
/// # Errors
/// `NothingToUndo`, `AlreadySubmitted`.
pub fn undo(app: &App, args: ItemArgs) -> Result<Saved> {
    step(app, args, Act::Undo)
}

/// Takes the last undo of this item back.
///
/// # Errors
/// `NothingToUndo`, `AlreadySubmitted`.
pub fn redo(app: &App, args: ItemArgs) -> Result<Saved> {
    step(app, args, Act::Redo)
}

fn step(app: &App, args: ItemArgs, act: Act) -> Result<Saved> {
    let opened = app.opened()?;
    let at = app.now();
    opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        let step = journal::step(tx, args.inspection, args.item, act)?
            .ok_or_else(|| error::of(ErrorCode::NothingToUndo, "nothing to take back"))?;
        let item = Some(args.item);
        edit::save_in(tx, &opened, args.inspection, step.field, item, &step.value, act, at)
    })?;
    app.changed(&[Topic::Items, Topic::Photos, Topic::Recordings, Topic::Redactions, Topic::Sync]);
    Ok(Saved { at })
}
