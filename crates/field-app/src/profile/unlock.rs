//! Opening a profile.

use field_contract::profile::ProfileUnlockArgs;
use field_contract::{Done, ErrorCode};
use field_keys::{PassphraseCost, SecretStore};
use zeroize::Zeroizing;

use crate::app::App;
use crate::error::{self, Result};
use crate::profile::open_with;

/// Opens the profile with the passphrase, or with the computer's keyring if none is given.
///
/// A passphrase opens a profile whose keyring lost its secret as well: that is the recovery.
///
/// # Errors
/// `WrongPassphrase`, `KeyringEmpty`, `KeyMissing`, `StoreDamaged`, `StoreTooNew`.
pub fn unlock(app: &App, args: ProfileUnlockArgs) -> Result<Done> {
    if app.opened().is_ok() {
        return Ok(Done {});
    }
    let profile = &app.inner.config.profile;
    let key = if let Some(passphrase) = args.passphrase.map(Zeroizing::new) {
        field_keys::unlock_with_passphrase(profile, &passphrase, PassphraseCost::DEFAULT)?
    } else {
        let keyring = app.inner.edges.keyring.as_deref();
        let keyring = keyring
            .map(|keyring| keyring as &dyn SecretStore)
            .ok_or_else(|| error::of(ErrorCode::KeyringEmpty, "no keyring is used"))?;
        field_keys::unlock_with_keyring(profile, keyring)?
    };
    open_with(app, &key)?;
    Ok(Done {})
}
