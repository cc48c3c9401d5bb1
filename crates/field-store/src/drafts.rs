//! What a person began and has not finished. Never leaves the device.

use field_domain::raw::StoreScope;
use field_domain::{InspectionId, Instant, Raw};
use rusqlite::{Connection, named_params};

use crate::error::StoreError;
use crate::sql;

/// Something that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// What it is about, in words of the caller.
    pub subject: String,
    /// The draft.
    pub value: Raw<String>,
    /// When it was saved.
    pub saved_at: Instant,
}

/// Keeps a draft in place of the one before it.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`], also for an inspection that is not here.
pub fn put(
    conn: &Connection,
    inspection: InspectionId,
    draft: &DraftRow,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO draft (inspection, subject, value, saved_at)
         VALUES (:inspection, :subject, :value, :saved_at)
         ON CONFLICT (inspection, subject) DO UPDATE
         SET value = excluded.value, saved_at = excluded.saved_at",
    )?
    .execute(named_params! {
        ":inspection": sql::id_bytes(inspection),
        ":subject": draft.subject,
        ":value": draft.value.expose(&StoreScope),
        ":saved_at": draft.saved_at.0,
    })?;
    Ok(())
}

/// The draft about a subject, if there is one.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(
    conn: &Connection,
    inspection: InspectionId,
    subject: &str,
) -> Result<Option<DraftRow>, StoreError> {
    let found = list(conn, inspection)?;
    Ok(found.into_iter().find(|draft| draft.subject == subject))
}

/// The drafts of an inspection.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list(conn: &Connection, inspection: InspectionId) -> Result<Vec<DraftRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT subject, value, saved_at FROM draft WHERE inspection = :inspection
         ORDER BY subject",
    )?;
    let rows =
        statement.query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| {
            Ok(DraftRow {
                subject: row.get("subject")?,
                value: Raw::new(row.get("value")?),
                saved_at: Instant(row.get("saved_at")?),
            })
        })?;
    rows.map(|row| Ok(row?)).collect()
}

/// Forgets a draft: it is finished, or was dropped. Repeating it is fine.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn remove(
    conn: &Connection,
    inspection: InspectionId,
    subject: &str,
) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM draft WHERE inspection = :inspection AND subject = :subject")?
        .execute(named_params! {
            ":inspection": sql::id_bytes(inspection),
            ":subject": subject,
        })?;
    Ok(())
}
