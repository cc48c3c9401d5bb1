//! What the office does.

use field_domain::{
    Day, InspectionId, InspectionState, Instant, ItemNo, Role, SiteCode, TemplateRef, UserId,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::inspections::SiteDetails;

/// The inbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Inbox {
    /// Every inspection of the organisation, oldest submission first.
    pub rows: Vec<InboxRow>,
    /// When the server was last asked.
    pub as_of: Option<Instant>,
}

/// An inspection in the inbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxRow {
    /// Which.
    pub inspection: InspectionId,
    /// Its site's code.
    pub site_code: SiteCode,
    /// The template's title.
    pub template_title: String,
    /// Who did it.
    pub technician_name: Option<String>,
    /// Where it stands.
    pub state: InspectionState,
    /// By when it was due.
    pub due: Option<Day>,
    /// When it was handed in.
    pub submitted_at: Option<Instant>,
    /// Findings of class P.
    pub priority_count: u32,
    /// Findings of class Pf.
    pub priority_foundation_count: u32,
    /// Findings of class C.
    pub core_count: u32,
    /// Photos that have arrived.
    pub photos_present: u32,
    /// Photos that belong to it.
    pub photos_total: u32,
    /// Some item has two values.
    pub has_conflict: bool,
    /// Something changed after it was handed in or approved.
    pub has_changed_since_decision: bool,
}

/// Adds a comment.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentAddArgs {
    /// To which inspection.
    pub inspection: InspectionId,
    /// To which item; none for the whole.
    pub item: Option<ItemNo>,
    /// The text, at most 2000 characters.
    pub text: String,
}

/// Sends an inspection back.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InspectionReturnArgs {
    /// Which.
    pub inspection: InspectionId,
    /// Why; at least one.
    pub reasons: Vec<ReturnReasonArgs>,
}

/// A reason to send an inspection back.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReturnReasonArgs {
    /// About which item; none for the whole.
    pub item: Option<ItemNo>,
    /// The reason.
    pub text: String,
}

/// A person of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// Who.
    pub user: UserId,
    /// The name of the account.
    pub name: String,
    /// As what.
    pub role: Role,
}

/// Assigns a job.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobAssignArgs {
    /// Which site.
    pub site_code: SiteCode,
    /// Site details; they stay on this device.
    pub site: SiteDetails,
    /// With which checklist.
    pub template: TemplateRef,
    /// Who.
    pub technician: UserId,
    /// By when.
    pub due: Day,
}

/// What a report says in short, for its preview; the rest is in the inspection's detail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportPreview {
    /// Items in compliance.
    pub in_count: u32,
    /// Items out of compliance.
    pub out_count: u32,
    /// Items not observed.
    pub not_observed_count: u32,
    /// Items that do not apply.
    pub not_applicable_count: u32,
    /// Items without a mark.
    pub open_count: u32,
    /// In compliance out of those that were judged, 0 to 100; none if none was.
    pub score_percent: Option<u32>,
    /// Kinds of personal data that were removed, with how often.
    pub removed: Vec<RemovedCount>,
    /// The report shows originals, because it is made on the technician's own device.
    pub is_original: bool,
}

/// How often a kind of personal data was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovedCount {
    /// A label of text, or `FACE`, `TEXT_IN_PHOTO`, `MARKED_IN_PHOTO`, `SIGNATURE`.
    pub kind: String,
    /// How often.
    pub count: u32,
}
