//! How the domain's types stand in columns.

use rusqlite::Row;
use rusqlite::types::FromSql;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::StoreError;

/// A value as JSON text. The types of this crate cannot fail to be written.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable { kind: "value" })
}

/// A value from JSON text.
pub(crate) fn from_json<T: DeserializeOwned>(
    text: &str,
    kind: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable { kind })
}

/// An enum's own name, as serde writes it.
pub(crate) fn name_of<T: Serialize>(value: T) -> Result<String, StoreError> {
    Ok(json(&value)?.trim_matches('"').to_owned())
}

/// An id's bytes.
pub(crate) fn id_bytes(id: impl Into<IdBytes>) -> [u8; 16] {
    id.into().0
}

/// The bytes of any id type.
pub(crate) struct IdBytes([u8; 16]);

macro_rules! id_columns {
    ($($name:ty),+) => {$(
        impl From<$name> for IdBytes {
            fn from(id: $name) -> Self {
                Self(id.0.into_bytes())
            }
        }
    )+};
}
id_columns!(
    field_domain::UserId,
    field_domain::DeviceId,
    field_domain::JobId,
    field_domain::InspectionId,
    field_domain::TemplateId,
    field_domain::PhotoId,
    field_domain::RecordingId
);

/// An id column.
pub(crate) fn id<T: From<Uuid>>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    row.get::<_, [u8; 16]>(column).map(|bytes| Uuid::from_bytes(bytes).into())
}

/// An id column that may be empty.
pub(crate) fn id_or_none<T: From<Uuid>>(
    row: &Row<'_>,
    column: &str,
) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(|bytes| Uuid::from_bytes(bytes).into()))
}

/// A hash column.
pub(crate) fn hash(row: &Row<'_>, column: &str) -> rusqlite::Result<field_domain::Hash32> {
    row.get::<_, [u8; 32]>(column).map(field_domain::Hash32)
}

/// A column with a name for a parse that can fail.
pub(crate) fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| invalid(column))
}

/// A parse that can fail, of a column that may be empty.
pub(crate) fn parsed_or_none<T: std::str::FromStr>(
    row: &Row<'_>,
    column: &str,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| invalid(column))).transpose()
}

/// A JSON column.
pub(crate) fn json_column<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|_| invalid(column))
}

/// A column that holds an enum's own name.
pub(crate) fn name_column<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_value(serde_json::Value::String(text)).map_err(|_| invalid(column))
}

/// A column whose type SQLite knows.
pub(crate) fn plain<T: FromSql>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    row.get(column)
}

fn invalid(column: &str) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(0, column.to_owned(), rusqlite::types::Type::Text)
}
