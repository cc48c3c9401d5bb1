//! The text of a recording, word by word.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A word of a transcript.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Word {
    /// The word with its punctuation, without spaces around it.
    pub text: String,
    /// Start within the recording, in milliseconds.
    pub start_ms: u32,
    /// End within the recording, in milliseconds; never before the start.
    pub end_ms: u32,
    /// 0 to 1: the engine's own probability.
    pub confidence: f32,
}

/// What an engine heard in a recording. Raw: it may name people.
///
/// No words means that no speech was heard, which is an answer and not an error.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Transcript {
    /// Words in the order of speech.
    pub words: Vec<Word>,
    /// Length of the whole recording, in milliseconds.
    pub duration_ms: u32,
}

impl Transcript {
    /// The words joined by single spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }

    /// Whether anything was said.
    #[must_use]
    pub fn has_speech(&self) -> bool {
        !self.words.is_empty()
    }
}

impl std::fmt::Debug for Transcript {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Transcript({} words, {} ms)", self.words.len(), self.duration_ms)
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Word({}..{} ms)", self.start_ms, self.end_ms)
    }
}
