//! What the desktop app is told when it starts.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use field_app::{AppConfig, Edges};

/// Folder of everything that Fieldproof keeps, within the user's data folder.
const DATA_FOLDER: &str = "fieldproof";

/// Fieldproof: inspections in the field, without a network, with personal data kept on the device.
#[derive(Parser)]
#[command(name = "fieldproof-desktop", version, after_help = EXAMPLES)]
pub struct Arguments {
    /// The profile folder: keys, store, photos, recordings. One window a profile.
    /// Default: fieldproof/profile in the user's data folder.
    #[arg(long, value_name = "DIR")]
    profile: Option<PathBuf>,
    /// The folder of the model files. Default: `FIELDPROOF_MODELS`, else fieldproof/models in the
    /// user's data folder, else the ones that were installed with the program.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Where reports and rescue files go. Default: the user's folder of documents.
    #[arg(long, value_name = "DIR")]
    exports: Option<PathBuf>,
    /// The server that is proposed at sign-in: <https://host:port>.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// The fingerprint of that server's certificate: 64 hex digits.
    #[arg(long, value_name = "HEX", requires = "server", value_parser = fingerprint)]
    fingerprint: Option<String>,
    /// Leaves the computer's keyring alone: the profile is opened by its passphrase.
    #[arg(long)]
    no_keyring: bool,
}

const EXAMPLES: &str = "\
Examples:
  fieldproof-desktop
  fieldproof-desktop --profile ~/fieldproof-reviewer --server https://office.example.org:8443
  fieldproof-desktop --no-keyring";

/// Where model files are, for one who did not say `--models`.
#[derive(Clone, Default)]
pub struct Models {
    /// What `FIELDPROOF_MODELS` names.
    pub by_environment: Option<PathBuf>,
    /// The folder that was installed with the program, if it was.
    pub installed: Option<PathBuf>,
}

impl Models {
    fn folder(self) -> Result<PathBuf> {
        if let Some(named) = self.by_environment {
            return Ok(named);
        }
        let users = data_folder("models")?;
        Ok(if users.is_dir() { users } else { self.installed.unwrap_or(users) })
    }
}

impl Arguments {
    /// Where the program keeps what, and its edges.
    ///
    /// # Errors
    /// The system names no data folder, or an address is not one.
    pub fn config(self, models: Models) -> Result<(AppConfig, Edges)> {
        if let Some(url) = &self.server {
            ensure!(url.starts_with("https://"), "--server must begin with https://");
        }
        let config = AppConfig {
            profile: self.profile.map_or_else(|| data_folder("profile"), Ok)?,
            models: self.models.map_or_else(|| models.folder(), Ok)?,
            exports: self.exports.map_or_else(documents, Ok)?,
            server: self.server.map(|url| (url, self.fingerprint)),
        };
        let mut edges = Edges::system();
        if self.no_keyring {
            edges.keyring = None;
        }
        Ok((config, edges))
    }
}

fn data_folder(name: &str) -> Result<PathBuf> {
    let data = dirs::data_dir().context("the system names no data folder; give --profile")?;
    Ok(data.join(DATA_FOLDER).join(name))
}

fn documents() -> Result<PathBuf> {
    dirs::document_dir()
        .or_else(dirs::home_dir)
        .context("the system names no folder of documents; give --exports")
}

fn fingerprint(text: &str) -> Result<String, &'static str> {
    let is_whole = text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit());
    if is_whole { Ok(text.to_ascii_lowercase()) } else { Err("a fingerprint has 64 hex digits") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(words: &[&str], models: Option<&str>) -> Result<AppConfig> {
        let arguments = Arguments::try_parse_from([&["fieldproof-desktop"], words].concat())?;
        let models = Models { by_environment: models.map(Into::into), installed: None };
        Ok(arguments.config(models)?.0)
    }

    #[test]
    fn what_is_said_wins_over_the_environment_and_that_over_the_default() {
        let said = config(&["--models", "/said"], Some("/by-environment")).expect("understood");
        assert_eq!(said.models, PathBuf::from("/said"));
        let by_environment = config(&[], Some("/by-environment")).expect("understood");
        assert_eq!(by_environment.models, PathBuf::from("/by-environment"));
        let neither = config(&[], None).expect("understood");
        assert!(neither.models.ends_with("fieldproof/models"), "the user's data folder");
        assert!(neither.profile.ends_with("fieldproof/profile"), "the user's data folder");
    }

    #[test]
    fn a_server_is_proposed_only_whole() {
        let hex = "AB".repeat(32);
        let url = "https://office.example.org:8443";
        let both = config(&["--server", url, "--fingerprint", &hex], None).expect("understood");
        assert_eq!(both.server, Some((url.into(), Some("ab".repeat(32)))));
        for words in [
            &["--fingerprint", hex.as_str()][..],
            &["--server", url, "--fingerprint", "ab"],
            &["--server", "http://office.example.org"],
        ] {
            assert!(config(words, None).is_err(), "must be refused: {words:?}");
        }
    }

    #[test]
    fn the_keyring_can_be_left_alone() {
        let arguments =
            Arguments::try_parse_from(["fieldproof-desktop", "--no-keyring"]).expect("understood");
        let (_, edges) = arguments.config(Models::default()).expect("understood");
        assert!(edges.keyring.is_none(), "no keyring is asked");
    }
}
