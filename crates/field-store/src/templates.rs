//! Templates that were imported here or arrived from the log.

use field_domain::{Segments, Template, TemplateRef};
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::error::StoreError;
use crate::sql;

/// A stored template and whether its words are redacted ones from the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTemplate {
    /// The template; a single plain segment for each text that was typed here.
    pub template: Template<Segments>,
    /// It arrived from the log.
    pub is_redacted: bool,
}

/// Keeps a template. A version that is there already is kept as it is: versions never change.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(
    conn: &Connection,
    template: &Template<Segments>,
    is_redacted: bool,
) -> Result<(), StoreError> {
    conn.execute(
        "INSERT INTO template (id, version, json, is_redacted)
         VALUES (:id, :version, :json, :is_redacted) ON CONFLICT DO NOTHING",
        named_params! {
            ":id": sql::id_bytes(template.template.id),
            ":version": template.template.version,
            ":json": sql::json(template)?,
            ":is_redacted": is_redacted,
        },
    )?;
    Ok(())
}

/// The template, if it is stored.
///
/// # Errors
/// [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn get(conn: &Connection, which: TemplateRef) -> Result<Option<StoredTemplate>, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT json, is_redacted FROM template WHERE id = :id AND version = :version",
        )?
        .query_row(
            named_params! { ":id": sql::id_bytes(which.id), ":version": which.version },
            |row| {
                Ok(StoredTemplate {
                    template: sql::json_column(row, "json")?,
                    is_redacted: sql::plain(row, "is_redacted")?,
                })
            },
        )
        .optional()?)
}

/// Every stored template.
///
/// # Errors
/// [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn list(conn: &Connection) -> Result<Vec<StoredTemplate>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT json, is_redacted FROM template")?;
    let rows = statement.query_map([], |row| {
        Ok(StoredTemplate {
            template: sql::json_column(row, "json")?,
            is_redacted: sql::plain(row, "is_redacted")?,
        })
    })?;
    rows.map(|row| Ok(row?)).collect()
}
