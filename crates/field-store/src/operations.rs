//! Signed operations, own and pulled, and the heads that they leave.

use field_domain::{DeviceId, Hash32, InspectionId, Instant, OpId};
use field_log::{DeviceChain, Operation, Target};
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use crate::error::StoreError;
use crate::sql;

/// Keeps an operation and brings the heads up to date. A known one is left as it is, but for the
/// place that the server gave it.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(
    tx: &Transaction<'_>,
    operation: &Operation,
    place: Option<(u64, Instant)>,
) -> Result<(), StoreError> {
    let header = &operation.header;
    let inspection = sql::id_bytes(header.inspection);
    tx.prepare_cached(
        "INSERT INTO operation (id, inspection, device, device_seq, position, received_at, bytes)
         VALUES (:id, :inspection, :device, :device_seq, :position, :received_at, :bytes)
         ON CONFLICT (id) DO UPDATE
         SET position = coalesce(excluded.position, position),
             received_at = coalesce(excluded.received_at, received_at)",
    )?
    .execute(named_params! {
        ":id": operation.id.0,
        ":inspection": inspection,
        ":device": sql::id_bytes(header.device),
        ":device_seq": header.device_seq,
        ":position": place.map(|(position, _)| position),
        ":received_at": place.map(|(_, received)| received.0),
        ":bytes": operation.bytes,
    })?;
    let Some(payload) = &operation.payload else { return Ok(()) };
    let target = target_name(payload.change.target())?;
    for base in &payload.base {
        let params = named_params! { ":inspection": inspection, ":target": target, ":op": base.0 };
        tx.prepare_cached("INSERT OR IGNORE INTO replaced VALUES (:inspection, :target, :op)")?
            .execute(params)?;
        tx.prepare_cached(
            "DELETE FROM head WHERE inspection = :inspection AND target = :target AND op_id = :op",
        )?
        .execute(params)?;
    }
    tx.prepare_cached(
        "INSERT OR IGNORE INTO head SELECT :inspection, :target, :op
         WHERE NOT EXISTS (SELECT 1 FROM replaced WHERE inspection = :inspection
                           AND target = :target AND op_id = :op)",
    )?
    .execute(named_params! {
        ":inspection": inspection,
        ":target": target,
        ":op": operation.id.0,
    })?;
    Ok(())
}

/// Writes down the place that the server gave to an operation.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_position(conn: &Connection, id: OpId, position: u64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE operation SET position = :position WHERE id = :id")?
        .execute(named_params! { ":id": id.0, ":position": position })?;
    Ok(())
}

/// Ids of the heads of a target, sorted.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn heads(
    conn: &Connection,
    inspection: InspectionId,
    target: Target,
) -> Result<Vec<OpId>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT op_id FROM head WHERE inspection = :inspection AND target = :target ORDER BY op_id",
    )?;
    let rows = statement.query_map(
        named_params! { ":inspection": sql::id_bytes(inspection), ":target": target_name(target)? },
        |row| sql::hash(row, "op_id"),
    )?;
    rows.map(|row| Ok(row?)).collect()
}

/// Whether another operation named this one as its base, in whichever order they arrived.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_replaced(
    conn: &Connection,
    inspection: InspectionId,
    target: Target,
    id: OpId,
) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT op_id FROM replaced
             WHERE inspection = :inspection AND target = :target AND op_id = :op",
        )?
        .exists(named_params! {
            ":inspection": sql::id_bytes(inspection),
            ":target": target_name(target)?,
            ":op": id.0,
        })?)
}

/// The operations of an inspection, in no order.
///
/// # Errors
/// [`StoreError::Unreadable`] if stored bytes are damaged, [`StoreError::Sqlite`].
pub fn of_inspection(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<Vec<Operation>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT bytes FROM operation WHERE inspection = :inspection")?;
    let rows = statement
        .query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| {
            row.get::<_, Vec<u8>>(0)
        })?;
    rows.map(|bytes| {
        Operation::parse(bytes?).map_err(|_| StoreError::Unreadable { kind: "operation" })
    })
    .collect()
}

/// The end of a device's chain in this store.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn chain(conn: &Connection, device: DeviceId) -> Result<DeviceChain, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT device_seq, id FROM operation WHERE device = :device
             ORDER BY device_seq DESC LIMIT 1",
        )?
        .query_row(named_params! { ":device": sql::id_bytes(device) }, |row| {
            Ok(DeviceChain { last_seq: row.get(0)?, last_id: Hash32(row.get(1)?) })
        })
        .optional()?
        .unwrap_or(DeviceChain::EMPTY))
}

fn target_name(target: Target) -> Result<String, StoreError> {
    sql::json(&target)
}
