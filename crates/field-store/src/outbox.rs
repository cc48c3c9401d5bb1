//! What waits to be sent. [`enqueue`] is the only writer of new rows, and it takes frames only.

use std::path::Path;

use field_clearance::{CertificateKeys, Frame, FrameCertificate, FrameKind};
use field_domain::{BlobId, Hash32, InspectionId, Instant, ItemNo, OpId};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::{open, sql};

/// What a frame is about, for the person's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry<'a> {
    /// Kind of change as the log names it, or `picture`, `thumbnail`.
    pub what: &'a str,
    /// Of which inspection.
    pub inspection: InspectionId,
    /// About which item.
    pub item: Option<ItemNo>,
    /// The operation or blob.
    pub subject: Hash32,
    /// Bytes that travel: the frame, or the whole blob.
    pub bytes: u32,
    /// When.
    pub at: Instant,
}

/// A row of the outbox, without its frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its number; operations are sent in this order.
    pub row: i64,
    /// What its frame holds.
    pub kind: FrameKind,
    /// Kind of change as the log names it, or `picture`, `thumbnail`.
    pub what: String,
    /// Of which inspection.
    pub inspection: InspectionId,
    /// About which item.
    pub item: Option<ItemNo>,
    /// The operation or blob.
    pub subject: Hash32,
    /// Bytes that travel.
    pub bytes: u32,
    /// When it was queued.
    pub queued_at: Instant,
    /// Tries so far.
    pub tries: u32,
    /// Not before this time.
    pub next_at: Instant,
    /// Why the last try failed: a code of the contract.
    pub error_code: Option<String>,
    /// The server refused it: a person must decide.
    pub is_held: bool,
    /// When the server confirmed it.
    pub sent_at: Option<Instant>,
}

/// Puts a frame into the outbox, with its certificate. A frame that is there already stays.
///
/// # Errors
/// [`StoreError::NotCleared`] if the trigger finds bytes without a clearance (a bug),
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn enqueue(
    tx: &Transaction<'_>,
    frame: &Frame,
    entry: &OutboxEntry<'_>,
) -> Result<(), StoreError> {
    let certificate = frame.certificate();
    tx.prepare_cached(
        "INSERT INTO clearance (out_hash, certificate) VALUES (:out_hash, :certificate)
         ON CONFLICT DO NOTHING",
    )?
    .execute(named_params! {
        ":out_hash": certificate.output.0,
        ":certificate": sql::json(certificate)?,
    })?;
    tx.prepare_cached(
        "INSERT INTO outbox (out_hash, frame, kind, what, inspection, item, subject, bytes,
                             queued_at)
         VALUES (:out_hash, :frame, :kind, :what, :inspection, :item, :subject, :bytes, :queued_at)
         ON CONFLICT (out_hash) DO NOTHING",
    )?
    .execute(named_params! {
        ":out_hash": certificate.output.0,
        ":frame": frame.bytes(),
        ":kind": sql::name_of(certificate.kind)?,
        ":what": entry.what,
        ":inspection": sql::id_bytes(entry.inspection),
        ":item": entry.item.map(|item| item.0),
        ":subject": entry.subject.0,
        ":bytes": entry.bytes,
        ":queued_at": entry.at.0,
    })?;
    Ok(())
}

/// Takes the manifest of a blob back that the server has not confirmed. Returns whether there was
/// one. Its certificate stays: it was cleared, and the ledger says so.
///
/// Operations are never taken back: each names the one before it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn recall_blob(tx: &Transaction<'_>, blob: BlobId) -> Result<bool, StoreError> {
    let count = tx
        .prepare_cached(
            "DELETE FROM outbox
             WHERE subject = :blob AND kind = 'blob_manifest' AND sent_at IS NULL",
        )?
        .execute(named_params! { ":blob": blob.0 })?;
    Ok(count > 0)
}

/// Everything that is not sent, and what was sent at or after `sent_since`, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list(conn: &Connection, sent_since: Instant) -> Result<Vec<OutboxRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT row, kind, what, inspection, item, subject, bytes, queued_at, tries, next_at,
                error_code, is_held, sent_at
         FROM outbox WHERE sent_at IS NULL OR sent_at >= :since ORDER BY row",
    )?;
    let rows = statement.query_map(named_params! { ":since": sent_since.0 }, read)?;
    rows.map(|row| Ok(row?)).collect()
}

/// When the server confirmed the newest frame of an inspection; none if it confirmed none.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_sent(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<Option<Instant>, StoreError> {
    let at: Option<i64> = conn
        .prepare_cached("SELECT max(sent_at) FROM outbox WHERE inspection = :inspection")?
        .query_row(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| row.get(0))?;
    Ok(at.map(Instant))
}

/// When the server confirmed the frame of this operation; none while it waits.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn sent_at(conn: &Connection, operation: OpId) -> Result<Option<Instant>, StoreError> {
    let at: Option<i64> = conn
        .prepare_cached("SELECT max(sent_at) FROM outbox WHERE subject = :operation")?
        .query_row(named_params! { ":operation": operation.0 }, |row| row.get(0))?;
    Ok(at.map(Instant))
}

/// Marks a row as confirmed by the server.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn mark_sent(conn: &Connection, row: i64, at: Instant) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE outbox SET sent_at = :at, error_code = NULL, is_held = 0 WHERE row = :row",
    )?
    .execute(named_params! { ":row": row, ":at": at.0 })?;
    Ok(())
}

/// Marks a try that failed. A held row waits for a person.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn mark_failed(
    conn: &Connection,
    row: i64,
    error_code: &str,
    next_at: Instant,
    is_held: bool,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE outbox SET tries = tries + 1, error_code = :code, next_at = :next_at,
                is_held = :is_held WHERE row = :row",
    )?
    .execute(named_params! {
        ":row": row, ":code": error_code, ":next_at": next_at.0, ":is_held": is_held,
    })?;
    Ok(())
}

/// Makes a row due at once.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::Sqlite`].
pub fn retry(conn: &Connection, row: i64) -> Result<(), StoreError> {
    let changed = conn.execute(
        "UPDATE outbox SET next_at = 0, is_held = 0 WHERE row = :row AND sent_at IS NULL",
        named_params! { ":row": row },
    )?;
    if changed == 0 { Err(StoreError::NotFound { kind: "outbox row" }) } else { Ok(()) }
}

/// Reads frames for sending over a connection that can see nothing but the outbox.
pub struct OutboxReader {
    conn: Connection,
}

impl OutboxReader {
    /// Opens the reader. Its connection is refused every table but `outbox` and `clearance`.
    ///
    /// # Errors
    /// As [`open::open_again`].
    pub fn open(path: &Path, key: &Zeroizing<[u8; 32]>) -> Result<Self, StoreError> {
        let mut conn = open::open_again(path, key)?;
        conn.authorizer(Some(only_outbox))?;
        Ok(Self { conn })
    }

    /// Whether the server refused an operation: later ones wait behind it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn has_held_operation(&self) -> Result<bool, StoreError> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT row FROM outbox
                 WHERE sent_at IS NULL AND is_held = 1 AND kind = 'operation' LIMIT 1",
            )?
            .exists([])?)
    }

    /// Rows of one kind that are due, oldest first, at most `count_max`.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn due(
        &self,
        kind: FrameKind,
        now: Instant,
        count_max: usize,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT row, kind, what, inspection, item, subject, bytes, queued_at, tries, next_at,
                    error_code, is_held, sent_at
             FROM outbox
             WHERE sent_at IS NULL AND is_held = 0 AND next_at <= :now AND kind = :kind
             ORDER BY row LIMIT :count",
        )?;
        let count = i64::try_from(count_max).unwrap_or(i64::MAX);
        let kind = sql::name_of(kind)?;
        let params = named_params! { ":now": now.0, ":kind": kind, ":count": count };
        let rows = statement.query_map(params, read)?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// The frame of a row, checked against its certificate.
    ///
    /// # Errors
    /// [`StoreError::NotCleared`] if the certificate does not hold: then nothing may be sent.
    pub fn frame(&self, row: i64, keys: &CertificateKeys) -> Result<Frame, StoreError> {
        let found: Option<(Vec<u8>, String)> = self
            .conn
            .prepare_cached(
                "SELECT frame, certificate FROM outbox JOIN clearance USING (out_hash)
                 WHERE row = :row",
            )?
            .query_row(named_params! { ":row": row }, |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (bytes, certificate) = found.ok_or(StoreError::NotCleared)?;
        let certificate: FrameCertificate = sql::from_json(&certificate, "certificate")?;
        Frame::reopen(bytes, certificate, keys).map_err(|_| StoreError::NotCleared)
    }
}

fn only_outbox(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select
        | AuthAction::Transaction { .. }
        | AuthAction::Read { table_name: "outbox" | "clearance", .. } => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        row: row.get("row")?,
        kind: sql::name_column(row, "kind")?,
        what: row.get("what")?,
        inspection: sql::id(row, "inspection")?,
        item: row.get::<_, Option<u16>>("item")?.map(ItemNo),
        subject: sql::hash(row, "subject")?,
        bytes: row.get("bytes")?,
        queued_at: Instant(row.get("queued_at")?),
        tries: row.get("tries")?,
        next_at: Instant(row.get("next_at")?),
        error_code: row.get("error_code")?,
        is_held: row.get("is_held")?,
        sent_at: row.get::<_, Option<i64>>("sent_at")?.map(Instant),
    })
}
