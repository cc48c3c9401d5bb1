//! The office's inbox.

use field_contract::NoArgs;
use field_contract::office::{Inbox, InboxRow};
use field_domain::Severity;
use field_store::blobs::{self, BlobState};
use field_store::{inspections, people};

use crate::app::App;
use crate::error::Result;
use crate::inspections::{detail, name_of, summary};

/// Every inspection of the organisation, oldest submission first.
///
/// # Errors
/// `Locked`.
pub fn inbox(app: &App, _args: NoArgs) -> Result<Inbox> {
    let opened = app.opened()?;
    let account = opened.account()?;
    let conn = opened.reader();
    let people = people::list(&conn)?;
    let mut rows = Vec::new();
    for row in inspections::list(&conn)? {
        let loaded = summary::load(&conn, row)?;
        let view = &loaded.view;
        let findings = detail::findings(view, &loaded.overlay, opened.device.id);
        let of = |severity: Severity| {
            let count = findings.iter().filter(|f| f.fields.severity == severity).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        let (mut present, mut total) = (0, 0);
        for (_, fields) in view.photos() {
            total += 1;
            let state = blobs::state(&conn, fields.picture.blob)?;
            present += u32::from(matches!(state, Some(BlobState::Here | BlobState::Sent)));
        }
        rows.push(InboxRow {
            inspection: loaded.row.id,
            site_code: loaded.row.site_code.clone(),
            template_title: loaded.template.title.to_string(),
            technician_name: loaded
                .row
                .technician
                .and_then(|user| name_of(user, account.as_ref(), &people)),
            state: view.state(),
            due: loaded.row.due,
            submitted_at: detail::submitted_at(view),
            priority_count: of(Severity::Priority),
            priority_foundation_count: of(Severity::PriorityFoundation),
            core_count: of(Severity::Core),
            photos_present: present,
            photos_total: total,
            has_conflict: view.conflicts().next().is_some(),
            has_changed_since_decision: view.has_changed_since_decision(),
        });
    }
    rows.sort_by_key(|row| (row.submitted_at, row.inspection));
    Ok(Inbox { rows, as_of: app.sync_memory().last_contact })
}
