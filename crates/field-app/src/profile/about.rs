//! What the program is made of.

use std::sync::OnceLock;

use field_contract::NoArgs;
use field_contract::profile::{About, AboutLibrary, AboutModel};
use field_models::{Model, ModelFolder, manifest};

use crate::app::App;
use crate::error::Result;

/// The libraries that are shipped; `assets/README.md` says how the list is made.
const LICENCES_JSON: &str = include_str!("../../../../assets/licences.json");

/// Parts that the list of libraries does not name: what is no library, C code that a crate brings
/// along, and notices that have to be shown. Name, version, licence. Sources:
/// `assets/fonts/README.md`, `assets/redaction/README.md`, `assets/templates`, `NOTICE.md`.
const PARTS: [[&str; 3]; 11] = [
    ["Inter, typeface of the screens, by The Inter Project Authors", "4", "OFL-1.1"],
    ["Inter, typeface of the report, by The Inter Project Authors", "3.019", "OFL-1.1"],
    ["Lucide icons, by the Lucide Contributors", "1.48.0", "ISC"],
    [
        "First names: US Social Security Administration and US Census Bureau",
        "2015 and 1990",
        "Public domain",
    ],
    ["Surnames: US Census Bureau", "1990", "Public domain"],
    [
        "English words: SCOWL size 35, copyright 2000-2011 Kevin Atkinson",
        "2011",
        "SCOWL (permissive)",
    ],
    ["SQLite, in sqlcipher-src", "3.53.4", "Public domain"],
    ["SQLCipher, copyright Zetetic LLC, in sqlcipher-src", "4.19.0", "BSD-3-Clause"],
    ["whisper.cpp and ggml, copyright the ggml authors, in whisper-rs-sys", "1.8.3", "MIT"],
    [
        "jpeg-encoder: this software is based in part on the work of the Independent JPEG Group",
        "0.7",
        "IJG",
    ],
    ["Food-safety rules: facts of the FDA Food Code, in our own words", "2022", "Public domain"],
];

/// Which model files were found intact. A model is hashed once while the program runs, and again
/// only while it is missing.
#[derive(Default)]
pub(crate) struct ModelPresence {
    verified: [OnceLock<()>; Model::ALL.len()],
}

impl ModelPresence {
    fn has(&self, folder: &ModelFolder, model: Model) -> bool {
        let known = Model::ALL.iter().position(|one| *one == model);
        let Some(verified) = known.and_then(|at| self.verified.get(at)) else { return false };
        if verified.get().is_none() && folder.status(model).is_ok() {
            verified.get_or_init(|| ());
        }
        verified.get().is_some()
    }
}

/// What the program is made of, with licences and thanks. It needs no profile.
///
/// # Errors
/// None.
pub fn show(app: &App, _args: NoArgs) -> Result<About> {
    let models = manifest()
        .iter()
        .map(|entry| AboutModel {
            name: name_of(entry.model).to_owned(),
            licence: entry.licence.clone(),
            attribution: entry.attribution.clone(),
            is_present: app.inner.model_presence.has(&app.inner.models, entry.model),
        })
        .zip(manifest())
        // What nobody fetched and nothing needs is no part of the program.
        .filter(|(shown, entry)| shown.is_present || !entry.is_optional)
        .map(|(shown, _)| shown)
        .collect();
    let parts = PARTS.into_iter().map(library).collect();
    Ok(About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        models,
        libraries: libraries(),
        parts,
    })
}

/// What a model is for, in words.
const fn name_of(model: Model) -> &'static str {
    match model {
        Model::Faces => "Finds faces on photos",
        Model::TextRegions => "Finds readable text on photos",
        Model::SpeechTinyEn => "Writes down what is said (English)",
        Model::SpeechBase => "Writes down what is said (many languages)",
        Model::SpeechSmall => "Writes down what is said (many languages, best)",
        Model::VoiceActivity => "Finds speech in recordings",
        Model::Sounds => "Finds where words begin and end in recordings",
        Model::Names => "Finds names and addresses in text",
    }
}

fn libraries() -> Vec<AboutLibrary> {
    let rows: Vec<[&str; 3]> = serde_json::from_str(LICENCES_JSON)
        .expect("the list is part of the program, and a test reads it");
    rows.into_iter().map(library).collect()
}

fn library([name, version, licence]: [&str; 3]) -> AboutLibrary {
    AboutLibrary { name: name.into(), version: version.into(), licence: licence.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_library_has_a_name_a_version_and_a_licence() {
        let libraries = libraries();
        for wanted in ["rusqlite", "whisper-rs", "krilla", "svelte", "signature_pad"] {
            assert!(
                libraries.iter().any(|one| one.name == wanted),
                "{wanted} is shipped and named"
            );
        }
        for one in &libraries {
            let is_whole = !one.version.is_empty() && !one.licence.is_empty();
            assert!(is_whole, "{} lacks a version or a licence", one.name);
        }
        assert!(LICENCES_JSON.len() < 200_000, "the list is small beside the program");
    }

    #[test]
    fn a_model_is_missing_until_its_very_bytes_are_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let models = ModelFolder::new(folder.path().to_owned());
        let presence = ModelPresence::default();
        let entry = field_models::entry(Model::VoiceActivity);
        assert!(!presence.has(&models, Model::VoiceActivity), "nothing is there");
        let size = usize::try_from(entry.size_bytes).expect("small");
        std::fs::write(folder.path().join(&entry.file), vec![0; size]).expect("writes");
        assert!(!presence.has(&models, Model::VoiceActivity), "the right size is not enough");
    }
}
