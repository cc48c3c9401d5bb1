//! The parts of a value that still tell who or where: a last name alone, a house number with the
//! first word of its street.

use std::ops::Range;

use super::make::{Canary, CanaryKind};

/// Shortest word, in bytes, that is a part by itself: shorter ones meet by chance.
const WORD_BYTES_MIN: usize = 6;
/// Words of addresses that belong to everybody, and are long enough to be searched.
const COMMON_WORDS: [&str; 4] = ["Street", "Avenue", "Terrace", "Falls"];

/// A part of a canary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Index into the canaries.
    pub canary: usize,
    /// Where it stands in the value, in bytes.
    pub at: Range<usize>,
    /// The part as it stands there.
    pub value: String,
}

/// The parts of all names, addresses and emails; other kinds are one number and have none.
///
/// A name gives each of its words; an address the house number with the first word of the street
/// (`18 Juniper` of `18 Juniper Close`), and each word that is its own; an email what stands before
/// the `@`. [`super::make()`] gives no word twice, so a part belongs to one canary.
#[must_use]
pub fn parts(canaries: &[Canary]) -> Vec<Part> {
    let mut found = Vec::new();
    for (canary, Canary { kind, value }) in canaries.iter().enumerate() {
        let text = |at: &Range<usize>| value.get(at.clone()).unwrap_or_default();
        let mut add = |at: Range<usize>| {
            let value = text(&at).to_owned();
            found.push(Part { canary, at, value });
        };
        match kind {
            CanaryKind::Name => words(value).into_iter().for_each(add),
            CanaryKind::Address => {
                let all = words(value);
                if let [number, street, ..] = all.as_slice() {
                    add(number.start..street.end);
                }
                all.into_iter().filter(|at| is_own(text(at))).for_each(add);
            }
            CanaryKind::Email => add(0..value.find('@').unwrap_or(value.len())),
            CanaryKind::Phone | CanaryKind::Id => {}
        }
    }
    found
}

/// The house numbers, with the canary that each belongs to. They are too short to be searched in
/// bytes of any kind: see [`has_number`].
#[must_use]
pub fn house_numbers(canaries: &[Canary]) -> Vec<Part> {
    let of_address = |(_, canary): &(usize, &Canary)| canary.kind == CanaryKind::Address;
    canaries
        .iter()
        .enumerate()
        .filter(of_address)
        .filter_map(|(canary, Canary { value, .. })| {
            let at = words(value).into_iter().next()?;
            Some(Part { canary, value: value.get(at.clone())?.to_owned(), at })
        })
        .collect()
}

/// Whether a number stands in a readable text as a number of its own: `18 [PERSON-3]` has 18,
/// `2018` and `18:30` have not.
#[must_use]
pub fn has_number(text: &str, number: &str) -> bool {
    let is_joined = |letter: char| letter.is_alphanumeric() || ":.-/".contains(letter);
    text.match_indices(number).any(|(at, _)| {
        let (before, after) = text.split_at(at);
        let after = after.get(number.len()..).unwrap_or_default();
        !before.ends_with(is_joined)
            && !after.starts_with(|letter: char| letter.is_alphanumeric() || ":-/".contains(letter))
    })
}

fn is_own(word: &str) -> bool {
    word.len() >= WORD_BYTES_MIN && !COMMON_WORDS.contains(&word)
}

fn words(value: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin = None;
    for (at, letter) in value.char_indices().chain([(value.len(), ' ')]) {
        match (begin, letter.is_alphanumeric()) {
            (None, true) => begin = Some(at),
            (Some(start), false) => {
                found.push(start..at);
                begin = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canaries::make;

    fn canary(kind: CanaryKind, value: &str) -> Canary {
        Canary { kind, value: value.to_owned() }
    }

    #[test]
    fn a_value_falls_into_the_parts_that_tell_something() {
        let canaries = [
            canary(CanaryKind::Name, "Lüdovának Peller"),
            canary(CanaryKind::Phone, "(614) 555-0142"),
            canary(CanaryKind::Address, "18 Juniper Street, Quorwick Falls"),
            canary(CanaryKind::Email, "kim.sample7@example.org"),
        ];
        let found: Vec<(usize, String)> =
            parts(&canaries).into_iter().map(|part| (part.canary, part.value)).collect();
        let expected = [
            (0, "Lüdovának"),
            (0, "Peller"),
            (2, "18 Juniper"),
            (2, "Juniper"),
            (2, "Quorwick"),
            (3, "kim.sample7"),
        ];
        assert_eq!(found, expected.map(|(canary, part)| (canary, part.to_owned())));
        let numbers = house_numbers(&canaries);
        assert_eq!(numbers.len(), 1, "only an address has a house number");
        assert_eq!((numbers[0].canary, numbers[0].value.as_str()), (2, "18"));
    }

    #[test]
    fn a_number_counts_where_it_stands_alone() {
        for text in ["18 [PERSON-3]", "Weekly round for 18", "at 18, then"] {
            assert!(has_number(text, "18"), "{text}");
        }
        for text in ["2018", "18:30", "FS-18", "18th", "x18"] {
            assert!(!has_number(text, "18"), "{text}");
        }
    }

    #[test]
    fn no_part_lies_in_another_value() {
        for seed in [1, 20_261_122, 20_261_123] {
            let canaries = make(300, seed);
            let values: Vec<String> =
                canaries.iter().map(|canary| canary.value.to_lowercase()).collect();
            for part in parts(&canaries) {
                let of_part = part.value.to_lowercase();
                let owners = values.iter().filter(|value| value.contains(&of_part)).count();
                assert_eq!(owners, 1, "{} belongs to one value", part.value);
            }
            let mut numbers: Vec<String> =
                house_numbers(&canaries).into_iter().map(|part| part.value).collect();
            let all = numbers.len();
            numbers.sort();
            numbers.dedup();
            assert_eq!(numbers.len(), all, "no two addresses share a house number");
        }
    }
}
