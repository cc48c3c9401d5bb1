//! Where words that must not be heard begin and end, found by listening.
//!
//! The engine's times are loose by a third of a second. So the sound before such words is heard again and
//! again, a little more of it each time, until the word in front of them is there: it was over then, and they
//! had not begun. The sound behind them is heard likewise, backwards. Then a little less of the words themselves is
//! heard each time, until nothing stands before them; where they are cut, a little more. Where the voice rests between the
//! two, the edge is there.

use crate::dips;
use crate::engine::{Hints, SpeechEngine, SpeechError};
use crate::likeness::{Likeness, is_nearest, likeness};
use crate::samples::{SAMPLES_PER_MS, Samples};
use crate::side::{STEP_MS, Side, tries};
use field_domain::Word;
use std::ops::Range;

/// Confidence below which the word nearest to an edge may be half a word: then the next try is made as well.
///
/// Source: docs/measurements/voice.md, this and the next four.
const WHOLE_WORD_MIN: f32 = 0.3;
/// How much nearer the edge lies than where the words beside it were first heard: they are heard without their
/// last sound too.
const NEARER_MS: i32 = 20;
/// How much farther out it lies than where the words themselves are heard with nothing before them.
const FARTHER_MS: i32 = 20;
/// How far outward of where the words beside were first heard it may be found that they themselves are whole.
const OUTWARD_MS: i32 = 250;
/// Of so many tries one behind the other two must hear the words themselves alone: one may be a chance.
const TRIES_TOGETHER: i32 = 3;
/// Shortest sound in which anything can be heard.
const SOUND_MS_MIN: u32 = 200;

impl SpeechEngine {
    /// The times of `hidden`, which are ranges of `words` in order, as narrow as what stands beside them can
    /// still be heard, moved to where it is quiet, and as wide as the margins where neither it nor they themselves can be.
    /// `words` were heard in `samples`.
    ///
    /// It listens at most 38 times on each side of a range, at most four seconds each time; six seconds of CPU for a range
    /// as a rule (2026-12-01, a processor with AVX-512, tiny.en).
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
            let start = self.edge(samples, &Side::before(before, said))?;
            let end = self.edge(samples, &Side::after(said, after))?;
            times.push(start.min(end)..start.max(end));
        }
        Ok(times)
    }

    /// The edge on one side.
    fn edge(&self, samples: &Samples, side: &Side<'_>) -> Result<u32, SpeechError> {
        let beside = side.heard_beside();
        if beside.is_empty() {
            return Ok(side.ms(side.widest()));
        }
        let outer = self.outer(samples, side, beside)?;
        let from = outer.map_or(side.widest(), |outer| outer.inward);
        let near = outer.map_or(from, |outer| outer.inward + NEARER_MS);
        if let Some(rest) = self.rest(samples, side, beside, near)? {
            return Ok(side.ms(rest));
        }
        let is_alone = self.is_alone(samples, side, from)?;
        let whole = match outer {
            Some(outer) if !is_alone => self.whole(samples, side, outer)?,
            _ => None,
        };
        let inward = if let Some(whole) = whole {
            whole
        } else {
            let inner = self.inner(samples, side, from, is_alone)?;
            inner.map_or(near, |inner| near.max(inner - FARTHER_MS))
        };
        Ok(dips::quietest_ms(samples.values(), side, inward))
    }

    /// How far inward the voice rests between the words beside and those that must not be heard, from about `inward` on.
    fn rest(
        &self,
        samples: &Samples,
        side: &Side<'_>,
        beside: &[Word],
        inward: i32,
    ) -> Result<Option<i32>, SpeechError> {
        let Some(rest) = dips::longest_rest(samples.values(), side, inward) else {
            return Ok(None);
        };
        // Behind a rest within the words their beginning would be heard as well.
        let heard = self.words_at(samples, side.sound_beside(*rest.end(), beside))?;
        let is_between = heard.is_some_and(|heard| is_nearest(beside, &heard, side.is_before()));
        Ok(is_between.then_some(*rest.start()))
    }

    /// How far inward the words beside are first heard.
    fn outer(
        &self,
        samples: &Samples,
        side: &Side<'_>,
        beside: &[Word],
    ) -> Result<Option<Try>, SpeechError> {
        let mut heard_so_far: Vec<Try> = Vec::new();
        for inward in tries(side.widest()) {
            let Some(heard) = self.words_at(samples, side.sound_beside(inward, beside))? else {
                continue;
            };
            let is_last = heard_so_far.last().is_some_and(|one| one.fit == Some(Likeness::Nearest));
            let fit = likeness(beside, &heard, side.is_before());
            let nearest = if side.is_before() { heard.last() } else { heard.first() };
            let confidence = nearest.map_or(0.0, |word| word.confidence);
            heard_so_far.push(Try { inward, fit, confidence });
            if is_last || (fit == Some(Likeness::Nearest) && confidence >= WHOLE_WORD_MIN) {
                break;
            }
        }
        Ok(best_of(&heard_so_far))
    }

    /// How far inward, from `from` on, the words that must not be heard are first heard with nothing before them on
    /// this side; `is_alone` where they are at `from`.
    fn inner(
        &self,
        samples: &Samples,
        side: &Side<'_>,
        from: i32,
        is_alone: bool,
    ) -> Result<Option<i32>, SpeechError> {
        let mut alone: Vec<i32> = is_alone.then_some(from).into_iter().collect();
        for inward in tries(from + STEP_MS) {
            if self.is_alone(samples, side, inward)? {
                alone.push(inward);
                if let Some(first) = first_together(&alone) {
                    return Ok(Some(first));
                }
            }
        }
        Ok(None)
    }

    /// Where the words that must not be heard are heard whole, outward of `outer`, where they are not. What is beside
    /// may be heard rightly too late, over half of the first of them.
    fn whole(
        &self,
        samples: &Samples,
        side: &Side<'_>,
        outer: Try,
    ) -> Result<Option<i32>, SpeechError> {
        // One may be a chance, but so may be what was misheard beside them.
        let needed = if outer.fit == Some(Likeness::Nearest) { 2 } else { 1 };
        let mut in_turn = 0;
        for step in 1..=OUTWARD_MS / STEP_MS {
            let inward = outer.inward - step * STEP_MS;
            in_turn = if self.is_alone(samples, side, inward)? { in_turn + 1 } else { 0 };
            if in_turn == needed {
                return Ok(Some(inward + (needed - 1) * STEP_MS));
            }
        }
        Ok(None)
    }

    /// Whether from a place on the words that must not be heard are heard with nothing before them on this side.
    fn is_alone(
        &self,
        samples: &Samples,
        side: &Side<'_>,
        inward: i32,
    ) -> Result<bool, SpeechError> {
        let heard = self.words_at(samples, side.sound_said(inward))?;
        Ok(heard.is_some_and(|heard| is_nearest(side.said(), &heard, !side.is_before())))
    }

    /// What is heard in a part of the recording; nothing if it is too short for a word.
    fn words_at(
        &self,
        samples: &Samples,
        sound: Range<u32>,
    ) -> Result<Option<Vec<Word>>, SpeechError> {
        let sound = sound.start..sound.end.min(samples.duration_ms());
        if sound.end.saturating_sub(sound.start) < SOUND_MS_MIN {
            return Ok(None);
        }
        let from = sound.start as usize * SAMPLES_PER_MS;
        let to = (sound.end as usize * SAMPLES_PER_MS).min(samples.values().len());
        let part = samples.values().get(from..to).unwrap_or_default();
        let Some(part) = Samples::new(part.to_vec()) else { return Ok(None) };
        let heard = self.transcribe(&part, &Hints::default(), &|| false, &mut |_| {})?;
        Ok(Some(heard.words))
    }
}

/// What came of listening up to an edge.
#[derive(Debug, Clone, Copy)]
struct Try {
    inward: i32,
    fit: Option<Likeness>,
    /// Of the word nearest to the edge.
    confidence: f32,
}

/// The first edge of the best fit that there is, or the next one if the word there may have been half a word and is
/// heard better then.
fn best_of(tries: &[Try]) -> Option<Try> {
    let fit = tries.iter().filter_map(|one| one.fit).min()?;
    let first = tries.iter().position(|one| one.fit == Some(fit))?;
    let one = tries.get(first)?;
    let better = tries.get(first + 1).filter(|next| {
        one.confidence < WHOLE_WORD_MIN && next.fit == Some(fit) && next.confidence > one.confidence
    });
    Some(*better.unwrap_or(one))
}

/// The earlier of the last two of `alone`, if they are near enough to each other.
fn first_together(alone: &[i32]) -> Option<i32> {
    let [.., first, last] = alone else { return None };
    (last - first < TRIES_TOGETHER * STEP_MS).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_edge_of_the_best_fit_counts_unless_its_word_is_half_a_word() {
        let one = |inward, fit, confidence| Try { inward, fit, confidence };
        let (alike, near) = (Some(Likeness::Alike), Some(Likeness::Nearest));
        for (tries, expected, why) in [
            (vec![one(100, None, 0.9), one(150, alike, 0.9)], Some(150), "what there is"),
            (vec![one(100, alike, 0.9), one(150, near, 0.9)], Some(150), "the nearest is better"),
            (vec![one(100, near, 0.2), one(150, near, 0.6)], Some(150), "half a word"),
            (vec![one(100, near, 0.2), one(150, near, 0.1)], Some(100), "no better"),
            (vec![one(100, near, 0.2), one(150, None, 0.9)], Some(100), "no fit"),
            (vec![one(100, None, 0.9)], None, "nothing fits"),
        ] {
            assert_eq!(best_of(&tries).map(|one| one.inward), expected, "{why}");
        }
    }

    #[test]
    fn two_of_three_tries_hear_the_words_alone() {
        assert_eq!(first_together(&[]), None);
        assert_eq!(first_together(&[-100]), None, "one may be a chance");
        assert_eq!(first_together(&[-100, 50]), None, "too far from each other");
        assert_eq!(first_together(&[-100, 0]), Some(-100), "one between them may miss");
        assert_eq!(first_together(&[-300, -100, -50]), Some(-100), "the chance is left out");
    }
}
