//! `fieldproof doctor`: whether this machine and a profile are fit, and what to do where not.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use field_keys::{KeyError, KeyState};
use field_models::{Model, ModelError, ModelFolder, entry};
use field_store::{DATABASE_FILE_NAME, StoreError};
use zeroize::Zeroizing;

use crate::model_folder::{Environment, HOW_TO_FETCH};
use crate::{Verdict, model_folder};

/// How an unencrypted SQLite file begins. Source: the SQLite file format, section 1.3.
const PLAIN_DATABASE_BEGIN: &[u8; 16] = b"SQLite format 3\0";

/// Check this machine and a profile.
///
/// Looks at the model files (there, and the pinned ones), the database library (SQLite 3.51.3 or
/// later, SQLCipher 4.19 or later, its crypto provider), the processor, and a profile's keys and
/// database. Changes nothing and needs no passphrase.
#[derive(Args)]
#[command(after_help = "Examples:
  fieldproof doctor
  fieldproof doctor --profile ~/.local/share/fieldproof/profile --models ~/models

Exit codes: 0 all is well; 1 something is wrong, and the table says what to do; 2 the command line is
wrong.")]
pub struct DoctorArgs {
    /// Profile folder to check.
    #[arg(long, value_name = "DIR")]
    profile: Option<PathBuf>,
    /// Folder with the model files.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
}

/// One line of the table.
struct Check {
    what: String,
    finding: String,
    /// What to do; `None` if nothing is wrong.
    remedy: Option<String>,
}

impl Check {
    fn fine(what: &str, finding: impl Into<String>) -> Self {
        Self { what: what.to_owned(), finding: finding.into(), remedy: None }
    }

    fn wrong(what: &str, finding: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.to_owned(), finding: finding.into(), remedy: Some(remedy.into()) }
    }
}

/// Checks and prints the table.
pub fn run(args: &DoctorArgs, environment: &Environment) -> Result<Verdict> {
    let mut checks = vec![processor()];
    checks.extend(store());
    checks.extend(models(model_folder::named(args.models.as_deref(), environment)));
    match &args.profile {
        Some(profile) => checks.extend(profile_checks(profile)),
        None => checks.push(Check::fine("profile", "not checked: --profile DIR names one")),
    }
    let wrong_count = checks.iter().filter(|check| check.remedy.is_some()).count();
    io::stdout().write_all(table(&checks).as_bytes()).context("the output is closed")?;
    Ok(if wrong_count == 0 { Verdict::Fine } else { Verdict::Wrong })
}

fn table(checks: &[Check]) -> String {
    let what_width = checks.iter().map(|check| check.what.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for Check { what, finding, remedy } in checks {
        let state = if remedy.is_some() { "WRONG" } else { "ok" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{state:<5}  {what:<what_width$}  {finding}");
        if let Some(remedy) = remedy {
            let _ = writeln!(text, "{:<5}  {:<what_width$}  -> {remedy}", "", "");
        }
    }
    let wrong_count = checks.iter().filter(|check| check.remedy.is_some()).count();
    let _ = match wrong_count {
        0 => writeln!(text, "\nall is well"),
        count => writeln!(text, "\n{count} of {} checks found something wrong", checks.len()),
    };
    text
}

/// What speech recognition was built with; without it the program would die in the middle of a word.
fn processor() -> Check {
    #[cfg(target_arch = "x86_64")]
    {
        let has_all = std::is_x86_feature_detected!("avx2")
            && std::is_x86_feature_detected!("fma")
            && std::is_x86_feature_detected!("f16c")
            && std::is_x86_feature_detected!("bmi2");
        if has_all {
            Check::fine("processor", "has AVX2, FMA, F16C and BMI2")
        } else {
            Check::wrong(
                "processor",
                "lacks AVX2, FMA, F16C or BMI2: speech cannot be recognised",
                "everything else works; use a machine with a processor of 2015 or later for speech",
            )
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        Check::fine("processor", "needs no special instructions here")
    }
}

/// Opens a store in memory, which checks the versions, and makes the whole schema in it.
fn store() -> Vec<Check> {
    const WHAT: &str = "database library";
    const REMEDY: &str = "install a Fieldproof build with its own SQLCipher (bundled)";
    let key = Zeroizing::new([0; 32]);
    let opened = field_store::open(Path::new(":memory:"), &key)
        .and_then(|conn| field_store::open::versions(&conn));
    match opened {
        Ok(versions) => vec![
            Check::fine("SQLite", format!("{} (3.51.3 or later)", versions.sqlite)),
            Check::fine("SQLCipher", format!("{} (4.19 or later)", versions.sqlcipher)),
            Check::fine("crypto provider", versions.provider),
        ],
        Err(StoreError::Unfit) => {
            let finding = "SQLite is older than 3.51.3, SQLCipher older than 4.19, or no provider";
            vec![Check::wrong(WHAT, finding, REMEDY)]
        }
        Err(cause) => vec![Check::wrong(WHAT, cause.to_string(), REMEDY)],
    }
}

fn models(folder: Option<PathBuf>) -> Vec<Check> {
    let Some(folder) = folder else {
        return vec![Check::wrong("models", "there is no folder with the models", HOW_TO_FETCH)];
    };
    let folder = ModelFolder::new(folder);
    Model::ALL
        .into_iter()
        .map(|model| {
            let what = format!("model {model}");
            match folder.status(model) {
                Ok(()) => Check::fine(&what, format!("{}, hash as pinned", entry(model).file)),
                Err(ModelError::Missing { .. }) if entry(model).is_optional => {
                    Check::fine(&what, "not here, and optional")
                }
                Err(cause) => Check::wrong(&what, cause.to_string(), remedy_for(&cause)),
            }
        })
        .collect()
}

fn remedy_for(cause: &ModelError) -> &'static str {
    match cause {
        ModelError::Missing { .. } => HOW_TO_FETCH,
        ModelError::WrongSize { .. } | ModelError::WrongHash { .. } => {
            "delete this file and fetch it again with `cargo xtask models`"
        }
        ModelError::Unreadable { .. } => "make the file readable for you, and look at the disk",
        ModelError::Unusable { .. } => "this is a mistake of the program: please report it",
    }
}

fn profile_checks(profile: &Path) -> Vec<Check> {
    let database = profile.join(DATABASE_FILE_NAME);
    vec![keys(profile, database.exists()), database_check(&database)]
}

fn keys(profile: &Path, has_database: bool) -> Check {
    const WHAT: &str = "profile keys";
    match field_keys::state(profile, has_database) {
        Ok(KeyState::Locked { has_keyring_slot: true }) => {
            Check::fine(WHAT, "readable; slots: passphrase, keyring")
        }
        Ok(KeyState::Locked { has_keyring_slot: false }) => {
            Check::fine(WHAT, "readable; slots: passphrase")
        }
        Ok(KeyState::FirstRun(_)) => {
            Check::wrong(WHAT, "there is no profile in this folder", "make one with the app")
        }
        Ok(KeyState::KeyMissing) => Check::wrong(
            WHAT,
            "the database is there and keys.json is not",
            "bring keys.json back from a copy; nothing else opens this database, so keep both",
        ),
        Err(cause) => Check::wrong(WHAT, cause.to_string(), key_remedy(&cause)),
    }
}

fn key_remedy(cause: &KeyError) -> &'static str {
    match cause {
        KeyError::SlotsNewer { .. } => "update Fieldproof: a newer version wrote this profile",
        KeyError::SlotsDamaged => "keep the file, and bring keys.json back from a copy",
        _ => "make the profile folder readable for you, and look at the disk",
    }
}

fn database_check(path: &Path) -> Check {
    const WHAT: &str = "profile database";
    let mut begin = [0; 16];
    match File::open(path).and_then(|mut file| file.read_exact(&mut begin)) {
        Ok(()) if begin == *PLAIN_DATABASE_BEGIN => Check::wrong(
            WHAT,
            "it is not encrypted: another program made it",
            "move the file away; Fieldproof never writes such a file",
        ),
        Ok(()) => Check::fine(WHAT, "there, and encrypted"),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            Check::wrong(WHAT, "there is none", "open the profile with the app: it makes one")
        }
        Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => Check::wrong(
            WHAT,
            "it is cut off",
            "keep the file, and bring the profile back from a copy or a rescue file",
        ),
        Err(cause) => Check::wrong(
            WHAT,
            format!("it cannot be read: {}", cause.kind()),
            "make the profile folder readable for you, and look at the disk",
        ),
    }
}
