//! From a passphrase to the key that wraps the master key.

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::slot::{SALT_BYTES, WrappingKey};
use crate::{KeyError, PassphraseCost};

/// Fewest characters of a new passphrase.
///
/// Source: NIST SP 800-63B-4 section 3.1.1.2 asks for 8 where the passphrase is not the only
/// factor; here a guesser needs the laptop's disk too, and pays Argon2id for each guess.
pub const PASSPHRASE_CHARS_MIN: usize = 8;

/// Most bytes of a new passphrase, as UTF-8.
///
/// A limit so that a file pasted by mistake is refused; NIST asks to allow at least 64 characters.
pub const PASSPHRASE_BYTES_MAX: usize = 1024;

/// Checks a new passphrase.
pub(crate) fn check_new(passphrase: &str) -> Result<(), KeyError> {
    if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(KeyError::PassphraseTooShort);
    }
    if passphrase.len() > PASSPHRASE_BYTES_MAX {
        return Err(KeyError::PassphraseTooLong);
    }
    Ok(())
}

/// Derives the wrapping key of a passphrase slot.
///
/// The passphrase is normalised (NFKC) first: keyboards write "ü" in two ways, and both open.
pub(crate) fn derive_wrapping_key(
    passphrase: &str,
    salt: &[u8; SALT_BYTES],
    cost: PassphraseCost,
) -> Result<WrappingKey, KeyError> {
    if passphrase.len() > PASSPHRASE_BYTES_MAX {
        return Err(KeyError::WrongPassphrase);
    }
    let cost = cost.check()?;
    // NFKC lengthens a text at most 18-fold (Unicode annex 15), mostly not at all; room for the
    // common case, so that the buffer is seldom moved and left behind.
    let mut normalised = Zeroizing::new(String::with_capacity(passphrase.len() * 4));
    normalised.extend(passphrase.nfkc());

    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
        .map_err(|_| KeyError::CostOutOfRange)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(normalised.as_bytes(), salt, key.as_mut())
        .map_err(|cause| match cause {
            argon2::Error::OutOfMemory => KeyError::OutOfMemory,
            _ => KeyError::CostOutOfRange,
        })?;
    Ok(WrappingKey(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_ways_to_write_an_umlaut_give_one_key() {
        let composed = derive_wrapping_key("Schl\u{fc}ssel", &[7; 16], PassphraseCost::FLOOR);
        let decomposed = derive_wrapping_key("Schlu\u{308}ssel", &[7; 16], PassphraseCost::FLOOR);
        let (composed, decomposed) = (composed.expect("derives"), decomposed.expect("derives"));
        assert_eq!(composed.0, decomposed.0, "the keyboard's spelling does not matter");
    }

    #[test]
    fn lengths_are_checked_in_characters_and_bytes() {
        assert!(matches!(check_new("ÄÖÜäöü7"), Err(KeyError::PassphraseTooShort)));
        assert!(check_new("ÄÖÜäöü78").is_ok(), "eight characters are enough");
        let long = "x".repeat(PASSPHRASE_BYTES_MAX + 1);
        assert!(matches!(check_new(&long), Err(KeyError::PassphraseTooLong)));
    }
}
