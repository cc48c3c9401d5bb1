//! One inspection with everything that this store knows of it, for a file that opens elsewhere.
//!
//! What the server has confirmed is taken over as it is. What it has not confirmed was signed by a
//! device that may be gone: those operations are left out, and the values behind them stand in line
//! again, to be cleared and signed by the device that opens the file.

use std::collections::BTreeSet;

use field_domain::raw::StoreScope;
use field_domain::{
    CoarsePlace, Day, Drawing, Hash32, InspectionId, Instant, ItemNo, JobId, LocalMinute, OpId,
    OrgId, PhotoId, PictureSize, Raw, RecordingId, Region, RejectedRegion, Segments,
    SignatureMeaning, SiteCode, Template, TemplateRef, UserId, Word,
};
use field_log::canonical::Bytes;
use field_log::{Operation, Payload};
use field_redact::{TokenBook, TokenEntry};
use rusqlite::{Connection, Transaction, named_params};
use serde::{Deserialize, Serialize};

use crate::blobs::{self, BlobState};
use crate::drafts::{self, DraftRow};
use crate::error::StoreError;
use crate::inspections::{self, InspectionRow, SiteRow};
use crate::journal::{self, Act, Field};
use crate::photos::{self, PhotoBlobs, PhotoRow, PhotoState};
use crate::recordings::{self, RecordingRow, RecordingState};
use crate::signatures::{self, SignatureRow};
use crate::{operations, sql, templates, tokens};

/// Everything that a store knows of one inspection. It holds personal data: it belongs into an
/// encrypted file and nowhere else.
#[derive(Serialize, Deserialize)]
pub struct RescueRows {
    inspection: InspectionPart,
    site: SitePart,
    template: Option<TemplatePart>,
    journal: Vec<JournalPart>,
    tokens: Vec<TokenPart>,
    signatures: Vec<SignaturePart>,
    photos: Vec<PhotoPart>,
    recordings: Vec<RecordingPart>,
    /// What was begun; a file of an older program has none.
    #[serde(default)]
    drafts: Vec<DraftPart>,
    operations: Vec<OperationPart>,
    started_on: Option<Day>,
}

#[derive(Serialize, Deserialize)]
struct InspectionPart {
    id: InspectionId,
    site_code: SiteCode,
    template: TemplateRef,
    job: Option<JobId>,
    technician: Option<UserId>,
    due: Option<Day>,
    started_at: Option<Instant>,
    created_at: Instant,
}

#[derive(Serialize, Deserialize)]
struct SitePart {
    name: String,
    address: String,
    contact: String,
}

#[derive(Serialize, Deserialize)]
struct TemplatePart {
    template: Template<Segments>,
    is_redacted: bool,
}

/// A journal row, its texts as the journal writes them.
#[derive(Serialize, Deserialize)]
struct JournalPart {
    field: String,
    item: Option<ItemNo>,
    value: String,
    previous: Option<String>,
    act: Act,
    edited_at: Instant,
    op: Option<OpId>,
}

#[derive(Serialize, Deserialize)]
struct TokenPart {
    label: String,
    number: u32,
    value: String,
    key: String,
}

#[derive(Serialize, Deserialize)]
struct SignaturePart {
    meaning: SignatureMeaning,
    signer: String,
    strokes: String,
    signed_at: Instant,
}

#[derive(Serialize, Deserialize)]
struct PhotoPart {
    id: PhotoId,
    item: ItemNo,
    added_at: Instant,
    width_px: u32,
    height_px: u32,
    taken_on: Option<Day>,
    #[serde(default)]
    taken_at: Option<LocalMinute>,
    #[serde(default)]
    place: Option<CoarsePlace>,
    state: PhotoState,
    found: Vec<Region>,
    approved: Option<Vec<Region>>,
    #[serde(default)]
    rejected: Vec<RejectedRegion>,
    #[serde(default)]
    drawings: Vec<Drawing<String>>,
    #[serde(default)]
    size: Option<PictureSize>,
    blobs: Option<PhotoBlobs>,
}

#[derive(Serialize, Deserialize)]
struct RecordingPart {
    id: RecordingId,
    item: ItemNo,
    added_at: Instant,
    duration_ms: u32,
    state: RecordingState,
    error_code: Option<String>,
    words: Vec<Word>,
}

#[derive(Serialize, Deserialize)]
struct DraftPart {
    subject: String,
    value: String,
    saved_at: Instant,
}

#[derive(Serialize, Deserialize)]
struct OperationPart {
    bytes: Bytes,
    position: u64,
    received_at: Option<Instant>,
}

/// Takes out everything that is known of an inspection.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn take_out(conn: &Connection, id: InspectionId) -> Result<RescueRows, StoreError> {
    let row = inspections::get(conn, id)?;
    let operations = confirmed(conn, id)?;
    let site = inspections::site(conn, id)?;
    let stored = templates::get(conn, row.template)?;
    Ok(RescueRows {
        site: SitePart { name: site.name, address: site.address, contact: site.contact },
        template: stored.map(|stored| TemplatePart {
            template: stored.template,
            is_redacted: stored.is_redacted,
        }),
        journal: journal_of(conn, id)?,
        tokens: tokens::book(conn, id)?
            .entries()
            .map(|entry| TokenPart {
                label: entry.label.name().to_owned(),
                number: entry.number,
                value: entry.value.expose(&StoreScope).clone(),
                key: entry.key,
            })
            .collect(),
        signatures: signatures::list(conn, id)?
            .into_iter()
            .map(|SignatureRow { meaning, signer, strokes, signed_at }| SignaturePart {
                meaning,
                signer,
                strokes,
                signed_at,
            })
            .collect(),
        photos: photos::list(conn, id)?
            .into_iter()
            .map(|row| photo_part(conn, row))
            .collect::<Result<_, _>>()?,
        recordings: recordings::list(conn, id)?.into_iter().map(recording_part).collect(),
        drafts: drafts::list(conn, id)?
            .into_iter()
            .map(|row| DraftPart {
                subject: row.subject,
                value: row.value.expose(&StoreScope).clone(),
                saved_at: row.saved_at,
            })
            .collect(),
        started_on: started_on(conn, id)?,
        inspection: InspectionPart {
            id,
            site_code: row.site_code,
            template: row.template,
            job: row.job,
            technician: row.technician,
            due: row.due,
            started_at: row.started_at,
            created_at: row.created_at,
        },
        operations,
    })
}

impl RescueRows {
    /// Which inspection it is.
    #[must_use]
    pub fn inspection(&self) -> InspectionId {
        self.inspection.id
    }

    /// Its site's code.
    #[must_use]
    pub fn site_code(&self) -> &SiteCode {
        &self.inspection.site_code
    }

    /// Its checklist.
    #[must_use]
    pub fn template(&self) -> TemplateRef {
        self.inspection.template
    }

    /// Its job, if it has one.
    #[must_use]
    pub fn job(&self) -> Option<JobId> {
        self.inspection.job
    }

    /// Who did it.
    #[must_use]
    pub fn technician(&self) -> Option<UserId> {
        self.inspection.technician
    }

    /// The day of the visit, if it was begun.
    #[must_use]
    pub fn started_on(&self) -> Option<Day> {
        self.started_on
    }

    /// The organisation whose log it is in, as far as its operations say so.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if an operation is damaged.
    pub fn org(&self) -> Result<Option<OrgId>, StoreError> {
        Ok(self.parsed()?.first().map(|(operation, ..)| operation.header.org))
    }

    /// Its photos.
    pub fn photos(&self) -> impl Iterator<Item = PhotoId> + '_ {
        self.photos.iter().map(|photo| photo.id)
    }

    /// Its recordings.
    pub fn recordings(&self) -> impl Iterator<Item = RecordingId> + '_ {
        self.recordings.iter().map(|recording| recording.id)
    }

    fn parsed(&self) -> Result<Vec<(Operation, u64, Option<Instant>)>, StoreError> {
        let unreadable = || StoreError::Unreadable { kind: "operation" };
        let mut parsed = Vec::new();
        for part in &self.operations {
            let operation = Operation::parse(part.bytes.0.clone()).map_err(|_| unreadable())?;
            if operation.header.inspection != self.inspection.id {
                return Err(unreadable());
            }
            parsed.push((operation, part.position, part.received_at));
        }
        Ok(parsed)
    }
}

/// Puts an inspection into this store. The caller has checked that its journal is not here.
///
/// # Errors
/// [`StoreError::Unreadable`] if something in it does not hold together, [`StoreError::DiskFull`],
/// [`StoreError::Sqlite`]. The caller's transaction must not be committed then.
pub fn put_in(tx: &Transaction<'_>, rows: &RescueRows) -> Result<(), StoreError> {
    let part = &rows.inspection;
    let id = part.id;
    inspections::put(
        tx,
        &InspectionRow {
            id,
            site_code: part.site_code.clone(),
            template: part.template,
            job: part.job,
            technician: part.technician,
            due: part.due,
            is_mine: true,
            started_at: part.started_at,
            created_at: part.created_at,
        },
    )?;
    if let Some(at) = part.started_at {
        // The inspection may be here already, pulled from the server.
        inspections::begin(tx, id, at)?;
    }
    let SitePart { name, address, contact } = &rows.site;
    let (name, address, contact) = (name.clone(), address.clone(), contact.clone());
    inspections::put_site(tx, id, &SiteRow { name, address, contact })?;
    if let Some(TemplatePart { template, is_redacted }) = &rows.template {
        templates::put(tx, template, *is_redacted)?;
    }
    let mut known = BTreeSet::new();
    for (operation, position, received_at) in rows.parsed()? {
        operations::put(tx, &operation, None)?;
        place(tx, operation.id, position, received_at)?;
        known.insert(operation.id);
    }
    put_journal(tx, rows, &known)?;
    put_tokens(tx, rows)?;
    for SignaturePart { meaning, signer, strokes, signed_at } in &rows.signatures {
        let (signer, strokes) = (signer.clone(), strokes.clone());
        let row = SignatureRow { meaning: *meaning, signer, strokes, signed_at: *signed_at };
        signatures::put(tx, id, &row)?;
    }
    for photo in &rows.photos {
        put_photo(tx, id, photo)?;
    }
    for recording in &rows.recordings {
        put_recording(tx, id, recording)?;
    }
    for DraftPart { subject, value, saved_at } in &rows.drafts {
        let (subject, value) = (subject.clone(), Raw::new(value.clone()));
        drafts::put(tx, id, &DraftRow { subject, value, saved_at: *saved_at })?;
    }
    Ok(())
}

/// The operations that the server has confirmed.
fn confirmed(conn: &Connection, id: InspectionId) -> Result<Vec<OperationPart>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT bytes, position, received_at FROM operation
         WHERE inspection = :inspection AND position IS NOT NULL ORDER BY position",
    )?;
    let rows = statement.query_map(named_params! { ":inspection": sql::id_bytes(id) }, |row| {
        Ok(OperationPart {
            bytes: Bytes(row.get("bytes")?),
            position: row.get("position")?,
            received_at: row.get::<_, Option<i64>>("received_at")?.map(Instant),
        })
    })?;
    rows.map(|row| Ok(row?)).collect()
}

fn journal_of(conn: &Connection, id: InspectionId) -> Result<Vec<JournalPart>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT field, item, value, previous, act, edited_at,
                (SELECT id FROM operation
                 WHERE operation.id = journal.op_id AND position IS NOT NULL) AS op
         FROM journal WHERE inspection = :inspection ORDER BY seq",
    )?;
    let rows = statement.query_map(named_params! { ":inspection": sql::id_bytes(id) }, |row| {
        Ok(JournalPart {
            field: row.get("field")?,
            item: row.get::<_, Option<u16>>("item")?.map(ItemNo),
            value: row.get("value")?,
            previous: row.get("previous")?,
            act: sql::name_column(row, "act")?,
            edited_at: Instant(row.get("edited_at")?),
            op: row.get::<_, Option<[u8; 32]>>("op")?.map(Hash32),
        })
    })?;
    rows.map(|row| Ok(row?)).collect()
}

/// The day that the start names, confirmed or not.
fn started_on(conn: &Connection, id: InspectionId) -> Result<Option<Day>, StoreError> {
    let operations = operations::of_inspection(conn, id)?;
    Ok(operations.iter().find_map(|operation| match &operation.payload {
        Some(Payload { change: field_log::Change::Started { day, .. }, .. }) => Some(*day),
        _ => None,
    }))
}

/// A photo whose sealed picture is not on the server must be approved again where the file is
/// opened: no other device can vouch for the clearance.
fn photo_part(conn: &Connection, row: PhotoRow) -> Result<PhotoPart, StoreError> {
    let mut is_sent = row.blobs.is_some();
    for blob in row.blobs.iter().flat_map(|blobs| [&blobs.thumbnail, &blobs.picture]) {
        is_sent &= blobs::state(conn, blob.blob)? == Some(BlobState::Sent);
    }
    let state = match row.state {
        PhotoState::Approved if is_sent => PhotoState::Approved,
        PhotoState::Approved if row.found.is_empty() => PhotoState::ByHand,
        PhotoState::Approved => PhotoState::Found,
        other => other,
    };
    Ok(PhotoPart {
        id: row.id,
        item: row.item,
        added_at: row.added_at,
        width_px: row.width_px,
        height_px: row.height_px,
        taken_on: row.taken_on,
        taken_at: row.taken_at,
        place: row.place,
        state,
        found: row.found,
        // What the person decided is kept: the boxes need no second drawing.
        approved: row.approved,
        rejected: row.rejected,
        drawings: photos::as_stored(&row.drawings),
        size: row.size,
        blobs: row.blobs.filter(|_| is_sent),
    })
}

fn recording_part(row: RecordingRow) -> RecordingPart {
    RecordingPart {
        id: row.id,
        item: row.item,
        added_at: row.added_at,
        duration_ms: row.duration_ms,
        state: row.state,
        error_code: row.error_code,
        words: row.words,
    }
}

/// Writes down the place that the server gave to an operation, and leaves one that is known.
fn place(
    tx: &Transaction<'_>,
    id: OpId,
    position: u64,
    received_at: Option<Instant>,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE operation SET position = coalesce(position, :position),
                received_at = coalesce(received_at, :received_at) WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id.0,
        ":position": position,
        ":received_at": received_at.map(|at| at.0),
    })?;
    Ok(())
}

fn put_journal(
    tx: &Transaction<'_>,
    rows: &RescueRows,
    known: &BTreeSet<OpId>,
) -> Result<(), StoreError> {
    let id = rows.inspection.id;
    for part in &rows.journal {
        let field: Field =
            part.field.parse().map_err(|_| StoreError::Unreadable { kind: "field" })?;
        for text in part.previous.iter().chain([&part.value]) {
            journal::parse(text)?;
        }
        // What the person had on screen, as far as this store will ever know of it.
        let base: Vec<OpId> = operations::heads(tx, id, field.target())?
            .into_iter()
            .filter(|head| known.contains(head))
            .collect();
        let base = sql::json(&base)?;
        let op = part.op.filter(|op| known.contains(op));
        let item = part.item.map(|item| item.0);
        tx.prepare_cached(
            "INSERT INTO journal (inspection, field, item, value, previous, act, base, edited_at,
                                  op_id)
             VALUES (:inspection, :field, :item, :value, :previous, :act, :base, :edited_at, :op)",
        )?
        .execute(named_params! {
            ":inspection": sql::id_bytes(id),
            ":field": part.field,
            ":item": item,
            ":value": part.value,
            ":previous": part.previous,
            ":act": sql::name_of(part.act)?,
            ":base": base,
            ":edited_at": part.edited_at.0,
            ":op": op.map(|op| op.0),
        })?;
        let seq = tx.last_insert_rowid();
        tx.prepare_cached(
            "INSERT INTO field_now (inspection, field, item, seq, value, base, edited_at,
                                    cleared_seq)
             VALUES (:inspection, :field, :item, :seq, :value, :base, :edited_at, :cleared)
             ON CONFLICT (inspection, field) DO UPDATE
             SET seq = excluded.seq, value = excluded.value, base = excluded.base,
                 edited_at = excluded.edited_at,
                 cleared_seq = max(cleared_seq, excluded.cleared_seq)",
        )?
        .execute(named_params! {
            ":inspection": sql::id_bytes(id),
            ":field": part.field,
            ":item": item,
            ":seq": seq,
            ":value": part.value,
            ":base": base,
            ":edited_at": part.edited_at.0,
            ":cleared": if op.is_some() { seq } else { 0 },
        })?;
    }
    Ok(())
}

fn put_tokens(tx: &Transaction<'_>, rows: &RescueRows) -> Result<(), StoreError> {
    let unreadable = || StoreError::Unreadable { kind: "token" };
    let entries: Vec<TokenEntry> = rows
        .tokens
        .iter()
        .map(|part| {
            Ok(TokenEntry {
                label: part.label.parse().map_err(|_| unreadable())?,
                number: part.number,
                value: Raw::new(part.value.clone()),
                key: part.key.clone(),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let book = TokenBook::from_entries(entries).map_err(|_| unreadable())?;
    tokens::put(tx, rows.inspection.id, &book)
}

fn put_photo(
    tx: &Transaction<'_>,
    inspection: InspectionId,
    part: &PhotoPart,
) -> Result<(), StoreError> {
    for blob in part.blobs.iter().flat_map(|blobs| [&blobs.thumbnail, &blobs.picture]) {
        blobs::put(tx, blob.blob, inspection, blob.size, BlobState::Wanted)?;
    }
    photos::put(
        tx,
        &PhotoRow {
            id: part.id,
            inspection,
            item: part.item,
            added_at: part.added_at,
            width_px: part.width_px,
            height_px: part.height_px,
            taken_on: part.taken_on,
            taken_at: part.taken_at,
            place: part.place,
            state: part.state,
            found: part.found.clone(),
            approved: part.approved.clone(),
            rejected: part.rejected.clone(),
            drawings: photos::from_stored(part.drawings.clone()),
            size: part.size,
            blobs: part.blobs.clone(),
        },
    )
}

fn put_recording(
    tx: &Transaction<'_>,
    inspection: InspectionId,
    part: &RecordingPart,
) -> Result<(), StoreError> {
    recordings::put(
        tx,
        &RecordingRow {
            id: part.id,
            inspection,
            item: part.item,
            added_at: part.added_at,
            duration_ms: part.duration_ms,
            // What was running there runs nowhere now: its sound is in the file as far as it came.
            state: match part.state {
                RecordingState::Recording => RecordingState::Queued,
                other => other,
            },
            error_code: part.error_code.clone(),
            words: part.words.clone(),
        },
    )
}
