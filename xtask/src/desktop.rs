//! The desktop app, as this workspace has it.

use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::child::{capture, cargo, npm, run};
use crate::places::Places;
use crate::web;

/// Name of the root package and of its program.
pub const PACKAGE: &str = "fieldproof-desktop";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

/// Whether the workspace has the desktop app.
pub fn is_there(places: &Places) -> Result<bool> {
    let mut command: Command = cargo(places);
    let text = capture(command.args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Metadata =
        serde_json::from_str(&text).context("cargo metadata was not understood")?;
    Ok(metadata.packages.iter().any(|package| package.name == PACKAGE))
}

/// Builds the user interface that the app embeds.
pub fn build_ui(places: &Places) -> Result<()> {
    match web::ui(places) {
        Some(ui) => run(npm(places, &ui).args(["run", "build"])),
        None => anyhow::bail!("ui/package.json does not exist yet: there is no user interface"),
    }
}
