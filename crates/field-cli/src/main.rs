//! The program `fieldproof`: what the app does, for scripts, tests and a look at one file.
//!
//! Nothing here decides anything of its own: every command calls the engines or the use cases that
//! the screens call; what a person would decide in the demo day stands in a script. What a command prints about an input is in its result only; errors name lines,
//! kinds and counts, never content.

mod clock;
mod compare;
mod day;
mod doctor;
mod files;
mod json_lines;
mod model_folder;
mod photo;
mod policy;
mod proof;
mod recheck;
mod recheck_lines;
mod redact;
mod redacted_audio;
mod transcribe;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::model_folder::Environment;

/// Fieldproof on the command line: removes personal data from text, photos and speech on this
/// machine, and checks an installation.
///
/// Nothing is sent anywhere by redact, photo, compare, policy, transcribe and doctor.
#[derive(Parser)]
#[command(
    name = "fieldproof",
    version,
    after_help = "Examples:
  fieldproof redact --jsonl notes.jsonl --out redacted.jsonl
  fieldproof photo badge.jpg --out ./badge
  fieldproof compare badge.jpg ./badge/photo.jpg --report ./badge/report.json
  fieldproof transcribe note.wav --json
  fieldproof doctor

Exit codes: 0 done; 1 it failed, or something is wrong (doctor), differs (redact --recheck) or leaked (day); 2 the command line is wrong.

Models: --models DIR, else FIELDPROOF_MODELS, else fieldproof/models in the user's data folder
(~/.local/share on Linux), else the ones that were installed with the program. In a clone, `cargo xtask models` fetches them by pinned hash."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Redact(redact::RedactArgs),
    Photo(photo::PhotoArgs),
    Policy(policy::PolicyArgs),
    Compare(compare::CompareArgs),
    Transcribe(transcribe::TranscribeArgs),
    Doctor(doctor::DoctorArgs),
    Day(day::DayArgs),
}

/// Whether all is well; the exit code says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fine,
    Wrong,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match perform(arguments.command, &environment()) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Wrong) => ExitCode::FAILURE,
        Err(cause) => {
            // Nothing can be done about a closed error stream.
            let _ = writeln!(io::stderr(), "error: {cause:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command, environment: &Environment) -> Result<Verdict> {
    match command {
        Command::Redact(args) => redact::run(&args, environment),
        Command::Photo(args) => photo::run(&args, environment),
        Command::Policy(args) => policy::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Transcribe(args) => transcribe::run(&args, environment),
        Command::Doctor(args) => doctor::run(&args, environment),
        Command::Day(args) => day::run(&args),
    }
}

/// The environment, read here and nowhere else.
#[expect(clippy::disallowed_methods, reason = "a program's main reads its environment")]
fn environment() -> Environment {
    let named =
        |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        named("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        named("XDG_DATA_HOME").or_else(|| Some(named("HOME")?.join(".local/share")))
    };
    let program = std::env::current_exe().ok();
    Environment {
        models: named("FIELDPROOF_MODELS"),
        data,
        installed: program.and_then(|program| field_models::installed_with(&program)),
    }
}
