//! Password hashes: Argon2id over the normalised password.

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq as _;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Memory of a new hash, in KiB: 19 MiB.
///
/// Source: OWASP Password Storage Cheat Sheet, Argon2id with m = 19456, t = 2, p = 1; 41 ms measured
/// on two cores. Each hash keeps its own cost, so that this can be raised.
const MEMORY_KIB: u32 = 19_456;
/// Passes of a new hash. Source: as above.
const PASSES: u32 = 2;
/// Lanes of a new hash. Source: as above.
const LANES: u32 = 1;
/// Fewest characters of a new password. Source: NIST SP 800-63B-4 section 3.1.1.2.
pub(crate) const PASSWORD_CHARS_MIN: usize = 8;
/// Most bytes of a password, so that nobody makes the server hash a book.
pub(crate) const PASSWORD_BYTES_MAX: usize = 1024;

/// A stored password hash and what it cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PasswordHash {
    pub salt: [u8; 16],
    pub hash: [u8; 32],
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

/// Hashing failed: not enough memory, or a stored cost that Argon2 does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed")]
pub struct HashFailed;

impl PasswordHash {
    /// Hashes a new password with `salt`, which must be random.
    ///
    /// # Errors
    /// [`HashFailed`] if there is not enough memory.
    pub fn derive(password: &str, salt: [u8; 16]) -> Result<Self, HashFailed> {
        let mut made =
            Self { salt, hash: [0; 32], memory_kib: MEMORY_KIB, passes: PASSES, lanes: LANES };
        made.hash = *made.compute(password)?;
        Ok(made)
    }

    /// What an unknown account is checked against, so that it takes as long as a known one. No
    /// password fits it: nobody knows one whose hash is all zero.
    pub fn of_nobody() -> Self {
        Self { salt: [0; 16], hash: [0; 32], memory_kib: MEMORY_KIB, passes: PASSES, lanes: LANES }
    }

    /// Whether `password` is the one that was hashed.
    ///
    /// # Errors
    /// [`HashFailed`] if there is not enough memory.
    pub fn fits(&self, password: &str) -> Result<bool, HashFailed> {
        Ok(self.compute(password)?.ct_eq(&self.hash).into())
    }

    fn compute(&self, password: &str) -> Result<Zeroizing<[u8; 32]>, HashFailed> {
        // Keyboards write "ü" in two ways; both must fit.
        let normalised: Zeroizing<String> = Zeroizing::new(password.nfkc().collect());
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_| HashFailed)?;
        let mut hash = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(normalised.as_bytes(), &self.salt, hash.as_mut())
            .map_err(|_| HashFailed)?;
        Ok(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_fits_in_both_spellings() {
        let hash = PasswordHash::derive("Schl\u{fc}ssel-7", [3; 16]).expect("is hashed");
        assert_eq!(hash.fits("Schlu\u{308}ssel-7"), Ok(true), "the decomposed spelling");
        assert_eq!(hash.fits("Schluessel-7"), Ok(false));
        assert_eq!(PasswordHash::of_nobody().fits(""), Ok(false));
    }
}
