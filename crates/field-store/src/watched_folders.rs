//! Folders whose photos are taken in, and the files that were met there. Never leaves the device.

use field_domain::raw::StoreScope;
use field_domain::{Hash32, InspectionId, Instant, ItemNo, Raw};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::error::StoreError;
use crate::sql;

/// A folder that is watched for an inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedFolder {
    /// For which inspection.
    pub inspection: InspectionId,
    /// The item that its photos are put under.
    pub item: ItemNo,
    /// Where it is. A path may name a person.
    pub path: Raw<String>,
    /// Since when.
    pub since: Instant,
}

/// Watches a folder, in place of the one before.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(conn: &Connection, folder: &WatchedFolder) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO watched_folder (inspection, item, path, since)
         VALUES (:inspection, :item, :path, :since)
         ON CONFLICT (inspection) DO UPDATE
         SET item = excluded.item, path = excluded.path, since = excluded.since",
    )?
    .execute(named_params! {
        ":inspection": sql::id_bytes(folder.inspection),
        ":item": folder.item.0,
        ":path": folder.path.expose(&StoreScope),
        ":since": folder.since.0,
    })?;
    Ok(())
}

/// The folder of an inspection, if one is watched.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<Option<WatchedFolder>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT * FROM watched_folder WHERE inspection = :inspection")?
        .query_row(named_params! { ":inspection": sql::id_bytes(inspection) }, read)
        .optional()?)
}

/// Every folder that is watched, the oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list(conn: &Connection) -> Result<Vec<WatchedFolder>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM watched_folder ORDER BY since, inspection")?;
    let rows = statement.query_map([], read)?;
    rows.map(|row| Ok(row?)).collect()
}

/// Watches the folder of an inspection no more. What was met there stays known.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn remove(conn: &Connection, inspection: InspectionId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM watched_folder WHERE inspection = :inspection")?
        .execute(named_params! { ":inspection": sql::id_bytes(inspection) })?;
    Ok(())
}

/// Whether a file of this name, size and time was met.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_seen(
    conn: &Connection,
    inspection: InspectionId,
    seen: Hash32,
) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM watched_file WHERE inspection = :inspection AND seen = :seen",
        )?
        .exists(named_params! { ":inspection": sql::id_bytes(inspection), ":seen": seen.0 })?)
}

/// Whether a file of this content was met, under whatever name.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn has_content(
    conn: &Connection,
    inspection: InspectionId,
    content: Hash32,
) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM watched_file WHERE inspection = :inspection AND content = :content",
        )?
        .exists(
            named_params! { ":inspection": sql::id_bytes(inspection), ":content": content.0 },
        )?)
}

/// Notes that a file was met; without its content, that it is not wanted. Repeating it is fine.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn note(
    conn: &Connection,
    inspection: InspectionId,
    seen: Hash32,
    content: Option<Hash32>,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO watched_file (inspection, seen, content)
         VALUES (:inspection, :seen, :content)
         ON CONFLICT (inspection, seen) DO UPDATE SET content = excluded.content",
    )?
    .execute(named_params! {
        ":inspection": sql::id_bytes(inspection),
        ":seen": seen.0,
        ":content": content.map(|hash| hash.0),
    })?;
    Ok(())
}

/// Forgets the files that were not wanted: now they are.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn forget_unwanted(conn: &Connection, inspection: InspectionId) -> Result<(), StoreError> {
    conn.prepare_cached(
        "DELETE FROM watched_file WHERE inspection = :inspection AND content IS NULL",
    )?
    .execute(named_params! { ":inspection": sql::id_bytes(inspection) })?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<WatchedFolder> {
    Ok(WatchedFolder {
        inspection: sql::id(row, "inspection")?,
        item: ItemNo(row.get("item")?),
        path: Raw::new(row.get("path")?),
        since: Instant(row.get("since")?),
    })
}
