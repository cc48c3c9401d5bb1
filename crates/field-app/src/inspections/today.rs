//! The technician's day.

use field_contract::NoArgs;
use field_contract::inspections::Today;
use field_domain::{InspectionState, Role};
use field_store::inspections;

use super::summary;
use crate::app::App;
use crate::error::Result;

/// Finished inspections that are listed: the last weeks.
const FINISHED_MAX: usize = 50;

/// What is due, grouped by day; for the technician, own inspections only.
///
/// # Errors
/// `Locked`.
pub fn today(app: &App, _args: NoArgs) -> Result<Today> {
    let opened = app.opened()?;
    let account = opened.account()?;
    let conn = opened.reader();
    let day = (app.inner.edges.today)();
    let mut today = Today {
        day,
        overdue: Vec::new(),
        today: Vec::new(),
        later: Vec::new(),
        finished: Vec::new(),
    };
    for row in inspections::list(&conn)? {
        let is_own = account.as_ref().is_some_and(|own| {
            own.role != Role::Technician || row.technician == Some(own.user) || row.is_mine
        });
        if !is_own {
            continue;
        }
        let loaded = summary::load(&conn, row)?;
        let entry = summary::of(&conn, &opened, &loaded)?;
        let is_begun = entry.state != InspectionState::Assigned;
        match (entry.state, entry.due) {
            (InspectionState::Submitted | InspectionState::Approved, _) => {
                today.finished.push(entry);
            }
            (_, Some(due)) if due < day => today.overdue.push(entry),
            (_, Some(due)) if due > day && !is_begun => today.later.push(entry),
            _ => today.today.push(entry),
        }
    }
    for list in [&mut today.overdue, &mut today.today, &mut today.later] {
        list.sort_by_key(|entry| (entry.due, entry.inspection));
    }
    today.finished.reverse();
    today.finished.truncate(FINISHED_MAX);
    Ok(today)
}
