//! The keys of one device: one random master key, wrapped once per key slot.
//!
//! A profile folder holds `keys.json`, the slots file. Each slot wraps the same device master key:
//! the passphrase slot (always there) with a key from Argon2id, the keyring slot (where the
//! operating system keeps secrets) with a key from a random secret held in that keyring. The slots
//! file never holds a key or a passphrase in the clear.
//!
//! Architecture invariant: a new master key is made only from a [`FirstRun`], which [`state`] hands
//! out only where neither a slots file nor a database exists. A keyring that answers "no entry" is
//! an error of unlocking, never a first run.

mod change;
mod cost;
mod create;
mod error;
mod keyring;
mod master_key;
mod passphrase;
mod slot;
mod slots_file;
mod state;
mod unlock;
mod wipe;

pub use change::{change_passphrase, enrol_keyring, set_passphrase};
pub use cost::PassphraseCost;
pub use create::{Created, create};
pub use error::{KeyError, SecretStoreError};
pub use keyring::{KEYRING_WAIT_MAX, OsKeyring, SecretStore};
pub use master_key::{KeyId, MasterKey, Purpose};
pub use passphrase::{PASSPHRASE_BYTES_MAX, PASSPHRASE_CHARS_MIN};
pub use slots_file::{SLOTS_FILE_BYTES_MAX, SLOTS_FILE_NAME};
pub use state::{FirstRun, KeyState, state};
pub use unlock::{unlock_with_keyring, unlock_with_passphrase};
pub use wipe::{Wiped, wipe};
