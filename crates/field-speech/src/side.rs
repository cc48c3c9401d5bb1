//! One side of what must not be heard: how far inward an edge lies there, and the sound on either side of it.

use field_domain::Word;
use std::ops::Range;

/// How far outside of the engine's times the search begins. Source: docs/measurements/voice.md: with these
/// margins all of what was personal was covered.
const BEFORE_MS: i32 = 450;
const AFTER_MS: i32 = 400;
/// How far inside of them it ends: the engine is late by as much at times.
const INSIDE_MS: i32 = 300;
/// How much nearer each try goes. Source: judgement; a short sound of speech lasts 50 ms.
pub(crate) const STEP_MS: i32 = 50;
/// Longest sound beside the words that is heard at each try.
const BESIDE_MS: u32 = 3_000;
/// Shortest sound on the other side, of the words themselves and what follows them, that is heard at each try.
const SAID_MS_MIN: u32 = 2_500;
/// Longest such sound: the words nearest to the edge are enough.
const SAID_MS_MAX: u32 = 4_000;
/// How far beyond the words that are to be heard the sound goes on, as their times are loose too.
const BEYOND_MS: u32 = 400;

/// The words on both sides of an edge, and the engine's time of it.
///
/// Places are given in milliseconds inward of that time: later before the words that must not be heard, earlier behind
/// them.
pub(crate) struct Side<'a> {
    is_before: bool,
    beside: &'a [Word],
    said: &'a [Word],
    at_ms: u32,
}

impl<'a> Side<'a> {
    /// The side before `said`, where `beside` is heard.
    pub(crate) fn before(beside: &'a [Word], said: &'a [Word]) -> Self {
        let at_ms = said.first().map_or(0, |word| word.start_ms);
        Self { is_before: true, beside, said, at_ms }
    }

    /// The side behind `said`, where `beside` is heard.
    pub(crate) fn after(said: &'a [Word], beside: &'a [Word]) -> Self {
        let at_ms = said.last().map_or(0, |word| word.end_ms);
        Self { is_before: false, beside, said, at_ms }
    }

    /// Whether this is the side before the words that must not be heard.
    pub(crate) const fn is_before(&self) -> bool {
        self.is_before
    }

    /// The words that must not be heard.
    pub(crate) const fn said(&self) -> &'a [Word] {
        self.said
    }

    /// The time of a place, not before the recording.
    pub(crate) const fn ms(&self, inward: i32) -> u32 {
        self.at_ms.saturating_add_signed(if self.is_before { inward } else { -inward })
    }

    /// The outermost place.
    pub(crate) const fn widest(&self) -> i32 {
        if self.is_before { -BEFORE_MS } else { -AFTER_MS }
    }

    /// The words of this side that are near enough to be heard.
    pub(crate) fn heard_beside(&self) -> &'a [Word] {
        let widest = self.ms(self.widest());
        if self.is_before {
            let far = self.beside.iter().take_while(|word| word.start_ms + BESIDE_MS < widest);
            self.beside.get(far.count()..).unwrap_or_default()
        } else {
            let near = self.beside.iter().take_while(|word| word.end_ms < widest + BESIDE_MS);
            self.beside.get(..near.count()).unwrap_or_default()
        }
    }

    /// The sound of `beside` up to a place.
    pub(crate) fn sound_beside(&self, inward: i32, beside: &[Word]) -> Range<u32> {
        let edge = self.ms(inward);
        if self.is_before {
            let first = beside.first().map_or(edge, |word| word.start_ms);
            first.saturating_sub(BEYOND_MS / 2)..edge
        } else {
            let last = beside.last().map_or(edge, |word| word.end_ms);
            edge..last.max(edge) + BEYOND_MS
        }
    }

    /// The sound of what must not be heard from a place on: all of it or its first seconds, with what follows it if it
    /// is short.
    pub(crate) fn sound_said(&self, inward: i32) -> Range<u32> {
        let edge = self.ms(inward);
        let length = |said_ms: u32| (said_ms + BEYOND_MS).clamp(SAID_MS_MIN, SAID_MS_MAX);
        if self.is_before {
            let end = self.said.last().map_or(edge, |word| word.end_ms);
            edge..edge + length(end.saturating_sub(edge))
        } else {
            let start = self.said.first().map_or(edge, |word| word.start_ms);
            edge.saturating_sub(length(edge.saturating_sub(start)))..edge
        }
    }
}

/// The places that are tried, from `from` inward.
pub(crate) fn tries(from: i32) -> impl Iterator<Item = i32> {
    (from..=INSIDE_MS).step_by(STEP_MS.unsigned_abs() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of 400 ms each, a tenth of a second apart, from `from_ms` on.
    fn words(text: &str, from_ms: u32) -> Vec<Word> {
        (0_u32..)
            .zip(text.split(' '))
            .map(|(at, word)| Word {
                text: word.into(),
                start_ms: from_ms + at * 500,
                end_ms: from_ms + at * 500 + 400,
                confidence: 0.9,
            })
            .collect()
    }

    #[test]
    fn places_go_from_far_outside_to_a_little_inside() {
        let said = words("a b", 2_000);
        let ends = |side: &Side<'_>| {
            let tries: Vec<u32> = tries(side.widest()).map(|inward| side.ms(inward)).collect();
            (tries[0], tries[tries.len() - 1])
        };
        assert_eq!(ends(&Side::before(&[], &said)), (1_550, 2_300));
        assert_eq!(ends(&Side::after(&said, &[])), (3_300, 2_600), "the last one ends at 2900");
        let early = Side::before(&[], &[]);
        assert_eq!(early.ms(early.widest()), 0, "nothing lies before the recording");
    }

    #[test]
    fn only_near_words_are_listened_to() {
        let all = words("a b c d e f g h i j", 0);
        let said = words("x", 5_000);
        let near = Side::before(&all, &said).heard_beside();
        assert_eq!(near.first().map(|word| word.text.as_str()), Some("e"), "three seconds");
        let after = words("a b c d e f g h i j", 5_500);
        assert_eq!(Side::after(&said, &after).heard_beside().len(), 6, "three seconds");
    }

    #[test]
    fn both_sides_of_a_place_are_heard_a_little_further_than_their_words() {
        let (before, said) = (words("a b", 1_000), words("x y", 2_000));
        let side = Side::before(&before, &said);
        assert_eq!(side.sound_beside(50, &before), 800..2_050);
        assert_eq!(side.sound_said(50), 2_050..4_550, "and what follows it");
        let after = words("a b", 3_000);
        let side = Side::after(&said, &after);
        assert_eq!(side.sound_beside(-100, &after), 3_000..4_300);
        assert_eq!(side.sound_said(-100), 500..3_000, "and what was said before it");
        let long = words("a b c d e f g h i j k l", 2_000);
        assert_eq!(Side::before(&before, &long).sound_said(0), 2_000..6_000, "four seconds of six");
        assert_eq!(Side::after(&long, &after).sound_said(0), 3_900..7_900);
    }
}
