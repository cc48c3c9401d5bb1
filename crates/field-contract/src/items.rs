//! Answering one item.

use field_domain::{
    Action, FindingFields, FindingId, Hash32, InspectionId, Instant, ItemNo, Label, Mark, Reading,
    Segments,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::inspections::{CommentView, FindingView, ItemState};
use crate::recordings::RecordingView;

/// Names one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ItemArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which item.
    pub item: ItemNo,
}

/// One item with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ItemDetail {
    /// As in the inspection.
    pub state: ItemState,
    /// Its findings.
    pub findings: Vec<FindingView>,
    /// All its recordings, accepted or not, oldest first.
    pub recordings: Vec<RecordingView>,
    /// What the office wrote about it.
    pub comments: Vec<CommentView>,
    /// Where two values stand side by side.
    pub conflicts: Vec<Conflict>,
    /// There is something to undo.
    pub can_undo: bool,
    /// There is something to redo.
    pub can_redo: bool,
}

/// Two or more values of the same thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// What it is about.
    pub field: ConflictField,
    /// The values, oldest first.
    pub values: Vec<ConflictValue>,
}

/// What a conflict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ConflictField {
    Mark,
    Reading,
    Text,
    Note,
}

/// One of the values of a conflict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictValue {
    /// The operation that set it.
    pub operation: Hash32,
    /// The mark, if it is one.
    pub mark: Option<Mark>,
    /// The reading, if it is one.
    pub reading: Option<Reading>,
    /// The words, if it is a text.
    pub text: Option<Segments>,
    /// It was made on this device.
    pub is_mine: bool,
    /// When, by the other device's clock.
    pub at: Instant,
}

/// Chooses one of the values of a conflict; all stay in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictResolveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which item.
    pub item: ItemNo,
    /// What it is about.
    pub field: ConflictField,
    /// The operation whose value stays.
    pub operation: Hash32,
}

/// What was saved, and when. It is on this device's disk when this is returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    /// By the device clock.
    pub at: Instant,
}

/// Sets or takes back a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarkSaveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which item.
    pub item: ItemNo,
    /// The mark.
    pub mark: Option<Mark>,
}

/// Sets or takes back a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadingSaveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which item.
    pub item: ItemNo,
    /// The reading.
    pub reading: Option<Reading>,
}

/// Writes a free-text answer or a note; empty takes it back.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextSaveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which item.
    pub item: ItemNo,
    /// The text, at most 20 000 characters.
    pub text: String,
}

/// Shows what would be removed from a text while it is typed.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextPreviewArgs {
    /// Of which inspection (its people and its site are known).
    pub inspection: InspectionId,
    /// The text.
    pub text: String,
}

/// What would be removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextPreview {
    /// In reading order, not overlapping.
    pub spans: Vec<SpanView>,
    /// What would leave, as far as the rules alone can tell.
    pub redacted: Segments,
}

/// A place in a text that holds personal data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpanView {
    /// Start, in UTF-16 code units (what JavaScript counts).
    pub start: u32,
    /// End, exclusive, in UTF-16 code units.
    pub end: u32,
    /// What it is.
    pub label: Label,
    /// Which of the four families of the look it belongs to.
    pub family: LabelFamily,
    /// 0 to 1.
    pub score: f32,
    /// Why it was found.
    pub reason: SpanReason,
    /// The engine is sure.
    pub is_certain: bool,
    /// What the policy puts there.
    pub action: Action,
    /// Nobody can keep it readable.
    pub is_locked: bool,
    /// It is kept readable only with a reason.
    pub wants_reason: bool,
}

/// The four families of personal data that have their own tint and underline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LabelFamily {
    /// Names, and numbers that name a person.
    Person,
    /// Phones, addresses on the net, secrets.
    Contact,
    /// Addresses and positions.
    Place,
    /// Health.
    Health,
}

/// Why a place was found, for the reason chips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SpanReason {
    /// It has the form of such a thing.
    Pattern,
    /// Its check digits are right.
    Checksum,
    /// The words beside it say so.
    Context,
    /// It is on a list of names.
    List,
    /// It is known from this job.
    Job,
    /// It was found elsewhere in the same text.
    Repeated,
    /// A person marked it.
    Marked,
    /// A person marked it in an earlier text.
    Taught,
}

/// Raises or changes a finding.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingSaveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which; none for a new one.
    pub finding: Option<FindingId>,
    /// What it says.
    pub fields: FindingFields<String>,
}

/// Names a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which.
    pub finding: FindingId,
}

/// The finding that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingSaved {
    /// Which.
    pub finding: FindingId,
    /// By the device clock.
    pub at: Instant,
}
