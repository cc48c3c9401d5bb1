//! Speech to text beside other engines.

use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::result;
use crate::child::{capture, cargo, run};
use crate::places::Places;
use crate::{kernels, setup};

/// Transcribes the same files by this engine and by others, prints one table and writes
/// target/bench/voice.json. The script fetches the other engines, by pinned version, into the cache.
pub fn bench(places: &Places) -> Result<()> {
    setup::for_unit_tests(places)?;
    kernels::renew(places)?;
    setup::all_models(places)?;
    let file = result(places, "voice.json")?;
    let build = ["build", "--release", "--package", "field-speech", "--bench", "voice"];
    let messages = capture(cargo(places).args(build).arg("--message-format=json"))?;
    let program = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
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
