//! Where personal data stands in a text.

use std::ops::Range;

use field_domain::Label;

/// Score from which a span needs no second look by a person.
pub const CERTAIN_SCORE: f32 = 0.7;

/// A found piece of personal data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// First byte in the source text, on a character's border.
    pub start: usize,
    /// The byte after the last one, on a character's border.
    pub end: usize,
    /// What it is.
    pub label: Label,
    /// How sure the engine is, from 0 to 1. Uncertain spans are removed all the same.
    pub score: f32,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The rule's name for what a person added.
pub(crate) const ADDED_BY_PERSON: &str = "person";

/// The rule's name for what a person added to an earlier text, and the device remembers.
pub(crate) const TAUGHT: &str = "taught";

impl Span {
    /// Whether a person said that this is personal: here, or in an earlier text.
    #[must_use]
    pub fn is_by_person(&self) -> bool {
        self.rule == ADDED_BY_PERSON || self.rule == TAUGHT
    }
}

/// The spans' borders in Unicode code points instead of bytes, in the order of `spans`.
#[must_use]
pub fn code_point_offsets(text: &str, spans: &[Span]) -> Vec<(usize, usize)> {
    let mut borders: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut points = Vec::with_capacity(borders.len());
    let mut wanted = borders.iter().peekable();
    for (count, at) in text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate() {
        while wanted.next_if(|border| **border <= at).is_some() {
            points.push(count);
        }
    }
    points.resize(borders.len(), text.chars().count());
    let point = |byte: usize| {
        borders.binary_search(&byte).ok().and_then(|index| points.get(index)).copied().unwrap_or(0)
    };
    spans.iter().map(|span| (point(span.start), point(span.end))).collect()
}

/// Whether every place of `place` lies in one of `others`, which are sorted and apart.
#[must_use]
pub fn is_covered(place: &Range<usize>, others: &[Range<usize>]) -> bool {
    let mut from = place.start;
    for other in others {
        if other.start <= from && from < other.end {
            from = other.end;
        }
    }
    from >= place.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_covered_by_neighbours_together_and_not_over_a_gap() {
        assert!(is_covered(&(2..8), &[0..4, 4..9]));
        assert!(!is_covered(&(2..8), &[0..4, 5..9]));
        assert!(!is_covered(&(2..8), &[]));
    }

    #[test]
    fn offsets_are_counted_in_code_points() {
        let text = "é Zoë 1";
        let span = Span { start: 3, end: 7, label: Label::Person, score: 1.0, rule: "test" };
        let last = Span { start: 8, end: 9, ..span };
        assert_eq!(
            code_point_offsets(text, &[span, last]),
            [(2, 5), (6, 7)],
            "letters with accents count once"
        );
    }
}
