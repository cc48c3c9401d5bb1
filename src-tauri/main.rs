//! The desktop app: reads its arguments and the environment, then opens the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;

use std::env;
use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Models};

/// Names the folder of the model files where `--models` does not.
const MODELS_VARIABLE: &str = "FIELDPROOF_MODELS";

#[expect(clippy::disallowed_methods, reason = "only main reads the environment")]
fn main() -> ExitCode {
    let models = Models {
        by_environment: env::var_os(MODELS_VARIABLE).map(Into::into),
        installed: env::current_exe().ok().and_then(|program| field_app::installed_with(&program)),
    };
    let outcome = Arguments::parse()
        .config(models)
        .and_then(|(config, edges)| fieldproof_desktop::run(config, edges));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("fieldproof-desktop: {cause:#}");
            ExitCode::FAILURE
        }
    }
}
