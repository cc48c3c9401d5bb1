//! The device master key and what is derived from it.

use std::fmt;

use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::KeyError;

/// Names one master key: 16 random bytes, 32 lower-case hex digits as text. Not secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyId([u8; 16]);

impl KeyId {
    /// The 16 bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for KeyId {
    type Error = hex::FromHexError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut id = [0; 16];
        hex::decode_to_slice(text, &mut id)?;
        Ok(Self(id))
    }
}

/// What a derived key is for. One label each, so that no two uses share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The raw key of the SQLCipher database.
    Database,
    /// The explicit salt of the SQLCipher database: its first 16 bytes.
    DatabaseSalt,
    /// The folder key of encrypted photos and recordings.
    Media,
    /// Authenticates clearance certificates on the device.
    Certificates,
    /// Keyed hashes of engine inputs, so that a certificate names its input without revealing it.
    InputHashes,
    /// Wraps the device's signing key.
    SigningKeyWrap,
    /// Encrypts rescue files that this device opens again.
    RescueFile,
}

impl Purpose {
    /// The one table of labels. A label never changes: what it derived could not be opened again.
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Database => b"fieldproof/device/1/database",
            Self::DatabaseSalt => b"fieldproof/device/1/database-salt",
            Self::Media => b"fieldproof/device/1/media",
            Self::Certificates => b"fieldproof/device/1/certificates",
            Self::InputHashes => b"fieldproof/device/1/input-hashes",
            Self::SigningKeyWrap => b"fieldproof/device/1/signing-key-wrap",
            Self::RescueFile => b"fieldproof/device/1/rescue-file",
        }
    }
}

/// The label of the check value that stands in the slots file.
const CHECK_LABEL: &[u8] = b"fieldproof/device/1/check";

/// The device master key: 32 random bytes, overwritten when dropped, printed by nothing.
pub struct MasterKey {
    id: KeyId,
    bytes: Zeroizing<[u8; 32]>,
}

impl MasterKey {
    /// Makes a new random key with a new random id.
    pub(crate) fn make_random() -> Result<Self, KeyError> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(KeyError::Random)?;
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut()).map_err(KeyError::Random)?;
        Ok(Self { id: KeyId(id), bytes })
    }

    /// Trusts that `bytes` are the key named `id`; the caller compares the check value.
    pub(crate) fn from_parts(id: KeyId, bytes: Zeroizing<[u8; 32]>) -> Self {
        Self { id, bytes }
    }

    /// The name of this key; put it beside everything that the key encrypts.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Derives the key for one purpose: HKDF-SHA256 (RFC 5869), salt = key id, info = label.
    ///
    /// The same key and purpose give the same 32 bytes, always.
    pub fn derive(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        self.derive_labelled(purpose.label())
    }

    /// A value that tells whether a candidate is this key, and from which the key cannot be found.
    pub(crate) fn derive_check(&self) -> [u8; 32] {
        *self.derive_labelled(CHECK_LABEL)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    fn derive_labelled(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut derived = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(&self.id.0), self.bytes.as_ref())
            .expand(label, derived.as_mut())
            .expect("32 bytes are fewer than HKDF-SHA256's limit of 8160");
        derived
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("MasterKey").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PURPOSES: [Purpose; 7] = [
        Purpose::Database,
        Purpose::DatabaseSalt,
        Purpose::Media,
        Purpose::Certificates,
        Purpose::InputHashes,
        Purpose::SigningKeyWrap,
        Purpose::RescueFile,
    ];

    fn fixed_key() -> MasterKey {
        MasterKey::from_parts(KeyId([1; 16]), Zeroizing::new([2; 32]))
    }

    #[test]
    fn every_purpose_has_a_key_of_its_own() {
        let key = fixed_key();
        let mut derived: Vec<_> = PURPOSES.iter().map(|&purpose| *key.derive(purpose)).collect();
        derived.push(key.derive_check());
        derived.push(*key.bytes());
        let count = derived.len();
        derived.sort_unstable();
        derived.dedup();
        assert_eq!(derived.len(), count, "no two purposes share a key");
    }

    #[test]
    fn derived_keys_stay_what_they_were_in_every_version() {
        // Computed with an independent HKDF (Python's hmac and hashlib) on 2026-11-22.
        assert_eq!(hex::encode(*fixed_key().derive(Purpose::Database)), DATABASE_HEX);
        assert_eq!(hex::encode(*fixed_key().derive(Purpose::Media)), MEDIA_HEX);
    }

    #[test]
    fn printing_a_key_prints_its_id_only() {
        let printed = format!("{:?}", fixed_key());
        assert!(printed.contains(&hex::encode([1_u8; 16])), "the id helps support");
        assert!(!printed.contains("0202") && !printed.contains("2, 2"), "never the key");
    }

    const DATABASE_HEX: &str = "441488ead315960f03e4762805afdc7522e53a3c4f34ff206b44be8700843706";
    const MEDIA_HEX: &str = "748b86ddd7aa8151029d91890ee091963153edf4f42b7afce2e43711a294a586";
}
