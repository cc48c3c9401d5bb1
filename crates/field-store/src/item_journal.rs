//! The journal by item: when items were worked on, and putting a field under another one.

use field_domain::{InspectionId, Instant, ItemNo};
use rusqlite::{Connection, Transaction, named_params};

use crate::error::StoreError;
use crate::journal::Field;
use crate::sql;

/// Puts a field, with all that can be undone of it, under another item.
///
/// # Errors
/// [`StoreError::Sqlite`], [`StoreError::DiskFull`].
pub fn move_to_item(
    tx: &Transaction<'_>,
    inspection: InspectionId,
    field: Field,
    item: ItemNo,
) -> Result<(), StoreError> {
    for table in ["journal", "field_now"] {
        // An edit without an item belongs to no item's undo, and stays that way.
        let sql = format!(
            "UPDATE {table} SET item = :item
             WHERE inspection = :inspection AND field = :field AND item IS NOT NULL"
        );
        tx.prepare_cached(&sql)?.execute(named_params! {
            ":item": item.0,
            ":inspection": sql::id_bytes(inspection),
            ":field": field.to_string(),
        })?;
    }
    Ok(())
}

/// When somebody worked on which item, oldest first: every edit but those of photos, which may be taken
/// in long afterwards.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn item_moments(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<Vec<(Instant, ItemNo)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT edited_at, item FROM journal
         WHERE inspection = :inspection AND item IS NOT NULL AND field NOT LIKE 'photo:%'
         ORDER BY edited_at, seq",
    )?;
    let rows = statement
        .query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| {
            Ok((Instant(row.get(0)?), ItemNo(row.get(1)?)))
        })?;
    rows.map(|row| Ok(row?)).collect()
}
