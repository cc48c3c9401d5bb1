//! The forms in which a value can hide in bytes. Source: redaction boundary, "by test: canaries".

use std::collections::BTreeSet;
use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

/// Fewest digits of a value whose digits alone are searched: fewer meet by chance.
const DIGITS_MIN: usize = 7;
/// Shortest form, in bytes, that is searched: shorter ones meet by chance.
const FORM_BYTES_MIN: usize = 6;
/// The alphabets of RFC 4648, sections 4 and 5.
const BASE64: [(&str, &[u8; 64]); 2] = [
    ("base64", b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
    ("base64url", b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
];

/// Every form of a value with its name; no two have the same bytes.
///
/// Each of the value as it is, in upper and in lower case, composed (NFC) and decomposed (NFD), as
/// UTF-8, UTF-16LE and UTF-16BE, percent-encoded, in base64 at the three alignments (less the
/// letters that depend on the neighbours), as hex digits, and as a JSON string; and the digits
/// alone where there are seven or more.
#[must_use]
pub fn encodings(value: &str) -> Vec<(String, Vec<u8>)> {
    let mut forms = Forms::default();
    let cases = [
        ("", value.to_owned()),
        ("upper ", value.to_uppercase()),
        ("lower ", value.to_lowercase()),
    ];
    for (case, text) in cases {
        for (form, text) in
            [("NFC", text.nfc().collect::<String>()), ("NFD", text.nfd().collect::<String>())]
        {
            add_text(&mut forms, &format!("{case}{form}"), &text);
        }
    }
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= DIGITS_MIN {
        add_text(&mut forms, "digits", &digits);
    }
    forms.found
}

#[derive(Default)]
struct Forms {
    found: Vec<(String, Vec<u8>)>,
    seen: BTreeSet<Vec<u8>>,
}

impl Forms {
    fn add(&mut self, name: String, bytes: Vec<u8>) {
        if bytes.len() >= FORM_BYTES_MIN && self.seen.insert(bytes.clone()) {
            self.found.push((name, bytes));
        }
    }
}

fn add_text(forms: &mut Forms, kind: &str, text: &str) {
    let bytes = text.as_bytes();
    forms.add(format!("{kind} UTF-8"), bytes.to_vec());
    forms.add(format!("{kind} UTF-16LE"), text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    forms.add(format!("{kind} UTF-16BE"), text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    for (name, is_upper, blank) in
        [("percent", true, "%20"), ("percent lower", false, "%20"), ("form", true, "+")]
    {
        forms.add(format!("{kind} {name}"), percent(bytes, is_upper, blank).into_bytes());
    }
    for (name, alphabet) in BASE64 {
        for shift in 0..3 {
            forms.add(format!("{kind} {name} at {shift}"), base64(bytes, shift, alphabet));
        }
    }
    forms.add(format!("{kind} hex"), hex::encode(bytes).into_bytes());
    forms.add(format!("{kind} hex upper"), hex::encode_upper(bytes).into_bytes());
    for (name, is_upper, escapes_slash) in
        [("JSON", false, false), ("JSON upper", true, false), ("JSON slash", false, true)]
    {
        forms.add(format!("{kind} {name}"), json(text, is_upper, escapes_slash).into_bytes());
    }
}

/// All but the unreserved letters of RFC 3986 as `%xx`.
fn percent(bytes: &[u8], is_upper: bool, blank: &str) -> String {
    let mut out = String::new();
    for &byte in bytes {
        match byte {
            b' ' => out.push_str(blank),
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ if is_upper => write!(out, "%{byte:02X}").expect("a string takes letters"),
            _ => write!(out, "%{byte:02x}").expect("a string takes letters"),
        }
    }
    out
}

/// The letters that stand for these bytes alone, where they begin `shift` bytes behind a border of
/// three. A letter that also holds bits of a neighbour is left out.
fn base64(bytes: &[u8], shift: usize, alphabet: &[u8; 64]) -> Vec<u8> {
    let mut shifted = vec![0; shift];
    shifted.extend_from_slice(bytes);
    let bit = |at: usize| shifted[at / 8] >> (7 - at % 8) & 1;
    let (first, last) = ((shift * 8).div_ceil(6), shifted.len() * 8 / 6);
    (first..last)
        .map(|letter| {
            let index = (0..6).fold(0, |sum, at| sum << 1 | bit(letter * 6 + at));
            alphabet[usize::from(index)]
        })
        .collect()
}

/// A JSON string without its quotes, with every letter that is not ASCII as `\uXXXX`.
fn json(text: &str, is_upper: bool, escapes_slash: bool) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '/' if escapes_slash => out.push_str("\\/"),
            ' '..='~' => out.push(letter),
            _ => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    if is_upper {
                        write!(out, "\\u{unit:04X}").expect("a string takes letters");
                    } else {
                        write!(out, "\\u{unit:04x}").expect("a string takes letters");
                    }
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(value: &str, bytes: &[u8]) -> bool {
        encodings(value).iter().any(|(_, form)| form == bytes)
    }

    #[test]
    fn known_forms_are_made() {
        assert!(has("Zoë Test", "ZOË TEST".as_bytes()), "upper case");
        assert!(has("Zoë Test", "Zoe\u{308} Test".as_bytes()), "decomposed");
        assert!(has("Zoë Test", b"Zo%C3%AB%20Test"), "percent");
        assert!(has("Zoë Test", b"Zo\\u00eb Test"), "JSON escape");
        assert!(has("Zoë Test", b"5a6fc3ab2054657374"), "hex");
        assert!(has("abcdef", b"a\0b\0c\0d\0e\0f\0"), "UTF-16LE");
        assert!(has("abcdef", b"\0a\0b\0c\0d\0e\0f"), "UTF-16BE");
        assert!(has("abcdef", b"YWJjZGVm"), "base64 at a border");
        assert!(has("(614) 555-0142", b"6145550142"), "the digits alone");
        assert!(!has("Room 12, 34 B", b"1234"), "a few digits alone meet by chance");
    }

    #[test]
    fn base64_is_found_at_every_alignment() {
        // "xx" + "abcdef" + "yy" is "eHhhYmNkZWZ5eQ=="; the middle belongs to the value alone.
        assert!(has("abcdef", b"hYmNkZW"), "two bytes behind a border");
    }
}
