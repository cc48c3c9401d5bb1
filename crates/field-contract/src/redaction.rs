//! Looking at what leaves before it leaves.

use field_domain::{
    DrawingKind, FindingId, InspectionId, Instant, ItemNo, Label, PhotoId, PictureSize, PolicyName,
    RecordingId, Region, RejectReason, RejectedRegion, RelPoint, Segments, SignatureMeaning,
    SiteCode,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::items::SpanView;

/// What a review entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Subject {
    /// The words of an imported template.
    Template,
    /// A free-text answer.
    Text {
        /// Of which item.
        item: ItemNo,
    },
    /// A note.
    Note {
        /// Of which item.
        item: ItemNo,
    },
    /// The text of a finding.
    Finding {
        /// Which.
        finding: FindingId,
    },
    /// A photo's caption.
    Caption {
        /// Of which photo.
        photo: PhotoId,
    },
    /// A transcript.
    Transcript {
        /// Of which recording.
        recording: RecordingId,
    },
    /// A photo.
    Photo {
        /// Which.
        photo: PhotoId,
    },
    /// The name of a signer.
    Signature {
        /// What the signature stands for.
        meaning: SignatureMeaning,
    },
}

/// Everything of one inspection that was or will be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewQueue {
    /// Waits for a person, in the order of the walk.
    pub waiting: Vec<ReviewEntry>,
    /// May leave.
    pub cleared: Vec<ReviewEntry>,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewEntry {
    /// What it is.
    pub subject: Subject,
    /// The item that it belongs to; none for a template or a signature.
    pub item: Option<ItemNo>,
    /// Where it stands.
    pub state: ReviewState,
    /// How much was found.
    pub found_count: u32,
    /// How much of that the engine is not sure of.
    pub unsure_count: u32,
}

/// Where a review entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// The engine is at work.
    Working,
    /// The engine is done; a person must look.
    Waiting,
    /// No engine could judge it: a person must mark it by hand.
    ByHand,
    /// It may leave.
    Cleared,
}

/// Names one thing to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// What.
    pub subject: Subject,
}

/// A text as it stays and as it leaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextReview {
    /// The text on this device. For a template: all its words, one a line.
    pub original: String,
    /// What is removed: found or marked, as the decisions leave it.
    pub spans: Vec<SpanView>,
    /// What leaves.
    pub redacted: Segments,
    /// Where it stands.
    pub state: ReviewState,
    /// Why the engine gave no answer; then a person judges the text alone. With
    /// [`TextRefusal::NameModelMissing`] it waits whatever a person says.
    pub refusal: Option<TextRefusal>,
    /// The organisation's policy, under which it leaves.
    pub policy: PolicyShown,
}

/// The organisation's policy as a screen names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PolicyShown {
    /// One that every program carries.
    Ready {
        /// Which.
        name: PolicyName,
    },
    /// One that the organisation wrote.
    Own {
        /// What the organisation calls it.
        title: String,
        /// Its number; a changed policy has another one.
        number: u16,
    },
}

/// Why the text engine gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextRefusal {
    /// It is longer than the engine takes.
    TooLong,
    /// It needs more work than a text of its length may.
    TimedOut,
    /// A rule of the engine failed.
    EngineFailed,
    /// Characters of it were lost before.
    Undecodable,
    /// Most of it is in a script that the engine has no rules for.
    UnknownScript,
    /// The policy wants the name model, which is not on this device.
    NameModelMissing,
}

/// A person's decisions about a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextDecideArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// What.
    pub subject: Subject,
    /// The text that the person had on screen; another one is refused as stale.
    pub original: String,
    /// The decisions.
    pub decisions: Vec<TextDecision>,
}

/// A person's decision about a place in a text. Places count UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TextDecision {
    /// What was found there stays readable.
    Keep {
        /// Start.
        start: u32,
        /// End, exclusive.
        end: u32,
        /// Why.
        reason: RejectReason,
    },
    /// What was found there is right: it goes, and is not in doubt any more.
    Accept {
        /// Start.
        start: u32,
        /// End, exclusive.
        end: u32,
    },
    /// This place is personal: it goes.
    Remove {
        /// Start.
        start: u32,
        /// End, exclusive.
        end: u32,
        /// What it is.
        label: Label,
    },
    /// The person was told that no engine could judge the text, and read all of it. Without this a
    /// text that the engine gave no answer for does not leave.
    ReadByHand,
}

/// A photo to look at; its pictures come from `photo_picture`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoReview {
    /// Where it stands.
    pub state: ReviewState,
    /// Width of the upright original.
    pub width_px: u32,
    /// Height of the upright original.
    pub height_px: u32,
    /// What is or will be filled: the boxes exactly as they will be filled.
    pub regions: Vec<Region>,
    /// What the engine found, whatever became of it.
    pub found: Vec<Region>,
    /// What was found and the person left open when they approved it.
    pub rejected: Vec<RejectedRegion>,
    /// What the person drew over it when they approved it.
    pub drawings: Vec<PhotoDrawing>,
    /// How large its picture leaves: as the person chose, else as the policy says.
    pub size: PictureSize,
}

/// One thing drawn over a photo to point something out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoDrawing {
    /// What.
    pub kind: DrawingKind,
    /// Where it begins.
    pub from: RelPoint,
    /// Where it ends.
    pub to: RelPoint,
    /// Its words as typed, at most 200 characters; empty for none. What is personal in them is taken out
    /// before they are drawn.
    pub words: String,
}

/// Shows a photo with boxes filled, before anything is decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoPreviewArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which.
    pub photo: PhotoId,
    /// The boxes.
    pub regions: Vec<Region>,
    /// What is drawn over it.
    #[serde(default)]
    pub drawings: Vec<PhotoDrawing>,
    /// How large it leaves; none: as the policy says.
    #[serde(default)]
    pub size: Option<PictureSize>,
}

/// Accepts the boxes of a photo: it may leave with exactly these filled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoApproveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which.
    pub photo: PhotoId,
    /// The boxes.
    pub regions: Vec<Region>,
    /// Found boxes that the person took away, with a reason for each.
    pub rejected: Vec<RejectedRegion>,
    /// What is drawn over it.
    #[serde(default)]
    pub drawings: Vec<PhotoDrawing>,
    /// How large it leaves; none: as the policy says.
    #[serde(default)]
    pub size: Option<PictureSize>,
}

/// What a person taught about phrases of earlier texts, the newest first. It stays on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LessonList {
    /// The lessons.
    pub lessons: Vec<LessonView>,
    /// Most that are kept; the oldest makes room.
    pub count_max: u32,
}

/// One lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LessonView {
    /// Names the lesson.
    pub key: String,
    /// The phrase as it stood in the text.
    pub phrase: String,
    /// What it is, or was taken for.
    pub label: Label,
    /// Why it stays readable; none if it goes.
    pub reason: Option<RejectReason>,
    /// When it was taught.
    pub taught_at: Instant,
}

/// Forgets a lesson.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LessonForgetArgs {
    /// Which, as [`LessonView`] names it.
    pub key: String,
}

/// Texts of this device that were cleared by another engine, model or policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Recheck {
    /// How many texts were cleared by another engine, model or policy than there is now.
    pub older_count: u32,
    /// Those of them that would leave with other places removed.
    pub differing: Vec<RecheckRow>,
}

/// A text that would leave otherwise now. Never the text itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecheckRow {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Its site's code.
    pub site_code: SiteCode,
    /// The item that it belongs to.
    pub item: Option<ItemNo>,
    /// Which text.
    pub subject: Subject,
    /// The engine's version when it was cleared.
    pub engine: u32,
    /// The number of the policy when it was cleared.
    pub policy: u16,
    /// What would be removed beyond what was, by kind.
    pub beyond: Vec<LabelCount>,
    /// What was removed and would not be any more, by kind.
    pub no_longer: Vec<LabelCount>,
    /// The engine of today gives no answer for it.
    pub is_withheld: bool,
    /// When the server confirmed it as it left then; none while that waits to be sent.
    pub sent_at: Option<Instant>,
}

/// What became of a text that was to be cleared anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClearAnew {
    /// A new version is in the log and takes the place of the one before, which stays in the history.
    Cleared,
    /// It waits for a person's look; until then the version before stands.
    NeedsLook,
    /// The inspection was handed in: nothing of it changes until the office returns it.
    HandedIn,
    /// The words of a template are shared once with each version of it: only a new version changes them.
    NeedsNewVersion,
}

/// How many places of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LabelCount {
    /// The kind.
    pub label: Label,
    /// How many.
    pub count: u32,
}
