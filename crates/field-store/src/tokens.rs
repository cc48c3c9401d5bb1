//! Stand-ins and what they stand for. Never leaves the device.

use field_domain::raw::StoreScope;
use field_domain::{InspectionId, Raw};
use field_redact::{TokenBook, TokenEntry};
use rusqlite::{Connection, Transaction, named_params};

use crate::error::StoreError;
use crate::sql;

/// The token book of an inspection.
///
/// # Errors
/// [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn book(conn: &Connection, inspection: InspectionId) -> Result<TokenBook, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT label, number, value, key FROM token WHERE inspection = :inspection
         ORDER BY label, number",
    )?;
    let rows =
        statement.query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| {
            Ok(TokenEntry {
                label: sql::parsed(row, "label")?,
                number: row.get("number")?,
                value: Raw::new(row.get("value")?),
                key: row.get("key")?,
            })
        })?;
    let entries = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    TokenBook::from_entries(entries).map_err(|_| StoreError::Unreadable { kind: "token" })
}

/// Keeps what the book has and the store has not. Numbers are never given twice.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(
    tx: &Transaction<'_>,
    inspection: InspectionId,
    book: &TokenBook,
) -> Result<(), StoreError> {
    for entry in book.entries() {
        tx.prepare_cached(
            "INSERT INTO token (inspection, label, number, value, key)
             VALUES (:inspection, :label, :number, :value, :key) ON CONFLICT DO NOTHING",
        )?
        .execute(named_params! {
            ":inspection": sql::id_bytes(inspection),
            ":label": entry.label.name(),
            ":number": entry.number,
            ":value": entry.value.expose(&StoreScope),
            ":key": entry.key,
        })?;
    }
    Ok(())
}
