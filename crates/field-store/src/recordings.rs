//! Recordings that were made or added here.

use field_domain::{InspectionId, Instant, ItemNo, RecordingId, Word};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::sql;

/// How far a recording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordingState {
    /// The microphone is on, or was when the program ended.
    Recording,
    /// It waits for its transcript.
    Queued,
    /// Its transcript is there.
    Ready,
    /// Nobody spoke.
    NoSpeech,
    /// Its transcript could not be made.
    Failed,
}

/// A recording.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordingRow {
    /// Which; also the name of its encrypted file.
    pub id: RecordingId,
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Of which item.
    pub item: ItemNo,
    /// When it was begun or added.
    pub added_at: Instant,
    /// Its length.
    pub duration_ms: u32,
    /// How far it is.
    pub state: RecordingState,
    /// Why there is no transcript: a code of the contract.
    pub error_code: Option<String>,
    /// What was heard.
    pub words: Vec<Word>,
}

/// Adds a recording.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(conn: &Connection, recording: &RecordingRow) -> Result<(), StoreError> {
    conn.execute(
        "INSERT INTO recording (id, inspection, item, added_at, duration_ms, state, error_code,
                                words)
         VALUES (:id, :inspection, :item, :added_at, :duration_ms, :state, :error_code, :words)",
        named_params! {
            ":id": sql::id_bytes(recording.id),
            ":inspection": sql::id_bytes(recording.inspection),
            ":item": recording.item.0,
            ":added_at": recording.added_at.0,
            ":duration_ms": recording.duration_ms,
            ":state": sql::name_of(recording.state)?,
            ":error_code": recording.error_code,
            ":words": sql::json(&recording.words)?,
        },
    )?;
    Ok(())
}

/// Writes down how far a recording is.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn update(conn: &Connection, recording: &RecordingRow) -> Result<(), StoreError> {
    let changed = conn.execute(
        "UPDATE recording SET duration_ms = :duration_ms, state = :state,
                error_code = :error_code, words = :words WHERE id = :id",
        named_params! {
            ":id": sql::id_bytes(recording.id),
            ":duration_ms": recording.duration_ms,
            ":state": sql::name_of(recording.state)?,
            ":error_code": recording.error_code,
            ":words": sql::json(&recording.words)?,
        },
    )?;
    if changed == 0 { Err(StoreError::NotFound { kind: "recording" }) } else { Ok(()) }
}

/// The recording, if it is here.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(conn: &Connection, id: RecordingId) -> Result<Option<RecordingRow>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT * FROM recording WHERE id = :id")?
        .query_row(named_params! { ":id": sql::id_bytes(id) }, read)
        .optional()?)
}

/// The recordings of an inspection, in the order in which they were made.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list(conn: &Connection, inspection: InspectionId) -> Result<Vec<RecordingRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT * FROM recording WHERE inspection = :inspection ORDER BY added_at, id",
    )?;
    let rows =
        statement.query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, read)?;
    rows.map(|row| Ok(row?)).collect()
}

/// Recordings of all inspections in this state, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list_in(conn: &Connection, state: RecordingState) -> Result<Vec<RecordingRow>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM recording WHERE state = :state ORDER BY added_at, id")?;
    let rows = statement.query_map(named_params! { ":state": sql::name_of(state)? }, read)?;
    rows.map(|row| Ok(row?)).collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<RecordingRow> {
    Ok(RecordingRow {
        id: sql::id(row, "id")?,
        inspection: sql::id(row, "inspection")?,
        item: ItemNo(row.get("item")?),
        added_at: Instant(row.get("added_at")?),
        duration_ms: row.get("duration_ms")?,
        state: sql::name_column(row, "state")?,
        error_code: row.get("error_code")?,
        words: sql::json_column(row, "words")?,
    })
}
