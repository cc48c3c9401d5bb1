//! `keys.json`: read whole, replaced whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::KeyError;
use crate::master_key::{KeyId, MasterKey};
use crate::slot::{KeyringSlot, PassphraseSlot, SlotKind, WrappedKey, WrappingKey, unwrap};

/// Name of the slots file in the profile folder.
pub const SLOTS_FILE_NAME: &str = "keys.json";

/// Most bytes that a slots file may have. Two slots need under 2 KiB; more is not a slots file.
pub const SLOTS_FILE_BYTES_MAX: u64 = 64 * 1024;

/// Where a new file is written before it replaces the old one.
const NEW_FILE_NAME: &str = "keys.json.new";

/// The version that this app writes and the newest that it reads. A new kind of slot is a new
/// version, so that an older app never drops a slot that it does not know.
const VERSION: u32 = 1;

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlotsFile {
    version: u32,
    pub key_id: KeyId,
    /// Tells whether an opened key is the right one, before anything is written with it.
    #[serde(with = "hex")]
    check: [u8; 32],
    pub passphrase: PassphraseSlot,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyring: Option<KeyringSlot>,
}

/// Read first, alone: a newer file may hold what this app cannot parse.
#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}

/// A slot that must open in the new file before it may replace the old one.
pub(crate) struct Proof<'a> {
    pub kind: SlotKind,
    pub wrapping: &'a WrappingKey,
}

impl SlotsFile {
    pub(crate) fn new(key: &MasterKey, passphrase: PassphraseSlot) -> Self {
        Self {
            version: VERSION,
            key_id: key.id(),
            check: key.derive_check(),
            passphrase,
            keyring: None,
        }
    }

    /// Opens one slot and compares the check value; `None` if it does not open.
    pub(crate) fn open(&self, kind: SlotKind, wrapping: &WrappingKey) -> Option<MasterKey> {
        let wrapped: &WrappedKey = match kind {
            SlotKind::Passphrase => &self.passphrase.wrapped,
            SlotKind::Keyring => &self.keyring.as_ref()?.wrapped,
        };
        let key = unwrap(wrapped, self.key_id, kind, wrapping)?;
        self.is_key(&key).then_some(key)
    }

    /// Whether `key` is the key that these slots wrap.
    pub(crate) fn is_key(&self, key: &MasterKey) -> bool {
        key.id() == self.key_id && key.derive_check() == self.check
    }

    fn parse(bytes: &[u8]) -> Result<Self, KeyError> {
        let VersionOnly { version } =
            serde_json::from_slice(bytes).map_err(|_| KeyError::SlotsDamaged)?;
        if version > VERSION {
            return Err(KeyError::SlotsNewer { found: version, known: VERSION });
        }
        let file: Self = serde_json::from_slice(bytes).map_err(|_| KeyError::SlotsDamaged)?;
        let has_one_id = file.passphrase.key_id == file.key_id
            && file.keyring.as_ref().is_none_or(|slot| slot.key_id == file.key_id);
        if has_one_id { Ok(file) } else { Err(KeyError::SlotsDamaged) }
    }
}

/// The path of the slots file.
pub(crate) fn path(profile: &Path) -> PathBuf {
    profile.join(SLOTS_FILE_NAME)
}

/// Reads the slots file; `None` if there is none.
pub(crate) fn read_if_any(profile: &Path) -> Result<Option<SlotsFile>, KeyError> {
    match File::open(path(profile)) {
        Ok(file) => SlotsFile::parse(&read_bounded(file)?).map(Some),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause.into()),
    }
}

/// Reads the slots file.
pub(crate) fn read(profile: &Path) -> Result<SlotsFile, KeyError> {
    read_if_any(profile)?.ok_or(KeyError::NoSlotsFile)
}

/// Replaces the slots file by `file`, or leaves the old one as it is.
///
/// Order: write beside the old file → fsync → read again from the disk → every slot in `proofs`
/// must open → rename over the old file → fsync the folder. A kill at any point leaves a whole
/// file, old or new.
pub(crate) fn replace(
    profile: &Path,
    file: &SlotsFile,
    proofs: &[Proof<'_>],
) -> Result<(), KeyError> {
    fs::create_dir_all(profile)?;
    let new_path = profile.join(NEW_FILE_NAME);
    let outcome = write_and_prove(&new_path, file, proofs)
        .and_then(|()| fs::rename(&new_path, path(profile)).map_err(KeyError::from));
    if let Err(cause) = outcome {
        // The failure is what the caller must hear of; a file left over here is replaced next time.
        let _ = fs::remove_file(&new_path);
        return Err(cause);
    }
    sync_folder(profile)?;
    Ok(())
}

fn write_and_prove(path: &Path, file: &SlotsFile, proofs: &[Proof<'_>]) -> Result<(), KeyError> {
    let mut bytes = serde_json::to_vec_pretty(file)
        .expect("a slots file is strings, numbers and maps with string keys");
    bytes.push(b'\n');
    // A leftover of a killed attempt may have other permissions: start from nothing.
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause.into()),
        _ => {}
    }
    let mut writer = create_private(path)?;
    writer.write_all(&bytes)?;
    writer.sync_all()?;
    drop(writer);

    let reread = SlotsFile::parse(&read_bounded(File::open(path)?)?)?;
    let is_proved = reread == *file
        && proofs.iter().all(|proof| reread.open(proof.kind, proof.wrapping).is_some());
    if is_proved { Ok(()) } else { Err(KeyError::SlotsDamaged) }
}

/// Makes a file that only the owner may read.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a rename or removal in `folder` lasting.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows cannot open a folder as a file; its renames are journalled by NTFS.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes what a killed [`replace`] may have left.
pub(crate) fn remove_leftover(profile: &Path) -> io::Result<()> {
    match fs::remove_file(profile.join(NEW_FILE_NAME)) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn read_bounded(file: File) -> Result<Vec<u8>, KeyError> {
    let mut bytes = Vec::new();
    file.take(SLOTS_FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= SLOTS_FILE_BYTES_MAX) {
        Ok(bytes)
    } else {
        Err(KeyError::SlotsDamaged)
    }
}
