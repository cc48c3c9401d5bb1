//! Addresses of crypto currencies, by alphabet, prefix and length.
//!
//! A random text of this shape is as good as never written, so the shape alone is the check; a
//! mistyped address is removed too.

/// Base58 without 0, O, I, l.
fn is_base58(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() && !b"0OIl".contains(&byte))
}

/// The characters of bech32 (BIP 173).
fn is_bech32(text: &str) -> bool {
    const LETTERS: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    text.chars().all(|letter| LETTERS.contains(letter.to_ascii_lowercase()))
}

/// Whether `text` is shaped like a Bitcoin, Ethereum, Litecoin, Tron or Ripple address.
pub(crate) fn is_crypto_address(text: &str) -> bool {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let length = text.len();
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return matches!(hex.len(), 40 | 64) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    for prefix in ["bc1", "tb1", "ltc1", "BC1"] {
        if let Some(rest) = text.strip_prefix(prefix) {
            return (30..=70).contains(&rest.len()) && is_bech32(rest);
        }
    }
    let is_legacy = text.starts_with(['1', '3', 'L', 'M', 'T', 'r', 'D', 'm', 'n', '2']);
    is_legacy && has_digit && has_letter && (26..=35).contains(&length) && is_base58(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_each_kind_are_known() {
        for address in [
            "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe",
        ] {
            assert!(is_crypto_address(address), "{address} is an address");
        }
        for other in ["0x1234", "1234567890123456789012345678", "TRN86062"] {
            assert!(!is_crypto_address(other), "{other} is none");
        }
    }
}
