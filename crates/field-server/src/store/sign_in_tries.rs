//! Table `sign_in_try`: wrong tries, kept in the database so that a restart forgives nothing.

use field_domain::{DeviceId, Hash32, Instant};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::StoreError;
use crate::config::SignInLimits;

/// Whose tries are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TryKey {
    /// SHA-256 of the address.
    pub account: Hash32,
    /// A device that is recorded for the account; `None` for all others together, so that a guesser
    /// cannot start afresh with an invented device, nor shut out the owner's own one.
    pub device: Option<DeviceId>,
}

/// Whether a password may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Yes; the try is counted already, so that parallel tries cannot pass the limit.
    Allowed,
    /// No; ask again in this many seconds.
    Wait {
        /// Seconds until the next try is allowed.
        seconds: i64,
    },
}

/// Counts a try before its password is looked at.
pub(crate) fn count(
    tx: &Transaction<'_>,
    key: &TryKey,
    limits: SignInLimits,
    now: Instant,
) -> Result<Verdict, StoreError> {
    let wait_ms = i64::from(limits.wait_minutes) * 60_000;
    // Bounds the table: what is older than the wait no longer counts.
    tx.execute("DELETE FROM sign_in_try WHERE last_try_at_ms <= ?1", [now.0 - wait_ms])?;
    let device = key.device.map_or([0; 16], |device| device.0.into_bytes());
    let found: Option<(u32, i64)> = tx
        .query_row(
            "SELECT tries, last_try_at_ms FROM sign_in_try
             WHERE account_hash = ?1 AND device_id = ?2",
            params![key.account.0, device],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    if let Some((tries, last_try_at_ms)) = found
        && tries >= limits.tries_max
    {
        let seconds = (last_try_at_ms + wait_ms - now.0).max(0) / 1000 + 1;
        return Ok(Verdict::Wait { seconds });
    }
    tx.execute(
        "INSERT INTO sign_in_try (account_hash, device_id, tries, last_try_at_ms)
         VALUES (?1, ?2, 1, ?3)
         ON CONFLICT (account_hash, device_id)
         DO UPDATE SET tries = tries + 1, last_try_at_ms = excluded.last_try_at_ms",
        params![key.account.0, device, now.0],
    )?;
    Ok(Verdict::Allowed)
}

/// Forgets the tries after a right password.
pub(crate) fn forgive(tx: &Transaction<'_>, key: &TryKey) -> Result<(), StoreError> {
    let device = key.device.map_or([0; 16], |device| device.0.into_bytes());
    tx.execute(
        "DELETE FROM sign_in_try WHERE account_hash = ?1 AND device_id = ?2",
        params![key.account.0, device],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::empty_store;
    use super::*;

    const LIMITS: SignInLimits = SignInLimits { tries_max: 3, wait_minutes: 15 };
    const MINUTE: i64 = 60_000;

    #[test]
    fn the_wait_begins_after_the_last_allowed_try_and_ends() {
        let (_folder, store) = empty_store();
        let key = TryKey { account: Hash32([1; 32]), device: None };
        let at = |minute: i64| {
            store.write(|tx| count(tx, &key, LIMITS, Instant(minute * MINUTE))).expect("is counted")
        };
        assert_eq!([at(0), at(1), at(2)], [Verdict::Allowed; 3]);
        assert_eq!(at(3), Verdict::Wait { seconds: 14 * 60 + 1 });
        assert!(matches!(at(16), Verdict::Wait { .. }), "asking does not shorten the wait");
        assert_eq!(at(17), Verdict::Allowed, "and does not lengthen it");
    }

    #[test]
    fn a_recorded_device_does_not_pay_for_others() {
        let (_folder, store) = empty_store();
        let stranger = TryKey { account: Hash32([1; 32]), device: None };
        let own = TryKey { device: Some(uuid::Uuid::from_u128(5).into()), ..stranger };
        store
            .write(|tx| {
                for _ in 0..4 {
                    count(tx, &stranger, LIMITS, Instant(0))?;
                }
                assert_eq!(count(tx, &own, LIMITS, Instant(0))?, Verdict::Allowed);
                forgive(tx, &own)?;
                assert!(matches!(count(tx, &stranger, LIMITS, Instant(0))?, Verdict::Wait { .. }));
                Ok(())
            })
            .expect("is counted");
    }
}
