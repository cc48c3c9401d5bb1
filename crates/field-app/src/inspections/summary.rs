//! An inspection in a list.

use std::collections::{BTreeMap, BTreeSet};

use field_contract::inspections::InspectionSummary;
use field_contract::sync::SyncState;
use field_domain::{InspectionId, Instant, ItemNo, Segments, Template};
use field_log::{InspectionView, Target};
use field_store::inspections::{self, InspectionRow};
use field_store::{Connection, journal, outbox};

use super::detail::{self, Overlay};
use super::log_view;
use crate::error::Result;
use crate::opened::Opened;
use crate::{redaction, templates};

/// Everything that a summary is made of, read once.
pub(crate) struct Loaded {
    pub row: InspectionRow,
    pub view: InspectionView,
    pub template: Template<Segments>,
    pub overlay: Overlay,
}

/// Reads one inspection.
pub(crate) fn load(conn: &Connection, row: InspectionRow) -> Result<Loaded> {
    let view = crate::edit::view(conn, row.id)?;
    let template = templates::get(conn, row.template)?;
    let overlay = Overlay::load(conn, row.id)?;
    Ok(Loaded { row, view, template, overlay })
}

/// The summary of an inspection.
pub(crate) fn of(conn: &Connection, opened: &Opened, loaded: &Loaded) -> Result<InspectionSummary> {
    let Loaded { row, view, template, overlay } = loaded;
    let site = inspections::site(conn, row.id)?;
    let text = |text: String| Some(text).filter(|text| !text.is_empty());
    let answered = template
        .items()
        .filter(|item| detail::is_answered(item, view, overlay, opened.device.id))
        .count();
    let (waiting, _) = if row.is_mine { redaction::counts(conn, opened, row.id)? } else { (0, 0) };
    let reasons = match log_view::return_of(view).map(|entry| &entry.change) {
        Some(field_log::Change::Returned { reasons }) => reasons.len(),
        _ => 0,
    };
    let findings = detail::findings(view, overlay, opened.device.id);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let sync = sync_state(conn, row.id, waiting, overlay)?;
    Ok(InspectionSummary {
        inspection: row.id,
        site_code: row.site_code.clone(),
        site_name: text(site.name),
        site_address: text(site.address),
        site_contact: text(site.contact),
        template_title: template.title.to_string(),
        due: row.due,
        state: view.state(),
        answered_count: count(answered),
        item_count: count(template.items().count()),
        finding_count: count(findings.len()),
        review_count: waiting,
        return_reason_count: count(reasons),
        sent_at: if sync == SyncState::Sent { outbox::last_sent(conn, row.id)? } else { None },
        sync,
        conflict_items: if row.is_mine { conflict_items(view) } else { Vec::new() },
    })
}

/// Items with an answer that stands twice.
fn conflict_items(view: &InspectionView) -> Vec<ItemNo> {
    let items: BTreeSet<ItemNo> = view
        .conflicts()
        .filter_map(|target| match target {
            Target::Mark(item)
            | Target::Reading(item)
            | Target::Text(item)
            | Target::Note(item) => Some(item),
            _ => None,
        })
        .collect();
    items.into_iter().collect()
}

fn sync_state(
    conn: &Connection,
    inspection: InspectionId,
    waiting: u32,
    overlay: &Overlay,
) -> Result<SyncState> {
    let never = Instant(i64::MAX);
    let rows = outbox::list(conn, never)?;
    let own: Vec<_> = rows.iter().filter(|row| row.inspection == inspection).collect();
    let has_uncleared = overlay.fields.values().any(|now: &journal::FieldNow| !now.is_cleared());
    Ok(if waiting > 0 || own.iter().any(|row| row.is_held) {
        SyncState::NeedsYou
    } else if !own.is_empty() || has_uncleared {
        SyncState::SavedHere
    } else {
        SyncState::Sent
    })
}

/// Fields by name, for quick look-ups.
pub(crate) type Fields = BTreeMap<journal::Field, journal::FieldNow>;
