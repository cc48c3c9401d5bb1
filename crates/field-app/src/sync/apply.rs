//! What a fetched operation means for this device's lists.

use field_domain::SiteCode;
use field_log::{Change, Operation};
use field_store::blobs::{self, BlobState};
use field_store::inspections::{self, InspectionRow};
use field_store::{Transaction, templates};

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
            for blob in [&fields.thumbnail, &fields.picture] {
                blobs::put(tx, blob.blob, header.inspection, blob.size, BlobState::Wanted)?;
            }
        }
        _ => {}
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
