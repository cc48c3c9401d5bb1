//! One item with everything that belongs to it.

use field_contract::ErrorCode;
use field_contract::items::{ItemArgs, ItemDetail};
use field_store::journal::{self, Act, Field, Value};
use field_store::recordings as rows;

use crate::app::App;
use crate::edit;
use crate::error::{self, Result};
use crate::{inspections, recordings};

/// One item with its answers, findings, media and comments.
///
/// # Errors
/// `NotFound`.
pub fn open(app: &App, args: ItemArgs) -> Result<ItemDetail> {
    let detail = inspections::detail::open(
        app,
        field_contract::inspections::InspectionArgs { inspection: args.inspection },
    )?;
    let state = detail
        .items
        .into_iter()
        .find(|state| state.item == args.item)
        .ok_or_else(|| error::of(ErrorCode::NotFound, "the template has no such item"))?;
    let opened = app.opened()?;
    let conn = opened.reader();
    let view = edit::view(&conn, args.inspection)?;
    let conflicts =
        super::conflicts_of(&conn, &view, args.inspection, args.item, opened.device.id)?;
    let words = recordings::ItemWords::new(&detail.template, args.item);
    let mut recordings = Vec::new();
    for row in rows::list(&conn, args.inspection)?.iter().filter(|row| row.item == args.item) {
        let now = journal::now(&conn, args.inspection, Field::Recording(row.id))?;
        if let Some(now) = now
            && matches!(now.value, Value::Recording { is_present: true, .. })
        {
            recordings.push(recordings::view(&opened, row, &now, &words));
        }
    }
    Ok(ItemDetail {
        findings: detail.findings.into_iter().filter(|f| f.fields.item == args.item).collect(),
        comments: detail.comments.into_iter().filter(|c| c.item == Some(args.item)).collect(),
        recordings,
        conflicts,
        can_undo: journal::step(&conn, args.inspection, args.item, Act::Undo)?.is_some(),
        can_redo: journal::step(&conn, args.inspection, args.item, Act::Redo)?.is_some(),
        state,
    })
}
