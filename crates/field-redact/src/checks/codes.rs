//! Codes of letters and digits. Letters in upper case.

use super::digits;

/// The value of a letter or digit: 0-9, then A = 10.
fn value(letter: char) -> Option<u32> {
    letter.is_ascii().then(|| letter.to_digit(36)).flatten()
}

/// The remainder of a long decimal number, read from the left.
fn remainder(values: impl Iterator<Item = u32>, modulus: u32) -> u32 {
    values.fold(0, |left, next| (left * if next > 9 { 100 } else { 10 } + next) % modulus)
}

/// Lengths of IBANs by country (SWIFT IBAN registry).
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SC", 31),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
];

/// An IBAN: the country's length, and mod 97 = 1 (ISO 13616).
pub(crate) fn is_iban(text: &str) -> bool {
    let Some((country, rest)) = text.split_at_checked(4) else { return false };
    let length = IBAN_LENGTHS.iter().find(|(code, _)| country.starts_with(code));
    let values: Option<Vec<u32>> = rest.chars().chain(country.chars()).map(value).collect();
    length.is_some_and(|(_, length)| *length == text.len())
        && values.is_some_and(|values| remainder(values.into_iter(), 97) == 1)
}

/// A vehicle number: 17 without I, O, Q, and the check digit at place 9 (49 CFR 565.15).
pub(crate) fn is_vin(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let worth = |letter: char| match letter {
        '0'..='9' => letter.to_digit(10),
        'A'..='H' => Some(u32::from(letter) - u32::from('A') + 1),
        'J'..='N' => Some(u32::from(letter) - u32::from('J') + 1),
        'P' => Some(7),
        'R' => Some(9),
        'S'..='Z' => Some(u32::from(letter) - u32::from('S') + 2),
        _ => None,
    };
    let Some(values) = text.chars().map(worth).collect::<Option<Vec<u32>>>() else { return false };
    if values.len() != WEIGHTS.len() {
        return false;
    }
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, by)| value * by).sum();
    let check = char::from_digit(sum % 11, 10).unwrap_or('X');
    text.chars().nth(8) == Some(check)
}

/// A DEA number: two letters, seven digits, the last one a check digit (21 CFR 1301).
pub(crate) fn is_dea(text: &str) -> bool {
    let Some((letters, number)) = text.split_at_checked(2) else { return false };
    let is_kind = letters.starts_with(|first: char| "ABCDEFGHJKLMPRSTUX".contains(first))
        && letters
            .as_bytes()
            .get(1)
            .is_some_and(|second| second.is_ascii_uppercase() || *second == b'9');
    let Some(values) = digits(number) else { return false };
    let [one, two, three, four, five, six, check] = values[..] else { return false };
    is_kind && (one + three + five + 2 * (two + four + six)) % 10 == check
}

/// A US Medicare number: eleven places, each of a fixed kind, without S L O I B Z (CMS).
pub(crate) fn is_mbi(text: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_uppercase() && !"SLOIBZ".contains(letter);
    text.len() == 11
        && text.chars().zip("1AX9AX9AA99".chars()).all(|(letter, kind)| match kind {
            '1' => matches!(letter, '1'..='9'),
            '9' => letter.is_ascii_digit(),
            'A' => is_letter(letter),
            _ => letter.is_ascii_digit() || is_letter(letter),
        })
}

/// A UK national insurance number (HMRC NIM39110).
pub(crate) fn is_nino(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let [one, two, .., last] = letters[..] else { return false };
    let number = text.get(2..8).unwrap_or("");
    letters.len() == 9
        && one.is_ascii_uppercase()
        && !"DFIQUV".contains(one)
        && two.is_ascii_uppercase()
        && !"DFIOQUV".contains(two)
        && !matches!(text.get(..2), Some("BG" | "GB" | "KN" | "NK" | "NT" | "TN" | "ZZ"))
        && digits(number).is_some()
        && matches!(last, 'A'..='D')
}

/// An EU or UK VAT number: the country's shape, and its check where one is public and simple.
pub(crate) fn is_vat(text: &str) -> bool {
    let Some((country, rest)) = text.split_at_checked(2) else { return false };
    let Some(values) = rest.chars().map(value).collect::<Option<Vec<u32>>>() else { return false };
    let all_digits = digits(rest).is_some();
    let tail_digits = rest.get(1..).is_some_and(|tail| digits(tail).is_some());
    match (country, rest.len()) {
        ("FR", 11) => is_french_vat(rest),
        ("DE", 9) => all_digits && is_german_vat(&values),
        ("IT", 11) => all_digits && is_italian_vat(&values),
        ("BE", 10) => {
            all_digits
                && rest.get(8..).and_then(|check| check.parse::<u32>().ok()).is_some_and(|check| {
                    97 - remainder(values.iter().take(8).copied(), 97) == check
                })
        }
        ("ES", 9) => rest.get(1..8).is_some_and(|middle| digits(middle).is_some()),
        ("NL", 12) => {
            rest.get(9..10) == Some("B") && rest.get(..9).is_some_and(|part| digits(part).is_some())
        }
        ("AT", 9) => rest.starts_with('U') && tail_digits,
        ("GB" | "LT", 9 | 12)
        | ("PL", 10)
        | ("PT" | "EL" | "EE", 9)
        | ("SE" | "LV", 12 | 11)
        | ("DK" | "FI" | "HU" | "LU" | "MT" | "SI", 8)
        | ("CZ" | "SK" | "RO", 8..=10)
        | ("HR", 11)
        | ("BG", 9 | 10) => all_digits,
        ("IE", 8 | 9) => rest.starts_with(|first: char| first.is_ascii_digit()),
        ("CY", 9) => rest.get(..8).is_some_and(|part| digits(part).is_some()),
        _ => false,
    }
}

/// Two key digits and the SIREN: key = (12 + 3 (SIREN mod 97)) mod 97. Keys with a letter are taken.
fn is_french_vat(rest: &str) -> bool {
    let Some((key, siren)) = rest.split_at_checked(2) else { return false };
    let Ok(siren) = siren.parse::<u64>() else { return false };
    key.parse::<u64>().map_or(true, |key| (12 + 3 * (siren % 97)) % 97 == key)
}

/// ISO/IEC 7064, MOD 11,10.
fn is_german_vat(values: &[u32]) -> bool {
    let Some((check, values)) = values.split_last() else { return false };
    let product = values.iter().fold(10, |product, value| {
        let sum = (value + product) % 10;
        (if sum == 0 { 10 } else { sum } * 2) % 11
    });
    (11 - product) % 10 == *check
}

/// Luhn over the eleven digits.
fn is_italian_vat(values: &[u32]) -> bool {
    let sum: u32 = values
        .iter()
        .enumerate()
        .map(|(place, value)| if place % 2 == 0 { *value } else { value * 2 / 10 + value * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_check_characters_pass_and_wrong_ones_fail() {
        type Check = fn(&str) -> bool;
        let cases: [(&str, Check, &str, &str); 9] = [
            ("iban", is_iban, "GB82WEST12345698765432", "GB82WEST12345698765433"),
            ("iban length", is_iban, "DE89370400440532013000", "DE8937040044053201300"),
            ("vin", is_vin, "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"),
            ("dea", is_dea, "AB1234563", "AB1234567"),
            ("mbi", is_mbi, "1EG4TE5MK73", "1SG4TE5MK73"),
            ("nino", is_nino, "AB123456C", "BG123456C"),
            ("french vat", is_vat, "FR40303265045", "FR41303265045"),
            ("german vat", is_vat, "DE136695976", "DE136695978"),
            ("italian vat", is_vat, "IT00743110157", "IT00743110158"),
        ];
        for (name, check, right, wrong) in cases {
            assert!(check(right), "{name}: {right} is right");
            assert!(!check(wrong), "{name}: {wrong} is wrong");
        }
    }
}
