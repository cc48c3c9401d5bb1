//! Table `device`: whose signature counts.

use field_domain::{DeviceId, Instant, OrgId, UserId};
use field_log::Signer;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::StoreError;
use super::column::{get_hash, get_id, role_of};

/// A device and whether it was shut out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceRow {
    pub signer: Signer,
    pub is_revoked: bool,
}

/// The device with this id.
pub(crate) fn find(
    tx: &Transaction<'_>,
    org: OrgId,
    device: DeviceId,
) -> Result<Option<DeviceRow>, StoreError> {
    let row = tx
        .prepare_cached(
            "SELECT device.user_id, person.role, device.public_key, device.revoked_at_ms IS NOT NULL
             FROM device JOIN person USING (org_id, user_id)
             WHERE device.org_id = ?1 AND device.device_id = ?2",
        )?
        .query_row(params![org.0.into_bytes(), device.0.into_bytes()], |row| {
            Ok((get_id::<UserId>(row, 0)?, row.get::<_, String>(1)?, get_hash(row, 2)?, row.get(3)?))
        })
        .optional()?;
    row.map(|(user, role, public_key, is_revoked)| {
        let signer = Signer { device, user, role: role_of(&role)?, public_key };
        Ok(DeviceRow { signer, is_revoked })
    })
    .transpose()
}

/// Records a device at its first sign-in.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    org: OrgId,
    signer: &Signer,
    now: Instant,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO device (org_id, device_id, user_id, public_key, created_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            org.0.into_bytes(),
            signer.device.0.into_bytes(),
            signer.user.0.into_bytes(),
            signer.public_key.0,
            now.0
        ],
    )?;
    Ok(())
}

/// Shuts a device out; `false` if there is no such device. Its tokens stay, so that it is told why.
pub(crate) fn revoke(
    tx: &Transaction<'_>,
    org: OrgId,
    device: DeviceId,
    now: Instant,
) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE device SET revoked_at_ms = COALESCE(revoked_at_ms, ?3)
         WHERE org_id = ?1 AND device_id = ?2",
        params![org.0.into_bytes(), device.0.into_bytes(), now.0],
    )?;
    Ok(changed == 1)
}

/// Every device of an organisation.
pub(crate) fn all(tx: &Transaction<'_>, org: OrgId) -> Result<Vec<DeviceRow>, StoreError> {
    let ids: Vec<DeviceId> = tx
        .prepare_cached("SELECT device_id FROM device WHERE org_id = ?1 ORDER BY created_at_ms")?
        .query_map([org.0.into_bytes()], |row| get_id(row, 0))?
        .collect::<Result<_, _>>()?;
    ids.into_iter()
        .map(|id| find(tx, org, id)?.ok_or(StoreError::BadRow { table: "device" }))
        .collect()
}
