//! What an operation says.

use std::fmt;

use field_domain::{
    BlobId, CoarsePlace, CommentId, Day, FindingFields, FindingId, Hash32, Instant, ItemNo, JobId,
    Lane, LocalMinute, Mark, OpId, PhotoId, Reading, RecordingId, RejectCounts, SignatureMeaning,
    SiteCode, Template, TemplateRef, UserId,
};
use serde::{Deserialize, Serialize};

use crate::canonical::Bytes;
use crate::provenance::PhotoProvenance;

/// A change and what its author had on screen when making it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload<T> {
    /// The heads of the same target that this change replaces; sorted, without repetition. What is
    /// not named here stays beside it as a conflict.
    pub base: Vec<OpId>,
    /// The change.
    pub change: Change<T>,
}

/// One change of an inspection.
///
/// `T` is the kind of every text in it: `Cleared` text on the way out of a device, `Segments` once it
/// is in the log. There is no other place for words: everything else is an id, an enum, a bounded
/// number, a day or a hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change<T> {
    /// An admin asks a technician to inspect a site.
    JobAssigned {
        /// The job.
        job: JobId,
        /// Which site.
        site: SiteCode,
        /// With which checklist.
        template: TemplateRef,
        /// Who.
        technician: UserId,
        /// By when.
        due: Day,
    },
    /// The words of a template that was imported on the device, redacted like any other text.
    TemplateShared {
        /// The template.
        template: Template<T>,
    },
    /// A technician began.
    Started {
        /// Which site.
        site: SiteCode,
        /// With which checklist.
        template: TemplateRef,
        /// For which job, if for one.
        job: Option<JobId>,
        /// On which day.
        day: Day,
    },
    /// An item was marked, or its mark taken back.
    MarkSet {
        /// The item.
        item: ItemNo,
        /// The mark.
        mark: Option<Mark>,
    },
    /// A reading was taken, or taken back.
    ReadingSet {
        /// The item.
        item: ItemNo,
        /// The reading.
        reading: Option<Reading>,
    },
    /// A free-text answer was given or taken back.
    TextSet {
        /// The item.
        item: ItemNo,
        /// The text.
        text: Option<T>,
    },
    /// A note was written or taken back.
    NoteSet {
        /// The item.
        item: ItemNo,
        /// The text.
        text: Option<T>,
    },
    /// A finding was raised or changed.
    FindingSet {
        /// The finding.
        finding: FindingId,
        /// What it says.
        fields: FindingFields<T>,
    },
    /// A finding was taken back.
    FindingRemoved {
        /// The finding.
        finding: FindingId,
    },
    /// A photo was added, or its caption changed.
    PhotoSet {
        /// The photo.
        photo: PhotoId,
        /// What is known of it.
        fields: Box<PhotoFields<T>>,
    },
    /// A photo was taken back.
    PhotoRemoved {
        /// The photo.
        photo: PhotoId,
    },
    /// The text of a recording was accepted. The audio stays on the device.
    TranscriptSet {
        /// The recording.
        recording: RecordingId,
        /// What was said.
        fields: TranscriptFields<T>,
    },
    /// A recording was taken back.
    RecordingRemoved {
        /// The recording.
        recording: RecordingId,
    },
    /// Somebody signed. The strokes stay on the device.
    Signed {
        /// The signer's name, redacted: a token.
        signer: T,
        /// What the signature stands for.
        meaning: SignatureMeaning,
        /// When, by the device clock.
        at: Instant,
        /// What was signed: the root over all heads of the evidence.
        heads_root: Hash32,
    },
    /// The technician handed the inspection in.
    Submitted {
        /// What was handed in.
        heads_root: Hash32,
        /// How many blobs belong to it, so that the office can tell when all have arrived.
        blobs: u32,
    },
    /// A reviewer wrote something.
    CommentAdded {
        /// The comment.
        comment: CommentId,
        /// About which item; none for the whole.
        item: Option<ItemNo>,
        /// The text.
        text: T,
    },
    /// A reviewer sent the inspection back.
    Returned {
        /// What is to be put right.
        reasons: Vec<ReturnReason<T>>,
    },
    /// A reviewer accepted the inspection.
    Approved {
        /// What was accepted.
        heads_root: Hash32,
    },
}

/// Why an inspection was sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReason<T> {
    /// About which item; none for the whole.
    pub item: Option<ItemNo>,
    /// The reason.
    pub text: T,
}

/// A photo that was cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoFields<T> {
    /// The item that it belongs to.
    pub item: ItemNo,
    /// The picture, long edge at most that of the largest [`field_domain::PictureSize`].
    pub picture: BlobRef,
    /// The thumbnail, long edge at most 320 px.
    pub thumbnail: BlobRef,
    /// Width of the picture.
    pub width_px: u32,
    /// Height of the picture.
    pub height_px: u32,
    /// The day it was taken, if the camera said so and the policy lets it leave.
    pub taken_on: Option<Day>,
    /// The minute it was taken, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<LocalMinute>,
    /// Where it was taken, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CoarsePlace>,
    /// How the picture came about; operations of older programs do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<PhotoProvenance>,
    /// What was filled.
    pub filled: FilledCounts,
    /// The photo of the same item that shows this place before it was put right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<PhotoId>,
    /// What it shows, in words.
    pub caption: Option<T>,
}

/// How much of a photo was filled, by kind of region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FilledCounts {
    /// Faces.
    pub faces: u16,
    /// Text regions: badges, plates, papers.
    pub texts: u16,
    /// Regions that a person marked.
    pub marked: u16,
    /// Share of the picture that is filled, in thousandths.
    pub area_permille: u16,
    /// Found regions that a person left open, by reason.
    #[serde(default, skip_serializing_if = "RejectCounts::is_none")]
    pub rejected: RejectCounts,
}

/// A transcript that was cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranscriptFields<T> {
    /// The item that it belongs to.
    pub item: ItemNo,
    /// Length of the recording.
    pub duration_ms: u32,
    /// What was said.
    pub text: T,
    /// When each piece of `text` was said, in milliseconds from the beginning of the recording, never
    /// falling: one for each run of letters without white space in its texts and for each stand-in, in order.
    /// Empty if it is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starts_ms: Vec<u32>,
}

/// A blob and the key that opens it. The key travels in the operation for now: the server holds
/// both, which is why only redacted photos may be blobs (ADR 0007).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRef {
    /// SHA-256 of the ciphertext.
    pub blob: BlobId,
    /// AES-256 key, random for each blob.
    pub key: BlobKey,
    /// Length of the ciphertext in bytes.
    pub size: u32,
}

/// The AES-256 key of one blob. `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct BlobKey(pub [u8; 32]);

impl fmt::Debug for BlobKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("BlobKey(…)")
    }
}

impl Serialize for BlobKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Bytes(self.0.to_vec()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BlobKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = Bytes::deserialize(deserializer)?;
        bytes
            .0
            .try_into()
            .map(Self)
            .map_err(|_| serde::de::Error::custom("a blob key has 32 bytes"))
    }
}

/// What a change is about; changes of the same target replace each other or conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The assignment of the job.
    Job,
    /// The template's words.
    Template,
    /// The start.
    Start,
    /// The mark of an item.
    Mark(ItemNo),
    /// The reading of an item.
    Reading(ItemNo),
    /// The free-text answer of an item.
    Text(ItemNo),
    /// The note of an item.
    Note(ItemNo),
    /// A finding.
    Finding(FindingId),
    /// A photo.
    Photo(PhotoId),
    /// A recording's transcript.
    Recording(RecordingId),
    /// A signature, by what it stands for.
    Signature(SignatureMeaning),
    /// Where the inspection stands.
    State,
    /// A comment.
    Comment(CommentId),
}

impl<T> Change<T> {
    /// What the change is about.
    pub fn target(&self) -> Target {
        match self {
            Self::JobAssigned { .. } => Target::Job,
            Self::TemplateShared { .. } => Target::Template,
            Self::Started { .. } => Target::Start,
            Self::MarkSet { item, .. } => Target::Mark(*item),
            Self::ReadingSet { item, .. } => Target::Reading(*item),
            Self::TextSet { item, .. } => Target::Text(*item),
            Self::NoteSet { item, .. } => Target::Note(*item),
            Self::FindingSet { finding, .. } | Self::FindingRemoved { finding } => {
                Target::Finding(*finding)
            }
            Self::PhotoSet { photo, .. } | Self::PhotoRemoved { photo } => Target::Photo(*photo),
            Self::TranscriptSet { recording, .. } | Self::RecordingRemoved { recording } => {
                Target::Recording(*recording)
            }
            Self::Signed { meaning, .. } => Target::Signature(*meaning),
            Self::Submitted { .. } | Self::Returned { .. } | Self::Approved { .. } => Target::State,
            Self::CommentAdded { comment, .. } => Target::Comment(*comment),
        }
    }

    /// The lane that the change belongs to.
    pub fn lane(&self) -> Lane {
        match self {
            Self::JobAssigned { .. } => Lane::Assignment,
            Self::CommentAdded { .. } | Self::Returned { .. } | Self::Approved { .. } => {
                Lane::Review
            }
            Self::TemplateShared { .. }
            | Self::Started { .. }
            | Self::MarkSet { .. }
            | Self::ReadingSet { .. }
            | Self::TextSet { .. }
            | Self::NoteSet { .. }
            | Self::FindingSet { .. }
            | Self::FindingRemoved { .. }
            | Self::PhotoSet { .. }
            | Self::PhotoRemoved { .. }
            | Self::TranscriptSet { .. }
            | Self::RecordingRemoved { .. }
            | Self::Signed { .. }
            | Self::Submitted { .. } => Lane::Evidence,
        }
    }

    /// The blobs that the change needs, thumbnail first.
    pub fn blobs(&self) -> Vec<&BlobRef> {
        match self {
            Self::PhotoSet { fields, .. } => vec![&fields.thumbnail, &fields.picture],
            _ => Vec::new(),
        }
    }

    /// The same change with every text turned into another kind, in reading order.
    ///
    /// # Errors
    /// The first one of `turn`.
    pub fn try_map_text<U, E>(
        self,
        mut turn: impl FnMut(T) -> Result<U, E>,
    ) -> Result<Change<U>, E> {
        Ok(match self {
            Self::JobAssigned { job, site, template, technician, due } => {
                Change::JobAssigned { job, site, template, technician, due }
            }
            Self::TemplateShared { template } => {
                Change::TemplateShared { template: template.try_map_text(turn)? }
            }
            Self::Started { site, template, job, day } => {
                Change::Started { site, template, job, day }
            }
            Self::MarkSet { item, mark } => Change::MarkSet { item, mark },
            Self::ReadingSet { item, reading } => Change::ReadingSet { item, reading },
            Self::TextSet { item, text } => {
                Change::TextSet { item, text: text.map(turn).transpose()? }
            }
            Self::NoteSet { item, text } => {
                Change::NoteSet { item, text: text.map(turn).transpose()? }
            }
            Self::FindingSet { finding, fields } => {
                Change::FindingSet { finding, fields: fields.try_map_text(turn)? }
            }
            Self::FindingRemoved { finding } => Change::FindingRemoved { finding },
            Self::PhotoSet { photo, fields } => {
                Change::PhotoSet { photo, fields: Box::new(fields.try_map_text(turn)?) }
            }
            Self::PhotoRemoved { photo } => Change::PhotoRemoved { photo },
            Self::TranscriptSet { recording, fields } => Change::TranscriptSet {
                recording,
                fields: TranscriptFields {
                    item: fields.item,
                    duration_ms: fields.duration_ms,
                    text: turn(fields.text)?,
                    starts_ms: fields.starts_ms,
                },
            },
            Self::RecordingRemoved { recording } => Change::RecordingRemoved { recording },
            Self::Signed { signer, meaning, at, heads_root } => {
                Change::Signed { signer: turn(signer)?, meaning, at, heads_root }
            }
            Self::Submitted { heads_root, blobs } => Change::Submitted { heads_root, blobs },
            Self::CommentAdded { comment, item, text } => {
                Change::CommentAdded { comment, item, text: turn(text)? }
            }
            Self::Returned { reasons } => Change::Returned {
                reasons: reasons
                    .into_iter()
                    .map(|reason| Ok(ReturnReason { item: reason.item, text: turn(reason.text)? }))
                    .collect::<Result<_, E>>()?,
            },
            Self::Approved { heads_root } => Change::Approved { heads_root },
        })
    }
}

impl<T> PhotoFields<T> {
    /// The same photo with its caption turned into another kind of text.
    ///
    /// # Errors
    /// Those of `turn`.
    pub fn try_map_text<U, E>(
        self,
        turn: impl FnOnce(T) -> Result<U, E>,
    ) -> Result<PhotoFields<U>, E> {
        Ok(PhotoFields {
            item: self.item,
            picture: self.picture,
            thumbnail: self.thumbnail,
            width_px: self.width_px,
            height_px: self.height_px,
            taken_on: self.taken_on,
            taken_at: self.taken_at,
            place: self.place,
            provenance: self.provenance,
            filled: self.filled,
            before: self.before,
            caption: self.caption.map(turn).transpose()?,
        })
    }
}
