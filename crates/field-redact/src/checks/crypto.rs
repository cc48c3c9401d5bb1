//! Addresses of crypto currencies, by their own checksums; by shape alone only after a cue.

use sha2::{Digest, Sha256};
use sha3::Keccak256;

/// The alphabet of base58, without 0, O, I and l.
const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// The alphabet of bech32 (BIP 173).
const BECH32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The bytes of a base58check address: a version, 20 bytes, a checksum of 4.
const BASE58_BYTES: usize = 25;

/// Whether `text` is an address whose checksum is right, or one without any that looks like nothing
/// else: Bitcoin, Litecoin, Dogecoin, Tron (base58check), Bitcoin and Litecoin (bech32), Ethereum.
pub(crate) fn is_crypto_address(text: &str) -> bool {
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return is_ethereum(hex);
    }
    is_bech32(text) || is_base58check(text)
}

/// Whether `text` is shaped like an address, whatever its checksum: one that was mistyped.
pub(crate) fn looks_like_crypto_address(text: &str) -> bool {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_hex = text.strip_prefix("0x").is_some_and(|hex| {
        (38..=66).contains(&hex.len()) && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    let lower = text.to_ascii_lowercase();
    let is_bech32 = ["bc1", "tb1", "ltc1"].iter().any(|prefix| {
        lower.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= 30 && rest.chars().all(|letter| BECH32.contains(letter))
        })
    });
    let is_base58 = (26..=35).contains(&text.len())
        && text.starts_with(['1', '3', 'L', 'M', 'T', 'r', 'D', 'm', 'n', '2', 'A', 'X'])
        && text.bytes().all(|byte| BASE58.contains(&byte));
    is_hex || is_bech32 || (is_base58 && has_digit && has_letter)
}

/// 40 hex digits. Mixed case is a checksum (EIP-55); one case alone has none. 64 are a key or a
/// transaction, which lead to a person too.
fn is_ethereum(hex: &str) -> bool {
    if !matches!(hex.len(), 40 | 64) || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return false;
    }
    let has = |is_case: fn(&u8) -> bool| hex.as_bytes().iter().any(is_case);
    let is_mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    if hex.len() == 64 || !is_mixed {
        return true;
    }
    let hash = Keccak256::digest(hex.to_ascii_lowercase());
    hex.bytes().enumerate().all(|(place, letter)| {
        let byte = hash.get(place / 2).copied().unwrap_or(0);
        let nibble = if place % 2 == 0 { byte >> 4 } else { byte & 0x0f };
        !letter.is_ascii_alphabetic() || letter.is_ascii_uppercase() == (nibble >= 8)
    })
}

/// Base58 with the first four bytes of a double SHA-256 behind 21 others.
fn is_base58check(text: &str) -> bool {
    if !(25..=36).contains(&text.len()) {
        return false;
    }
    let Some(bytes) = base58(text) else { return false };
    let Some((body, check)) = bytes.split_at_checked(BASE58_BYTES - 4) else { return false };
    let hash = Sha256::digest(Sha256::digest(body));
    hash.get(..4) == Some(check)
}

/// The 25 bytes that base58 `text` stands for.
fn base58(text: &str) -> Option<[u8; BASE58_BYTES]> {
    let mut bytes = [0_u8; BASE58_BYTES];
    for letter in text.bytes() {
        let mut carry = BASE58.iter().position(|known| *known == letter)?;
        for byte in bytes.iter_mut().rev() {
            let value = usize::from(*byte) * 58 + carry;
            *byte = u8::try_from(value % 256).ok()?;
            carry = value / 256;
        }
        if carry > 0 {
            return None;
        }
    }
    Some(bytes)
}

/// Bech32 and bech32m with a part of a name that is known (BIP 173, BIP 350).
fn is_bech32(text: &str) -> bool {
    const GENERATORS: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    /// What the checksum of each of the two comes to.
    const ENDS: [u32; 2] = [1, 0x2bc8_30a3];
    let is_mixed = text.bytes().any(|byte| byte.is_ascii_uppercase())
        && text.bytes().any(|byte| byte.is_ascii_lowercase());
    let lower = text.to_ascii_lowercase();
    let Some((name, data)) = lower.rsplit_once('1') else { return false };
    if is_mixed || !matches!(name, "bc" | "tb" | "ltc" | "bcrt") || data.len() < 8 {
        return false;
    }
    let values: Option<Vec<u32>> = data
        .chars()
        .map(|letter| BECH32.find(letter).and_then(|place| u32::try_from(place).ok()))
        .collect();
    let Some(values) = values else { return false };
    let name = name.bytes().map(u32::from);
    let whole = name.clone().map(|byte| byte >> 5).chain([0]).chain(name.map(|byte| byte & 31));
    let sum = whole.chain(values).fold(1_u32, |sum, value| {
        let top = sum >> 25;
        let sum = ((sum & 0x01ff_ffff) << 5) ^ value;
        let bits = GENERATORS.iter().enumerate().filter(|(bit, _)| (top >> bit) & 1 == 1);
        bits.fold(sum, |sum, (_, generator)| sum ^ generator)
    });
    ENDS.contains(&sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_the_right_checksum_are_known_and_others_only_look_like_one() {
        for (right, wrong) in [
            ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyS"),
            (
                "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
                "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp",
            ),
            (
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jjq",
            ),
            (
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            ),
        ] {
            assert!(is_crypto_address(right), "{right} is an address");
            assert!(!is_crypto_address(wrong), "{wrong} has a wrong checksum");
            assert!(looks_like_crypto_address(wrong), "{wrong} is one mistyped");
        }
        for other in ["0x1234", "1234567890123456789012345678", "TRN86062"] {
            assert!(!is_crypto_address(other), "{other} is none");
            assert!(!looks_like_crypto_address(other), "{other} looks like none");
        }
    }
}
