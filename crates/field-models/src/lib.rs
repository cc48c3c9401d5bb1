//! The model files: which there are, where they come from, and whether a file is the right one.
//!
//! A file is used only if its SHA-256 is the one in `assets/models/manifest.toml`, and it is used from
//! the very bytes that were hashed, so that nobody can swap it in between.

mod folder;
mod installed;
mod manifest;

pub use folder::{ModelError, ModelFolder, VerifiedModel};
pub use installed::installed_with;
pub use manifest::{
    Convert, ManifestEntry, Part, Sha256Bytes, Source, SourceFile, entry, manifest,
};

/// A model that some engine needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Finds faces on photos.
    Faces,
    /// Finds readable text on photos.
    TextRegions,
    /// Speech to text, English, the smallest one.
    SpeechTinyEn,
    /// Speech to text, many languages, better and slower. Optional.
    SpeechBase,
    /// Speech to text, many languages, the best and slowest. Optional, added by hand.
    SpeechSmall,
    /// Finds speech in a recording.
    VoiceActivity,
    /// Knows how English sounds: finds where a word begins and ends in a recording.
    Sounds,
    /// Finds names and addresses in text.
    Names,
}

impl Model {
    /// Every model, in the order of the manifest.
    pub const ALL: [Self; 8] = [
        Self::Faces,
        Self::TextRegions,
        Self::SpeechTinyEn,
        Self::SpeechBase,
        Self::SpeechSmall,
        Self::VoiceActivity,
        Self::Sounds,
        Self::Names,
    ];

    /// The speech models by the names that people know them by, the smallest first.
    pub const SPEECH: [(&str, Self); 3] =
        [("tiny.en", Self::SpeechTinyEn), ("base", Self::SpeechBase), ("small", Self::SpeechSmall)];

    /// The speech model that people call `name`.
    pub fn speech(name: &str) -> Option<Self> {
        Self::SPEECH.into_iter().find(|(known, _)| *known == name).map(|(_, model)| model)
    }

    /// The name of the model in the manifest, in messages and in logs, such as `faces`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Faces => "faces",
            Self::TextRegions => "text_regions",
            Self::SpeechTinyEn => "speech_tiny_en",
            Self::SpeechBase => "speech_base",
            Self::SpeechSmall => "speech_small",
            Self::VoiceActivity => "voice_activity",
            Self::Sounds => "sounds",
            Self::Names => "names",
        }
    }
}

impl std::fmt::Display for Model {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.key())
    }
}
