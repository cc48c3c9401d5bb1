//! VAT numbers of the European Union and the United Kingdom, letters in upper case, without separators.
//!
//! The checks are those that the countries publish (European Commission, VIES: algorithms of the check
//! digits). Numbers of natural persons of Bulgaria, Czechia and Latvia have dates in them and no check here.

use super::digits;

/// A VAT number with its country's letters: the shape, and the check digits where there are some.
pub(crate) fn is_vat(text: &str) -> bool {
    let Some((country, rest)) = text.split_at_checked(2) else { return false };
    let Some(values) = values(rest) else { return false };
    match country {
        "AT" => rest.starts_with('U') && is_austrian(rest),
        "CY" => is_cypriot(rest),
        "ES" => is_spanish(rest),
        "FR" => rest.len() == 11 && is_french(rest),
        "IE" => is_irish(rest),
        "NL" => is_dutch(rest),
        _ => digits(rest).is_some() && is_numeric(country, rest, &values),
    }
}

/// Shapes of countries whose numbers are mistyped more often than something else looks like them.
pub(crate) fn is_vat_shape(text: &str) -> bool {
    let Some((country, rest)) = text.split_at_checked(2) else { return false };
    let are_digits = |part: Option<&str>| part.is_some_and(|part| digits(part).is_some());
    match (country, rest.len()) {
        ("ES", 9) => are_digits(rest.get(1..8)),
        ("NL", 12) => rest.get(9..10) == Some("B") && are_digits(rest.get(..9)),
        ("AT", 9) => rest.starts_with('U') && are_digits(rest.get(1..)),
        ("IE", 8 | 9) => rest.starts_with(|first: char| first.is_ascii_digit()),
        ("CY", 9) => are_digits(rest.get(..8)),
        ("GB" | "LT", 9 | 12)
        | ("PL", 10)
        | ("PT" | "EL" | "EE", 9)
        | ("SE" | "LV", 12 | 11)
        | ("DK" | "FI" | "HU" | "LU" | "MT" | "SI", 8)
        | ("CZ" | "SK" | "RO", 8..=10)
        | ("HR", 11)
        | ("BG", 9 | 10) => are_digits(Some(rest)),
        _ => false,
    }
}

/// The values of digits and letters: 0-9, then A = 10.
fn values(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|letter| letter.is_ascii().then(|| letter.to_digit(36)).flatten()).collect()
}

/// The sum of values by weights.
fn weighed(values: &[u32], weights: &[u32]) -> u32 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// The remainder of a long decimal number.
fn remainder(values: impl Iterator<Item = u32>, modulus: u32) -> u32 {
    values.fold(0, |left, next| (left * if next > 9 { 100 } else { 10 } + next) % modulus)
}

/// Countries whose numbers are of digits alone.
fn is_numeric(country: &str, rest: &str, values: &[u32]) -> bool {
    let Some((last, body)) = values.split_last() else { return false };
    let number = |from: usize| rest.get(from..).and_then(|part| part.parse::<u32>().ok());
    let mod_11 = |weights: &[u32]| weighed(body, weights) % 11;
    match (country, values.len()) {
        ("BE", 10) => {
            number(8).is_some_and(|check| 97 - remainder(body.iter().take(8).copied(), 97) == check)
        }
        ("BG", 9) => {
            let first = mod_11(&[1, 2, 3, 4, 5, 6, 7, 8]);
            let sum = if first == 10 { mod_11(&[3, 4, 5, 6, 7, 8, 9, 10]) } else { first };
            sum % 10 == *last
        }
        ("CZ", 8) => (11 - mod_11(&[8, 7, 6, 5, 4, 3, 2])) % 10 == *last && !rest.starts_with('9'),
        // Persons' numbers; those of Latvia begin with 0 to 3.
        ("BG" | "CZ", 9 | 10) => true,
        ("DE", 9) | ("HR", 11) => is_mod_11_10(values),
        ("DK", 8) => weighed(values, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        ("EE", 9) => (10 - weighed(body, &[3, 7, 1, 3, 7, 1, 3, 7]) % 10) % 10 == *last,
        ("EL", 9) => mod_11(&[256, 128, 64, 32, 16, 8, 4, 2]) % 10 == *last,
        ("FI", 8) => (11 - mod_11(&[7, 9, 10, 5, 8, 4, 2])) % 11 == *last,
        ("GB" | "XI", 9 | 12) => {
            let sum = weighed(values, &[8, 7, 6, 5, 4, 3, 2])
                + rest.get(7..9).and_then(|check| check.parse::<u32>().ok()).unwrap_or(0);
            sum.is_multiple_of(97) || (sum + 55).is_multiple_of(97)
        }
        ("HU", 8) => (10 - weighed(body, &[9, 7, 3, 1, 9, 7, 3]) % 10) % 10 == *last,
        ("IT", 11) => is_luhn(values),
        ("LT", 9 | 12) => is_lithuanian(body, *last),
        ("LU", 8) => {
            number(6).is_some_and(|check| remainder(values.iter().take(6).copied(), 89) == check)
        }
        ("LV", 11) => {
            rest.starts_with(['0', '1', '2', '3'])
                || (14 - mod_11(&[9, 1, 4, 8, 3, 10, 2, 5, 7, 6])) % 11 == *last
        }
        ("MT", 8) => {
            number(6).is_some_and(|check| 37 - weighed(values, &[3, 4, 6, 7, 8, 9]) % 37 == check)
        }
        ("PL", 10) => mod_11(&[6, 5, 7, 2, 3, 4, 5, 6, 7]) == *last,
        ("PT", 9) => (11 - mod_11(&[9, 8, 7, 6, 5, 4, 3, 2])) % 11 % 10 == *last,
        ("RO", 4..=10) => {
            let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2];
            let from = weights.len() - body.len();
            weighed(body, weights.get(from..).unwrap_or_default()) * 10 % 11 % 10 == *last
        }
        ("SE", 12) => rest.ends_with("01") && is_luhn(values.get(..10).unwrap_or_default()),
        ("SI", 8) => (11 - mod_11(&[8, 7, 6, 5, 4, 3, 2])) % 10 == *last,
        ("SK", 10) => remainder(values.iter().copied(), 11) == 0,
        _ => false,
    }
}

/// Luhn's formula.
fn is_luhn(values: &[u32]) -> bool {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(place, value)| if place % 2 == 0 { *value } else { value * 2 / 10 + value * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

/// ISO/IEC 7064, MOD 11,10.
fn is_mod_11_10(values: &[u32]) -> bool {
    let Some((check, values)) = values.split_last() else { return false };
    let product = values.iter().fold(10, |product, value| {
        let sum = (value + product) % 10;
        (if sum == 0 { 10 } else { sum } * 2) % 11
    });
    (11 - product) % 10 == *check
}

/// `U`, seven digits, a check digit.
fn is_austrian(rest: &str) -> bool {
    let Some(values) = rest.get(1..).and_then(digits) else { return false };
    let sum: u32 = values
        .iter()
        .take(7)
        .enumerate()
        .map(|(place, value)| if place % 2 == 0 { *value } else { value * 2 / 10 + value * 2 % 10 })
        .sum();
    values.len() == 8 && values.last() == Some(&((10 - (sum + 4) % 10) % 10))
}

/// Eight digits and a letter.
fn is_cypriot(rest: &str) -> bool {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let Some((number, letter)) = rest.split_at_checked(8) else { return false };
    let Some(values) = digits(number) else { return false };
    let sum: u32 = values
        .iter()
        .enumerate()
        .map(|(place, value)| {
            let turned = usize::try_from(*value).ok().and_then(|value| ODD.get(value)).copied();
            if place % 2 == 0 { turned.unwrap_or(0) } else { *value }
        })
        .sum();
    letter.len() == 1 && letter.bytes().next().map(u32::from) == Some(u32::from(b'A') + sum % 26)
}

/// A person's eight digits and letter, a foreigner's `X`, or a firm's letter, digits and check.
fn is_spanish(rest: &str) -> bool {
    const LETTERS: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    const CHECKS: &[u8] = b"JABCDEFGHI";
    let (Some(first), Some(last)) = (rest.bytes().next(), rest.bytes().last()) else {
        return false;
    };
    let Some(middle) = rest.get(1..8).filter(|middle| digits(middle).is_some()) else {
        return false;
    };
    let letter_of = |number: &str| {
        let number: usize = number.parse().ok()?;
        LETTERS.get(number % LETTERS.len()).copied()
    };
    if rest.len() != 9 {
        return false;
    }
    match first {
        b'0'..=b'9' => rest.get(..8).and_then(letter_of) == Some(last),
        b'X' | b'Y' | b'Z' => {
            letter_of(&format!("{}{middle}", first.saturating_sub(b'X'))) == Some(last)
        }
        _ => {
            let values = digits(middle).unwrap_or_default();
            let sum: u32 = values
                .iter()
                .enumerate()
                .map(
                    |(place, value)| {
                        if place % 2 == 0 { value * 2 / 10 + value * 2 % 10 } else { *value }
                    },
                )
                .sum();
            let check = (10 - sum % 10) % 10;
            let letter = usize::try_from(check).ok().and_then(|check| CHECKS.get(check)).copied();
            char::from(last).to_digit(10) == Some(check) || letter == Some(last)
        }
    }
}

/// Two key digits and the SIREN: key = (12 + 3 (SIREN mod 97)) mod 97. Keys with a letter are taken.
fn is_french(rest: &str) -> bool {
    let Some((key, siren)) = rest.split_at_checked(2) else { return false };
    let Ok(siren) = siren.parse::<u64>() else { return false };
    key.parse::<u64>().map_or(true, |key| (12 + 3 * (siren % 97)) % 97 == key)
}

/// Seven digits, a check letter, since 2013 one letter more; the older form has a sign in its second place
/// and is known by its shape.
fn is_irish(rest: &str) -> bool {
    const LETTERS: &[u8] = b"WABCDEFGHIJKLMNOPQRSTUV";
    let Some((number, letters)) = rest.split_at_checked(7) else { return false };
    let Some(values) = digits(number) else {
        let tail = rest.get(2..7).is_some_and(|tail| digits(tail).is_some());
        return rest.len() == 8 && tail && rest.starts_with(|first: char| first.is_ascii_digit());
    };
    let mut letters = letters.bytes();
    let (check, more) = (letters.next(), letters.next());
    let more = more.map_or(0, |letter| u32::from(letter.saturating_sub(b'A' - 1)) % 23);
    let sum = weighed(&values, &[8, 7, 6, 5, 4, 3, 2]) + more * 9;
    let expected = usize::try_from(sum % 23).ok().and_then(|place| LETTERS.get(place)).copied();
    letters.next().is_none() && check.is_some() && check == expected
}

/// Nine digits, `B`, two digits: weights 9 to 2 modulo 11, or since 2020 the whole modulo 97.
fn is_dutch(rest: &str) -> bool {
    let Some((number, tail)) = rest.split_at_checked(9) else { return false };
    let (Some(values_of_number), Some(all)) = (digits(number), values(&format!("NL{rest}"))) else {
        return false;
    };
    let is_shape = tail.len() == 3
        && tail.starts_with('B')
        && tail.get(1..).is_some_and(|end| digits(end).is_some());
    let old = weighed(&values_of_number, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    is_shape && (values_of_number.last() == Some(&old) || remainder(all.into_iter(), 97) == 1)
}

/// Nine digits of a firm, twelve of another taxpayer.
fn is_lithuanian(body: &[u32], check: u32) -> bool {
    let weighed = |from: u32| {
        let weights = (0..).map(|place| (place + from - 1) % 9 + 1);
        body.iter().zip(weights).map(|(value, weight)| value * weight).sum::<u32>() % 11
    };
    let first = weighed(1);
    (if first == 10 { weighed(3) } else { first }) % 10 == check
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers with right check digits.
    const RIGHT: [&str; 28] = [
        "ATU13585627",
        "BE0428759497",
        "BG175074752",
        "CY10259033P",
        "CZ25123891",
        "DE136695976",
        "DK13585628",
        "EE100931558",
        "EL094259216",
        "ESB58378431",
        "ESX5910266W",
        "FI20774740",
        "FR40303265045",
        "GB980780684",
        "HR33392005961",
        "HU12892312",
        "IE6433435F",
        "IT00743110157",
        "LT119511515",
        "LT100001919017",
        "LU15027442",
        "LV40003521600",
        "MT11679112",
        "NL004495445B01",
        "PL8567346215",
        "PT501964843",
        "RO18547290",
        "SE123456789701",
    ];

    #[test]
    fn numbers_of_every_country_with_right_check_digits_pass() {
        for number in RIGHT.into_iter().chain(["SI50223054", "SK2022749619"]) {
            assert!(is_vat(number), "{number} is right");
        }
    }

    #[test]
    fn a_wrong_digit_is_seen_in_most_numbers() {
        for number in RIGHT {
            let wrong: String = number
                .chars()
                .enumerate()
                .map(|(place, letter)| match letter.to_digit(10) {
                    Some(digit) if place == 5 => {
                        char::from_digit((digit + 1) % 10, 10).unwrap_or('0')
                    }
                    _ => letter,
                })
                .collect();
            assert!(!is_vat(&wrong), "{wrong} has a wrong digit");
        }
        for number in ["", "DE", "DE12", "XX123456789", "ESX", "IE1234567", "NL123", "CYé"] {
            assert!(!is_vat(number), "{number} is no number");
        }
    }
}
