//! Lets whisper.cpp be built anew when the kernels that are compiled into it changed.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::child::{cargo, run};
use crate::places::Places;

/// What is compiled into whisper.cpp beside its own sources.
const KERNELS: &str = "crates/field-speech/kernels";
/// The crate that compiles them. Its build script does not look at our files, so cargo does not know.
const KERNELS_BUILD: &str = "whisper-rs-sys";
/// The file in the target folder that holds the hash of the kernels that were built last.
const KERNELS_STAMP: &str = "field-speech-kernels.sha256";

/// Lets whisper.cpp be built anew if our kernels are others than at the last time, or if nobody knows.
pub fn renew(places: &Places) -> Result<()> {
    let kernels = hash_of(&places.root.join(KERNELS))?;
    let stamp = places.target.join(KERNELS_STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|built| built == kernels) {
        return Ok(());
    }
    for profile in ["dev", "release"] {
        run(cargo(places).args([
            "clean",
            "--quiet",
            "--package",
            KERNELS_BUILD,
            "--profile",
            profile,
        ]))?;
    }
    fs::create_dir_all(&places.target).context("the target folder could not be made")?;
    fs::write(&stamp, kernels).context("the hash of the kernels could not be kept")
}

/// A hash over names and content of a folder's files.
fn hash_of(folder: &Path) -> Result<String> {
    let mut files = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>())
        .context("the kernels could not be listed")?;
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(&file).context("a kernel could not be read")?;
        hash.update(file.file_name().unwrap_or_default().as_encoded_bytes());
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(hex::encode(hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kernels_have_another_hash_when_a_file_or_its_name_changes() {
        let dir = tempfile::tempdir().expect("a folder");
        let hash = || hash_of(dir.path()).expect("is read");
        fs::write(dir.path().join("a.c"), "one").expect("written");
        let first = hash();
        assert_eq!(first, hash(), "the same twice");
        fs::write(dir.path().join("a.c"), "two").expect("written");
        let second = hash();
        fs::rename(dir.path().join("a.c"), dir.path().join("b.c")).expect("renamed");
        assert!(first != second && second != hash(), "content and name count");
    }
}
