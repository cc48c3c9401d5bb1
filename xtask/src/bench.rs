//! `cargo xtask bench`: measured in a release build.

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::child::{capture, cargo, run};
use crate::places::Places;
use crate::setup;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// The use cases that the screens call.
    HotPaths,
    /// Speech to text: this engine, faster-whisper and plain whisper.cpp on the same files.
    Voice,
}

/// Runs benchmarks, prints their tables and writes JSON to target/bench.
pub fn bench(places: &Places, what: What) -> Result<()> {
    match what {
        What::HotPaths => hot_paths(places),
        What::Voice => voice(places),
    }
}

/// The script fetches the other engines, by pinned version, into the user's cache.
fn voice(places: &Places) -> Result<()> {
    setup::for_unit_tests(places)?;
    setup::all_models(places)?;
    let folder = places.root.join("target/bench");
    std::fs::create_dir_all(&folder).context("target/bench could not be made")?;
    let file = folder.join("voice.json");
    let built =
        capture(cargo(places).args(["build", "--release", "--package", "field-speech"]).args([
            "--bench",
            "voice",
            "--message-format=json",
        ]))?;
    let program = built
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .find_map(|line| Some(line.get("executable")?.as_str()?.to_owned()))
        .context("cargo built no benchmark")?;
    run(Command::new("sh")
        .arg(places.root.join("tests/peers/voice.sh"))
        .args(["--program", &program, "--models"])
        .arg(&places.models)
        .arg("--out")
        .arg(&file))?;
    println!("written to {}", file.display());
    Ok(())
}

fn hot_paths(places: &Places) -> Result<()> {
    setup::for_unit_tests(places)?;
    setup::models(places)?;
    let folder = places.root.join("target/bench");
    std::fs::create_dir_all(&folder).context("target/bench could not be made")?;
    let file = folder.join("bench.json");
    run(cargo(places)
        .args(["run", "--release", "--package", "field-tests", "--bin", "field-bench", "--"])
        .arg(&file))?;
    println!("written to {}", file.display());
    Ok(())
}
