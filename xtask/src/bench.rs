//! `cargo xtask bench`: the hot paths, or one subject beside its peers, measured in a release build.

mod photo;
mod redact;
mod voice;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Subcommand;

use crate::child::{cargo, run};
use crate::places::Places;
use crate::setup;

/// A subject that is measured beside its peers, which are installed once, into a Python environment in
/// the cache.
#[derive(Subcommand)]
pub enum Subject {
    /// Text redaction beside Presidio and datafog-core, on one core, in one run.
    Redact {
        /// A folder of further marked texts, as lines of JSON (tests/peers/redaction.py).
        #[arg(long)]
        sets: Option<PathBuf>,
    },
    /// Photos: taking in beside libvips and Pillow, finding beside deface and onnxruntime.
    Photo,
    /// Speech to text beside faster-whisper and plain whisper.cpp, on the same files and weights.
    Voice,
}

/// Runs benchmarks, prints their tables and writes JSON to target/bench.
pub fn bench(places: &Places, subject: Option<&Subject>) -> Result<()> {
    match subject {
        None => hot_paths(places),
        Some(Subject::Redact { sets }) => redact::bench(places, sets.as_deref()),
        Some(Subject::Photo) => photo::bench(places),
        Some(Subject::Voice) => voice::bench(places),
    }
}

/// The use cases that the screens call.
fn hot_paths(places: &Places) -> Result<()> {
    setup::for_unit_tests(places)?;
    setup::models(places)?;
    hot_paths_of(places, "bench.json", &[])
}

/// As [`hot_paths`]; `parts` chooses among them, none means the usual ones.
fn hot_paths_of(places: &Places, name: &str, parts: &[&str]) -> Result<()> {
    let file = result(places, name)?;
    run(cargo(places)
        .args(["run", "--release", "--package", "field-tests", "--bin", "field-bench", "--"])
        .arg(&file)
        .args(parts))?;
    println!("written to {}", file.display());
    Ok(())
}

/// The file in target/bench that results are written to.
fn result(places: &Places, name: &str) -> Result<PathBuf> {
    let folder = places.root.join("target/bench");
    std::fs::create_dir_all(&folder).context("target/bench could not be made")?;
    Ok(folder.join(name))
}
