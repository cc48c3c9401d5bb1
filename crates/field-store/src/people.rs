//! People of the organisation, as the server lists them to the office, and devices that may sign.

use field_domain::{DeviceId, Hash32, Role, UserId};
use field_log::Signer;
use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use crate::error::StoreError;
use crate::sql;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub user: UserId,
    /// The account's name.
    pub name: String,
    /// As what.
    pub role: Role,
}

/// Replaces the list.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn replace(tx: &Transaction<'_>, people: &[PersonRow]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM person", [])?;
    for person in people {
        tx.prepare_cached("INSERT INTO person (id, name, role) VALUES (:id, :name, :role)")?
            .execute(named_params! {
                ":id": sql::id_bytes(person.user),
                ":name": person.name,
                ":role": sql::name_of(person.role)?,
            })?;
    }
    Ok(())
}

/// Everybody, by name.
///
/// # Errors
/// [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn list(conn: &Connection) -> Result<Vec<PersonRow>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT id, name, role FROM person ORDER BY name, id")?;
    let rows = statement.query_map([], |row| {
        Ok(PersonRow {
            user: sql::id(row, "id")?,
            name: sql::plain(row, "name")?,
            role: sql::name_column(row, "role")?,
        })
    })?;
    rows.map(|row| Ok(row?)).collect()
}

/// Remembers a device that may sign. A known device keeps its first key: a server that sends
/// another one is not believed.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put_signer(conn: &Connection, signer: &Signer) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO signer (device, user, role, public_key)
         VALUES (:device, :user, :role, :public_key) ON CONFLICT DO NOTHING",
    )?
    .execute(named_params! {
        ":device": sql::id_bytes(signer.device),
        ":user": sql::id_bytes(signer.user),
        ":role": sql::name_of(signer.role)?,
        ":public_key": signer.public_key.0,
    })?;
    Ok(())
}

/// The signer of this device, if it is known.
///
/// # Errors
/// [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn signer(conn: &Connection, device: DeviceId) -> Result<Option<Signer>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT user, role, public_key FROM signer WHERE device = :device")?
        .query_row(named_params! { ":device": sql::id_bytes(device) }, |row| {
            Ok(Signer {
                device,
                user: sql::id(row, "user")?,
                role: sql::name_column(row, "role")?,
                public_key: row.get::<_, [u8; 32]>("public_key").map(Hash32)?,
            })
        })
        .optional()?)
}
