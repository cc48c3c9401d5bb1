//! Why keys could not be made, opened or changed.

use std::io;

/// Why a key operation failed. Nothing that opened before stops opening because of it.
///
/// `Display` is safe to log: it names kinds and counts, never a secret, a passphrase or a path.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The passphrase opens no slot.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// A new passphrase has fewer characters than [`crate::PASSPHRASE_CHARS_MIN`].
    #[error("the passphrase is shorter than {} characters", crate::PASSPHRASE_CHARS_MIN)]
    PassphraseTooShort,
    /// A new passphrase is longer than [`crate::PASSPHRASE_BYTES_MAX`].
    #[error("the passphrase is longer than {} bytes", crate::PASSPHRASE_BYTES_MAX)]
    PassphraseTooLong,
    /// The wanted Argon2id cost is outside what slots may hold.
    #[error("the passphrase cost is outside the accepted range")]
    CostOutOfRange,
    /// There is no slots file; see [`crate::state`] for what that means here.
    #[error("there is no slots file")]
    NoSlotsFile,
    /// A slots file is there already; a new key would orphan what the old one opens.
    #[error("a slots file exists already")]
    AlreadyCreated,
    /// The slots file is torn, altered or not a slots file. It is left as it is.
    #[error("the slots file is damaged")]
    SlotsDamaged,
    /// The slots file was written by a newer app.
    #[error("the slots file has version {found}, this app reads {known}")]
    SlotsNewer {
        /// Version in the file.
        found: u32,
        /// Newest version that this app reads.
        known: u32,
    },
    /// No keyring slot was ever enrolled, or it was given up.
    #[error("there is no keyring slot")]
    NoKeyringSlot,
    /// The keyring answers that it holds no such secret: it was wiped, or it is locked (a locked
    /// keyring answers the same). Ask for the passphrase.
    #[error("the keyring has no secret for this key")]
    KeyringHasNoSecret,
    /// The keyring holds a secret, but not the one that the slot was made with.
    #[error("the secret in the keyring does not open the key")]
    KeyringSecretWrong,
    /// The keyring could not be reached, took too long, or refused.
    #[error("the keyring could not be used")]
    Keyring(#[source] SecretStoreError),
    /// The key given is not the one that this profile's slots wrap.
    #[error("the key is not the one of this profile")]
    OtherKey,
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Random(#[source] getrandom::Error),
    /// Argon2id had not enough memory.
    #[error("not enough memory to derive a key from the passphrase")]
    OutOfMemory,
    /// The disk is full; the old slots file is untouched.
    #[error("the disk is full")]
    DiskFull,
    /// Reading or writing the slots file failed; the old one is untouched.
    #[error("the slots file could not be read or written: {}", .0.kind())]
    Io(#[source] io::Error),
}

impl From<io::Error> for KeyError {
    fn from(cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::DiskFull,
            _ => Self::Io(cause),
        }
    }
}

/// Why a [`crate::SecretStore`] did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum SecretStoreError {
    /// It answers that it holds no such secret. A locked Secret Service answers this too.
    #[error("no entry")]
    NoEntry,
    /// There is no store to talk to, or it refused (locked, denied).
    #[error("the store is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It gave no answer within [`crate::KEYRING_WAIT_MAX`].
    #[error("the store did not answer in time")]
    TimedOut,
}
