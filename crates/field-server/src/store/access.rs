//! Tables `inspection_access` and `feed`: which technician sees which inspection, and in what order
//! its operations reach them.

use field_domain::{InspectionId, OrgId, UserId};
use rusqlite::{Transaction, params};

use super::StoreError;
use super::column::{get_number, number};

/// Whether an inspection was assigned to a technician or started by them.
pub(crate) fn is_granted(
    tx: &Transaction<'_>,
    org: OrgId,
    user: UserId,
    inspection: InspectionId,
) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM inspection_access
                            WHERE org_id = ?1 AND user_id = ?2 AND inspection_id = ?3)",
        )?
        .query_row(
            params![org.0.into_bytes(), user.0.into_bytes(), inspection.0.into_bytes()],
            |row| row.get(0),
        )?)
}

/// Puts the operation at `position` at the end of the feed of everybody who sees its inspection.
///
/// Must come before the grants that the operation itself makes: those bring it along.
pub(crate) fn announce(
    tx: &Transaction<'_>,
    org: OrgId,
    inspection: InspectionId,
    position: u64,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO feed (org_id, user_id, feed_seq, position)
         SELECT org_id, user_id,
                (SELECT COALESCE(MAX(feed_seq), 0) + 1 FROM feed
                 WHERE feed.org_id = inspection_access.org_id
                   AND feed.user_id = inspection_access.user_id),
                ?3
         FROM inspection_access WHERE org_id = ?1 AND inspection_id = ?2",
    )?
    .execute(params![org.0.into_bytes(), inspection.0.into_bytes(), number(position)])?;
    Ok(())
}

/// Lets a technician see an inspection from now on, with everything that it holds already.
pub(crate) fn grant(
    tx: &Transaction<'_>,
    org: OrgId,
    user: UserId,
    inspection: InspectionId,
) -> Result<(), StoreError> {
    let key = params![org.0.into_bytes(), user.0.into_bytes(), inspection.0.into_bytes()];
    let added = tx
        .prepare_cached(
            "INSERT INTO inspection_access (org_id, user_id, inspection_id) VALUES (?1, ?2, ?3)
             ON CONFLICT DO NOTHING",
        )?
        .execute(key)?;
    if added == 0 {
        return Ok(());
    }
    let end = feed_end(tx, org, user)?;
    tx.prepare_cached(
        "INSERT INTO feed (org_id, user_id, feed_seq, position)
         SELECT org_id, ?2, ?4 + ROW_NUMBER() OVER (ORDER BY position), position
         FROM operation WHERE org_id = ?1 AND inspection_id = ?3",
    )?
    .execute(params![
        org.0.into_bytes(),
        user.0.into_bytes(),
        inspection.0.into_bytes(),
        number(end)
    ])?;
    Ok(())
}

/// Number of the last entry of a technician's feed; 0 for none.
pub(crate) fn feed_end(tx: &Transaction<'_>, org: OrgId, user: UserId) -> Result<u64, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT COALESCE(MAX(feed_seq), 0) FROM feed WHERE org_id = ?1 AND user_id = ?2",
        )?
        .query_row(params![org.0.into_bytes(), user.0.into_bytes()], |row| get_number(row, 0))?)
}
