//! The form of a rescue file: parts that a passphrase opens.
//!
//! ```text
//! magic    "FPRESCUE" 8 | version 1
//! cost     memory in KiB 4 | passes 4 | lanes 4     (Argon2id, RFC 9106, version 0x13)
//! salt     16
//! part     length 8 | a blob of field_media::seal_blob     (as often as there are parts)
//! key      Argon2id(passphrase in NFKC, salt, cost), 32 bytes
//! part key HKDF-SHA256(key, info = "fieldproof rescue v1" | 0 | number of the part 4)
//! ```
//!
//! Numbers are big-endian. Cost and salt are bound by the key that they lead to, the place of a part
//! by its key; the first part says how many follow, so nothing can be cut off, moved or exchanged.

use argon2::{Algorithm, Argon2, Params, Version};
use field_contract::ErrorCode;
use field_keys::{PASSPHRASE_BYTES_MAX, PASSPHRASE_CHARS_MIN, PassphraseCost};
use hkdf::Hkdf;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::error::{self, Failure, Result};

const MAGIC: [u8; 8] = *b"FPRESCUE";
const VERSION: u8 = 1;
/// Length of the salt, in bytes. Source: RFC 9106 section 3.1 recommends 16.
const SALT_BYTES: usize = 16;
const PART_CONTEXT: &[u8] = b"fieldproof rescue v1\0";

/// Makes the parts of a file.
pub(super) struct Sealer {
    key: Zeroizing<[u8; 32]>,
    number: u32,
}

impl Sealer {
    /// Begins a file; returns its first bytes as well.
    ///
    /// # Errors
    /// `PassphraseTooShort`, `Invalid` if it is too long.
    pub fn begin(
        passphrase: &str,
        cost: PassphraseCost,
        salt: [u8; SALT_BYTES],
    ) -> Result<(Vec<u8>, Self)> {
        if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
            return Err(error::of(ErrorCode::PassphraseTooShort, "the passphrase is too short"));
        }
        if passphrase.len() > PASSPHRASE_BYTES_MAX {
            return Err(error::of(ErrorCode::Invalid, "the passphrase is too long"));
        }
        let mut start = MAGIC.to_vec();
        start.push(VERSION);
        for number in [cost.memory_kib, cost.passes, cost.lanes] {
            start.extend_from_slice(&number.to_be_bytes());
        }
        start.extend_from_slice(&salt);
        Ok((start, Self { key: derive_key(passphrase, &salt, cost)?, number: 0 }))
    }

    /// The next part, as it stands in the file.
    pub fn seal(&mut self, content: &[u8]) -> Vec<u8> {
        let sealed = field_media::seal_blob(content, &derive_part_key(&self.key, self.number));
        self.number += 1;
        let mut part = (sealed.len() as u64).to_be_bytes().to_vec();
        part.extend_from_slice(&sealed);
        part
    }
}

/// Opens the parts of a file, one after the other.
pub(super) struct Opener<'a> {
    key: Zeroizing<[u8; 32]>,
    number: u32,
    rest: &'a [u8],
}

impl<'a> Opener<'a> {
    /// Reads the beginning of a file.
    ///
    /// # Errors
    /// `RescueUnreadable` if it is something else; `Internal` if there is not enough memory.
    pub fn begin(file: &'a [u8], passphrase: &str) -> Result<Self> {
        let (magic, rest) = file.split_first_chunk::<8>().ok_or_else(unreadable)?;
        let (version, rest) = rest.split_first().ok_or_else(unreadable)?;
        let (memory_kib, rest) = number(rest)?;
        let (passes, rest) = number(rest)?;
        let (lanes, rest) = number(rest)?;
        let (salt, rest) = rest.split_first_chunk::<SALT_BYTES>().ok_or_else(unreadable)?;
        let cost = PassphraseCost { memory_kib, passes, lanes };
        let is_known = *magic == MAGIC && *version == VERSION && is_bearable(cost);
        if !is_known || passphrase.len() > PASSPHRASE_BYTES_MAX {
            return Err(unreadable());
        }
        Ok(Self { key: derive_key(passphrase, salt, cost)?, number: 0, rest })
    }

    /// The content of the next part.
    ///
    /// # Errors
    /// `RescueUnreadable`: a wrong passphrase, a changed byte or the end of the file look the same.
    pub fn next(&mut self) -> Result<Zeroizing<Vec<u8>>> {
        let (length, rest) = self.rest.split_first_chunk::<8>().ok_or_else(unreadable)?;
        let length = usize::try_from(u64::from_be_bytes(*length)).map_err(|_| unreadable())?;
        let (sealed, rest) = rest.split_at_checked(length).ok_or_else(unreadable)?;
        let key = derive_part_key(&self.key, self.number);
        let content = field_media::open_blob(sealed, &key).map_err(|_| unreadable())?;
        self.number += 1;
        self.rest = rest;
        Ok(content)
    }

    /// Checks that nothing follows.
    ///
    /// # Errors
    /// `RescueUnreadable`.
    pub fn end(self) -> Result<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(unreadable()) }
    }
}

pub(super) fn unreadable() -> Failure {
    error::of(ErrorCode::RescueUnreadable, "not a rescue file, or not its passphrase")
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>().ok_or_else(unreadable)?;
    Ok((u32::from_be_bytes(*number), rest))
}

/// Whether a cost lies between the cheapest and the dearest that is opened: an altered file must not
/// take the machine's memory.
fn is_bearable(cost: PassphraseCost) -> bool {
    let (floor, ceiling) = (PassphraseCost::FLOOR, PassphraseCost::CEILING);
    (floor.memory_kib..=ceiling.memory_kib).contains(&cost.memory_kib)
        && (floor.passes..=ceiling.passes).contains(&cost.passes)
        && (floor.lanes..=ceiling.lanes).contains(&cost.lanes)
}

fn derive_key(
    passphrase: &str,
    salt: &[u8; SALT_BYTES],
    cost: PassphraseCost,
) -> Result<Zeroizing<[u8; 32]>> {
    // Keyboards write "ü" in two ways, and both open.
    let mut normalised = Zeroizing::new(String::with_capacity(passphrase.len() * 4));
    normalised.extend(passphrase.nfkc());
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
        .map_err(|_| unreadable())?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(normalised.as_bytes(), salt, key.as_mut())
        .map_err(|_| error::of(ErrorCode::Internal, "not enough memory for the passphrase"))?;
    Ok(key)
}

fn derive_part_key(key: &[u8; 32], number: u32) -> Zeroizing<[u8; 32]> {
    let mut part = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, key)
        .expand_multi_info(&[PART_CONTEXT, &number.to_be_bytes()], part.as_mut())
        .expect("32 bytes are fewer than HKDF-SHA256's limit of 8160");
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSPHRASE: &str = "Schl\u{fc}ssel 7";

    fn file() -> Vec<u8> {
        let (mut file, mut sealer) =
            Sealer::begin(PASSPHRASE, PassphraseCost::FLOOR, [7; SALT_BYTES]).expect("begins");
        for content in [b"first".as_slice(), b"", b"third"] {
            file.extend_from_slice(&sealer.seal(content));
        }
        file
    }

    fn opened(file: &[u8], passphrase: &str) -> std::result::Result<Vec<Vec<u8>>, ErrorCode> {
        let open = || {
            let mut opener = Opener::begin(file, passphrase)?;
            let parts = (0..3).map(|_| Ok(opener.next()?.to_vec())).collect::<Result<_>>()?;
            opener.end()?;
            Ok(parts)
        };
        open().map_err(|failure: Failure| failure.code())
    }

    #[test]
    fn a_file_opens_with_its_passphrase_however_the_keyboard_spells_it() {
        let parts = Ok(vec![b"first".to_vec(), Vec::new(), b"third".to_vec()]);
        assert_eq!(opened(&file(), PASSPHRASE), parts);
        assert_eq!(opened(&file(), "Schlu\u{308}ssel 7"), parts, "the decomposed form is the same");
    }

    #[test]
    fn another_passphrase_opens_nothing() {
        assert_eq!(opened(&file(), "Schl\u{fc}ssel 8"), Err(ErrorCode::RescueUnreadable));
        assert_eq!(opened(&file(), ""), Err(ErrorCode::RescueUnreadable));
    }

    #[test]
    fn a_flipped_bit_anywhere_opens_nothing() {
        let whole = file();
        // Every byte of the beginning and of the lengths; of the sealed parts one in seven.
        for at in (0..whole.len()).filter(|at| *at < 60 || at % 7 == 0) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            let outcome = opened(&changed, PASSPHRASE);
            assert_eq!(outcome, Err(ErrorCode::RescueUnreadable), "byte {at}");
        }
    }

    #[test]
    fn a_file_that_was_cut_or_added_to_opens_nothing() {
        let whole = file();
        for length in [0, 8, 36, 37, whole.len() / 2, whole.len() - 1] {
            let outcome = opened(&whole[..length], PASSPHRASE);
            assert_eq!(outcome, Err(ErrorCode::RescueUnreadable), "{length} bytes");
        }
        let more = [whole.as_slice(), b"x"].concat();
        assert_eq!(opened(&more, PASSPHRASE), Err(ErrorCode::RescueUnreadable), "one byte more");
        assert_eq!(
            opened(b"%PDF-1.7 something else", PASSPHRASE),
            Err(ErrorCode::RescueUnreadable)
        );
    }

    #[test]
    fn a_cost_that_would_take_the_memory_is_refused_before_it_is_paid() {
        let mut changed = file();
        changed[9..13].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(opened(&changed, PASSPHRASE), Err(ErrorCode::RescueUnreadable));
    }

    #[test]
    fn a_short_passphrase_seals_nothing() {
        let outcome = Sealer::begin("seven77", PassphraseCost::FLOOR, [7; SALT_BYTES]);
        assert_eq!(outcome.err().map(|e| e.code()), Some(ErrorCode::PassphraseTooShort));
    }
}
