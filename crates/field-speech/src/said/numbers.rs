//! Numbers in a transcript: an engine that mishears one word of a number writes a wrong measurement
//! that looks right, so a person confirms each.

use super::number_words::number;
use super::tokens::{Token, tokens};
use field_domain::Unit;
use std::ops::Range;

/// A number that somebody said, and how it would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenNumber {
    /// Its place in the text, in bytes, its unit included.
    pub place: Range<usize>,
    /// In digits with the unit's sign: "51 °F".
    pub written: String,
}

/// Units that are said after a number, with their signs. "Degrees" alone is not among them.
const UNITS: [(&[&str], &str); 17] = [
    (&["degrees", "fahrenheit"], "°F"),
    (&["degrees", "celsius"], "°C"),
    (&["degrees", "f"], "°F"),
    (&["degrees", "c"], "°C"),
    (&["fahrenheit"], "°F"),
    (&["celsius"], "°C"),
    (&["parts", "per", "million"], "ppm"),
    (&["percent"], "%"),
    (&["inches"], "in"),
    (&["inch"], "in"),
    (&["feet"], "ft"),
    (&["metres"], "m"),
    (&["meters"], "m"),
    (&["centimetres"], "cm"),
    (&["centimeters"], "cm"),
    (&["millimetres"], "mm"),
    (&["millimeters"], "mm"),
];

/// Whole numbers in words below this are marked only with a unit: "one" and "two" are said of
/// everything.
const WORD_MIN: usize = 2;

/// The numbers of a text, in order. `degrees` is the unit of the organisation's thermometers: what
/// "degrees" alone means; without one that word stays.
///
/// A number that already stands in digits with its sign was confirmed and is not answered again.
#[must_use]
pub fn numbers(text: &str, degrees: Option<Unit>) -> Vec<SpokenNumber> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(parsed) = number(rest) else {
            at += 1;
            continue;
        };
        let behind = rest.get(parsed.length..).unwrap_or_default();
        let unit = unit(behind, degrees);
        let length = parsed.length + unit.map_or(0, |(_, length)| length);
        let words = rest.get(..length).unwrap_or_default();
        at += length.max(1);
        let is_typed =
            words.first().is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
        let has_sign = behind.first().is_some_and(|next| is_sign(&next.text));
        if has_sign || (unit.is_none() && !is_typed && parsed.length < WORD_MIN) {
            continue;
        }
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let written = match unit {
            Some((sign @ "%", _)) => format!("{}{sign}", parsed.digits),
            Some((sign, _)) => format!("{} {sign}", parsed.digits),
            None => parsed.digits,
        };
        found.push(SpokenNumber { place: first.start..last.end, written });
    }
    found
}

/// The unit at the front, and how many words it takes.
fn unit(tokens: &[Token], degrees: Option<Unit>) -> Option<(&'static str, usize)> {
    let is_here = |words: &[&str]| {
        tokens.len() >= words.len()
            && words.iter().zip(tokens).all(|(word, token)| *word == token.text)
    };
    let known =
        UNITS.iter().find(|(words, _)| is_here(words)).map(|(words, sign)| (*sign, words.len()));
    known.or_else(|| {
        let sign = degrees?.sign();
        is_here(&["degrees"]).then_some((sign, 1))
    })
}

fn is_sign(text: &str) -> bool {
    matches!(text, "°f" | "°c" | "°" | "ppm" | "%" | "in" | "ft" | "m" | "cm" | "mm")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> Vec<(&str, String)> {
        numbers(text, Some(Unit::Fahrenheit))
            .into_iter()
            .map(|number| (text.get(number.place).expect("a place in the text"), number.written))
            .collect()
    }

    #[test]
    fn a_number_is_written_with_its_unit() {
        for (text, said, expected) in [
            ("The cold room reads fifty-one degrees.", "fifty-one degrees", "51 °F"),
            ("It reads 51 degrees Celsius today", "51 degrees Celsius", "51 °C"),
            ("two hundred parts per million", "two hundred parts per million", "200 ppm"),
            ("water two inches deep", "two inches", "2 in"),
            ("ninety percent full", "ninety percent", "90%"),
            ("unit 12 began", "12", "12"),
        ] {
            assert_eq!(written(text), [(said, expected.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_confirmed_and_what_is_no_measurement_is_left_alone() {
        for text in ["It reads 51 °F now.", "This one is fine", "a 90% full tank", ""] {
            assert_eq!(written(text), [], "{text}");
        }
        let found = numbers("fifty one degrees", None);
        assert_eq!(found[0].written, "51", "without a unit of the organisation nothing is guessed");
    }

    proptest! {
        #[test]
        fn places_lie_in_the_text_whatever_it_holds(text in "([a-z0-9 .,°%é-]|fifty|one|degrees|point){0,60}") {
            let mut end = 0;
            for number in numbers(&text, Some(Unit::Celsius)) {
                prop_assert!(text.get(number.place.clone()).is_some_and(|said| !said.is_empty()));
                prop_assert!(number.place.start >= end, "numbers overlap nowhere");
                end = number.place.end;
            }
        }
    }
}
