//! How recordings are written down on this device: the speech model and the language.
//!
//! The choice is the device's own and never travels.

mod choose;
mod show;

pub use choose::choose;
pub use show::show;

use field_models::Model;
use field_store::Connection;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::opened;

const SETTING: &str = "dictation";

/// The model and the language that were chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choice {
    /// Name of the model.
    model: String,
    /// Two letters.
    language: String,
}

impl Choice {
    /// What was chosen on this device; the smallest model and English until then.
    pub fn stored(conn: &Connection) -> Result<Self> {
        let choice: Option<Self> = opened::stored(conn, SETTING)?;
        // A model that a newer program offered is none here.
        Ok(choice.filter(|choice| Model::speech(&choice.model).is_some()).unwrap_or_else(|| {
            let [(smallest, _), ..] = Model::SPEECH;
            Self { model: smallest.to_owned(), language: "en".to_owned() }
        }))
    }

    /// The speech model.
    pub fn model(&self) -> Model {
        Model::speech(&self.model).unwrap_or(Model::SpeechTinyEn)
    }

    /// The language that is spoken, as the engine takes it.
    pub fn language(&self) -> &str {
        &self.language
    }
}
