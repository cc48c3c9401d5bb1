//! What there is to choose from.

use field_contract::NoArgs;
use field_contract::dictation::{
    Dictation, MachineLack, ModelFileState, SpeechModel, SpokenLanguage,
};
use field_models::{Model, ModelError, ModelFolder, entry};
use field_speech::{Lack, Machine};

use super::Choice;
use crate::app::App;
use crate::error::Result;

/// The speech model and language of this device, and what there is to choose from. It reads the model
/// files through, which takes up to a second.
///
/// # Errors
/// `Locked`.
pub fn show(app: &App, _args: NoArgs) -> Result<Dictation> {
    let choice = Choice::stored(&app.opened()?.reader())?;
    let folder = &app.inner.models;
    let machine = Machine::this_one();
    let models = Model::SPEECH.map(|(name, model)| SpeechModel {
        name: name.to_owned(),
        file: entry(model).file.clone(),
        size_bytes: entry(model).size_bytes,
        is_english_only: field_speech::is_english_only(model),
        file_state: file_state(folder, model),
        lack: machine.lacks(model).map(lack),
    });
    let languages = field_speech::languages()
        .into_iter()
        .map(|(code, name)| SpokenLanguage { code: code.into(), name: name.into() })
        .collect();
    Ok(Dictation {
        model: choice.model,
        language: choice.language,
        models: models.into(),
        languages,
        folder: folder.dir().display().to_string(),
    })
}

fn file_state(folder: &ModelFolder, model: Model) -> ModelFileState {
    match folder.status(model) {
        Ok(()) => ModelFileState::Present,
        Err(ModelError::Missing { .. }) => ModelFileState::Missing,
        Err(_) => ModelFileState::Wrong,
    }
}

fn lack(lack: Lack) -> MachineLack {
    let number = |wanted: u64| u32::try_from(wanted).unwrap_or(u32::MAX);
    match lack {
        Lack::Memory { wanted_mib } => MachineLack::Memory { wanted_mib: number(wanted_mib) },
        Lack::Cores { wanted } => MachineLack::Cores { wanted: number(wanted as u64) },
    }
}
