//! Table `organisation`.

use field_domain::{Instant, OrgId};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::StoreError;
use super::column::{get_id, get_number, number};

/// Adds an organisation.
pub(crate) fn insert(tx: &Transaction<'_>, org: OrgId, now: Instant) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO organisation (org_id, head_position, created_at_ms) VALUES (?1, 0, ?2)",
        params![org.0.into_bytes(), now.0],
    )?;
    Ok(())
}

/// The organisation of a server that holds one; `None` if there is none yet.
pub(crate) fn only_one(tx: &Transaction<'_>) -> Result<Option<OrgId>, StoreError> {
    Ok(tx
        .query_row("SELECT org_id FROM organisation ORDER BY created_at_ms LIMIT 1", [], |row| {
            get_id(row, 0)
        })
        .optional()?)
}

/// Position of the last operation; 0 for none.
pub(crate) fn head_position(tx: &Transaction<'_>, org: OrgId) -> Result<u64, StoreError> {
    Ok(tx
        .prepare_cached("SELECT head_position FROM organisation WHERE org_id = ?1")?
        .query_row([org.0.into_bytes()], |row| get_number(row, 0))?)
}

/// Moves the head.
pub(crate) fn set_head_position(
    tx: &Transaction<'_>,
    org: OrgId,
    position: u64,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE organisation SET head_position = ?2 WHERE org_id = ?1")?
        .execute(params![org.0.into_bytes(), number(position)])?;
    Ok(())
}
