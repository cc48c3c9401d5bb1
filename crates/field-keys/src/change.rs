//! New slots for the key that is there: another passphrase, another keyring.

use std::path::Path;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::keyring::SecretStore;
use crate::master_key::MasterKey;
use crate::slot::{
    KeyringSlot, PassphraseSlot, SALT_BYTES, SlotKind, WrappingKey, make_salt, wrap,
};
use crate::slots_file::{self, Proof};
use crate::{KeyError, PassphraseCost, SecretStoreError, passphrase, unlock_with_passphrase};

/// The label of the key that wraps the master key in a keyring slot.
const KEYRING_WRAP_LABEL: &[u8] = b"fieldproof/slot/1/keyring-wrap";

/// Replaces the passphrase, given the old one. The master key and every other slot stay.
///
/// # Errors
/// [`KeyError::WrongPassphrase`] for the old one, otherwise those of [`set_passphrase`].
pub fn change_passphrase(
    profile: &Path,
    old_passphrase: &Zeroizing<String>,
    new_passphrase: &Zeroizing<String>,
    cost: PassphraseCost,
) -> Result<(), KeyError> {
    passphrase::check_new(new_passphrase)?;
    let key = unlock_with_passphrase(profile, old_passphrase, cost)?;
    set_passphrase(profile, &key, new_passphrase, cost)
}

/// Replaces the passphrase of an unlocked profile: the way back for a person who forgot it while
/// the keyring still opens the key.
///
/// # Errors
/// * [`KeyError::PassphraseTooShort`], [`KeyError::PassphraseTooLong`], [`KeyError::CostOutOfRange`].
/// * [`KeyError::OtherKey`] if `key` is not this profile's.
/// * [`KeyError::NoSlotsFile`], [`KeyError::SlotsDamaged`], [`KeyError::DiskFull`], [`KeyError::Io`]:
///   the old passphrase still opens.
pub fn set_passphrase(
    profile: &Path,
    key: &MasterKey,
    new_passphrase: &Zeroizing<String>,
    cost: PassphraseCost,
) -> Result<(), KeyError> {
    passphrase::check_new(new_passphrase)?;
    rewrap_passphrase(profile, key, new_passphrase, cost)
}

/// Makes a passphrase slot without asking whether the passphrase is long enough: the one that
/// opens now may be made anew at a higher cost.
pub(crate) fn rewrap_passphrase(
    profile: &Path,
    key: &MasterKey,
    passphrase: &str,
    cost: PassphraseCost,
) -> Result<(), KeyError> {
    let mut file = slots_file::read(profile)?;
    if !file.is_key(key) {
        return Err(KeyError::OtherKey);
    }
    let (slot, wrapping) = make_passphrase_slot(key, passphrase, cost)?;
    file.passphrase = slot;
    let proof = Proof { kind: SlotKind::Passphrase, wrapping: &wrapping };
    slots_file::replace(profile, &file, &[proof])
}

/// Makes the keyring slot of an unlocked profile, or makes it anew after the keyring was wiped or
/// exchanged. The old secret is deleted only when the new slot is on the disk.
///
/// # Errors
/// * [`KeyError::Keyring`] if the keyring did not take the secret and give it back.
/// * [`KeyError::OtherKey`], [`KeyError::NoSlotsFile`], [`KeyError::SlotsDamaged`],
///   [`KeyError::DiskFull`], [`KeyError::Io`]: what opened before still opens.
pub fn enrol_keyring(
    profile: &Path,
    key: &MasterKey,
    keyring: &dyn SecretStore,
) -> Result<(), KeyError> {
    let mut file = slots_file::read(profile)?;
    if !file.is_key(key) {
        return Err(KeyError::OtherKey);
    }
    let (slot, wrapping) = make_keyring_slot(key, keyring)?;
    let new_account = slot.account.clone();
    let old_slot = file.keyring.replace(slot);
    let proof = Proof { kind: SlotKind::Keyring, wrapping: &wrapping };
    let outcome = slots_file::replace(profile, &file, &[proof]);
    let orphan =
        if outcome.is_ok() { old_slot.map(|slot| slot.account) } else { Some(new_account) };
    if let Some(account) = orphan {
        // An entry that no slot names opens nothing; it is tidied where the keyring lets us.
        let _ = keyring.delete(&account);
    }
    outcome
}

/// Makes a passphrase slot; also gives the key that opens it, to prove the slot after writing.
pub(crate) fn make_passphrase_slot(
    key: &MasterKey,
    passphrase: &str,
    cost: PassphraseCost,
) -> Result<(PassphraseSlot, WrappingKey), KeyError> {
    let salt = make_salt()?;
    let wrapping = passphrase::derive_wrapping_key(passphrase, &salt, cost)?;
    let wrapped = wrap(key, SlotKind::Passphrase, &wrapping)?;
    Ok((PassphraseSlot { key_id: key.id(), cost, salt, wrapped }, wrapping))
}

/// Puts a new random secret into the keyring, reads it back, and makes a slot from it.
pub(crate) fn make_keyring_slot(
    key: &MasterKey,
    keyring: &dyn SecretStore,
) -> Result<(KeyringSlot, WrappingKey), KeyError> {
    let mut secret = Zeroizing::new([0; 32]);
    getrandom::fill(secret.as_mut()).map_err(KeyError::Random)?;
    let salt = make_salt()?;
    let account = format!("device-key-{}-{}", key.id(), hex::encode(salt));

    keyring.set(&account, secret.as_ref()).map_err(KeyError::Keyring)?;
    let read_back = keyring.get(&account).map_err(|cause| match cause {
        SecretStoreError::NoEntry => KeyError::KeyringHasNoSecret,
        cause @ (SecretStoreError::Unavailable(_) | SecretStoreError::TimedOut) => {
            KeyError::Keyring(cause)
        }
    })?;
    if read_back.as_slice() != secret.as_slice() {
        return Err(KeyError::KeyringSecretWrong);
    }

    let wrapping = derive_keyring_wrapping_key(&read_back, &salt);
    let wrapped = wrap(key, SlotKind::Keyring, &wrapping)?;
    Ok((KeyringSlot { key_id: key.id(), account, salt, wrapped }, wrapping))
}

/// The key of a keyring slot: HKDF-SHA256 of the secret. No Argon2id: the secret is 32 random bytes.
pub(crate) fn derive_keyring_wrapping_key(secret: &[u8], salt: &[u8; SALT_BYTES]) -> WrappingKey {
    let mut wrapping = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(KEYRING_WRAP_LABEL, wrapping.as_mut())
        .expect("32 bytes are fewer than HKDF-SHA256's limit of 8160");
    WrappingKey(wrapping)
}
