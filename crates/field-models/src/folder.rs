//! A folder with model files, and the one way to get a model out of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{ManifestEntry, Model, entry};

/// Bytes read at a time while a file is only checked: 1 MiB.
///
/// Source: judgement; small beside the smallest model, and few calls for the largest.
const CHUNK_BYTES: usize = 1 << 20;

/// The folder that holds the model files.
#[derive(Debug, Clone)]
pub struct ModelFolder {
    dir: PathBuf,
}

/// The bytes of a model file, after their hash was found to be the manifest's.
///
/// There is no other way to make one, so an engine that takes this type runs on known weights.
#[derive(Clone)]
pub struct VerifiedModel {
    model: Model,
    path: PathBuf,
    bytes: Vec<u8>,
    sha256: [u8; 32],
}

/// Why a model cannot be used. `Display` names the model and never the path.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// There is no such file.
    #[error("the model file {model} is missing")]
    Missing {
        /// Which model.
        model: Model,
    },
    /// The file is shorter or longer than the manifest says: a broken download, or another file.
    #[error("the model file {model} has {found_bytes} bytes, expected {expected_bytes}")]
    WrongSize {
        /// Which model.
        model: Model,
        /// Size of the file.
        found_bytes: u64,
        /// Size in the manifest.
        expected_bytes: u64,
    },
    /// The file has the right size and other bytes.
    #[error("the model file {model} is not the one of the manifest")]
    WrongHash {
        /// Which model.
        model: Model,
    },
    /// The file is there and could not be read.
    #[error("the model file {model} could not be read")]
    Unreadable {
        /// Which model.
        model: Model,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file is the right one and the engine refused it: a mistake of this program.
    #[error("the model {model} could not be loaded into its engine")]
    Unusable {
        /// Which model.
        model: Model,
        /// What the engine said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl ModelFolder {
    /// Names the folder; nothing is read yet.
    pub fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// Where the files are expected.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where the file of `model` is expected.
    pub fn path_of(&self, model: Model) -> PathBuf {
        self.dir.join(&entry(model).file)
    }

    /// Reads the file of `model` into memory and checks it.
    ///
    /// # Errors
    /// [`ModelError`], every variant but `Unusable`.
    #[expect(clippy::missing_panics_doc, reason = "no model is larger than the address space")]
    pub fn load(&self, model: Model) -> Result<VerifiedModel, ModelError> {
        let entry = entry(model);
        let path = self.path_of(model);
        let mut file = open(entry, &path)?;
        let capacity = usize::try_from(entry.size_bytes).expect("a model fits into memory");
        let mut bytes = Vec::with_capacity(capacity);
        file.read_to_end(&mut bytes).map_err(|source| ModelError::Unreadable { model, source })?;
        let sha256 = Sha256::digest(&bytes).into();
        check(entry, bytes.len() as u64, sha256)?;
        Ok(VerifiedModel { model, path, bytes, sha256 })
    }

    /// Checks the file of `model` without keeping it in memory.
    ///
    /// # Errors
    /// As [`ModelFolder::load`].
    pub fn status(&self, model: Model) -> Result<(), ModelError> {
        let entry = entry(model);
        let mut file = open(entry, &self.path_of(model))?;
        let mut hasher = Sha256::new();
        let mut chunk = vec![0_u8; CHUNK_BYTES];
        let mut size_bytes = 0_u64;
        loop {
            let count =
                file.read(&mut chunk).map_err(|source| ModelError::Unreadable { model, source })?;
            if count == 0 {
                break;
            }
            size_bytes += count as u64;
            hasher.update(chunk.get(..count).unwrap_or_default());
        }
        check(entry, size_bytes, hasher.finalize().into())
    }
}

/// Opens the file if its size is right, and reads no byte past that size.
fn open(entry: &ManifestEntry, path: &Path) -> Result<io::Take<File>, ModelError> {
    let model = entry.model;
    let fail = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => ModelError::Missing { model },
        _ => ModelError::Unreadable { model, source },
    };
    let found = std::fs::metadata(path).map_err(fail)?;
    if !found.is_file() {
        return Err(fail(io::Error::from(io::ErrorKind::InvalidInput)));
    }
    check_size(entry, found.len())?;
    // One byte more than expected, so that a file that grows meanwhile is noticed.
    Ok(File::open(path).map_err(fail)?.take(entry.size_bytes + 1))
}

fn check_size(entry: &ManifestEntry, found_bytes: u64) -> Result<(), ModelError> {
    if found_bytes == entry.size_bytes {
        return Ok(());
    }
    let expected_bytes = entry.size_bytes;
    Err(ModelError::WrongSize { model: entry.model, found_bytes, expected_bytes })
}

fn check(entry: &ManifestEntry, size_bytes: u64, sha256: [u8; 32]) -> Result<(), ModelError> {
    check_size(entry, size_bytes)?;
    if entry.accepts(sha256) { Ok(()) } else { Err(ModelError::WrongHash { model: entry.model }) }
}

impl VerifiedModel {
    /// Which model it is.
    pub fn model(&self) -> Model {
        self.model
    }

    /// The bytes that were hashed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes that were hashed, without a copy.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Where the file was. Prefer the bytes: the file may have been changed since.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The SHA-256 of the bytes, one that the manifest has.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }
}

impl std::fmt::Debug for VerifiedModel {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "VerifiedModel({}, {} bytes)", self.model, self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty_folder() -> (tempfile::TempDir, ModelFolder) {
        let dir = tempfile::tempdir().expect("a test may make a folder");
        let folder = ModelFolder::new(dir.path().to_owned());
        (dir, folder)
    }

    #[test]
    fn a_missing_file_is_named_as_missing() {
        let (_dir, folder) = empty_folder();
        for model in Model::ALL {
            assert!(
                matches!(folder.load(model), Err(ModelError::Missing { model: named }) if named == model),
                "{model}: the caller learns which model is missing"
            );
            assert!(matches!(folder.status(model), Err(ModelError::Missing { .. })), "{model}");
        }
    }

    #[test]
    fn a_cut_file_is_refused_before_it_is_hashed() {
        let (_dir, folder) = empty_folder();
        std::fs::write(folder.path_of(Model::Faces), b"onnx").expect("a test may write");
        let outcome = folder.load(Model::Faces);
        assert!(
            matches!(outcome, Err(ModelError::WrongSize { found_bytes: 4, .. })),
            "a broken download shows both sizes, got {outcome:?}"
        );
    }

    #[test]
    fn a_file_of_the_right_size_with_other_bytes_is_refused() {
        let (_dir, folder) = empty_folder();
        let size = usize::try_from(entry(Model::VoiceActivity).size_bytes).expect("small");
        std::fs::write(folder.path_of(Model::VoiceActivity), vec![7_u8; size])
            .expect("a test may write");
        for outcome in
            [folder.load(Model::VoiceActivity).map(drop), folder.status(Model::VoiceActivity)]
        {
            assert!(
                matches!(outcome, Err(ModelError::WrongHash { model: Model::VoiceActivity })),
                "only the pinned bytes are a model, got {outcome:?}"
            );
        }
    }

    #[test]
    fn a_folder_in_the_place_of_the_file_is_unreadable_and_not_missing() {
        let (_dir, folder) = empty_folder();
        std::fs::create_dir(folder.path_of(Model::Faces)).expect("a test may make a folder");
        assert!(matches!(folder.load(Model::Faces), Err(ModelError::Unreadable { .. })));
    }

    #[test]
    fn an_error_text_holds_no_path() {
        let (dir, folder) = empty_folder();
        let error = folder.load(Model::SpeechTinyEn).expect_err("the folder is empty");
        let shown = format!("{error} {error:?}");
        let path = dir.path().display().to_string();
        assert!(!shown.contains(&path), "errors are logged, and a path can name a person");
    }
}
