//! The raw edits of this device, and the current value of every field. Never leaves the device.

use std::fmt;
use std::str::FromStr;

use field_domain::raw::StoreScope;
use field_domain::{
    FindingFields, FindingId, InspectionId, Instant, ItemNo, Mark, OpId, PhotoId, Raw, Reading,
    RecordingId,
};
use field_log::Target;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::{operations, sql};

/// Something that a person edits. Written `mark:22`, `finding:<id>` and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The mark of an item.
    Mark(ItemNo),
    /// The reading of an item.
    Reading(ItemNo),
    /// The free text of an item.
    Text(ItemNo),
    /// The note of an item.
    Note(ItemNo),
    /// A finding.
    Finding(FindingId),
    /// Whether a photo is there, its caption, and the photo that it is a pair with.
    Photo(PhotoId),
    /// Whether a recording is there, and its text.
    Recording(RecordingId),
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A mark.
    Mark(Option<Mark>),
    /// A reading.
    Reading(Option<Reading>),
    /// A text; empty is none.
    Words(Raw<String>),
    /// A finding; none if it was removed.
    Finding(Option<Box<FindingFields<Raw<String>>>>),
    /// A photo.
    Photo {
        /// It was not removed.
        is_present: bool,
        /// Its caption; empty is none.
        caption: Raw<String>,
        /// The photo that shows this place before it was put right.
        before: Option<PhotoId>,
    },
    /// A recording.
    Recording {
        /// It was not removed.
        is_present: bool,
        /// Its text as the person left it.
        text: Raw<String>,
        /// The person accepted the text.
        is_accepted: bool,
    },
}

/// One edit, as the caller wants it kept.
#[derive(Debug)]
pub struct Edit<'a> {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// What was edited.
    pub field: Field,
    /// The item under which it can be undone.
    pub item: Option<ItemNo>,
    /// The new value.
    pub value: &'a Value,
    /// How it came about.
    pub act: Act,
    /// When, by the device clock.
    pub at: Instant,
}

/// How an edit came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A person edited.
    Edit,
    /// A person took the last edit back.
    Undo,
    /// A person took an undo back.
    Redo,
}

/// The current value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldNow {
    /// Which field.
    pub field: Field,
    /// Its item.
    pub item: Option<ItemNo>,
    /// Number of the journal row that set it.
    pub seq: i64,
    /// The value.
    pub value: Value,
    /// The heads that were on screen when it was edited.
    pub base: Vec<OpId>,
    /// When it was edited.
    pub edited_at: Instant,
    /// Number of the newest journal row that became an operation; 0 for none.
    pub cleared_seq: i64,
}

impl FieldNow {
    /// Whether the value is in the log as it stands.
    #[must_use]
    pub fn is_cleared(&self) -> bool {
        self.cleared_seq == self.seq
    }
}

/// What an undo or redo writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which field.
    pub field: Field,
    /// The value to write.
    pub value: Value,
}

/// Most steps that can be undone. Source: judgement; more than anybody steps back through.
pub const UNDO_MAX: usize = 50;

/// Appends `edit` to the journal and makes it the field's current value, or does neither.
///
/// Returns the number of the journal row.
///
/// # Errors
/// [`StoreError::NotFound`] if the inspection is not on this device, [`StoreError::DiskFull`],
/// [`StoreError::Sqlite`].
pub fn save(tx: &Transaction<'_>, edit: &Edit<'_>) -> Result<i64, StoreError> {
    let field = edit.field.to_string();
    let value = write(edit.value)?;
    let base = operations::heads(tx, edit.inspection, edit.field.target())?;
    let base = sql::json(&base)?;
    let inspection = sql::id_bytes(edit.inspection);
    let previous: Option<String> = tx
        .prepare_cached(
            "SELECT value FROM field_now WHERE inspection = :inspection AND field = :field",
        )?
        .query_row(named_params! { ":inspection": inspection, ":field": field }, |row| row.get(0))
        .optional()?;
    tx.prepare_cached(
        "INSERT INTO journal (inspection, field, item, value, previous, act, base, edited_at)
         VALUES (:inspection, :field, :item, :value, :previous, :act, :base, :edited_at)",
    )?
    .execute(named_params! {
        ":inspection": inspection,
        ":field": field,
        ":item": edit.item.map(|item| item.0),
        ":value": value,
        ":previous": previous,
        ":act": sql::name_of(edit.act)?,
        ":base": base,
        ":edited_at": edit.at.0,
    })?;
    let seq = tx.last_insert_rowid();
    tx.prepare_cached(
        "INSERT INTO field_now (inspection, field, item, seq, value, base, edited_at)
         VALUES (:inspection, :field, :item, :seq, :value, :base, :edited_at)
         ON CONFLICT (inspection, field) DO UPDATE
         SET seq = excluded.seq, value = excluded.value, base = excluded.base,
             edited_at = excluded.edited_at",
    )?
    .execute(named_params! {
        ":inspection": inspection,
        ":field": field,
        ":item": edit.item.map(|item| item.0),
        ":seq": seq,
        ":value": value,
        ":base": base,
        ":edited_at": edit.at.0,
    })?;
    Ok(seq)
}

/// Marks that the value of journal row `seq` is in the log as operation `op`.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn mark_cleared(
    tx: &Transaction<'_>,
    inspection: InspectionId,
    field: Field,
    seq: i64,
    op: OpId,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE journal SET op_id = :op WHERE seq = :seq")?
        .execute(named_params! { ":op": op.0, ":seq": seq })?;
    mark_settled(tx, inspection, field, seq)
}

/// Marks that the value of journal row `seq` needs no operation: something that was never in the
/// log is gone again.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn mark_settled(
    tx: &Transaction<'_>,
    inspection: InspectionId,
    field: Field,
    seq: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE field_now SET cleared_seq = max(cleared_seq, :seq)
         WHERE inspection = :inspection AND field = :field",
    )?
    .execute(named_params! {
        ":seq": seq,
        ":inspection": sql::id_bytes(inspection),
        ":field": field.to_string(),
    })?;
    Ok(())
}

/// The current value of a field, if it was ever edited here.
///
/// # Errors
/// [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn now(
    conn: &Connection,
    inspection: InspectionId,
    field: Field,
) -> Result<Option<FieldNow>, StoreError> {
    conn.prepare_cached(
        "SELECT * FROM field_now WHERE inspection = :inspection AND field = :field",
    )?
    .query_row(
        named_params! {
            ":inspection": sql::id_bytes(inspection),
            ":field": field.to_string(),
        },
        |row| Ok(read(row)),
    )
    .optional()?
    .transpose()
}

/// The current values of all fields of an inspection, in the order of their last edit.
///
/// # Errors
/// [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn all_now(conn: &Connection, inspection: InspectionId) -> Result<Vec<FieldNow>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM field_now WHERE inspection = :inspection ORDER BY seq")?;
    let rows = statement
        .query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| {
            Ok(read(row))
        })?;
    rows.map(|row| row?).collect()
}

/// Every journal row of an inspection as `(field, value as JSON, edited_at)`, oldest first: for the
/// rescue file.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn history(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<Vec<(String, String, Instant)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT field, value, edited_at FROM journal WHERE inspection = :inspection ORDER BY seq",
    )?;
    let rows = statement
        .query_map(named_params! { ":inspection": sql::id_bytes(inspection) }, |row| {
            Ok((row.get(0)?, row.get(1)?, Instant(row.get(2)?)))
        })?;
    rows.map(|row| Ok(row?)).collect()
}

/// What undoing (or redoing) in this item would write, if there is anything.
///
/// # Errors
/// [`StoreError::Unreadable`], [`StoreError::Sqlite`].
pub fn step(
    conn: &Connection,
    inspection: InspectionId,
    item: ItemNo,
    act: Act,
) -> Result<Option<Step>, StoreError> {
    struct Row {
        field: String,
        value: String,
        previous: Option<String>,
        act: Act,
    }
    let mut statement = conn.prepare_cached(
        "SELECT field, value, previous, act FROM journal
         WHERE inspection = :inspection AND item = :item ORDER BY seq",
    )?;
    let rows = statement.query_map(
        named_params! { ":inspection": sql::id_bytes(inspection), ":item": item.0 },
        |row| {
            Ok(Row {
                field: row.get(0)?,
                value: row.get(1)?,
                previous: row.get(2)?,
                act: sql::name_column(row, "act")?,
            })
        },
    )?;
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    for row in rows {
        let row = row?;
        match row.act {
            Act::Edit => {
                done.push(row);
                undone.clear();
            }
            Act::Undo => undone.extend(done.pop()),
            Act::Redo => done.extend(undone.pop()),
        }
    }
    let found = match act {
        Act::Undo => {
            // Older edits than the last 50 stay as they are.
            if undone.len() >= UNDO_MAX { None } else { done.pop() }
                .map(|row| (row.field, row.previous))
        }
        Act::Redo => undone.pop().map(|row| (row.field, Some(row.value))),
        Act::Edit => None,
    };
    let Some((field, value)) = found else { return Ok(None) };
    let field: Field = field.parse().map_err(|_| StoreError::Unreadable { kind: "field" })?;
    let value = match value {
        Some(text) => parse(&text)?,
        None => field.empty(),
    };
    Ok(Some(Step { field, value }))
}

impl Field {
    /// What an operation about this field is about.
    #[must_use]
    pub fn target(self) -> Target {
        match self {
            Self::Mark(item) => Target::Mark(item),
            Self::Reading(item) => Target::Reading(item),
            Self::Text(item) => Target::Text(item),
            Self::Note(item) => Target::Note(item),
            Self::Finding(finding) => Target::Finding(finding),
            Self::Photo(photo) => Target::Photo(photo),
            Self::Recording(recording) => Target::Recording(recording),
        }
    }

    /// The value before the first edit.
    #[must_use]
    pub fn empty(self) -> Value {
        match self {
            Self::Mark(_) => Value::Mark(None),
            Self::Reading(_) => Value::Reading(None),
            Self::Text(_) | Self::Note(_) => Value::Words(Raw::default()),
            Self::Finding(_) => Value::Finding(None),
            Self::Photo(_) => {
                Value::Photo { is_present: false, caption: Raw::default(), before: None }
            }
            Self::Recording(_) => {
                Value::Recording { is_present: false, text: Raw::default(), is_accepted: false }
            }
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mark(item) => write!(out, "mark:{item}"),
            Self::Reading(item) => write!(out, "reading:{item}"),
            Self::Text(item) => write!(out, "text:{item}"),
            Self::Note(item) => write!(out, "note:{item}"),
            Self::Finding(id) => write!(out, "finding:{id}"),
            Self::Photo(id) => write!(out, "photo:{id}"),
            Self::Recording(id) => write!(out, "recording:{id}"),
        }
    }
}

/// Why a text is not a [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a field")]
pub struct FieldError;

impl FromStr for Field {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let (kind, rest) = text.split_once(':').ok_or(FieldError)?;
        let item = || rest.parse().map(ItemNo).map_err(|_| FieldError);
        Ok(match kind {
            "mark" => Self::Mark(item()?),
            "reading" => Self::Reading(item()?),
            "text" => Self::Text(item()?),
            "note" => Self::Note(item()?),
            "finding" => Self::Finding(rest.parse().map_err(|_| FieldError)?),
            "photo" => Self::Photo(rest.parse().map_err(|_| FieldError)?),
            "recording" => Self::Recording(rest.parse().map_err(|_| FieldError)?),
            _ => return Err(FieldError),
        })
    }
}

/// A [`Value`] as it is written: raw text stands in the encrypted file only.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Written {
    Mark(Option<Mark>),
    Reading(Option<Reading>),
    Words(String),
    Finding(Option<Box<FindingFields<String>>>),
    Photo {
        is_present: bool,
        caption: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<PhotoId>,
    },
    Recording {
        is_present: bool,
        text: String,
        is_accepted: bool,
    },
}

/// A value as JSON, for this store and for the rescue file (which is encrypted as well).
///
/// # Errors
/// [`StoreError::Unreadable`], never for values of this crate.
pub fn write(value: &Value) -> Result<String, StoreError> {
    let text = |raw: &Raw<String>| raw.expose(&StoreScope).clone();
    sql::json(&match value {
        Value::Mark(mark) => Written::Mark(*mark),
        Value::Reading(reading) => Written::Reading(*reading),
        Value::Words(words) => Written::Words(text(words)),
        Value::Finding(finding) => Written::Finding(finding.clone().map(|fields| {
            let mapped = fields.try_map_text(|raw| Ok::<_, std::convert::Infallible>(text(&raw)));
            Box::new(mapped.unwrap_or_else(|never| match never {}))
        })),
        Value::Photo { is_present, caption, before } => {
            Written::Photo { is_present: *is_present, caption: text(caption), before: *before }
        }
        Value::Recording { is_present, text: words, is_accepted } => Written::Recording {
            is_present: *is_present,
            text: text(words),
            is_accepted: *is_accepted,
        },
    })
}

/// A value from JSON.
///
/// # Errors
/// [`StoreError::Unreadable`].
pub fn parse(text: &str) -> Result<Value, StoreError> {
    Ok(match sql::from_json(text, "value")? {
        Written::Mark(mark) => Value::Mark(mark),
        Written::Reading(reading) => Value::Reading(reading),
        Written::Words(words) => Value::Words(Raw::new(words)),
        Written::Finding(finding) => Value::Finding(finding.map(|fields| {
            let mapped =
                fields.try_map_text(|text| Ok::<_, std::convert::Infallible>(Raw::new(text)));
            Box::new(mapped.unwrap_or_else(|never| match never {}))
        })),
        Written::Photo { is_present, caption, before } => {
            Value::Photo { is_present, caption: Raw::new(caption), before }
        }
        Written::Recording { is_present, text, is_accepted } => {
            Value::Recording { is_present, text: Raw::new(text), is_accepted }
        }
    })
}

fn read(row: &Row<'_>) -> Result<FieldNow, StoreError> {
    let value: String = row.get("value")?;
    Ok(FieldNow {
        field: sql::parsed(row, "field")?,
        item: row.get::<_, Option<u16>>("item")?.map(ItemNo),
        seq: row.get("seq")?,
        value: parse(&value)?,
        base: sql::json_column(row, "base")?,
        edited_at: Instant(row.get("edited_at")?),
        cleared_seq: row.get("cleared_seq")?,
    })
}
