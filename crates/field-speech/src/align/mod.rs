//! Where words begin and end in a recording: their sounds are laid over it.
//!
//! The speech engine's own times are loose by a third of a second. Here a second model, which knows sounds only, says
//! where in the recording each sound of the written words fits best.

mod dictionary;
mod net;
mod path;
mod sounds;
mod spectrum;
mod ways;

use crate::samples::{SAMPLES_PER_MS, Samples};
use dictionary::Dictionary;
use field_domain::Word;
use field_models::{Model, ModelError, ModelFolder};
use net::{Sides, net};
use path::crossing;
use sounds::{Fits, Sounds};
use std::ops::Range;
use ways::{Way, way_to_say};

/// How far words may be from an edge and are still laid over the sound beside it.
const NEAR_MS: u32 = 3_000;
/// How much further the sound goes that they are laid over, as the engine's times are loose.
const BEYOND_MS: u32 = 500;
/// Longest such sound. Source: the speech engine hears at most 28 s at once, and no word of it is longer.
const SOUND_MS_MAX: u32 = 60_000;
/// How far outside of the edge that was found words are hidden: the engine hears a sound by its neighbours too.
///
/// Source: docs/measurements/voice.md, this and the two after the next.
const OUTSIDE_MS: u32 = 25;
/// How far outside of it where the voice rests beside it: the soft end of a sound is taken for silence, as the "t" of "blocked" for
/// 90 ms. Source: the committed notes.
const IN_REST_MS: u32 = 150;
/// How far outside of the engine's times words are hidden where no edge is found.
const BEFORE_MS: u32 = 450;
const AFTER_MS: u32 = 400;
/// How much worse than anything else a frame may fit on average: else other words were said.
const MISFIT_MAX: f32 = 3.5;
/// A frame's place in the sound.
const FRAME_MS: u32 = 10;
const FRAME_MIDDLE_MS: u32 = 5;

/// Finds the times of words. May be shared between threads.
pub struct Aligner {
    sounds: Sounds,
    dictionary: Dictionary,
}

impl Aligner {
    /// Loads the model of sounds.
    ///
    /// # Errors
    /// [`ModelError`].
    pub fn load(models: &ModelFolder) -> Result<Self, ModelError> {
        let model = models.load(Model::Sounds)?;
        let (sounds, dictionary) = Sounds::read(model.bytes()).ok_or(ModelError::Unusable {
            model: Model::Sounds,
            source: "it is cut or of another version".into(),
        })?;
        Ok(Self { sounds, dictionary })
    }

    /// The times in milliseconds of `hidden`, which are ranges of `words` in order, a little wider than they were
    /// said. As wide as the engine's times are loose where the words do not fit to the sound, and where nothing was said
    /// beside them.
    ///
    /// `words` were heard in `samples`. Each side of a range takes some 0.05 s of CPU.
    pub fn times_of(
        &self,
        samples: &Samples,
        words: &[Word],
        hidden: &[Range<usize>],
    ) -> Vec<Range<u32>> {
        let times = hidden.iter().filter_map(|range| {
            let said = words.get(range.clone())?;
            let (first, last) = (said.first()?, said.last()?);
            let begin = self
                .crossing(samples, words, range.start, first.start_ms)
                .map_or_else(|| loose_begin_ms(first), |edge| edge.begin_ms());
            let end = self
                .crossing(samples, words, range.end, last.end_ms)
                .map_or_else(|| loose_end_ms(last), |edge| edge.end_ms());
            Some(begin.min(end)..begin.max(end))
        });
        times.collect()
    }

    /// Where the words before the one at a place end and that one begins, which is about at a time; nothing if there are
    /// none on one side, or if they do not fit to the sound.
    fn crossing(&self, samples: &Samples, words: &[Word], at: usize, at_ms: u32) -> Option<Edge> {
        let (before, after) = words.split_at_checked(at)?;
        let is_near = |word: &&Word| {
            word.end_ms.saturating_add(NEAR_MS) > at_ms
                && word.start_ms < at_ms.saturating_add(NEAR_MS)
        };
        let left_count = before.iter().rev().take_while(is_near).count();
        let left = before.get(before.len() - left_count..)?;
        let right = after.get(..after.iter().take_while(is_near).count())?;
        let is_more = (left.len() < before.len(), right.len() < after.len());
        let from_ms = left.first()?.start_ms.saturating_sub(BEYOND_MS);
        let to_ms = right.last()?.end_ms.saturating_add(BEYOND_MS);
        if to_ms.saturating_sub(from_ms) > SOUND_MS_MAX {
            return None;
        }
        let sound = part(samples, from_ms, to_ms);
        let ways = |words: &[Word]| -> Vec<Way> {
            let way = |word: &Word| way_to_say(&word.text, &self.sounds, &self.dictionary);
            words.iter().filter_map(way).collect()
        };
        let (left, right) = (ways(left), ways(right));
        if left.is_empty() || right.is_empty() {
            return None;
        }
        let net = net(&Sides { left: &left, right: &right, is_more }, &self.sounds)?;
        let fits: Vec<Fits> =
            spectrum::frames(sound).iter().map(|frame| self.sounds.fits(frame)).collect();
        let found = crossing(&net, &self.sounds, &fits)?;
        let ms = |frame: usize| {
            let in_part = u32::try_from(frame).unwrap_or(u32::MAX).saturating_mul(FRAME_MS);
            from_ms.saturating_add(in_part).saturating_add(FRAME_MIDDLE_MS)
        };
        (found.misfit <= MISFIT_MAX).then(|| Edge {
            left_ends_ms: ms(found.left_ends),
            right_begins_ms: ms(found.right_begins),
        })
    }
}

/// The times in milliseconds of `hidden`, which are ranges of `words`, as wide as the engine's times are loose: for speech whose
/// sounds are not known.
pub fn loose_times_of(words: &[Word], hidden: &[Range<usize>]) -> Vec<Range<u32>> {
    let times = hidden.iter().filter_map(|range| {
        let said = words.get(range.clone())?;
        Some(loose_begin_ms(said.first()?)..loose_end_ms(said.last()?))
    });
    times.collect()
}

fn loose_begin_ms(first: &Word) -> u32 {
    first.start_ms.saturating_sub(BEFORE_MS)
}

fn loose_end_ms(last: &Word) -> u32 {
    last.end_ms.saturating_add(AFTER_MS)
}

/// Where words end and others begin.
struct Edge {
    left_ends_ms: u32,
    right_begins_ms: u32,
}

impl Edge {
    /// Where the words on the right are hidden from.
    fn begin_ms(&self) -> u32 {
        let in_rest = self.right_begins_ms.saturating_sub(IN_REST_MS);
        let beside = self.right_begins_ms.saturating_sub(OUTSIDE_MS);
        in_rest.max(self.left_ends_ms.saturating_add(OUTSIDE_MS)).min(beside)
    }

    /// Up to where the words on the left are hidden.
    fn end_ms(&self) -> u32 {
        let in_rest = self.left_ends_ms.saturating_add(IN_REST_MS);
        let beside = self.left_ends_ms.saturating_add(OUTSIDE_MS);
        in_rest.min(self.right_begins_ms.saturating_sub(OUTSIDE_MS)).max(beside)
    }
}

/// The samples between two times, as far as there are any.
fn part(samples: &Samples, from_ms: u32, to_ms: u32) -> &[f32] {
    let values = samples.values();
    let at = |ms: u32| (ms as usize * SAMPLES_PER_MS).min(values.len());
    values.get(at(from_ms)..at(to_ms)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_rest_more_is_hidden_and_never_less_than_a_little() {
        for (left_ends_ms, right_begins_ms, begin, end) in [
            (1_000, 1_000, 975, 1_025),
            (1_000, 1_040, 1_015, 1_025),
            (1_000, 1_100, 1_025, 1_075),
            (1_000, 2_000, 1_850, 1_150),
            (0, 10, 0, 25),
        ] {
            let edge = Edge { left_ends_ms, right_begins_ms };
            let got = (edge.begin_ms(), edge.end_ms());
            assert_eq!(got, (begin, end), "{left_ends_ms} and {right_begins_ms}");
        }
    }
}
