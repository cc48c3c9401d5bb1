//! Where words that must not be heard begin and end, found by listening.
//!
//! The engine's times are loose by a third of a second. So the sound before such words is heard again and
//! again, a little more of it each time, until the word in front of them is there: it was over then, and they
//! had not begun. The sound behind them is heard likewise, backwards.

use crate::dips;
use crate::engine::{Hints, SpeechEngine, SpeechError};
use crate::guards;
use crate::samples::{SAMPLES_PER_MS, Samples};
use field_domain::Word;
use std::ops::Range;

/// How far outside of the engine's times the search begins. Source: docs/measurements/voice.md: with these
/// margins all of what was personal was covered.
const BEFORE_MS: u32 = 450;
const AFTER_MS: u32 = 400;
/// How far inside of them it ends: the engine is late by as much at times.
const INSIDE_MS: u32 = 300;
/// How much nearer each try goes. Source: judgement; a short sound of speech lasts 50 ms.
const STEP_MS: u32 = 50;
/// Longest sound beside the words that is heard at each try.
const BESIDE_MS: u32 = 3_000;
/// How many words nearest to an edge have to be heard: one alone, such as "the", may be a chance.
const NEAREST_WORDS: usize = 2;
/// Confidence below which the word nearest to an edge may be half a word: then the next try is made as well.
///
/// Source: docs/measurements/voice.md, this and the next one.
const WHOLE_WORD_MIN: f32 = 0.3;
/// How much nearer the edge lies than where the words beside it were first heard: they are heard without their
/// last sound too.
const NEARER_MS: u32 = 20;
/// How many letters nearest to an edge are heard for each that may be wrong. Source: judgement; heard alone, a word is
/// often written otherwise ("handsink", "hand sync").
const LETTERS_PER_SLIP: usize = 3;
/// Shortest sound in which anything can be heard.
const SOUND_MS_MIN: u32 = 200;

impl SpeechEngine {
    /// The times of `hidden`, which are ranges of `words` in order, as narrow as what stands beside them can
    /// still be heard, moved to where it is quiet, and as wide as the margins where it cannot. `words` were heard in `samples`.
    ///
    /// It listens some ten times for each range, at most three seconds each time.
    ///
    /// # Errors
    /// [`SpeechError::Engine`].
    pub fn times_of(
        &self,
        samples: &Samples,
        words: &[Word],
        hidden: &[Range<usize>],
    ) -> Result<Vec<Range<u32>>, SpeechError> {
        let mut times = Vec::with_capacity(hidden.len());
        for (index, range) in hidden.iter().enumerate() {
            let Some(said) = words.get(range.clone()).filter(|said| !said.is_empty()) else {
                continue;
            };
            let behind =
                index.checked_sub(1).and_then(|at| hidden.get(at)).map_or(0, |one| one.end);
            let ahead = hidden.get(index + 1).map_or(words.len(), |one| one.start);
            let before = words.get(behind..range.start).unwrap_or_default();
            let after = words.get(range.end..ahead).unwrap_or_default();
            let start_ms = said.first().map_or(0, |word| word.start_ms);
            let end_ms = said.last().map_or(0, |word| word.end_ms);
            let start = self.edge(samples, &Side::Before { beside: before, start_ms })?;
            let end = self.edge(samples, &Side::After { beside: after, end_ms })?;
            times.push(start.min(end)..start.max(end));
        }
        Ok(times)
    }

    /// The edge on one side.
    fn edge(&self, samples: &Samples, side: &Side<'_>) -> Result<u32, SpeechError> {
        let widest = side.edge(0);
        let beside = side.heard_beside(widest);
        if beside.is_empty() {
            return Ok(widest);
        }
        let mut tries: Vec<Try> = Vec::new();
        for step in 0..side.steps() {
            let edge_ms = side.edge(step);
            let sound = side.sound(edge_ms, beside);
            let sound = sound.start..sound.end.min(samples.duration_ms());
            if sound.end.saturating_sub(sound.start) < SOUND_MS_MIN {
                continue;
            }
            let part = samples.values().get(samples_of(&sound)).unwrap_or_default();
            let Some(part) = Samples::new(part.to_vec()) else { continue };
            let heard = self.transcribe(&part, &Hints::default(), &|| false, &mut |_| {})?.words;
            let is_last = tries.last().is_some_and(|one| one.fit == Some(Match::Nearest));
            let fit = side.match_of(beside, &heard);
            let confidence = side.nearest(&heard).map_or(0.0, |word| word.confidence);
            tries.push(Try { edge_ms, fit, confidence });
            if is_last || (fit == Some(Match::Nearest) && confidence >= WHOLE_WORD_MIN) {
                break;
            }
        }
        let Some(edge_ms) = best_of(&tries) else { return Ok(widest) };
        Ok(dips::quietest_ms(samples.values(), side.nearer(edge_ms), side.is_before()))
    }
}

/// What came of listening up to an edge.
struct Try {
    edge_ms: u32,
    fit: Option<Match>,
    /// Of the word nearest to the edge.
    confidence: f32,
}

/// The first edge of the best fit that there is, or the next one if the word there may have been half a word and is
/// heard better then.
fn best_of(tries: &[Try]) -> Option<u32> {
    let fit = tries.iter().filter_map(|one| one.fit).min()?;
    let first = tries.iter().position(|one| one.fit == Some(fit))?;
    let one = tries.get(first)?;
    let better = tries.get(first + 1).filter(|next| {
        one.confidence < WHOLE_WORD_MIN && next.fit == Some(fit) && next.confidence > one.confidence
    });
    Some(better.unwrap_or(one).edge_ms)
}

/// One side of what must not be heard.
enum Side<'a> {
    Before { beside: &'a [Word], start_ms: u32 },
    After { beside: &'a [Word], end_ms: u32 },
}

impl<'a> Side<'a> {
    /// How many edges are tried.
    const fn steps(&self) -> u32 {
        let margin_ms = match self {
            Self::Before { .. } => BEFORE_MS,
            Self::After { .. } => AFTER_MS,
        };
        (margin_ms + INSIDE_MS) / STEP_MS + 1
    }

    const fn is_before(&self) -> bool {
        matches!(self, Self::Before { .. })
    }

    /// An edge a little nearer to what must not be heard.
    const fn nearer(&self, edge_ms: u32) -> u32 {
        match self {
            Self::Before { .. } => edge_ms + NEARER_MS,
            Self::After { .. } => edge_ms.saturating_sub(NEARER_MS),
        }
    }

    /// Of what was heard on this side, the word nearest to the edge.
    fn nearest<'w>(&self, heard: &'w [Word]) -> Option<&'w Word> {
        match self {
            Self::Before { .. } => heard.last(),
            Self::After { .. } => heard.first(),
        }
    }

    /// The edge of a try, each nearer than the one before.
    fn edge(&self, step: u32) -> u32 {
        match *self {
            Self::Before { start_ms, .. } => (start_ms + step * STEP_MS).saturating_sub(BEFORE_MS),
            Self::After { end_ms, .. } => (end_ms + AFTER_MS).saturating_sub(step * STEP_MS),
        }
    }

    /// The words of this side that are near enough to be heard.
    fn heard_beside(&self, widest: u32) -> &'a [Word] {
        match *self {
            Self::Before { beside, .. } => {
                let far = beside.iter().take_while(|word| word.start_ms + BESIDE_MS < widest);
                beside.get(far.count()..).unwrap_or_default()
            }
            Self::After { beside, .. } => {
                let near = beside.iter().take_while(|word| word.end_ms < widest + BESIDE_MS);
                beside.get(..near.count()).unwrap_or_default()
            }
        }
    }

    /// The sound beside an edge.
    fn sound(&self, edge: u32, beside: &[Word]) -> Range<u32> {
        let first = beside.first().map_or(edge, |word| word.start_ms);
        let last = beside.last().map_or(edge, |word| word.end_ms);
        match self {
            // The times of the far words are loose too.
            Self::Before { .. } => first.saturating_sub(STEP_MS * 4)..edge,
            Self::After { .. } => edge..last.max(edge) + AFTER_MS,
        }
    }

    /// How well what was heard fits to what stands beside.
    fn match_of(&self, beside: &[Word], heard: &[Word]) -> Option<Match> {
        let near = beside.len().min(NEAREST_WORDS);
        let (said, got) = match self {
            Self::Before { .. } => (beside.get(beside.len() - near..), last(heard, near)),
            Self::After { .. } => (beside.get(..near), heard.get(..near)),
        };
        let is_same = |(said, got): (&[Word], &[Word])| {
            said.iter().zip(got).all(|(said, got)| guards::is_same(said, got))
        };
        if said.zip(got).is_some_and(is_same) {
            return Some(Match::Nearest);
        }
        let said = letters(said.unwrap_or_default());
        let heard_letters = letters(heard);
        // As many letters of what was heard as were said there: words are parted otherwise at times.
        let got = match self {
            Self::Before { .. } => {
                heard_letters.get(heard_letters.len().saturating_sub(said.len())..)
            }
            Self::After { .. } => heard_letters.get(..said.len().min(heard_letters.len())),
        };
        if is_alike(&said, got.unwrap_or_default()) {
            return Some(Match::Alike);
        }
        (heard.len() == beside.len()).then_some(Match::Count)
    }
}

/// How what was heard beside an edge fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    /// The words nearest to the edge are there.
    Nearest,
    /// They are there but for a few letters.
    Alike,
    /// Something was misheard, and there are as many words as should be.
    Count,
}

/// The letters and digits of words.
fn letters(words: &[Word]) -> Vec<char> {
    words.iter().flat_map(|word| guards::plain(&word.text)).collect()
}

/// Whether at most every third letter is another one.
fn is_alike(said: &[char], heard: &[char]) -> bool {
    let mut costs: Vec<usize> = (0..=heard.len()).collect();
    for (row, letter) in said.iter().enumerate() {
        let mut corner = row;
        let mut left = row + 1;
        for (cost, other) in costs.iter_mut().skip(1).zip(heard) {
            let cheapest = (corner + usize::from(letter != other)).min(*cost + 1).min(left + 1);
            corner = std::mem::replace(cost, cheapest);
            left = cheapest;
        }
        if let Some(first) = costs.first_mut() {
            *first = row + 1;
        }
    }
    !said.is_empty() && costs.last().is_some_and(|cost| cost * LETTERS_PER_SLIP <= said.len())
}

fn last(words: &[Word], count: usize) -> Option<&[Word]> {
    words.get(words.len().checked_sub(count)?..)
}

fn samples_of(ms: &Range<u32>) -> Range<usize> {
    ms.start as usize * SAMPLES_PER_MS..ms.end as usize * SAMPLES_PER_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of 400 ms each, a tenth of a second apart.
    fn words(text: &str) -> Vec<Word> {
        (0_u32..)
            .zip(text.split(' '))
            .map(|(at, word)| Word {
                text: word.into(),
                start_ms: at * 500,
                end_ms: at * 500 + 400,
                confidence: 0.9,
            })
            .collect()
    }

    #[test]
    fn edges_go_from_far_outside_to_a_little_inside() {
        let before = Side::Before { beside: &[], start_ms: 2_000 };
        assert_eq!((before.edge(0), before.edge(before.steps() - 1)), (1_550, 2_300));
        let after = Side::After { beside: &[], end_ms: 2_000 };
        assert_eq!((after.edge(0), after.edge(after.steps() - 1)), (2_400, 1_700));
        let early = Side::Before { beside: &[], start_ms: 100 };
        assert_eq!(early.edge(0), 0, "nothing lies before the recording");
    }

    #[test]
    fn an_edge_is_found_when_its_neighbours_are_heard() {
        let all = words("call the front desk at");
        let before = Side::Before { beside: &all, start_ms: 2_500 };
        for (heard, expected, why) in [
            ("call the front", None, "two words are missing"),
            ("a front desk at", Some(Match::Nearest), "the two nearest are there"),
            ("call the frontdesk at", Some(Match::Alike), "the letters are there"),
            ("call the front task at", Some(Match::Alike), "two letters of six are others"),
            ("call the front just get", Some(Match::Count), "misheard, and as many"),
            ("call the front just get at", None, "one was added"),
        ] {
            assert_eq!(before.match_of(&all, &words(heard)), expected, "{why}");
        }
        let after = Side::After { beside: &all, end_ms: 0 };
        assert_eq!(after.match_of(&all, &words("call the")), Some(Match::Nearest));
        assert_eq!(after.match_of(&all, &words("the front desk")), None, "the nearest is missing");
        assert_eq!(
            after.match_of(&all, &words("all the front")),
            Some(Match::Alike),
            "but a letter"
        );
    }

    #[test]
    fn the_first_edge_of_the_best_fit_counts_unless_its_word_is_half_a_word() {
        let one = |edge_ms, fit, confidence| Try { edge_ms, fit, confidence };
        let (alike, near) = (Some(Match::Alike), Some(Match::Nearest));
        for (tries, expected, why) in [
            (vec![one(100, None, 0.9), one(150, alike, 0.9)], Some(150), "what there is"),
            (vec![one(100, alike, 0.9), one(150, near, 0.9)], Some(150), "the nearest is better"),
            (vec![one(100, near, 0.2), one(150, near, 0.6)], Some(150), "half a word"),
            (vec![one(100, near, 0.2), one(150, near, 0.1)], Some(100), "no better"),
            (vec![one(100, near, 0.2), one(150, None, 0.9)], Some(100), "no fit"),
            (vec![one(100, None, 0.9)], None, "nothing fits"),
        ] {
            assert_eq!(best_of(&tries), expected, "{why}");
        }
    }

    #[test]
    fn a_third_of_the_letters_may_be_others() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        for (said, heard, expected) in [
            ("handsink", "handsync", true),
            ("handsink", "handsin", true),
            ("handsink", "thesink", false),
            ("at", "at", true),
            ("at", "it", false),
            ("at", "", false),
            ("", "", false),
        ] {
            assert_eq!(is_alike(&chars(said), &chars(heard)), expected, "{said} and {heard}");
        }
    }

    #[test]
    fn only_near_words_are_listened_to() {
        let all = words("a b c d e f g h i j");
        let before = Side::Before { beside: &all, start_ms: 5_000 };
        let near = before.heard_beside(4_550);
        assert_eq!(near.first().map(|word| word.text.as_str()), Some("e"), "three seconds");
        let after = Side::After { beside: &all, end_ms: 0 };
        assert_eq!(after.heard_beside(0).len(), 6, "three seconds");
    }
}
