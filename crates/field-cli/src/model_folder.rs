//! Where the model files are.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use field_models::ModelFolder;

/// What `main` read from the environment.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `FIELDPROOF_MODELS`.
    pub models: Option<PathBuf>,
    /// The user's data folder, `~/.local/share` on Linux.
    pub data: Option<PathBuf>,
    /// The models that were installed with this program.
    pub installed: Option<PathBuf>,
}

/// How to get the models, for every message about them.
pub const HOW_TO_FETCH: &str = "fetch them in a clone of Fieldproof with `cargo xtask models`, and \
    name the folder that it prints with --models DIR or FIELDPROOF_MODELS";

/// The folder that `--models`, else the environment names, else the one in the user's data folder,
/// else the installed one. It need not exist.
pub fn named(option: Option<&Path>, environment: &Environment) -> Option<PathBuf> {
    option
        .map(Path::to_owned)
        .or_else(|| environment.models.clone())
        .or_else(|| users(environment).filter(|folder| folder.is_dir()))
        .or_else(|| environment.installed.clone())
        .or_else(|| users(environment))
}

fn users(environment: &Environment) -> Option<PathBuf> {
    Some(environment.data.as_ref()?.join("fieldproof/models"))
}

/// The model folder to work with.
///
/// # Errors
/// If there is none; the text says how to get one.
pub fn find(option: Option<&Path>, environment: &Environment) -> Result<ModelFolder> {
    match named(option, environment) {
        Some(folder) if folder.is_dir() => Ok(ModelFolder::new(folder)),
        Some(_) if option.is_some() => {
            bail!("the folder that --models names is not there; {HOW_TO_FETCH}")
        }
        Some(_) | None => bail!("there is no folder with the models; {HOW_TO_FETCH}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_counts() {
        let all =
            Environment { models: Some("env".into()), data: Some("data".into()), installed: None };
        let data = Environment { models: None, ..all.clone() };
        assert_eq!(named(Some(Path::new("option")), &all), Some("option".into()));
        assert_eq!(named(None, &all), Some("env".into()), "then the environment");
        assert_eq!(named(None, &data), Some("data/fieldproof/models".into()), "then the user's");
        let installed = Environment { installed: Some("installed".into()), ..data };
        let found = named(None, &installed);
        assert_eq!(found, Some("installed".into()), "the user's is not there: the installed one");
        assert_eq!(named(None, &Environment::default()), None, "and no folder is made up");
    }

    #[test]
    fn a_missing_folder_says_which_command_fetches_the_models() {
        let cause = find(None, &Environment::default()).expect_err("there is none");
        assert!(cause.to_string().contains("cargo xtask models"), "it says what to do: {cause}");
    }
}
