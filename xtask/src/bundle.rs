//! `cargo xtask bundle`: the Debian package.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::child::run;
use crate::places::Places;
use crate::{desktop, setup};

/// Builds the desktop app in release form and packs it.
pub fn bundle(places: &Places) -> Result<()> {
    ensure!(
        places.root.join("tauri.conf.json").is_file() && desktop::is_there(places)?,
        "the workspace has no desktop app yet: there is nothing to pack"
    );
    setup::for_bundle(places)?;
    desktop::build_ui(places)?;
    run(Command::new(places.root.join("ui/node_modules/.bin/tauri"))
        .args(["build", "--bundles", "deb"])
        .current_dir(&places.root)
        .env("CARGO_TARGET_DIR", &places.target))?;
    println!("{}", newest_deb(places)?.display());
    Ok(())
}

fn newest_deb(places: &Places) -> Result<PathBuf> {
    let folder = places.target.join("release/bundle/deb");
    let mut packages = Vec::new();
    for entry in fs::read_dir(&folder).context("tauri left no folder of packages")? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|ending| ending == "deb") {
            packages.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    packages.into_iter().max().map(|(_, path)| path).context("tauri left no package")
}
