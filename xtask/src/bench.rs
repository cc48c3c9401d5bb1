//! `cargo xtask bench`: the hot paths, measured in a release build.

use anyhow::{Context as _, Result};

use crate::child::{cargo, run};
use crate::places::Places;
use crate::setup;

/// Runs the benchmarks, prints their table and writes target/bench/bench.json.
pub fn bench(places: &Places) -> Result<()> {
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
