//! The engine with the name model, for the tests that want it.

use std::path::PathBuf;
use std::sync::LazyLock;

use field_models::{ModelError, ModelFolder};
use field_redact::TextEngine;

static ENGINE: LazyLock<Option<TextEngine>> = LazyLock::new(engine);

/// The engine with the model of this machine: `FIELDPROOF_MODELS`, else the user's cache. Without the
/// file the tests say so and pass.
pub fn with_names() -> Option<&'static TextEngine> {
    ENGINE.as_ref()
}

#[expect(clippy::disallowed_methods, reason = "a test looks for the models of its machine")]
fn engine() -> Option<TextEngine> {
    let named = std::env::var_os("FIELDPROOF_MODELS").map(PathBuf::from);
    let cached =
        std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/fieldproof/models"));
    let folder = named.or(cached).map(ModelFolder::new)?;
    match TextEngine::with_names(&folder) {
        Err(ModelError::Missing { .. }) => {
            eprintln!("skipped: no models in FIELDPROOF_MODELS or ~/.cache/fieldproof/models");
            None
        }
        outcome => Some(outcome.expect("an installed model is the pinned one and loads")),
    }
}
