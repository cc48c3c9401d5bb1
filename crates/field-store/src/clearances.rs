//! The certificates of what left or will leave: the ledger of this device, never the text itself.

use field_clearance::FrameCertificate;
use field_domain::{Hash32, InspectionId, ItemNo};
use rusqlite::{Connection, named_params};

use crate::error::StoreError;
use crate::sql;

/// What was cleared, and what the clearance rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClearanceRow {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// The operation or blob.
    pub subject: Hash32,
    /// Kind of change as the log names it, or `picture`, `thumbnail`.
    pub what: String,
    /// About which item.
    pub item: Option<ItemNo>,
    /// What the clearance rests on.
    pub certificate: FrameCertificate,
}

/// Everything of an inspection that was cleared on this device, in the order of its clearing.
///
/// # Errors
/// [`StoreError::Unreadable`] if a certificate is damaged, [`StoreError::Sqlite`].
pub fn list(conn: &Connection, inspection: InspectionId) -> Result<Vec<ClearanceRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT inspection, subject, what, item, certificate
         FROM outbox JOIN clearance USING (out_hash) WHERE inspection = :inspection ORDER BY row",
    )?;
    let rows =
        statement.query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| {
            Ok(ClearanceRow {
                inspection: sql::id(row, "inspection")?,
                subject: sql::hash(row, "subject")?,
                what: row.get("what")?,
                item: row.get::<_, Option<u16>>("item")?.map(ItemNo),
                certificate: sql::json_column(row, "certificate")?,
            })
        })?;
    rows.map(|row| Ok(row?)).collect()
}
