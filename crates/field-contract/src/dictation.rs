//! How recordings are written down on this device: the speech model and the language.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The choice and what there is to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Dictation {
    /// Name of the model that is used.
    pub model: String,
    /// Two letters of the language that is spoken. A model that knows English only hears English.
    pub language: String,
    /// Every speech model, the smallest first.
    pub models: Vec<SpeechModel>,
    /// Every language of the multilingual models, by name.
    pub languages: Vec<SpokenLanguage>,
    /// The folder that a model file has to lie in.
    pub folder: String,
}

/// A speech model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpeechModel {
    /// Its name, such as `tiny.en`.
    pub name: String,
    /// Name of its file.
    pub file: String,
    /// Size of its file in bytes.
    #[ts(type = "number")]
    pub size_bytes: u64,
    /// It knows English and nothing else.
    pub is_english_only: bool,
    /// Whether its file is there and the right one.
    pub file_state: ModelFileState,
    /// What this computer lacks for it; none if it is good enough.
    pub lack: Option<MachineLack>,
}

/// A model's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ModelFileState {
    /// There, and the right one.
    Present,
    /// Not there.
    Missing,
    /// A file of this name is there and is another one, or cannot be read.
    Wrong,
}

/// What a computer lacks for a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum MachineLack {
    /// It would need so much memory, in MiB.
    Memory {
        /// In MiB.
        wanted_mib: u32,
    },
    /// It would need so many processor cores.
    Cores {
        /// How many.
        wanted: u32,
    },
}

/// A language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpokenLanguage {
    /// Two letters.
    pub code: String,
    /// Its name in English, in lower case.
    pub name: String,
}

/// Chooses model and language for the next recordings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DictationChooseArgs {
    /// Name of a model whose file is there.
    pub model: String,
    /// Two letters of a language that the model knows.
    pub language: String,
}
