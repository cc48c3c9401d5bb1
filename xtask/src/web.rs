//! Node, and the npm packages of a folder.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::child::{capture, npm, run};
use crate::places::Places;

/// Lowest Node: what the user interface's tools ask for.
const NODE_MAJOR_MIN: u32 = 20;

/// In `node_modules`, the hash of the lock file that it was installed from. `npm ci` removes it.
const STAMP: &str = "node_modules/.fieldproof-lock";

/// The folder of the user interface, if it is there.
pub fn ui(places: &Places) -> Option<std::path::PathBuf> {
    Some(places.root.join("ui")).filter(|folder| folder.join("package.json").is_file())
}

/// The folder of the browser tests, if it is there.
pub fn browser_tests(places: &Places) -> Option<std::path::PathBuf> {
    Some(places.root.join("tests/e2e")).filter(|folder| folder.join("package.json").is_file())
}

/// Fails unless Node is new enough.
pub fn check_node() -> Result<()> {
    let version = capture(Command::new("node").arg("--version"))
        .context("Node 20 or newer is needed; see https://nodejs.org")?;
    let major = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    if major.parse::<u32>().is_ok_and(|major| major >= NODE_MAJOR_MIN) {
        return Ok(());
    }
    bail!("Node {NODE_MAJOR_MIN} or newer is needed, this is {}", version.trim())
}

/// Runs `npm ci` in `folder` if its lock file is not the one that was installed.
pub fn ensure_installed(places: &Places, folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    let hash = hex::encode(Sha256::digest(&lock));
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == hash) {
        return Ok(());
    }
    println!("npm ci in {}", folder.strip_prefix(&places.root).unwrap_or(folder).display());
    run(npm(places, folder).args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(stamp, hash).context("the npm stamp could not be written")
}
