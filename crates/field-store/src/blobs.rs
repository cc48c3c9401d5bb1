//! Sealed photos: which are here, which were sent, which are wanted from the server.

use field_domain::{BlobId, InspectionId};
use rusqlite::{Connection, OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::sql;

/// Where a blob is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlobState {
    /// Its file is here; the server has not confirmed it.
    Here,
    /// Its file is here and on the server.
    Sent,
    /// It is on the server, or on its way there, and not here.
    Wanted,
}

/// Adds a blob, or writes down where it is now. `Wanted` never takes the place of another state.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(
    conn: &Connection,
    id: BlobId,
    inspection: InspectionId,
    size: u32,
    state: BlobState,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO blob (id, inspection, size, state) VALUES (:id, :inspection, :size, :state)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state WHERE excluded.state <> 'wanted'",
    )?
    .execute(named_params! {
        ":id": id.0,
        ":inspection": sql::id_bytes(inspection),
        ":size": size,
        ":state": sql::name_of(state)?,
    })?;
    Ok(())
}

/// Forgets a blob that was never sent and will not be.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn forget_unsent(conn: &Connection, id: BlobId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM blob WHERE id = :id AND state = 'here'")?
        .execute(named_params! { ":id": id.0 })?;
    Ok(())
}

/// Stops asking for a blob.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn forget_wanted(conn: &Connection, id: BlobId) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM blob WHERE id = :id AND state = 'wanted'")?
        .execute(named_params! { ":id": id.0 })?;
    Ok(())
}

/// Where a blob is, if it is known.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn state(conn: &Connection, id: BlobId) -> Result<Option<BlobState>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT state FROM blob WHERE id = :id")?
        .query_row(named_params! { ":id": id.0 }, |row| sql::name_column(row, "state"))
        .optional()?)
}

/// Blobs that are wanted, small ones first, at most `count_max`.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn wanted(
    conn: &Connection,
    count_max: u32,
) -> Result<Vec<(BlobId, InspectionId, u32)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, inspection, size FROM blob WHERE state = 'wanted' ORDER BY size LIMIT :count",
    )?;
    let rows = statement.query_map(named_params! { ":count": count_max }, |row| {
        Ok((sql::hash(row, "id")?, sql::id(row, "inspection")?, row.get("size")?))
    })?;
    rows.map(|row| Ok(row?)).collect()
}
