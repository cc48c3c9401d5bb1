//! Photos that were taken in here.

use std::collections::BTreeSet;

use field_domain::raw::StoreScope;
use field_domain::{
    CoarsePlace, Day, Drawing, Hash32, InspectionId, Instant, ItemNo, LocalMinute, PhotoId,
    PictureSize, Raw, Region, RejectedRegion, Segments,
};
use field_log::{BlobRef, FilledCounts, PhotoProvenance};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::sql;

/// How far a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoState {
    /// The engine has not looked at it yet.
    Working,
    /// The engine is done; a person must look.
    Found,
    /// No engine could look at it: a person must.
    ByHand,
    /// A person accepted the boxes.
    Approved,
}

/// A photo.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoRow {
    /// Which; also the name of its encrypted file.
    pub id: PhotoId,
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Of which item.
    pub item: ItemNo,
    /// When it was added.
    pub added_at: Instant,
    /// Width of the upright original.
    pub width_px: u32,
    /// Height of the upright original.
    pub height_px: u32,
    /// The day it was taken, if the camera said so.
    pub taken_on: Option<Day>,
    /// The minute it was taken, likewise.
    pub taken_at: Option<LocalMinute>,
    /// Where it was taken, likewise.
    pub place: Option<CoarsePlace>,
    /// How far it is.
    pub state: PhotoState,
    /// What the engine found: the boxes as they would be filled.
    pub found: Vec<Region>,
    /// What the person accepted.
    pub approved: Option<Vec<Region>>,
    /// Found regions that the person left open, and why.
    pub rejected: Vec<RejectedRegion>,
    /// What the person drew over it.
    pub drawings: Vec<Drawing<Raw<String>>>,
    /// How large its picture leaves; none as long as nobody chose, which is as the policy says.
    pub size: Option<PictureSize>,
    /// The sealed thumbnail and picture, once cleared.
    pub blobs: Option<PhotoBlobs>,
}

/// A cleared photo's blobs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhotoBlobs {
    /// The thumbnail.
    pub thumbnail: BlobRef,
    /// The picture.
    pub picture: BlobRef,
    /// Width of the picture.
    pub width_px: u32,
    /// Height of the picture.
    pub height_px: u32,
    /// What was filled.
    pub filled: FilledCounts,
    /// How the picture came about; none for one that an older program cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<PhotoOrigin>,
}

/// How a cleared photo's picture came about, and what shows that the original is its original.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhotoOrigin {
    /// What leaves of it.
    pub provenance: PhotoProvenance,
    /// What was hashed in front of the original. It stays on the device.
    pub salt: Hash32,
    /// What was drawn over it, with its words as they left.
    #[serde(default)]
    pub drawn: Vec<Drawing<Segments>>,
}

/// Adds a photo.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(conn: &Connection, photo: &PhotoRow) -> Result<(), StoreError> {
    conn.execute(
        "INSERT INTO photo (id, inspection, item, added_at, width_px, height_px, taken_on, taken_at,
                            place, state, found, approved, rejected, drawings, size, blobs)
         VALUES (:id, :inspection, :item, :added_at, :width_px, :height_px, :taken_on, :taken_at,
                 :place, :state, :found, :approved, :rejected, :drawings, :size, :blobs)",
        named_params! {
            ":id": sql::id_bytes(photo.id),
            ":inspection": sql::id_bytes(photo.inspection),
            ":item": photo.item.0,
            ":added_at": photo.added_at.0,
            ":width_px": photo.width_px,
            ":height_px": photo.height_px,
            ":taken_on": photo.taken_on.map(|day| day.to_string()),
            ":taken_at": photo.taken_at.map(|minute| minute.to_string()),
            ":place": photo.place.as_ref().map(sql::json).transpose()?,
            ":state": sql::name_of(photo.state)?,
            ":found": sql::json(&photo.found)?,
            ":approved": photo.approved.as_ref().map(sql::json).transpose()?,
            ":rejected": sql::json(&photo.rejected)?,
            ":drawings": sql::json(&as_stored(&photo.drawings))?,
            ":size": photo.size.map(sql::name_of).transpose()?,
            ":blobs": photo.blobs.as_ref().map(sql::json).transpose()?,
        },
    )?;
    Ok(())
}

/// Writes down how far a photo is.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn update(conn: &Connection, photo: &PhotoRow) -> Result<(), StoreError> {
    let changed = conn.execute(
        "UPDATE photo SET state = :state, found = :found, approved = :approved,
                rejected = :rejected, drawings = :drawings, size = :size, blobs = :blobs
         WHERE id = :id",
        named_params! {
            ":id": sql::id_bytes(photo.id),
            ":state": sql::name_of(photo.state)?,
            ":found": sql::json(&photo.found)?,
            ":approved": photo.approved.as_ref().map(sql::json).transpose()?,
            ":rejected": sql::json(&photo.rejected)?,
            ":drawings": sql::json(&as_stored(&photo.drawings))?,
            ":size": photo.size.map(sql::name_of).transpose()?,
            ":blobs": photo.blobs.as_ref().map(sql::json).transpose()?,
        },
    )?;
    if changed == 0 { Err(StoreError::NotFound { kind: "photo" }) } else { Ok(()) }
}

/// Puts a photo under another item of its inspection.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn move_to_item(conn: &Connection, id: PhotoId, item: ItemNo) -> Result<(), StoreError> {
    let changed = conn
        .prepare_cached("UPDATE photo SET item = :item WHERE id = :id")?
        .execute(named_params! { ":item": item.0, ":id": sql::id_bytes(id) })?;
    if changed == 0 { Err(StoreError::NotFound { kind: "photo" }) } else { Ok(()) }
}

/// The photo, if it was taken in here.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(conn: &Connection, id: PhotoId) -> Result<Option<PhotoRow>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT * FROM photo WHERE id = :id")?
        .query_row(named_params! { ":id": sql::id_bytes(id) }, read)
        .optional()?)
}

/// The photos of an inspection, in the order in which they were added.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list(conn: &Connection, inspection: InspectionId) -> Result<Vec<PhotoRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT * FROM photo WHERE inspection = :inspection ORDER BY added_at, id",
    )?;
    let rows =
        statement.query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, read)?;
    rows.map(|row| Ok(row?)).collect()
}

/// The photos of an inspection whose pictures are sealed.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn sealed(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<BTreeSet<PhotoId>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id FROM photo WHERE inspection = :inspection AND blobs IS NOT NULL",
    )?;
    let rows = statement
        .query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| {
            sql::id(row, "id")
        })?;
    rows.map(|row| Ok(row?)).collect()
}

/// Photos that the engine has not looked at yet, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list_working(conn: &Connection) -> Result<Vec<PhotoRow>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM photo WHERE state = 'working' ORDER BY added_at, id")?;
    let rows = statement.query_map([], read)?;
    rows.map(|row| Ok(row?)).collect()
}

/// Drawings as they are written down.
pub(crate) fn as_stored(drawings: &[Drawing<Raw<String>>]) -> Vec<Drawing<String>> {
    let words = |drawing: &Drawing<Raw<String>>| Drawing {
        kind: drawing.kind,
        from: drawing.from,
        to: drawing.to,
        words: drawing.words.as_ref().map(|words| words.expose(&StoreScope).clone()),
    };
    drawings.iter().map(words).collect()
}

/// Drawings as they were written down.
pub(crate) fn from_stored(drawings: Vec<Drawing<String>>) -> Vec<Drawing<Raw<String>>> {
    let raw = |Drawing { kind, from, to, words }: Drawing<String>| Drawing {
        kind,
        from,
        to,
        words: words.map(Raw::new),
    };
    drawings.into_iter().map(raw).collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<PhotoRow> {
    let approved: Option<String> = row.get("approved")?;
    let blobs: Option<String> = row.get("blobs")?;
    let place: Option<String> = row.get("place")?;
    Ok(PhotoRow {
        id: sql::id(row, "id")?,
        inspection: sql::id(row, "inspection")?,
        item: ItemNo(row.get("item")?),
        added_at: Instant(row.get("added_at")?),
        width_px: row.get("width_px")?,
        height_px: row.get("height_px")?,
        taken_on: sql::parsed_or_none(row, "taken_on")?,
        taken_at: sql::parsed_or_none(row, "taken_at")?,
        place: match place {
            Some(_) => Some(sql::json_column(row, "place")?),
            None => None,
        },
        state: sql::name_column(row, "state")?,
        found: sql::json_column(row, "found")?,
        approved: match approved {
            Some(_) => Some(sql::json_column(row, "approved")?),
            None => None,
        },
        rejected: sql::json_column(row, "rejected")?,
        drawings: from_stored(sql::json_column(row, "drawings")?),
        size: match row.get::<_, Option<String>>("size")? {
            Some(_) => Some(sql::name_column(row, "size")?),
            None => None,
        },
        blobs: match blobs {
            Some(_) => Some(sql::json_column(row, "blobs")?),
            None => None,
        },
    })
}
