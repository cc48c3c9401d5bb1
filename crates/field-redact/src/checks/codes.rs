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

/// The shape of a UK national insurance number, whether or not its letters were ever given out: made-up
/// and misread ones look like it too.
pub(crate) fn is_nino_shape(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    text.len() == 9
        && letters == 2
        && text.get(2..8).is_some_and(|number| digits(number).is_some())
        && text.ends_with(['A', 'B', 'C', 'D'])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_check_characters_pass_and_wrong_ones_fail() {
        type Check = fn(&str) -> bool;
        let cases: [(&str, Check, &str, &str); 6] = [
            ("iban", is_iban, "GB82WEST12345698765432", "GB82WEST12345698765433"),
            ("iban length", is_iban, "DE89370400440532013000", "DE8937040044053201300"),
            ("vin", is_vin, "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"),
            ("dea", is_dea, "AB1234563", "AB1234567"),
            ("mbi", is_mbi, "1EG4TE5MK73", "1SG4TE5MK73"),
            ("nino", is_nino, "AB123456C", "BG123456C"),
        ];
        for (name, check, right, wrong) in cases {
            assert!(check(right), "{name}: {right} is right");
            assert!(!check(wrong), "{name}: {wrong} is wrong");
        }
    }
}
