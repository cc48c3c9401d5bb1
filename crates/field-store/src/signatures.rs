//! Strokes of signatures. They stay here.

use field_domain::{InspectionId, Instant, SignatureMeaning};
use rusqlite::{Connection, Row, named_params};

use crate::error::StoreError;
use crate::sql;

/// A signature.
#[derive(Clone, PartialEq, Eq)]
pub struct SignatureRow {
    /// What it stands for.
    pub meaning: SignatureMeaning,
    /// Who signed.
    pub signer: String,
    /// The strokes as JSON.
    pub strokes: String,
    /// When.
    pub signed_at: Instant,
}

/// Keeps a signature; a second one of the same meaning takes its place.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(
    conn: &Connection,
    inspection: InspectionId,
    signature: &SignatureRow,
) -> Result<(), StoreError> {
    conn.execute(
        "INSERT OR REPLACE INTO signature (inspection, meaning, signer, strokes, signed_at)
         VALUES (:inspection, :meaning, :signer, :strokes, :signed_at)",
        named_params! {
            ":inspection": sql::id_bytes(inspection),
            ":meaning": sql::name_of(signature.meaning)?,
            ":signer": signature.signer,
            ":strokes": signature.strokes,
            ":signed_at": signature.signed_at.0,
        },
    )?;
    Ok(())
}

/// The signatures of an inspection.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list(conn: &Connection, inspection: InspectionId) -> Result<Vec<SignatureRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT * FROM signature WHERE inspection = :inspection ORDER BY signed_at",
    )?;
    let read = |row: &Row<'_>| {
        Ok(SignatureRow {
            meaning: sql::name_column(row, "meaning")?,
            signer: row.get("signer")?,
            strokes: row.get("strokes")?,
            signed_at: Instant(row.get("signed_at")?),
        })
    };
    let rows =
        statement.query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, read)?;
    rows.map(|row| Ok(row?)).collect()
}
