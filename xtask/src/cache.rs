//! Keeps the cache from growing for ever.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::places::Places;

/// Most bytes that the target folder in the cache may have before it is pruned: 20 GiB.
///
/// One build of everything takes 2 to 3 GiB; each changed dependency leaves its old build behind.
const TARGET_BYTES_MAX: u64 = 20 * 1024 * 1024 * 1024;

/// Empties the target folder in the cache if it has grown past the limit: first the incremental
/// builds, then all of it. A target folder that the person chose is left alone.
pub fn prune(places: &Places) -> Result<()> {
    prune_to(places, TARGET_BYTES_MAX)
}

fn prune_to(places: &Places, bytes_max: u64) -> Result<()> {
    let folders = [places.target.join("debug/incremental"), places.target.clone()];
    for folder in folders {
        if !places.is_target_ours || size_of(&places.target)? <= bytes_max {
            return Ok(());
        }
        println!("the build cache is larger than {} GiB; pruning it", bytes_max >> 30);
        match fs::remove_dir_all(&folder) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            other => other.context("the build cache could not be pruned")?,
        }
    }
    Ok(())
}

/// The sum of the lengths of all files; links are not followed.
fn size_of(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            // Not made yet, or removed by a build that runs at the same time.
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
            other => other.context("the build cache could not be measured")?,
        };
        for entry in entries {
            let entry = entry.context("the build cache could not be measured")?;
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => folders.push(entry.path()),
                Ok(metadata) => bytes += metadata.len(),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
                Err(cause) => return Err(cause).context("the build cache could not be measured"),
            }
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(target: &Path, is_target_ours: bool) -> Places {
        let folder = target.to_owned();
        Places {
            root: folder.clone(),
            cache: folder.clone(),
            models: folder.clone(),
            target: folder,
            is_target_ours,
        }
    }

    #[test]
    fn a_cache_past_its_limit_is_pruned_and_a_chosen_folder_never() {
        let dir = tempfile::tempdir().expect("a folder");
        let target = dir.path().join("target");
        let (incremental, deps) = (target.join("debug/incremental/a"), target.join("debug/deps"));
        fs::create_dir_all(&incremental).expect("made");
        fs::create_dir_all(&deps).expect("made");
        fs::write(incremental.join("x"), [0; 600]).expect("written");
        fs::write(deps.join("y"), [0; 600]).expect("written");

        prune_to(&places(&target, false), 1000).expect("nothing to do");
        assert!(incremental.exists(), "a folder that the person chose is left alone");
        prune_to(&places(&target, true), 1200).expect("nothing to do");
        assert!(incremental.exists(), "at the limit nothing is removed");
        prune_to(&places(&target, true), 1000).expect("pruned");
        assert!(!incremental.exists() && deps.exists(), "incremental builds go first");
        prune_to(&places(&target, true), 500).expect("pruned");
        assert!(!target.exists(), "then all of it");
        prune_to(&places(&target, true), 500).expect("a cache that is not there is small");
    }
}
