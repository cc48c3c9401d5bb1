//! Saving an edit: one transaction, history kept, structured answers in the log at once.

use field_contract::ErrorCode;
use field_domain::{InspectionId, InspectionState, Instant, ItemNo};
use field_log::InspectionView;
use field_store::journal::{self, Act, Edit, Field, Value};
use field_store::{Connection, Transaction, inspections, operations};

use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::{log, templates};

/// The folded view of an inspection.
pub(crate) fn view(conn: &Connection, inspection: InspectionId) -> Result<InspectionView> {
    Ok(InspectionView::fold(&operations::of_inspection(conn, inspection)?))
}

/// Checks that the person may change this inspection here and now.
///
/// # Errors
/// [`ErrorCode::NotAllowed`] if it is somebody else's, [`ErrorCode::AlreadySubmitted`] if it was
/// handed in and not returned, [`ErrorCode::NotFound`].
pub(crate) fn check_editable(conn: &Connection, inspection: InspectionId) -> Result<()> {
    if !inspections::get(conn, inspection)?.is_mine {
        return Err(error::of(ErrorCode::NotAllowed, "the inspection is not done on this device"));
    }
    match view(conn, inspection)?.state() {
        InspectionState::Submitted | InspectionState::Approved => {
            Err(error::of(ErrorCode::AlreadySubmitted, "the inspection was handed in"))
        }
        InspectionState::Assigned | InspectionState::Draft | InspectionState::Returned => Ok(()),
    }
}

/// Checks that the inspection's checklist has this item.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub(crate) fn check_item(conn: &Connection, inspection: InspectionId, item: ItemNo) -> Result<()> {
    let template = templates::get(conn, inspections::get(conn, inspection)?.template)?;
    match template.item(item) {
        Some(_) => Ok(()),
        None => Err(error::of(ErrorCode::NotFound, "the checklist has no such item")),
    }
}

/// Saves a value and returns when. It is on the disk when this returns; an answer without words is
/// in the log as well.
pub(crate) fn save(
    app: &App,
    inspection: InspectionId,
    field: Field,
    item: Option<ItemNo>,
    value: &Value,
    act: Act,
) -> Result<Instant> {
    let opened = app.opened()?;
    let at = app.now();
    opened.write(|tx| {
        check_editable(tx, inspection)?;
        save_in(tx, &opened, inspection, field, item, value, act, at)
    })?;
    Ok(at)
}

/// Saves a value inside a transaction of the caller.
#[expect(clippy::too_many_arguments, reason = "each names one part of an edit")]
pub(crate) fn save_in(
    tx: &Transaction<'_>,
    opened: &Opened,
    inspection: InspectionId,
    field: Field,
    item: Option<ItemNo>,
    value: &Value,
    act: Act,
    at: Instant,
) -> Result<()> {
    let seq = journal::save(tx, &Edit { inspection, field, item, value, act, at })?;
    // An answer without words has nothing to redact: it is cleared by policy at once.
    if let Some(change) = log::change_without_words(field, value) {
        let base = operations::heads(tx, inspection, field.target())?;
        let operation = log::append(tx, opened, inspection, base, change, item, at)?;
        journal::mark_cleared(tx, inspection, field, seq, operation)?;
    }
    Ok(())
}
