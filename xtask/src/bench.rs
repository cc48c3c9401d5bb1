//! `cargo xtask bench`: the hot paths, or text redaction beside its peers, measured in a release build.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::child::{cargo, run};
use crate::packages::Need;
use crate::places::Places;
use crate::{setup, system};

/// Runs the benchmarks, prints their table and writes target/bench/bench.json.
pub fn bench(places: &Places) -> Result<()> {
    setup::for_unit_tests(places)?;
    setup::models(places)?;
    let file = result(places, "bench.json")?;
    run(cargo(places)
        .args(["run", "--release", "--package", "field-tests", "--bin", "field-bench", "--"])
        .arg(&file))?;
    println!("written to {}", file.display());
    Ok(())
}

/// Runs the text engine and its peers on the same texts, prints one table and writes
/// target/bench/redact.json. `sets` is a folder of further marked texts.
pub fn redact(places: &Places, sets: Option<&Path>) -> Result<()> {
    system::ensure_packages(&[Need::Build])?;
    setup::models(places)?;
    let file = result(places, "redact.json")?;
    let build = ["build", "--release", "--package", "field-redact", "--example", "speed"];
    run(cargo(places).args(build))?;
    let peers = places.root.join("tests/peers");
    let mut python = Command::new(peers.join("python.sh"));
    python.arg(peers.join("speed.py"));
    python.arg("--engine").arg(places.target.join("release/examples/speed"));
    python.arg("--models").arg(&places.models).arg("--out").arg(&file);
    if let Some(sets) = sets {
        python.arg("--sets").arg(sets);
    }
    run(&mut python)?;
    println!("written to {}", file.display());
    Ok(())
}

/// The file in target/bench that results are written to.
fn result(places: &Places, name: &str) -> Result<PathBuf> {
    let folder = places.root.join("target/bench");
    std::fs::create_dir_all(&folder).context("target/bench could not be made")?;
    Ok(folder.join(name))
}
