//! Makes the first and only master key of a profile.

use zeroize::Zeroizing;

use crate::change::{make_keyring_slot, make_passphrase_slot};
use crate::keyring::SecretStore;
use crate::master_key::MasterKey;
use crate::slot::SlotKind;
use crate::slots_file::{self, Proof, SlotsFile};
use crate::{FirstRun, KeyError, PassphraseCost, passphrase};

/// What came of making a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Created {
    /// Whether a keyring slot was made: the keyring took the secret and gave it back. Where it is
    /// `false` the passphrase is asked for at every start.
    pub is_in_keyring: bool,
}

/// Makes a random master key and its slots: the passphrase slot always, the keyring slot if
/// `keyring` is given, takes a secret and gives it back.
///
/// A keyring that refuses is no error; [`Created`] tells.
///
/// # Errors
/// * [`KeyError::PassphraseTooShort`], [`KeyError::PassphraseTooLong`], [`KeyError::CostOutOfRange`].
/// * [`KeyError::AlreadyCreated`] if a slots file appeared since [`crate::state`] was asked.
/// * [`KeyError::DiskFull`], [`KeyError::Io`], [`KeyError::Random`], [`KeyError::OutOfMemory`].
pub fn create(
    first_run: FirstRun,
    new_passphrase: &Zeroizing<String>,
    cost: PassphraseCost,
    keyring: Option<&dyn SecretStore>,
) -> Result<(MasterKey, Created), KeyError> {
    let profile = first_run.profile;
    passphrase::check_new(new_passphrase)?;
    if slots_file::path(&profile).try_exists()? {
        return Err(KeyError::AlreadyCreated);
    }

    let key = MasterKey::make_random()?;
    let (slot, passphrase_key) = make_passphrase_slot(&key, new_passphrase, cost)?;
    let mut file = SlotsFile::new(&key, slot);
    let mut proofs = vec![Proof { kind: SlotKind::Passphrase, wrapping: &passphrase_key }];

    // What the keyring answers decides only whether there is a second slot.
    let keyring_slot = keyring.and_then(|store| make_keyring_slot(&key, store).ok());
    if let Some((slot, keyring_key)) = &keyring_slot {
        file.keyring = Some(slot.clone());
        proofs.push(Proof { kind: SlotKind::Keyring, wrapping: keyring_key });
    }

    if let Err(cause) = slots_file::replace(&profile, &file, &proofs) {
        if let (Some(store), Some((slot, _))) = (keyring, &keyring_slot) {
            // An entry without a slot opens nothing; the first failure is the one to report.
            let _ = store.delete(&slot.account);
        }
        return Err(cause);
    }
    Ok((key, Created { is_in_keyring: keyring_slot.is_some() }))
}
