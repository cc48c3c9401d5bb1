//! Node, and the npm packages of a folder.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

use crate::child::{capture, npm, run};
use crate::places::Places;

/// Lowest Node, major and minor. Source: `engines` of `ui/package.json`, which is what Vite asks for.
const NODE_MIN: (u32, u32) = (20, 19);

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
    let (major, minor) = NODE_MIN;
    let version = capture(Command::new("node").arg("--version")).with_context(|| {
        format!("Node {major}.{minor} or newer is needed; see https://nodejs.org")
    })?;
    let version = version.trim();
    ensure!(
        read_version(version).is_some_and(|found| found >= NODE_MIN),
        "Node {major}.{minor} or newer is needed, because Vite does not start with an older one; \
         this is {version}. See https://nodejs.org"
    );
    Ok(())
}

/// Major and minor of what `node --version` prints: `v20.19.4`.
fn read_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_that_vite_refuses_is_refused_here() {
        for old in ["v18.20.8", "v20.0.0", "v20.18.3"] {
            assert!(read_version(old).expect("a version") < NODE_MIN, "{old} is too old");
        }
        for new in ["v20.19.0", "v20.19.4", "v22.12.0"] {
            assert!(read_version(new).expect("a version") >= NODE_MIN, "{new} will do");
        }
        assert_eq!(read_version("20"), None, "not what Node prints");
    }

    #[test]
    fn the_packages_ask_for_the_node_that_is_checked_here() {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the clone");
        let (major, minor) = NODE_MIN;
        for folder in ["ui", "tests/e2e"] {
            let text =
                fs::read_to_string(root.join(folder).join("package.json")).expect("readable");
            let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(package["engines"]["node"], format!(">={major}.{minor}"), "{folder}");
        }
    }
}
