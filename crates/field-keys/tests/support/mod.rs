//! A keyring that tests can wipe, lock and exchange.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use field_keys::{SecretStore, SecretStoreError};
use zeroize::Zeroizing;

/// A passphrase for a test.
pub fn passphrase(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

/// Keeps secrets in memory and misbehaves on demand, as real keyrings do.
#[derive(Default)]
pub struct KeyringDouble {
    secrets: RefCell<BTreeMap<String, Vec<u8>>>,
    is_locked: Cell<bool>,
    forgets: Cell<bool>,
}

impl KeyringDouble {
    /// Answers "no entry" to get and refuses set, as a locked Secret Service does.
    pub fn lock(&self) {
        self.is_locked.set(true);
    }

    /// Says "kept" from now on and keeps nothing.
    pub fn forget_what_is_set(&self) {
        self.is_locked.set(false);
        self.forgets.set(true);
    }

    /// Loses every secret.
    pub fn clear(&self) {
        self.secrets.borrow_mut().clear();
    }

    /// Exchanges every secret.
    pub fn replace_all_by(&self, secret: &[u8]) {
        for kept in self.secrets.borrow_mut().values_mut() {
            *kept = secret.to_vec();
        }
    }

    /// Every secret that is kept.
    pub fn secrets(&self) -> Vec<Vec<u8>> {
        self.secrets.borrow().values().cloned().collect()
    }
}

impl SecretStore for KeyringDouble {
    fn get(&self, account: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
        if self.is_locked.get() {
            return Err(SecretStoreError::NoEntry);
        }
        let secrets = self.secrets.borrow();
        secrets.get(account).cloned().map(Zeroizing::new).ok_or(SecretStoreError::NoEntry)
    }

    fn set(&self, account: &str, secret: &[u8]) -> Result<(), SecretStoreError> {
        if self.is_locked.get() {
            return Err(SecretStoreError::Unavailable("locked".into()));
        }
        if !self.forgets.get() {
            self.secrets.borrow_mut().insert(account.to_owned(), secret.to_vec());
        }
        Ok(())
    }

    fn delete(&self, account: &str) -> Result<(), SecretStoreError> {
        let removed = self.secrets.borrow_mut().remove(account);
        removed.map(|_| ()).ok_or(SecretStoreError::NoEntry)
    }
}
