//! `cargo xtask bundle`: the Debian package, with the command line and the model files in it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use field_models::manifest;
use serde_json::{Value, json};

use crate::child::{cargo, run};
use crate::places::Places;
use crate::profile::Profile;
use crate::{desktop, kernels, setup};

/// Builds the desktop app in release form and packs it.
pub fn bundle(places: &Places) -> Result<()> {
    ensure!(
        places.root.join("tauri.conf.json").is_file() && desktop::is_there(places)?,
        "the workspace has no desktop app yet: there is nothing to pack"
    );
    kernels::renew(places)?;
    setup::for_bundle(places)?;
    desktop::build_ui(places)?;
    let mut command_line = cargo(places);
    command_line.args(["build", "--release", "--package", "field-cli"]);
    let mut app = Command::new(places.root.join("ui/node_modules/.bin/tauri"));
    app.args(["build", "--bundles", "deb", "--config", &contents(places).to_string()])
        .current_dir(&places.root)
        .env("CARGO_TARGET_DIR", &places.target);
    if let Some(profile) = Profile::of_text_engine(places)? {
        profile.apply(&mut command_line);
        profile.apply(&mut app);
    }
    run(&mut command_line)?;
    run(&mut app)?;
    println!("{}", newest_deb(places)?.display());
    Ok(())
}

/// What the package holds beside the app. Not in tauri.conf.json, since the files stand outside the
/// clone.
fn contents(places: &Places) -> Value {
    let models: serde_json::Map<_, _> = manifest()
        .iter()
        .filter(|entry| !entry.is_optional)
        .map(|entry| {
            let file = places.models.join(&entry.file);
            (file.display().to_string(), json!(format!("models/{}", entry.file)))
        })
        .collect();
    let command_line = places.target.join("release/fieldproof");
    json!({ "bundle": {
        "resources": models,
        "linux": { "deb": { "files": { "/usr/bin/fieldproof": command_line } } },
    } })
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
