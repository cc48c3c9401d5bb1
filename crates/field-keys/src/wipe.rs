//! Makes a profile's data unreadable for ever.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::keyring::SecretStore;
use crate::{KeyError, SecretStoreError, slots_file};

/// What a wipe reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wiped {
    /// Whether the keyring holds no secret of this profile any more. Where it is `false` an orphan
    /// secret stays there; without the slots file it opens nothing.
    pub is_keyring_clear: bool,
}

/// Destroys every slot: overwrites the slots file, deletes the keyring's secret, removes the file.
/// What the master key encrypted can then never be read again; deleting those files is tidying.
///
/// Wiping works on a damaged slots file too, and a second wipe changes nothing. On flash memory an
/// overwritten block may survive in the drive: there the passphrase's strength is what protects a
/// copied old slot.
///
/// # Errors
/// [`KeyError::Io`] if the slots file could not be overwritten or removed: then call again.
pub fn wipe(profile: &Path, keyring: Option<&dyn SecretStore>) -> Result<Wiped, KeyError> {
    let path = slots_file::path(profile);
    slots_file::remove_leftover(profile)?;
    let known = slots_file::read_if_any(profile);
    match overwrite(&path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            return Ok(Wiped { is_keyring_clear: true });
        }
        other => other?,
    }
    let is_keyring_clear = match known {
        Ok(Some(file)) => match (file.keyring, keyring) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(slot), Some(store)) => {
                matches!(store.delete(&slot.account), Ok(()) | Err(SecretStoreError::NoEntry))
            }
        },
        // Which secret was this profile's cannot be known from a damaged file.
        Ok(None) | Err(_) => false,
    };
    fs::remove_file(&path)?;
    slots_file::sync_folder(profile)?;
    Ok(Wiped { is_keyring_clear })
}

/// Writes random bytes over the file, in place.
fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let length = file.metadata()?.len().min(slots_file::SLOTS_FILE_BYTES_MAX);
    let mut noise = vec![0; usize::try_from(length).unwrap_or(0)];
    // Zeros serve as well where there is no randomness; a wipe must not fail for that.
    let _ = getrandom::fill(&mut noise);
    file.write_all(&noise)?;
    file.sync_all()
}
