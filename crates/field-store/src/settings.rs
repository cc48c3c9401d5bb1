//! Small values by name.

use rusqlite::{Connection, OptionalExtension, named_params};

use crate::error::StoreError;

/// The value of this name.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(conn: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT value FROM setting WHERE name = :name")?
        .query_row(named_params! { ":name": name }, |row| row.get(0))
        .optional()?)
}

/// Sets the value of this name.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(conn: &Connection, name: &str, value: &[u8]) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO setting (name, value) VALUES (:name, :value)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute(named_params! { ":name": name, ":value": value })?;
    Ok(())
}

/// Removes the value of this name, if there is one.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn remove(conn: &Connection, name: &str) -> Result<(), StoreError> {
    conn.execute("DELETE FROM setting WHERE name = :name", named_params! { ":name": name })?;
    Ok(())
}
