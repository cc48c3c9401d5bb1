//! Table `access_token`. The token itself is never stored, only its SHA-256.

use field_domain::{DeviceId, Hash32, Instant, OrgId};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::StoreError;
use super::column::{get_id, get_instant};

/// Whose a token is, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenRow {
    pub org: OrgId,
    pub device: DeviceId,
    pub expires: Instant,
}

/// The token with this hash, expired or not.
pub(crate) fn find(tx: &Transaction<'_>, hash: Hash32) -> Result<Option<TokenRow>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT org_id, device_id, expires_at_ms FROM access_token WHERE token_hash = ?1",
        )?
        .query_row([hash.0], |row| {
            Ok(TokenRow {
                org: get_id(row, 0)?,
                device: get_id(row, 1)?,
                expires: get_instant(row, 2)?,
            })
        })
        .optional()?)
}

/// Adds a token, and forgets those that ended.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    hash: Hash32,
    token: &TokenRow,
    now: Instant,
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM access_token WHERE expires_at_ms <= ?1", [now.0])?;
    tx.execute(
        "INSERT INTO access_token (token_hash, org_id, device_id, expires_at_ms)
         VALUES (?1, ?2, ?3, ?4)",
        params![hash.0, token.org.0.into_bytes(), token.device.0.into_bytes(), token.expires.0],
    )?;
    Ok(())
}

/// Lets a token end later.
pub(crate) fn extend(
    tx: &Transaction<'_>,
    hash: Hash32,
    expires: Instant,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE access_token SET expires_at_ms = ?2 WHERE token_hash = ?1")?
        .execute(params![hash.0, expires.0])?;
    Ok(())
}

/// Ends a token.
pub(crate) fn delete(tx: &Transaction<'_>, hash: Hash32) -> Result<(), StoreError> {
    tx.execute("DELETE FROM access_token WHERE token_hash = ?1", [hash.0])?;
    Ok(())
}
