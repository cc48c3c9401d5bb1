//! The folder that holds everything of a server, and who may read its files.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use field_log::wire::OWN_POLICY_BYTES_MAX;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::config::{Config, ConfigError};

/// Bytes of the database key.
const KEY_BYTES: usize = 32;

/// A server's data folder.
#[derive(Debug, Clone)]
pub struct DataFolder {
    root: PathBuf,
}

/// Why a data folder cannot be used. `Display` names the file by its kind, never by its path.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is a server in it.
    #[error("the folder holds a server already ({file} exists); nothing was changed")]
    NotEmpty {
        /// The file that was found.
        file: &'static str,
    },
    /// A file is missing.
    #[error("{file} is missing; make a server with `field-server init`")]
    Missing {
        /// Which.
        file: &'static str,
    },
    /// The database is there and its key is not.
    #[error(
        "{file} is missing but the database is there: put the key file back from your backup; \
         a new key cannot open it and none is made"
    )]
    KeyLost {
        /// The key file.
        file: &'static str,
    },
    /// Others than the owner may read a secret.
    #[error("{file} can be read by others: set its mode to 600")]
    NotPrivate {
        /// Which.
        file: &'static str,
    },
    /// The key file has not 32 bytes.
    #[error("{file} does not hold 32 bytes")]
    BadKey {
        /// Which.
        file: &'static str,
    },
    /// The system's random numbers failed.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The organisation's own policy cannot be handed out.
    #[error("the policy_file of {CONFIG_FILE} {reason}")]
    Policy {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A file could not be read or written.
    #[error("{file} could not be read or written ({})", cause.kind())]
    Io {
        /// Which.
        file: &'static str,
        /// The cause.
        #[source]
        cause: io::Error,
    },
}

/// What a server looks at in a policy.
#[derive(Deserialize)]
struct Outline {
    number: u16,
    name: String,
}

/// Lower numbers belong to the policies that devices carry.
const OWN_NUMBER_MIN: u16 = 1000;

/// A file of the folder, by its name.
type FileName = &'static str;

pub(crate) const CONFIG_FILE: FileName = "server.toml";
pub(crate) const KEY_FILE: FileName = "database.key";
pub(crate) const DATABASE_FILE: FileName = "server.db";
pub(crate) const CERTIFICATE_FILE: FileName = "certificate.pem";
pub(crate) const CERTIFICATE_KEY_FILE: FileName = "certificate.key";
const BLOBS_FOLDER: FileName = "blobs";

impl DataFolder {
    /// The folder at `root`, which need not exist yet.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Where the database file is.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.root.join(DATABASE_FILE)
    }

    /// Where blobs are.
    #[must_use]
    pub fn blobs(&self) -> PathBuf {
        self.root.join(BLOBS_FOLDER)
    }

    /// Makes the folder, for the owner alone, and checks that no server is in it.
    ///
    /// # Errors
    /// [`FolderError::NotEmpty`], [`FolderError::Io`].
    pub fn create(&self) -> Result<(), FolderError> {
        create_private_folder(&self.root)
            .map_err(|cause| FolderError::Io { file: "the folder", cause })?;
        for file in [
            CONFIG_FILE,
            KEY_FILE,
            DATABASE_FILE,
            CERTIFICATE_FILE,
            CERTIFICATE_KEY_FILE,
            BLOBS_FOLDER,
        ] {
            if self.root.join(file).exists() {
                return Err(FolderError::NotEmpty { file });
            }
        }
        create_private_folder(&self.blobs())
            .map_err(|cause| FolderError::Io { file: BLOBS_FOLDER, cause })
    }

    /// Reads and checks the configuration.
    ///
    /// # Errors
    /// [`FolderError::Missing`], [`FolderError::Config`], [`FolderError::Io`].
    pub fn config(&self) -> Result<Config, FolderError> {
        let text = self.read(CONFIG_FILE)?;
        let text = String::from_utf8_lossy(&text);
        Ok(Config::parse(&text)?)
    }

    /// The text of the organisation's own policy, if the configuration names one. Only its outline is looked
    /// at here; each device reads and checks all of it (`fieldproof policy` does the same).
    ///
    /// # Errors
    /// [`FolderError::Policy`].
    pub(crate) fn own_policy(&self, config: &Config) -> Result<Option<String>, FolderError> {
        let Some(file) = &config.policy_file else { return Ok(None) };
        let wrong = |reason| FolderError::Policy { reason };
        let path = self.root.join(file);
        let length = fs::metadata(&path).map_err(|_| wrong("cannot be read"))?.len();
        if usize::try_from(length).map_or(true, |length| length > OWN_POLICY_BYTES_MAX) {
            return Err(wrong("is longer than a policy may be (16 KiB)"));
        }
        let text = fs::read_to_string(&path).map_err(|_| wrong("cannot be read as text"))?;
        let outline: Outline =
            toml::from_str(&text).map_err(|_| wrong("is no policy: it has no number and name"))?;
        if outline.number < OWN_NUMBER_MIN || outline.name.is_empty() {
            return Err(wrong("needs a name and a number of 1000 or more"));
        }
        Ok(Some(text))
    }

    /// Makes a random database key and its file.
    ///
    /// # Errors
    /// [`FolderError::NoRandomness`], [`FolderError::Io`] (also if the file exists).
    pub(crate) fn make_key(&self) -> Result<Zeroizing<[u8; KEY_BYTES]>, FolderError> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(key.as_mut()).map_err(|_| FolderError::NoRandomness)?;
        self.write_private(KEY_FILE, key.as_ref())?;
        Ok(key)
    }

    /// Reads the database key.
    ///
    /// # Errors
    /// [`FolderError::KeyLost`], [`FolderError::NotPrivate`], [`FolderError::BadKey`],
    /// [`FolderError::Missing`], [`FolderError::Io`].
    pub(crate) fn key(&self) -> Result<Zeroizing<[u8; KEY_BYTES]>, FolderError> {
        if !self.root.join(KEY_FILE).exists() && self.database().exists() {
            return Err(FolderError::KeyLost { file: KEY_FILE });
        }
        let bytes = Zeroizing::new(self.read_private(KEY_FILE)?);
        let key: [u8; KEY_BYTES] =
            bytes.as_slice().try_into().map_err(|_| FolderError::BadKey { file: KEY_FILE })?;
        Ok(Zeroizing::new(key))
    }

    /// Reads a file that is no secret.
    pub(crate) fn read(&self, file: FileName) -> Result<Vec<u8>, FolderError> {
        fs::read(self.root.join(file)).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => FolderError::Missing { file },
            _ => FolderError::Io { file, cause },
        })
    }

    /// Reads a secret, and refuses one that others may read.
    pub(crate) fn read_private(&self, file: FileName) -> Result<Vec<u8>, FolderError> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let metadata =
                fs::metadata(self.root.join(file)).map_err(|cause| match cause.kind() {
                    io::ErrorKind::NotFound => FolderError::Missing { file },
                    _ => FolderError::Io { file, cause },
                })?;
            if metadata.permissions().mode() & 0o077 != 0 {
                return Err(FolderError::NotPrivate { file });
            }
        }
        self.read(file)
    }

    /// Writes a new file that only the owner may read, and waits until it is on the disk.
    pub(crate) fn write_private(&self, file: FileName, bytes: &[u8]) -> Result<(), FolderError> {
        let write = || -> io::Result<()> {
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt as _;
                options.mode(0o600);
            }
            let mut out = options.open(self.root.join(file))?;
            out.write_all(bytes)?;
            out.sync_all()?;
            sync_folder(&self.root)
        };
        write().map_err(|cause| FolderError::Io { file, cause })
    }
}

/// Makes a folder, and those above it, readable by the owner alone.
pub(crate) fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Waits until the names in a folder are on the disk: a file that was synced can still lose its name.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(path)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_for_the_owner() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = DataFolder::at(&folder.path().join("server"));
        data.create().expect("an empty place");
        let key = data.make_key().expect("a key");
        assert_ne!(key.as_ref(), &[0; KEY_BYTES], "random, not zero");
        assert_eq!(data.key().expect("is read back"), key);
        assert!(data.make_key().is_err(), "a key is never overwritten");
        let outcome = data.create();
        assert!(matches!(outcome, Err(FolderError::NotEmpty { file: KEY_FILE })), "{outcome:?}");
    }

    #[test]
    fn a_database_without_its_key_never_gets_a_new_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = DataFolder::at(folder.path());
        fs::write(data.database(), b"encrypted").expect("written");
        let outcome = data.key();
        assert!(matches!(outcome, Err(FolderError::KeyLost { .. })), "{outcome:?}");
        assert!(!folder.path().join(KEY_FILE).exists(), "and none was made");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = DataFolder::at(folder.path());
        data.make_key().expect("a key");
        let path = folder.path().join(KEY_FILE);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("mode is set");
        let outcome = data.key();
        assert!(matches!(outcome, Err(FolderError::NotPrivate { .. })), "{outcome:?}");
    }
}
