//! One slot: the master key, wrapped.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce, Tag};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::master_key::{KeyId, MasterKey};
use crate::{KeyError, PassphraseCost};

/// Length of a slot's salt, in bytes. Source: RFC 9106 section 3.1 recommends 16.
pub(crate) const SALT_BYTES: usize = 16;

/// AES-GCM nonce length, in bytes (NIST SP 800-38D section 5.2.1.1: 96 bits).
const NONCE_BYTES: usize = 12;

/// AES-GCM tag length, in bytes: the full 128 bits.
const TAG_BYTES: usize = 16;

/// A key that wraps the master key; used for one slot only.
pub(crate) struct WrappingKey(pub Zeroizing<[u8; 32]>);

/// What opens a slot; part of what its tag covers, so that two slots cannot be swapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotKind {
    Passphrase,
    Keyring,
}

impl SlotKind {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Passphrase => b"fieldproof/slot/1/passphrase",
            Self::Keyring => b"fieldproof/slot/1/keyring",
        }
    }
}

/// The master key under AES-256-GCM; the associated data are slot kind and key id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrappedKey {
    #[serde(with = "hex")]
    nonce: [u8; NONCE_BYTES],
    #[serde(with = "hex")]
    ciphertext: [u8; 32],
    #[serde(with = "hex")]
    tag: [u8; TAG_BYTES],
}

/// A slot that a passphrase opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassphraseSlot {
    pub key_id: KeyId,
    pub cost: PassphraseCost,
    #[serde(with = "hex")]
    pub salt: [u8; SALT_BYTES],
    pub wrapped: WrappedKey,
}

/// A slot that a secret in the operating system's keyring opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyringSlot {
    pub key_id: KeyId,
    /// The entry in the keyring; a new one per enrolment, so that the old secret stays until the
    /// new slot is on the disk.
    pub account: String,
    #[serde(with = "hex")]
    pub salt: [u8; SALT_BYTES],
    pub wrapped: WrappedKey,
}

/// Wraps `key` for a slot of `kind` under `wrapping`, with a random nonce.
pub(crate) fn wrap(
    key: &MasterKey,
    kind: SlotKind,
    wrapping: &WrappingKey,
) -> Result<WrappedKey, KeyError> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(KeyError::Random)?;
    let mut buffer = Zeroizing::new(*key.bytes());
    let tag = cipher(wrapping)
        .encrypt_inout_detached(
            &Nonce::from(nonce),
            &associated_data(kind, key.id()),
            buffer.as_mut_slice().into(),
        )
        .expect("32 bytes are fewer than AES-GCM's limit");
    Ok(WrappedKey { nonce, ciphertext: *buffer, tag: tag.into() })
}

/// Opens a slot; `None` if `wrapping` is not its key or a byte was changed.
pub(crate) fn unwrap(
    wrapped: &WrappedKey,
    key_id: KeyId,
    kind: SlotKind,
    wrapping: &WrappingKey,
) -> Option<MasterKey> {
    let mut buffer = Zeroizing::new(wrapped.ciphertext);
    cipher(wrapping)
        .decrypt_inout_detached(
            &Nonce::from(wrapped.nonce),
            &associated_data(kind, key_id),
            buffer.as_mut_slice().into(),
            &Tag::from(wrapped.tag),
        )
        .ok()?;
    Some(MasterKey::from_parts(key_id, buffer))
}

/// A random salt.
pub(crate) fn make_salt() -> Result<[u8; SALT_BYTES], KeyError> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(KeyError::Random)?;
    Ok(salt)
}

fn cipher(wrapping: &WrappingKey) -> Aes256Gcm {
    Aes256Gcm::new_from_slice(wrapping.0.as_ref()).expect("a wrapping key has 32 bytes")
}

fn associated_data(kind: SlotKind, key_id: KeyId) -> Vec<u8> {
    [kind.label(), key_id.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapping() -> WrappingKey {
        WrappingKey(Zeroizing::new([9; 32]))
    }

    #[test]
    fn a_slot_opens_only_as_the_kind_it_was_made_for() {
        let key = MasterKey::make_random().expect("random bytes");
        let wrapped = wrap(&key, SlotKind::Passphrase, &wrapping()).expect("wraps");
        let opened = unwrap(&wrapped, key.id(), SlotKind::Passphrase, &wrapping());
        assert_eq!(opened.expect("opens").bytes(), key.bytes(), "the same key comes back");
        assert!(
            unwrap(&wrapped, key.id(), SlotKind::Keyring, &wrapping()).is_none(),
            "the slot kind is covered by the tag"
        );
        let other = MasterKey::make_random().expect("random bytes");
        assert!(
            unwrap(&wrapped, other.id(), SlotKind::Passphrase, &wrapping()).is_none(),
            "the key id is covered by the tag"
        );
    }
}
