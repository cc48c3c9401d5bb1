//! What a fetched operation means for this device's lists.

use field_domain::{InspectionId, OpId, SiteCode};
use field_log::{Change, Operation};
use field_store::blobs::{self, BlobState};
use field_store::inspections::{self, InspectionRow};
use field_store::{Transaction, operations, templates};

use crate::error::Result;
use crate::opened::{Account, Opened};

/// Makes inspections, templates and wanted blobs known.
pub(super) fn operation(
    tx: &Transaction<'_>,
    opened: &Opened,
    account: &Account,
    operation: &Operation,
) -> Result<()> {
    let Some(payload) = &operation.payload else { return Ok(()) };
    let header = &operation.header;
    match &payload.change {
        Change::JobAssigned { job, site, template, technician, due } => {
            let row = InspectionRow {
                job: Some(*job),
                technician: Some(*technician),
                due: Some(*due),
                ..row(operation, site, *template)
            };
            inspections::put(tx, &row)?;
        }
        Change::Started { site, template, job, .. } => {
            let row = InspectionRow {
                job: *job,
                technician: Some(header.author),
                started_at: Some(header.at),
                ..row(operation, site, *template)
            };
            inspections::put(tx, &row)?;
        }
        Change::TemplateShared { template } if header.device != opened.device.id => {
            templates::put(tx, template, true)?;
        }
        // The office keeps every photo; a technician's own are here already.
        Change::PhotoSet { fields, .. } if account.role.sees_all() => {
            forget_replaced(tx, header.inspection, &payload.base)?;
            if operations::is_replaced(
                tx,
                header.inspection,
                payload.change.target(),
                operation.id,
            )? {
                return Ok(());
            }
            for blob in [&fields.thumbnail, &fields.picture] {
                blobs::put(tx, blob.blob, header.inspection, blob.size, BlobState::Wanted)?;
            }
        }
        Change::PhotoRemoved { .. } => forget_replaced(tx, header.inspection, &payload.base)?,
        _ => {}
    }
    Ok(())
}

/// Pictures of an older operation are not asked for any more: they may have been taken back before
/// they were sent, and nobody shows them.
fn forget_replaced(tx: &Transaction<'_>, inspection: InspectionId, base: &[OpId]) -> Result<()> {
    if base.is_empty() {
        return Ok(());
    }
    for older in operations::of_inspection(tx, inspection)? {
        let Some(payload) = older.payload.filter(|_| base.contains(&older.id)) else { continue };
        for blob in payload.change.blobs() {
            blobs::forget_wanted(tx, blob.blob)?;
        }
    }
    Ok(())
}

fn row(
    operation: &Operation,
    site: &SiteCode,
    template: field_domain::TemplateRef,
) -> InspectionRow {
    InspectionRow {
        id: operation.header.inspection,
        site_code: site.clone(),
        template,
        job: None,
        technician: None,
        due: None,
        is_mine: false,
        started_at: None,
        created_at: operation.header.at,
    }
}
