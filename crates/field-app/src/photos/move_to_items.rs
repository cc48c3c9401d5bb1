//! Putting photos under other items.

use field_contract::ErrorCode;
use field_contract::items::Saved;
use field_contract::photos::PhotoMoveArgs;
use field_domain::{Instant, ItemNo};
use field_store::journal::{Act, Field};
use field_store::photos::{self, PhotoRow};
use field_store::{Transaction, item_journal, operations};

use super::match_by_time::PHOTOS_MAX;
use super::{CHANGED, held, own};
use crate::app::App;
use crate::edit;
use crate::error::{self, Result};
use crate::opened::Opened;

/// Puts photos under other items of their inspection, all of them or none. Moving them back is the way
/// to take it back: what can be undone of a photo goes with it.
///
/// # Errors
/// `Invalid` if there are too many, or if one is half of a pair or is shown by a finding: the other half
/// or the finding would be left behind; `NotFound` if there is no such photo or item; `NotAllowed`,
/// `AlreadySubmitted`, `DiskFull`.
pub fn move_to_items(app: &App, args: PhotoMoveArgs) -> Result<Saved> {
    if args.moves.len() > PHOTOS_MAX {
        return Err(error::of(ErrorCode::Invalid, "there are too many photos"));
    }
    let opened = app.opened()?;
    let at = app.now();
    opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        let (halves, shown) = held::held(tx, args.inspection)?;
        for one in &args.moves {
            if halves.contains(&one.photo) || shown.contains(&one.photo) {
                return Err(error::of(ErrorCode::Invalid, "a photo belongs to something else"));
            }
            let row = own::row(tx, args.inspection, one.photo)?;
            edit::check_item(tx, args.inspection, one.item)?;
            move_one(tx, &opened, &row, one.item, at)?;
        }
        Ok(())
    })?;
    app.changed(&CHANGED);
    app.wake_worker();
    Ok(Saved { at })
}

fn move_one(
    tx: &Transaction<'_>,
    opened: &Opened,
    row: &PhotoRow,
    item: ItemNo,
    at: Instant,
) -> Result<()> {
    let (inspection, field) = (row.inspection, Field::Photo(row.id));
    photos::move_to_item(tx, row.id, item)?;
    item_journal::move_to_item(tx, inspection, field, item)?;
    if !operations::heads(tx, inspection, field.target())?.is_empty() {
        // It is in the log under the other item: this is a change of it. It belongs to no item's undo.
        let (now, _) = own::now(tx, inspection, row.id)?;
        edit::save_in(tx, opened, inspection, field, None, &now.value, Act::Edit, at)?;
    }
    Ok(())
}
