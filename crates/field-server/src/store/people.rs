//! Table `person`.

use field_domain::{Instant, OrgId, Role, UserId};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::StoreError;
use super::column::{get_id, role_name, role_of};
use crate::auth::password::PasswordHash;

/// A person who may sign in. `Debug` is left out: name and address are personal.
pub(crate) struct PersonRow {
    pub user: UserId,
    pub role: Role,
    pub name: String,
    pub address: String,
}

/// What a sign-in needs of a person.
pub(crate) struct Credentials {
    pub org: OrgId,
    pub user: UserId,
    pub role: Role,
    pub password: PasswordHash,
}

/// Adds a person; `false` if the address is taken.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    org: OrgId,
    person: &PersonRow,
    password: &PasswordHash,
    now: Instant,
) -> Result<bool, StoreError> {
    let added = tx.execute(
        "INSERT INTO person (org_id, user_id, role, name, address, password_salt, password_hash,
                             password_memory_kib, password_passes, password_lanes, created_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (address) DO NOTHING",
        params![
            org.0.into_bytes(),
            person.user.0.into_bytes(),
            role_name(person.role),
            person.name,
            person.address,
            password.salt,
            password.hash,
            password.memory_kib,
            password.passes,
            password.lanes,
            now.0,
        ],
    )?;
    Ok(added == 1)
}

/// The credentials for an address in lower case.
pub(crate) fn credentials(
    tx: &Transaction<'_>,
    address: &str,
) -> Result<Option<Credentials>, StoreError> {
    let row = tx
        .prepare_cached(
            "SELECT org_id, user_id, role, password_salt, password_hash, password_memory_kib,
                    password_passes, password_lanes
             FROM person WHERE address = ?1",
        )?
        .query_row([address], |row| {
            let password = PasswordHash {
                salt: row.get(3)?,
                hash: row.get(4)?,
                memory_kib: row.get(5)?,
                passes: row.get(6)?,
                lanes: row.get(7)?,
            };
            Ok((get_id(row, 0)?, get_id(row, 1)?, row.get::<_, String>(2)?, password))
        })
        .optional()?;
    row.map(|(org, user, role, password)| {
        Ok(Credentials { org, user, role: role_of(&role)?, password })
    })
    .transpose()
}

/// Everybody of an organisation, by name.
pub(crate) fn all(tx: &Transaction<'_>, org: OrgId) -> Result<Vec<PersonRow>, StoreError> {
    let rows: Vec<(UserId, String, String, String)> = tx
        .prepare_cached(
            "SELECT user_id, role, name, address FROM person WHERE org_id = ?1
             ORDER BY name, user_id",
        )?
        .query_map([org.0.into_bytes()], |row| {
            Ok((get_id(row, 0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    rows.into_iter()
        .map(|(user, role, name, address)| {
            Ok(PersonRow { user, role: role_of(&role)?, name, address })
        })
        .collect()
}
