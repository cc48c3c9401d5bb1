//! Opens the master key through one of its slots.

use std::path::Path;

use zeroize::Zeroizing;

use crate::change::{derive_keyring_wrapping_key, rewrap_passphrase};
use crate::keyring::SecretStore;
use crate::master_key::MasterKey;
use crate::slot::SlotKind;
use crate::{KeyError, PassphraseCost, SecretStoreError, passphrase, slots_file};

/// Opens the passphrase slot. A slot that is cheaper to guess than `wanted` is made anew at
/// `wanted`.
///
/// # Errors
/// * [`KeyError::WrongPassphrase`]: also where the wrapped key in the slot was altered; the two
///   cannot be told apart.
/// * [`KeyError::NoSlotsFile`], [`KeyError::SlotsDamaged`], [`KeyError::SlotsNewer`],
///   [`KeyError::CostOutOfRange`], [`KeyError::OutOfMemory`], [`KeyError::Io`].
pub fn unlock_with_passphrase(
    profile: &Path,
    given: &Zeroizing<String>,
    wanted: PassphraseCost,
) -> Result<MasterKey, KeyError> {
    let file = slots_file::read(profile)?;
    let slot = &file.passphrase;
    let wrapping = passphrase::derive_wrapping_key(given, &slot.salt, slot.cost)?;
    let key = file.open(SlotKind::Passphrase, &wrapping).ok_or(KeyError::WrongPassphrase)?;
    if slot.cost.is_below(wanted) {
        // Unlocking does not fail for it: on a full disk the old slot still opens, and the next
        // unlock tries again.
        let _ = rewrap_passphrase(profile, &key, given, wanted);
    }
    Ok(key)
}

/// Opens the keyring slot.
///
/// # Errors
/// * [`KeyError::KeyringHasNoSecret`] if the keyring answers "no entry": it was wiped or is locked.
///   Ask for the passphrase; it is never a first run.
/// * [`KeyError::KeyringSecretWrong`] if the keyring's secret does not open the slot.
/// * [`KeyError::NoKeyringSlot`], [`KeyError::Keyring`], [`KeyError::NoSlotsFile`],
///   [`KeyError::SlotsDamaged`], [`KeyError::SlotsNewer`], [`KeyError::Io`].
pub fn unlock_with_keyring(
    profile: &Path,
    keyring: &dyn SecretStore,
) -> Result<MasterKey, KeyError> {
    let file = slots_file::read(profile)?;
    let slot = file.keyring.as_ref().ok_or(KeyError::NoKeyringSlot)?;
    let secret = keyring.get(&slot.account).map_err(|cause| match cause {
        SecretStoreError::NoEntry => KeyError::KeyringHasNoSecret,
        cause @ (SecretStoreError::Unavailable(_) | SecretStoreError::TimedOut) => {
            KeyError::Keyring(cause)
        }
    })?;
    let wrapping = derive_keyring_wrapping_key(&secret, &slot.salt);
    file.open(SlotKind::Keyring, &wrapping).ok_or(KeyError::KeyringSecretWrong)
}
