//! Overwriting what was said at certain times, in the samples themselves.
//!
//! What is overwritten is gone: there is no other track and no list of edits. A voice stays a voice,
//! so sound travels only where an organisation allows it.

use crate::samples::{SAMPLE_RATE_HZ, SAMPLES_PER_MS, Samples};
use std::ops::Range;

/// Gaps shorter than this between two overwritten times are overwritten too.
const GAP_SAMPLES: usize = 150 * SAMPLES_PER_MS;
/// Length of the ramp at an edge: without one it clicks.
const RAMP_SAMPLES: usize = 5 * SAMPLES_PER_MS;
/// The tone: 1 kHz at an eighth of full scale, the usual sign that something was taken out.
const TONE_HZ: f32 = 1000.0;
const TONE_LEVEL: f32 = 0.125;

/// What stands in the place of what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// Nothing.
    Silence,
    /// A tone of 1 kHz.
    Tone,
}

/// A recording in which some times are overwritten.
pub struct Muted {
    /// 16 kHz, mono.
    pub samples: Vec<i16>,
    /// What was overwritten, in milliseconds, in order, without overlaps.
    pub times_ms: Vec<Range<u32>>,
}

/// Overwrites what was said at `times_ms`, as [`SpeechEngine::times_of`](crate::SpeechEngine::times_of) found them.
pub fn mute(samples: &Samples, times_ms: &[Range<u32>], cover: Cover) -> Muted {
    let values = samples.values();
    let ranges = joined(values.len(), times_ms);
    let mut out: Vec<f32> = values.to_vec();
    for range in &ranges {
        for (at, value) in out.iter_mut().enumerate().take(range.end).skip(range.start) {
            let from_edge = (at - range.start).min(range.end - 1 - at);
            *value = match cover {
                Cover::Silence => 0.0,
                Cover::Tone => tone(at) * ramp(from_edge),
            };
        }
        // The ramps of the voice lie outside: nothing of what is overwritten is left in them.
        for distance in 0..RAMP_SAMPLES {
            let before = range.start.checked_sub(distance + 1);
            for at in [before, Some(range.end + distance)].into_iter().flatten() {
                if let Some(value) = out.get_mut(at) {
                    *value *= ramp(distance);
                }
            }
        }
    }
    let ms = |at: usize| u32::try_from(at / SAMPLES_PER_MS).unwrap_or(u32::MAX);
    Muted {
        samples: out.iter().map(|value| whole(*value)).collect(),
        times_ms: ranges.iter().map(|range| ms(range.start)..ms(range.end)).collect(),
    }
}

/// The times as ranges of samples within `length`, joined where near.
fn joined(length: usize, times_ms: &[Range<u32>]) -> Vec<Range<usize>> {
    let sample_at = |ms: u32| (ms as usize * SAMPLES_PER_MS).min(length);
    let mut ranges: Vec<Range<usize>> = times_ms
        .iter()
        .map(|time| sample_at(time.start)..sample_at(time.end))
        .filter(|range| !range.is_empty())
        .collect();
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end + GAP_SAMPLES => {
                last.end = last.end.max(range.end);
            }
            _ => joined.push(range),
        }
    }
    joined
}

fn ramp(from_edge: usize) -> f32 {
    let step = u16::try_from(from_edge.min(RAMP_SAMPLES)).unwrap_or(u16::MAX);
    f32::from(step) / f32::from(u16::try_from(RAMP_SAMPLES).unwrap_or(u16::MAX))
}

fn tone(at: usize) -> f32 {
    // A whole number of samples is one turn of it, so the phase is that of the place in the turn.
    let in_second = u16::try_from(at % SAMPLE_RATE_HZ as usize).unwrap_or(0);
    let turn = f32::from(in_second) * TONE_HZ / 16_000.0;
    (std::f32::consts::TAU * turn.fract()).sin() * TONE_LEVEL
}

#[expect(clippy::cast_possible_truncation, reason = "the value is within the range of 16 bits")]
fn whole(value: f32) -> i16 {
    (value.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use proptest::prelude::*;

    /// Ten seconds of a voice that never rests.
    fn voice() -> Samples {
        let values = (0..160_000_u32).map(|at| if at % 40 < 20 { 0.5 } else { -0.5 }).collect();
        Samples::new(values).expect("there are samples")
    }

    #[test]
    fn what_was_said_is_gone_and_the_rest_is_left() {
        let muted = mute(&voice(), from_ref(&(4000..5000)), Cover::Silence);
        assert_eq!(muted.times_ms, from_ref(&(4000..5000)), "what was asked for");
        let at = |ms: usize| muted.samples[ms * 16];
        assert!((4000 * 16..5000 * 16).all(|at| muted.samples[at] == 0), "nothing of it is left");
        assert_eq!(at(3900).abs(), 16_384, "what was said before is as it was");
        assert_eq!(at(5100).abs(), 16_384, "and what was said after it");
    }

    #[test]
    fn near_times_are_joined_and_a_tone_covers_them() {
        let muted = mute(&voice(), &[5000..6500, 4000..4500, 4600..4900], Cover::Tone);
        assert_eq!(
            muted.times_ms,
            from_ref(&(4000..6500)),
            "gaps of less than 150 ms are no speech"
        );
        let loudest = |from: usize, to: usize| {
            muted.samples[from * 16..to * 16].iter().map(|s| s.unsigned_abs()).max().unwrap_or(0)
        };
        assert!((3_900..4_200).contains(&loudest(4000, 6000)), "a tone is heard");
        assert_eq!(muted.samples[4000 * 16], 0, "it begins softly");
    }

    #[test]
    fn times_outside_the_recording_do_no_harm() {
        let muted = mute(&voice(), &[0..10, 9_990..12_000, 30_000..40_000], Cover::Silence);
        assert_eq!(muted.samples.len(), 160_000, "the length stays");
        assert_eq!(muted.times_ms, [0..10, 9_990..10_000]);
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_is_silent(
            times in proptest::collection::vec((0_u32..11_000, 0_u32..3_000), 0..8),
        ) {
            let times: Vec<_> = times.iter().map(|(start, long)| *start..start + long).collect();
            let muted = mute(&voice(), &times, Cover::Silence);
            for time in times {
                for at in time.start * 16..(time.end * 16).min(160_000) {
                    prop_assert_eq!(muted.samples[at as usize], 0);
                }
            }
        }
    }
}
