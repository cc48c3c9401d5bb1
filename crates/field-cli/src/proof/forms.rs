//! The forms in which a value can stand in bytes. Letters of either case are one form: the search
//! does not tell them apart. Source: the redaction boundary, what the canary test searches for.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Fewest digits of a number whose digits alone are searched: fewer meet by chance.
const DIGITS_MIN: usize = 7;
/// Shortest form that is searched, in bytes: shorter ones meet by chance.
pub const FORM_BYTES_MIN: usize = 6;

const BASE64: [&[u8; 64]; 2] = [
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
];

/// The forms of a text, each with its name and none twice: UTF-8, UTF-16 of both orders, percent,
/// JSON escapes, hex, base64 at each alignment, and for numbers the digits alone.
pub fn of_text(value: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut forms = vec![
        ("UTF-16LE", value.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16BE", value.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("percent", percent(value, "%20").into_bytes()),
        ("form", percent(value, "+").into_bytes()),
        ("JSON", json(value).into_bytes()),
    ];
    // A number's digits; its separators are taken out of the haystack too.
    if let Some(digits) = digits_of(value) {
        forms.push(("digits", digits.into_bytes()));
    }
    forms.extend(of_bytes(value.as_bytes()));
    let mut seen = BTreeSet::new();
    forms.retain(|(_, form)| form.len() >= FORM_BYTES_MIN && seen.insert(form.clone()));
    forms
}

/// The forms of bytes: as they are, hex, and base64 at each alignment.
pub fn of_bytes(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut forms = vec![("plain", bytes.to_vec()), ("hex", hex::encode(bytes).into_bytes())];
    for alphabet in BASE64 {
        forms.extend((0..3).map(|shift| ("base64", base64_inside(bytes, shift, alphabet))));
    }
    forms
}

/// The digits of a value that has enough of them.
fn digits_of(value: &str) -> Option<String> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= DIGITS_MIN).then_some(digits)
}

/// All but the unreserved letters of RFC 3986 as `%XX`.
fn percent(value: &str, blank: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b' ' => out.push_str(blank),
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Every letter that is not ASCII as `\uXXXX`.
fn json(value: &str) -> String {
    let mut out = String::new();
    for letter in value.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            ' '..='~' => out.push(letter),
            _ => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out
}

/// The letters of RFC 4648 that stand for these bytes alone, where they begin `shift` bytes behind a
/// border of three; a letter that also holds bits of a neighbour is left out.
fn base64_inside(bytes: &[u8], shift: usize, alphabet: &[u8; 64]) -> Vec<u8> {
    let mut shifted = vec![0; shift];
    shifted.extend_from_slice(bytes);
    let bit = |at: usize| shifted.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let (first, last) = ((shift * 8).div_ceil(6), shifted.len() * 8 / 6);
    (first..last)
        .filter_map(|letter| {
            let index = (0..6).fold(0, |sum, at| sum << 1 | bit(letter * 6 + at));
            alphabet.get(usize::from(index)).copied()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_forms_are_made() {
        let has = |value: &str, form: &[u8]| of_text(value).iter().any(|(_, made)| made == form);
        assert!(has("Zoë Test", "Zoë Test".as_bytes()), "as it is");
        assert!(has("Zoë Test", b"Zo%C3%AB%20Test"), "percent");
        assert!(has("Zoë Test", b"Zo\\u00eb Test"), "JSON escape");
        assert!(has("Zoë Test", b"5a6fc3ab2054657374"), "hex");
        assert!(has("abcdef", b"a\0b\0c\0d\0e\0f\0"), "UTF-16");
        assert!(has("abcdef", b"hYmNkZW"), "base64 two bytes behind a border");
        assert!(has("(614) 555-0142", b"6145550142"), "the digits alone");
        assert!(!has("Room 12, 34 B", b"1234"), "a few digits alone meet by chance");
    }
}
