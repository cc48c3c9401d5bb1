//! Numbers of digits alone.

use super::digits;

/// Luhn's formula (ISO/IEC 7812-1, annex B).
fn is_luhn(values: &[u32]) -> bool {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(place, value)| match (place % 2, value * 2) {
            (0, _) => *value,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A payment card: length and first digits of an issuer, and Luhn.
pub(crate) fn is_card(text: &str) -> bool {
    let Some(values) = digits(text) else { return false };
    let prefix = |count: usize| text.get(..count).and_then(|part| part.parse::<u32>().ok());
    let (Some(one), Some(two), Some(four)) = (prefix(1), prefix(2), prefix(4)) else {
        return false;
    };
    let is_issued = match text.len() {
        13 | 19 => one == 4 || four == 6011 || two == 62,
        14 => matches!(two, 30 | 36 | 38 | 39),
        15 => matches!(two, 34 | 37) || matches!(four, 2131 | 1800),
        16 => {
            one == 4
                || matches!(two, 51..=55 | 60 | 62 | 64 | 65 | 35 | 81)
                || (2221..=2720).contains(&four)
                || matches!(two, 50 | 56..=58)
        }
        12 | 17 | 18 => matches!(two, 50 | 56..=69),
        _ => false,
    };
    is_issued && is_luhn(&values)
}

/// A US social security number (SSA: never 000, 666, 9xx; no group or serial of zeros).
pub(crate) fn is_ssn(text: &str) -> bool {
    let (Some(area), Some(group), Some(serial)) = (text.get(..3), text.get(3..5), text.get(5..))
    else {
        return false;
    };
    text.len() == 9
        && digits(text).is_some()
        && !matches!(area, "000" | "666")
        && !area.starts_with('9')
        && group != "00"
        && serial != "0000"
}

/// A US individual taxpayer number (IRS: 9xx, middle 50-65, 70-88, 90-92, 94-99).
pub(crate) fn is_itin(text: &str) -> bool {
    let middle = text.get(3..5).and_then(|part| part.parse::<u32>().ok());
    text.len() == 9
        && digits(text).is_some()
        && text.starts_with('9')
        && matches!(middle, Some(50..=65 | 70..=88 | 90..=92 | 94..=99))
}

/// A US employer number (IRS list of prefixes of campuses).
pub(crate) fn is_ein(text: &str) -> bool {
    let prefix = text.get(..2).and_then(|part| part.parse::<u32>().ok());
    text.len() == 9
        && digits(text).is_some()
        && matches!(
            prefix,
            Some(
                1..=6
                | 10..=16
                | 20..=27
                | 30..=48
                | 50..=68
                | 71..=77
                | 80..=88
                | 90..=95
                | 98
                | 99,
            )
        )
}

/// An ABA routing number: weights 3-7-1 and the ranges of Federal Reserve districts.
pub(crate) fn is_routing(text: &str) -> bool {
    let Some(values) = digits(text) else { return false };
    let prefix = text.get(..2).and_then(|part| part.parse::<u32>().ok());
    let sum: u32 =
        values.iter().zip([3, 7, 1].into_iter().cycle()).map(|(value, by)| value * by).sum();
    text.len() == 9
        && matches!(prefix, Some(0..=12 | 21..=32 | 61..=72 | 80))
        && sum.is_multiple_of(10)
}

/// A US national provider number: Luhn over `80840` and the ten digits (45 CFR 162.406).
pub(crate) fn is_npi(text: &str) -> bool {
    let is_shape = text.len() == 10 && text.starts_with(['1', '2']);
    is_shape && digits(&format!("80840{text}")).is_some_and(|values| is_luhn(&values))
}

/// An NHS number: weights 10 to 2, modulus 11 (NHS data dictionary).
pub(crate) fn is_nhs(text: &str) -> bool {
    let Some(values) = digits(text) else { return false };
    if text.len() != 10 {
        return false;
    }
    let sum: u32 = values.iter().zip((2..=10).rev()).map(|(value, by)| value * by).sum();
    let check = (11 - sum % 11) % 11;
    values.last() == Some(&check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_check_digits_pass_and_wrong_ones_fail() {
        type Check = fn(&str) -> bool;
        let cases: [(&str, Check, &str, &str); 7] = [
            ("card", is_card, "4111111111111111", "4111111111111112"),
            ("card of 15", is_card, "378282246310005", "378282246310006"),
            ("routing", is_routing, "011000015", "011000016"),
            ("npi", is_npi, "1234567893", "1234567890"),
            ("nhs", is_nhs, "9434765919", "9434765918"),
            ("itin", is_itin, "900700000", "900690000"),
            ("ein", is_ein, "123456789", "073456789"),
        ];
        for (name, check, right, wrong) in cases {
            assert!(check(right), "{name}: a right number passes");
            assert!(!check(wrong), "{name}: a wrong number fails");
        }
    }

    #[test]
    fn numbers_that_were_never_issued_are_no_social_security_numbers() {
        assert!(is_ssn("219099999"));
        for wrong in ["000123456", "666123456", "912123456", "123006789", "123450000", "12345678"] {
            assert!(!is_ssn(wrong), "{wrong} was never issued");
        }
    }
}
