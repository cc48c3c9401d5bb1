//! Lists of inspections, and one inspection as a whole.

use field_domain::{
    CommentId, Day, FindingFields, FindingId, InspectionId, InspectionState, Instant, ItemNo, Mark,
    PhotoId, Reading, RecordingId, RejectCounts, Segments, SignatureMeaning, SiteCode, Template,
    TemplateRef,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::sync::SyncState;

/// Names one inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InspectionArgs {
    /// Which.
    pub inspection: InspectionId,
}

/// The technician's day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Today {
    /// The device's local day.
    pub day: Day,
    /// Due before today, soonest first.
    pub overdue: Vec<InspectionSummary>,
    /// Due today or begun.
    pub today: Vec<InspectionSummary>,
    /// Due later.
    pub later: Vec<InspectionSummary>,
    /// Handed in or approved, newest first; at most 50.
    pub finished: Vec<InspectionSummary>,
}

/// An inspection in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InspectionSummary {
    /// Which.
    pub inspection: InspectionId,
    /// The site's code.
    pub site_code: SiteCode,
    /// The site's name, if it was typed on this device.
    pub site_name: Option<String>,
    /// The site's address, if it was typed on this device.
    pub site_address: Option<String>,
    /// The site's contact, if one was typed on this device.
    pub site_contact: Option<String>,
    /// The template's title.
    pub template_title: String,
    /// By when.
    pub due: Option<Day>,
    /// Where it stands.
    pub state: InspectionState,
    /// Items that have an answer.
    pub answered_count: u32,
    /// Items of the template.
    pub item_count: u32,
    /// Findings.
    pub finding_count: u32,
    /// Texts and photos that wait for a person's look before they may leave.
    pub review_count: u32,
    /// Reasons of the office, if it was returned.
    pub return_reason_count: u32,
    /// How far sending has come.
    pub sync: SyncState,
    /// When the server confirmed the last of it, if all was sent.
    pub sent_at: Option<Instant>,
    /// Items where two values stand side by side; only where the person can choose.
    pub conflict_items: Vec<ItemNo>,
}

/// What the visit before said, as far as this device holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastVisit {
    /// When it was.
    pub day: Day,
    /// The mark of the item.
    pub mark: Option<Mark>,
    /// The reading of the item.
    pub reading: Option<Reading>,
    /// Findings: of the item, or of the whole visit.
    pub finding_count: u32,
}

/// Begins an inspection without a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InspectionCreateArgs {
    /// The site's code.
    pub site_code: SiteCode,
    /// With which checklist.
    pub template: TemplateRef,
    /// Site details; they stay on this device.
    pub site: SiteDetails,
}

/// What is known of a site on this device. It never leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SiteDetails {
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Person and phone.
    pub contact: String,
}

/// Writes down site details of an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SiteSaveArgs {
    /// Which inspection.
    pub inspection: InspectionId,
    /// The details.
    pub site: SiteDetails,
}

/// The id of an inspection that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InspectionCreated {
    /// Which.
    pub inspection: InspectionId,
}

/// One inspection as a whole, for the technician, the reviewer and the report alike.
///
/// Texts are segments: on the technician's device a single plain one, elsewhere with tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InspectionDetail {
    /// As in lists.
    pub summary: InspectionSummary,
    /// The person may change it here and now.
    pub is_editable: bool,
    /// The checklist with its words.
    pub template: Template<Segments>,
    /// The visit before at this site, if this device holds one.
    pub last_visit: Option<LastVisit>,
    /// One for each item of the template, in its order.
    pub items: Vec<ItemState>,
    /// Findings, worst first.
    pub findings: Vec<FindingView>,
    /// Comments and reasons of the office, oldest first.
    pub comments: Vec<CommentView>,
    /// Signatures.
    pub signatures: Vec<SignatureView>,
    /// Who did it: the sign-in address on the own device, the account's name in the office.
    pub author_name: String,
    /// Day of the inspection.
    pub day: Option<Day>,
    /// When it was handed in.
    pub submitted_at: Option<Instant>,
    /// Something changed after it was handed in or approved.
    pub has_changed_since_decision: bool,
    /// Photos whose picture is on this device.
    pub photos_present: u32,
    /// Photos of the inspection.
    pub photos_total: u32,
    /// Every operation, newest first, at most 200, for the audit strip.
    pub history: Vec<HistoryRow>,
}

/// What is known of one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that a screen shows")]
pub struct ItemState {
    /// Which.
    pub item: ItemNo,
    /// Its mark.
    pub mark: Option<Mark>,
    /// Its reading.
    pub reading: Option<Reading>,
    /// How far the reading is outside the limits, in thousandths; 0 within.
    pub reading_excess_milli: i32,
    /// Its free text.
    pub text: Option<Segments>,
    /// Its note.
    pub note: Option<Segments>,
    /// It has what the template asks for.
    pub is_answered: bool,
    /// Two values stand side by side.
    pub has_conflict: bool,
    /// It changed since the office returned the inspection.
    pub has_changed_since_return: bool,
    /// Photos, oldest first.
    pub photos: Vec<PhotoView>,
    /// Accepted transcripts, oldest first.
    pub transcripts: Vec<TranscriptView>,
    /// Found places of its texts that a person left readable, by reason, as the log has it.
    pub rejected: RejectCounts,
    /// A person alone judged a text of it: the engine had no answer.
    pub is_by_hand: bool,
    /// What the visit before said about it.
    pub last_visit: Option<LastVisit>,
}

/// A photo of an item. Its picture comes from `photo_picture`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoView {
    /// Which.
    pub photo: PhotoId,
    /// What it shows, in words.
    pub caption: Option<Segments>,
    /// The photo of the same item that shows this place before: the two are a pair.
    pub before: Option<PhotoId>,
    /// The picture is on this device.
    pub is_present: bool,
    /// Faces that were filled.
    pub faces_filled: u32,
    /// Text regions that were filled.
    pub texts_filled: u32,
    /// Regions that a person marked and that were filled.
    pub marked_filled: u32,
    /// Found regions that a person left open, by reason.
    pub rejected: RejectCounts,
    /// How far sending has come.
    pub sync: SyncState,
}

/// An accepted transcript.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TranscriptView {
    /// Of which recording.
    pub recording: RecordingId,
    /// What was said.
    pub text: Segments,
    /// When each piece of `text` was said, in milliseconds: one for each run of letters without white space
    /// in its texts and for each stand-in, in order. Empty if it is not known.
    pub starts_ms: Vec<u32>,
    /// Length of the recording.
    pub duration_ms: u32,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// Which.
    pub finding: FindingId,
    /// What it says.
    pub fields: FindingFields<Segments>,
    /// How far sending has come.
    pub sync: SyncState,
}

/// What the office wrote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentView {
    /// Which; none for a reason of a return.
    pub comment: Option<CommentId>,
    /// About which item; none for the whole.
    pub item: Option<ItemNo>,
    /// The text.
    pub text: Segments,
    /// It is a reason for a return, and not just a comment.
    pub is_return_reason: bool,
    /// Who wrote it, as far as this device knows.
    pub author_name: Option<String>,
    /// When.
    pub at: Instant,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignatureView {
    /// What it stands for.
    pub meaning: SignatureMeaning,
    /// Who signed.
    pub signer: Segments,
    /// When, by the device clock.
    pub at: Instant,
    /// Something changed after it was given.
    pub is_stale: bool,
    /// The strokes are on this device.
    pub has_strokes: bool,
}

/// One operation, for the audit strip.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryRow {
    /// When, by the device clock.
    pub at: Instant,
    /// Who, as far as this device knows.
    pub author_name: Option<String>,
    /// What kind of change, as the log names it: `mark_set`, `submitted` …
    pub kind: String,
    /// About which item.
    pub item: Option<ItemNo>,
}

/// What stands between an inspection and handing it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubmitCheck {
    /// Each links to its place; empty when it can be handed in.
    pub blockers: Vec<Blocker>,
    /// Items without an answer: they may stay open, the report says so.
    pub open_items: Vec<ItemNo>,
    /// Findings that stand.
    pub finding_count: u32,
    /// Photos that will be sent.
    pub photo_count: u32,
    /// Texts that were cleared.
    pub cleared_text_count: u32,
}

/// Something that must be done before an inspection is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Blocker {
    /// Nothing was answered at all.
    NothingAnswered,
    /// Texts and photos wait for a look.
    ReviewWaiting {
        /// How many.
        count: u32,
    },
    /// Photos or recordings are still at work.
    StillWorking {
        /// How many.
        count: u32,
    },
    /// The author's signature is missing or older than a change.
    SignatureMissing,
    /// An item has two values.
    Conflict {
        /// Which item.
        item: ItemNo,
    },
}

/// Where an exported file went. The person was told that it is not encrypted, or that it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    /// The folder and file, for the person's own eyes.
    pub path: String,
}

/// Saves one inspection to an encrypted file.
#[derive(Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RescueSaveArgs {
    /// Which.
    pub inspection: InspectionId,
    /// Opens the file again.
    pub passphrase: String,
}

/// Opens a rescue file.
#[derive(Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RescueOpenArgs {
    /// The file's bytes, base64.
    pub data_base64: String,
    /// Opens the file.
    pub passphrase: String,
}
