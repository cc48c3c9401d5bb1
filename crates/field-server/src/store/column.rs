//! Domain values as columns, and back.

use field_domain::{Hash32, Instant, Role};
use rusqlite::Row;
use uuid::Uuid;

use super::StoreError;

/// A whole number as a column. Nothing that this server counts reaches the limit; what a device
/// claims can, and then equals no stored value.
pub(crate) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A stored count.
pub(crate) fn get_number(row: &Row<'_>, column: usize) -> Result<u64, rusqlite::Error> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, value))
}

/// A stored id.
pub(crate) fn get_id<Id: From<Uuid>>(row: &Row<'_>, column: usize) -> Result<Id, rusqlite::Error> {
    Ok(Uuid::from_bytes(row.get(column)?).into())
}

/// A stored hash or key.
pub(crate) fn get_hash(row: &Row<'_>, column: usize) -> Result<Hash32, rusqlite::Error> {
    Ok(Hash32(row.get(column)?))
}

/// A stored moment.
pub(crate) fn get_instant(row: &Row<'_>, column: usize) -> Result<Instant, rusqlite::Error> {
    Ok(Instant(row.get(column)?))
}

/// A role as a column.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Technician => "technician",
        Role::Reviewer => "reviewer",
        Role::Admin => "admin",
    }
}

/// A stored role.
pub(crate) fn role_of(name: &str) -> Result<Role, StoreError> {
    match name {
        "technician" => Ok(Role::Technician),
        "reviewer" => Ok(Role::Reviewer),
        "admin" => Ok(Role::Admin),
        _ => Err(StoreError::BadRow { table: "person" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_survives_its_column() {
        for role in [Role::Technician, Role::Reviewer, Role::Admin] {
            assert_eq!(role_of(role_name(role)).ok(), Some(role));
        }
        assert!(role_of("owner").is_err());
    }
}
