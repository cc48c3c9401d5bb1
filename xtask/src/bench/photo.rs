//! Photos beside their peers, and a hundred of them through the app.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{hot_paths_of, result};
use crate::child::{cargo, run};
use crate::places::Places;
use crate::setup;

/// Takes the same photos in by ours, libvips and Pillow, searches them by ours, deface and onnxruntime,
/// prints tables and writes target/bench/photo.json; then photo-app.json with the whole way of a photo.
pub fn bench(places: &Places) -> Result<()> {
    setup::for_unit_tests(places)?;
    let pure = program(places, "photo-pure", &["--no-default-features"])?;
    let ours = program(places, "photo-turbo", &[])?;
    let file = result(places, "photo.json")?;
    run(Command::new(places.root.join("tests/peers/photo.sh"))
        .arg("--ours")
        .arg(ours)
        .arg("--pure")
        .arg(pure)
        .arg("--models")
        .arg(&places.models)
        .arg("--json")
        .arg(&file))?;
    println!("written to {}", file.display());
    hot_paths_of(places, "photo-app.json", &["photos"])
}

/// Builds the bench program of field-photo and keeps it under a name of its own.
fn program(places: &Places, name: &str, with: &[&str]) -> Result<PathBuf> {
    run(cargo(places)
        .args(["build", "--release", "--package", "field-photo", "--example", "photo_bench"])
        .args(with))?;
    let program = result(places, name)?;
    fs::copy(places.target.join("release/examples/photo_bench"), &program)
        .context("the bench program could not be kept")?;
    Ok(program)
}
