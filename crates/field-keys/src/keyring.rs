//! Where the operating system keeps secrets.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::SecretStoreError;

/// Longest wait for an answer of the operating system's keyring.
///
/// A desktop may ask the person to unlock the keyring meanwhile, which takes some seconds; without
/// a limit a keyring daemon that hangs would keep the app from starting.
pub const KEYRING_WAIT_MAX: Duration = Duration::from_mins(1);

/// The service name of our entries.
const SERVICE: &str = "org.fieldproof.Fieldproof";

/// Keeps small secrets by account name.
///
/// An implementation never makes a secret of its own and never answers with another account's.
pub trait SecretStore {
    /// The secret of `account`.
    ///
    /// # Errors
    /// [`SecretStoreError::NoEntry`] if the store says that it holds none.
    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError>;

    /// Keeps `secret` for `account`, replacing what was there.
    fn set(&self, account: &str, secret: &[u8]) -> Result<(), SecretStoreError>;

    /// Forgets the secret of `account`.
    ///
    /// # Errors
    /// [`SecretStoreError::NoEntry`] if there was none.
    fn delete(&self, account: &str) -> Result<(), SecretStoreError>;
}

/// The operating system's keyring: Secret Service (over D-Bus) on Linux, Keychain on macOS,
/// Credential Manager on Windows.
///
/// Every call blocks, at most [`KEYRING_WAIT_MAX`]. The kernel's keyutils are not used: they forget
/// at reboot.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsKeyring;

impl SecretStore for OsKeyring {
    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
        let account = account.to_owned();
        within_limit(move || entry(&account)?.get_secret().map(Zeroizing::new))
    }

    fn set(&self, account: &str, secret: &[u8]) -> Result<(), SecretStoreError> {
        let account = account.to_owned();
        let secret = Zeroizing::new(secret.to_vec());
        within_limit(move || entry(&account)?.set_secret(&secret))
    }

    fn delete(&self, account: &str) -> Result<(), SecretStoreError> {
        let account = account.to_owned();
        within_limit(move || entry(&account)?.delete_credential())
    }
}

fn entry(account: &str) -> keyring::Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, account)
}

/// Runs a keyring call on a thread of its own and waits at most [`KEYRING_WAIT_MAX`] for it.
///
/// The thread also keeps the D-Bus client's own runtime apart from the caller's.
fn within_limit<T: Send + 'static>(
    call: impl FnOnce() -> keyring::Result<T> + Send + 'static,
) -> Result<T, SecretStoreError> {
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new()
        .name("keyring".to_owned())
        .spawn(move || {
            // The receiver is gone only after the limit; then nobody waits for the answer.
            let _ = sender.send(call());
        })
        .map_err(|cause| SecretStoreError::Unavailable(Box::new(cause)))?;
    match receiver.recv_timeout(KEYRING_WAIT_MAX) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(keyring::Error::NoEntry)) => Err(SecretStoreError::NoEntry),
        Ok(Err(cause)) => Err(SecretStoreError::Unavailable(without_secret(cause))),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(SecretStoreError::TimedOut),
        Err(cause @ mpsc::RecvTimeoutError::Disconnected) => {
            Err(SecretStoreError::Unavailable(Box::new(cause)))
        }
    }
}

/// Why the keyring refused, without the secret bytes that two of the library's errors carry.
fn without_secret(cause: keyring::Error) -> Box<dyn std::error::Error + Send + Sync> {
    match cause {
        keyring::Error::BadEncoding(bytes) | keyring::Error::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            "the entry is not in the expected format".into()
        }
        keyring::Error::PlatformFailure(cause) | keyring::Error::NoStorageAccess(cause) => cause,
        keyring::Error::NoDefaultStore => "there is no keyring service".into(),
        keyring::Error::Ambiguous(_) => "several entries match".into(),
        _ => "the keyring library refused".into(),
    }
}
