//! Text redaction beside its peers.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::result;
use crate::child::{cargo, run};
use crate::packages::Need;
use crate::places::Places;
use crate::profile::Profile;
use crate::{setup, system};

/// Runs the text engine and its peers on the same texts, prints one table and writes
/// target/bench/redact.json. `sets` is a folder of further marked texts.
pub fn bench(places: &Places, sets: Option<&Path>) -> Result<()> {
    system::ensure_packages(&[Need::Build])?;
    setup::models(places)?;
    let file = result(places, "redact.json")?;
    let mut build = cargo(places);
    build.args(["build", "--release", "--package", "field-redact", "--example", "speed"]);
    // As the shipped programs are built.
    if let Some(profile) = Profile::of_text_engine(places)? {
        profile.apply(&mut build);
    }
    run(&mut build)?;
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
