//! `cargo xtask`: the one entry for every routine job of Fieldproof.
#![expect(clippy::print_stdout, reason = "a command-line program talks to the person who ran it")]

mod audit;
mod bench;
mod bundle;
mod cache;
mod child;
mod codegen;
mod demo;
mod desktop;
mod fuzz;
mod kernels;
mod models;
mod packages;
mod places;
mod profile;
mod run;
mod setup;
mod steps;
mod system;
mod test;
mod tools;
mod web;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::demo::Role;
use crate::places::Places;

/// Sets up, runs, tests and packages Fieldproof. Each job does the set-up that it needs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    job: Job,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask run                 start the demo server and the desktop app
  cargo xtask run --as reviewer   the same app, as the reviewer, beside the first
  cargo xtask run --headless      the whole demo day without a window
  cargo xtask test                everything that CI checks
  cargo xtask test --fast         formatting, clippy and unit tests

Environment:
  FIELDPROOF_CACHE    where builds, tools and models are kept (default: ~/.cache/fieldproof)
  FIELDPROOF_MODELS   the model folder (default: models in the cache)
  CARGO_TARGET_DIR    where cargo builds (default: target in the cache)

Written for Debian 12; for Ubuntu 24.04 too, unverified. Elsewhere it prints what is missing.";

#[derive(Subcommand)]
enum Job {
    /// Installs what is missing: system packages, npm packages, models, the window driver.
    #[command(after_help = "Example:\n  cargo xtask setup")]
    Setup,
    /// Starts the demo: a server on loopback, an organisation with three people, the desktop app.
    ///
    /// Everything stands in target/demo; delete that folder to begin anew. Where there is no
    /// display the demo day runs without a window, and says so.
    #[command(after_help = "Examples:\n  cargo xtask run\n  cargo xtask run --as admin\n  \
                            cargo xtask run --headless")]
    Run {
        /// Whose profile the app opens.
        #[arg(long = "as", value_enum, default_value_t = Role::Technician)]
        role: Role,
        /// Performs the committed demo day without a window.
        #[arg(long, conflicts_with = "role")]
        headless: bool,
    },
    /// Checks and tests everything, as CI does, and prints the time of each step.
    #[command(after_help = "Examples:\n  cargo xtask test\n  cargo xtask test --fast")]
    Test {
        /// Only formatting, clippy and unit tests.
        #[arg(long)]
        fast: bool,
    },
    /// Writes the TypeScript of the commands, from crates/field-contract.
    #[command(after_help = "Examples:\n  cargo xtask codegen\n  cargo xtask codegen --check")]
    Codegen {
        /// Changes nothing; fails if the files are not what would be written.
        #[arg(long)]
        check: bool,
    },
    /// Measures the hot paths in a release build and prints a table.
    #[command(after_help = "Examples:\n  cargo xtask bench\n  cargo xtask bench photo\n  \
                            cargo xtask bench redact\n  \
                            cargo xtask bench voice")]
    Bench {
        #[command(subcommand)]
        subject: Option<bench::Subject>,
    },
    /// Looks for inputs that break a parser of foreign bytes (cargo-fuzz).
    ///
    /// What it learns stays in target/fuzz; an input that breaks a check is kept and named.
    #[command(after_help = "Examples:\n  cargo xtask fuzz\n  cargo xtask fuzz text --seconds 3600")]
    Fuzz {
        /// Which target; each in turn if none is named.
        target: Option<String>,
        /// How long each one runs.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Makes the Debian package of the desktop app and prints its path.
    #[command(after_help = "Example:\n  cargo xtask bundle")]
    Bundle,
    /// Checks dependencies: who may reach a socket, licences, sources (cargo-deny).
    #[command(after_help = "Example:\n  cargo xtask audit")]
    Audit,
    /// Fetches the model files by pinned hash.
    #[command(after_help = "Examples:\n  cargo xtask models --all\n  \
                            FIELDPROOF_MODELS=/media/stick/models cargo xtask models")]
    Models {
        /// The optional ones too: Whisper base, for other languages and fewer wrong words.
        #[arg(long)]
        all: bool,
    },
}

fn main() -> ExitCode {
    match perform(&Arguments::parse().job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            // The causes, and no backtrace: what went wrong is outside this program.
            println!("error: {cause:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(job: &Job) -> Result<()> {
    let places = Places::find()?;
    match job {
        Job::Setup => setup::for_everything(&places),
        Job::Run { role, headless } => run::run(&places, *role, *headless),
        Job::Test { fast } => test::test(&places, *fast),
        Job::Codegen { check: true } => codegen::check(&places),
        Job::Codegen { check: false } => codegen::write(&places),
        Job::Bench { subject } => bench::bench(&places, subject.as_ref()),
        Job::Fuzz { target, seconds } => fuzz::fuzz(&places, target.as_deref(), *seconds),
        Job::Bundle => bundle::bundle(&places),
        Job::Audit => audit::audit(&places),
        Job::Models { all: false } => setup::models(&places),
        Job::Models { all: true } => setup::all_models(&places),
    }
}
