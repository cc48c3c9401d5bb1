//! Table `operation`: the log.

use field_domain::{DeviceId, InspectionId, Instant, OpId, OrgId, UserId};
use field_log::canonical::Bytes;
use field_log::wire::PulledOperation;
use field_log::{DeviceChain, Operation};
use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::column::{get_hash, get_id, get_instant, get_number, number};
use super::{StoreError, organisations};

/// An operation of a page, with the cursor that lies behind it and the device that signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageRow {
    pub cursor: u64,
    pub device: DeviceId,
    pub operation: PulledOperation,
}

/// The end of a device's chain.
pub(crate) fn chain(
    tx: &Transaction<'_>,
    org: OrgId,
    device: DeviceId,
) -> Result<DeviceChain, StoreError> {
    let end = tx
        .prepare_cached(
            "SELECT device_seq, op_id FROM operation WHERE org_id = ?1 AND device_id = ?2
             ORDER BY device_seq DESC LIMIT 1",
        )?
        .query_row(params![org.0.into_bytes(), device.0.into_bytes()], |row| {
            Ok(DeviceChain { last_seq: get_number(row, 0)?, last_id: get_hash(row, 1)? })
        })
        .optional()?;
    Ok(end.unwrap_or(DeviceChain::EMPTY))
}

/// Id and position of the operation that a device numbered `device_seq`.
pub(crate) fn find_by_seq(
    tx: &Transaction<'_>,
    org: OrgId,
    device: DeviceId,
    device_seq: u64,
) -> Result<Option<(OpId, u64)>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT op_id, position FROM operation
             WHERE org_id = ?1 AND device_id = ?2 AND device_seq = ?3",
        )?
        .query_row(params![org.0.into_bytes(), device.0.into_bytes(), number(device_seq)], |row| {
            Ok((get_hash(row, 0)?, get_number(row, 1)?))
        })
        .optional()?)
}

/// Whether an inspection has an operation.
pub(crate) fn has_inspection(
    tx: &Transaction<'_>,
    org: OrgId,
    inspection: InspectionId,
) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM operation WHERE org_id = ?1 AND inspection_id = ?2)",
        )?
        .query_row(params![org.0.into_bytes(), inspection.0.into_bytes()], |row| row.get(0))?)
}

/// Appends an operation at the next position of its organisation and returns the position.
pub(crate) fn append(
    tx: &Transaction<'_>,
    org: OrgId,
    operation: &Operation,
    received: Instant,
) -> Result<u64, StoreError> {
    let position = organisations::head_position(tx, org)? + 1;
    let header = &operation.header;
    tx.prepare_cached(
        "INSERT INTO operation (org_id, position, op_id, device_id, device_seq, inspection_id,
                                received_at_ms, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        org.0.into_bytes(),
        number(position),
        operation.id.0,
        header.device.0.into_bytes(),
        number(header.device_seq),
        header.inspection.0.into_bytes(),
        received.0,
        operation.bytes,
    ])?;
    organisations::set_head_position(tx, org, position)?;
    Ok(position)
}

/// At most `count` operations behind position `after`, of everything.
pub(crate) fn page(
    tx: &Transaction<'_>,
    org: OrgId,
    after: u64,
    count: usize,
) -> Result<Vec<PageRow>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT position, device_id, position, received_at_ms, bytes FROM operation
             WHERE org_id = ?1 AND position > ?2 ORDER BY position LIMIT ?3",
        )?
        .query_map(params![org.0.into_bytes(), number(after), number(count as u64)], page_row)?
        .collect::<Result<_, _>>()?)
}

/// At most `count` operations behind number `after` of a technician's feed.
pub(crate) fn feed_page(
    tx: &Transaction<'_>,
    org: OrgId,
    user: UserId,
    after: u64,
    count: usize,
) -> Result<Vec<PageRow>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT feed.feed_seq, operation.device_id, operation.position,
                    operation.received_at_ms, operation.bytes
             FROM feed JOIN operation USING (org_id, position)
             WHERE feed.org_id = ?1 AND feed.user_id = ?2 AND feed.feed_seq > ?3
             ORDER BY feed.feed_seq LIMIT ?4",
        )?
        .query_map(
            params![org.0.into_bytes(), user.0.into_bytes(), number(after), number(count as u64)],
            page_row,
        )?
        .collect::<Result<_, _>>()?)
}

fn page_row(row: &Row<'_>) -> Result<PageRow, rusqlite::Error> {
    Ok(PageRow {
        cursor: get_number(row, 0)?,
        device: get_id(row, 1)?,
        operation: PulledOperation {
            position: get_number(row, 2)?,
            received: get_instant(row, 3)?,
            bytes: Bytes(row.get(4)?),
        },
    })
}
