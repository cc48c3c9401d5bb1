//! What a profile folder holds, before any key is opened.

use std::path::{Path, PathBuf};

use crate::{KeyError, slots_file};

/// What to do with a profile's keys at start.
#[derive(Debug)]
pub enum KeyState {
    /// Neither a slots file nor a database: a new key may be made.
    FirstRun(FirstRun),
    /// There are slots: unlock.
    Locked {
        /// Whether the keyring may be tried before the passphrase is asked for.
        has_keyring_slot: bool,
    },
    /// A database exists but no slots file does: the recovery screen (bring the file back from a
    /// copy, or erase), never a new key.
    KeyMissing,
}

/// The permission to make the first key of a profile; only [`state`] gives it.
#[derive(Debug)]
pub struct FirstRun {
    pub(crate) profile: PathBuf,
}

/// Looks at the profile folder. `database_exists` says whether a database file is there, in any
/// condition; a folder that does not exist counts as empty.
///
/// # Errors
/// [`KeyError::SlotsDamaged`] and [`KeyError::SlotsNewer`] for a slots file that this app cannot
/// read (it is never treated as absent), [`KeyError::Io`].
pub fn state(profile: &Path, database_exists: bool) -> Result<KeyState, KeyError> {
    Ok(match slots_file::read_if_any(profile)? {
        Some(file) => KeyState::Locked { has_keyring_slot: file.keyring.is_some() },
        None if database_exists => KeyState::KeyMissing,
        None => KeyState::FirstRun(FirstRun { profile: profile.to_owned() }),
    })
}
