//! Voice recordings of an item and their transcripts.

use field_domain::{InspectionId, ItemNo, Mark, RecordingId, Severity, Word};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorCode;

/// A recording of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordingView {
    /// Which.
    pub recording: RecordingId,
    /// Its length.
    pub duration_ms: u32,
    /// How far its transcript is.
    pub state: TranscriptState,
    /// The words that were heard, with times; empty until there is a transcript.
    pub words: Vec<Word>,
    /// The text as it stands: what was heard, or what the person made of it.
    pub text: String,
    /// The person accepted the text.
    pub is_accepted: bool,
    /// Numbers of a text that is not accepted, each to be confirmed.
    pub numbers: Vec<HeardNumber>,
    /// Steps that were dictated in a text that is not accepted, each to be confirmed.
    pub steps: Vec<HeardStep>,
}

/// A number in a transcript, and how it would be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeardNumber {
    /// Start in the text, in UTF-16 code units (what JavaScript counts).
    pub start: u32,
    /// End, exclusive, in UTF-16 code units.
    pub end: u32,
    /// In digits with the unit's sign, such as "51 °F".
    pub written: String,
}

/// A step that somebody dictated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HeardStep {
    /// Write a finding.
    Finding {
        /// The class that was named.
        severity: Option<Severity>,
        /// Its words.
        text: String,
    },
    /// Take a photo.
    Photo,
    /// Go to the next item.
    NextItem,
    /// Mark the item.
    Mark {
        /// As what.
        mark: Mark,
    },
    /// Go to an item of the template, called by its name.
    Item {
        /// Which.
        item: ItemNo,
    },
}

/// How far a transcript is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TranscriptState {
    /// The microphone is on.
    Recording,
    /// It waits for its turn.
    Queued,
    /// It is being made.
    Working {
        /// 0 to 100.
        percent: u8,
    },
    /// It is there.
    Ready,
    /// Nobody spoke.
    NoSpeech,
    /// It could not be made; the audio is kept.
    Failed {
        /// Why.
        code: ErrorCode,
    },
}

/// Adds a recording from a file.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordingAttachArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Of which item.
    pub item: ItemNo,
    /// The file's bytes, base64.
    pub data_base64: String,
}

/// Names a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordingArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which.
    pub recording: RecordingId,
}

/// The recording that was begun or added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordingAttached {
    /// Which.
    pub recording: RecordingId,
}

/// The microphone as it is right now.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordingLevel {
    /// Which recording, if one is running.
    pub recording: Option<RecordingId>,
    /// Loudness, 0 to 1.
    pub level: f32,
    /// Recorded so far.
    pub elapsed_ms: u32,
    /// Longest recording that is taken.
    pub limit_ms: u32,
    /// It is paused.
    pub is_paused: bool,
}

/// Corrects a transcript, or accepts it.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TranscriptSaveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which.
    pub recording: RecordingId,
    /// The text.
    pub text: String,
    /// The person accepts it as it stands.
    pub is_accepted: bool,
}

/// A recording to play.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Audio {
    /// WAV, base64.
    pub wav_base64: String,
}
