//! English words for numbers, put together to a number.

use super::tokens::Token;

/// Largest number that is put together; what is larger is left as it was said.
///
/// Source: judgement; no reading, distance or house number of a walk is larger.
const NUMBER_MAX: u64 = 999_999_999;

/// A number at the front of some tokens.
pub(super) struct Parsed {
    /// In digits.
    pub(super) digits: String,
    /// How many tokens it takes.
    pub(super) length: usize,
}

/// The number at the front, if there is one. "Fifty one" is 51, "one hundred and twenty" 120, "two
/// point five" 2.5, "five five five oh one" 55501, "minus four" -4.
pub(super) fn number(tokens: &[Token]) -> Option<Parsed> {
    let has_sign =
        tokens.first().is_some_and(|token| matches!(token.text.as_str(), "minus" | "negative"));
    let rest = tokens.get(usize::from(has_sign)..)?;
    let parsed = spelled_digits(rest).or_else(|| whole(rest)).or_else(|| written(rest))?;
    let mut digits = parsed.digits;
    let mut length = parsed.length;
    if let Some((fraction, taken)) = fraction(rest.get(length..)?, &digits) {
        digits = format!("{digits}.{fraction}");
        length += taken;
    }
    Some(Parsed {
        digits: if has_sign { format!("-{digits}") } else { digits },
        length: length + usize::from(has_sign),
    })
}

/// A number that already stands in digits: "51", "3.5", "1,200".
fn written(tokens: &[Token]) -> Option<Parsed> {
    let text = &tokens.first()?.text;
    let is_number = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || ".,:".contains(c));
    is_number.then(|| Parsed { digits: text.clone(), length: 1 })
}

/// Two digits or more that were spelled one by one, such as a telephone number.
fn spelled_digits(tokens: &[Token]) -> Option<Parsed> {
    let digits: String = tokens.iter().map_while(|token| digit(&token.text)).collect();
    // "Twenty five five" is no spelling, and "five hundred" neither.
    let follows = tokens.get(digits.len()).map(|token| token.text.as_str());
    let is_larger = follows.is_some_and(|text| scale(text).is_some() || tens(text).is_some());
    (digits.len() >= 2 && !is_larger).then_some(Parsed { length: digits.len(), digits })
}

/// A whole number in words.
fn whole(tokens: &[Token]) -> Option<Parsed> {
    let (mut sum, mut group, mut length) = (0_u64, 0_u64, 0);
    let mut smallest = u64::MAX;
    for (at, token) in tokens.iter().enumerate() {
        let text = token.text.as_str();
        let is_joint = text == "and"
            && (group.is_multiple_of(100) && (group > 0 || sum > 0))
            && tokens.get(at + 1).is_some_and(|next| small(&next.text).is_some());
        if is_joint {
            continue;
        }
        if let Some(value) = small(text) {
            // After "fifty" only one to nine can follow, after "five" nothing.
            let room = if value < 10 { 10 } else { 100 };
            if smallest < room || (smallest == 10 && value == 0) || (at > 0 && value == 0) {
                break;
            }
            group += value;
            smallest = if value >= 20 { 10 } else { 1 };
        } else if let Some(factor) = scale(text).filter(|_| length > 0 && group > 0) {
            if factor == 100 {
                group *= 100;
            } else {
                sum += group * factor;
                group = 0;
            }
            smallest = factor;
        } else {
            break;
        }
        length = at + 1;
        if sum + group > NUMBER_MAX {
            return None;
        }
    }
    (length > 0).then(|| Parsed { digits: (sum + group).to_string(), length })
}

/// The digits after "point".
fn fraction(tokens: &[Token], before: &str) -> Option<(String, usize)> {
    if tokens.first()?.text != "point" || before.contains('.') {
        return None;
    }
    let rest = tokens.get(1..)?;
    let digits: String = rest.iter().map_while(|token| digit(&token.text)).collect();
    if digits.is_empty() {
        let typed =
            written(rest).filter(|parsed| parsed.digits.bytes().all(|b| b.is_ascii_digit()))?;
        return Some((typed.digits, 2));
    }
    let length = digits.len() + 1;
    Some((digits, length))
}

fn digit(text: &str) -> Option<char> {
    let value = if text == "oh" { 0 } else { small(text).filter(|value| *value < 10)? };
    char::from_digit(u32::try_from(value).ok()?, 10)
}

fn tens(text: &str) -> Option<u64> {
    small(text).filter(|value| *value >= 20)
}

fn scale(text: &str) -> Option<u64> {
    match text {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        _ => None,
    }
}

fn small(text: &str) -> Option<u64> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |words: &[&str]| words.iter().position(|word| *word == text);
    let value = place(&UNITS).or_else(|| place(&TENS).map(|at| at * 10 + 20))?;
    u64::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn words_become_digits() {
        for (said, digits, length) in [
            ("fifty one degrees", "51", 2),
            ("one hundred and twenty", "120", 4),
            ("two thousand five hundred six", "2506", 5),
            ("two point five metres", "2.5", 3),
            ("five five five oh one four two", "5550142", 7),
            ("minus four", "-4", 2),
            ("forty", "40", 1),
            ("nineteen eighty", "19", 1),
            ("1,200 litres", "1,200", 1),
            ("41 point 5", "41.5", 3),
            ("five and a half", "5", 1),
        ] {
            let parsed = number(&tokens(said)).expect(said);
            assert_eq!((parsed.digits.as_str(), parsed.length), (digits, length), "{said}");
        }
        for other in ["hundred", "and one", "street", "2nd", "and"] {
            assert!(number(&tokens(other)).is_none(), "{other} is no number");
        }
    }
}
