//! Overwriting what was said at certain times, in the samples themselves.
//!
//! What is overwritten is gone: there is no other track and no list of edits. A voice stays a voice,
//! so sound travels only where an organisation allows it.

use crate::samples::{SAMPLE_RATE_HZ, SAMPLES_PER_MS, Samples};
use std::ops::Range;

/// How much farther an edge may move to where it is quiet, so that no half sound stays.
const DIP_FRAMES: usize = 3;
/// Length of a frame in which loudness is measured.
const FRAME_SAMPLES: usize = 10 * SAMPLES_PER_MS;
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

/// Overwrites what was said at `times_ms`, up to where it is quiet. The times of
/// [`SpeechEngine::times_of`](crate::SpeechEngine::times_of) have margins already.
pub fn mute(samples: &Samples, times_ms: &[Range<u32>], cover: Cover) -> Muted {
    let values = samples.values();
    let ranges = grown(values, times_ms);
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

/// The times as ranges of samples: to where it is quiet, joined where near.
fn grown(values: &[f32], times_ms: &[Range<u32>]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = times_ms
        .iter()
        .map(|time| {
            let start = time.start as usize * SAMPLES_PER_MS;
            let end = time.end as usize * SAMPLES_PER_MS;
            dip_before(values, start)..dip_after(values, end).min(values.len())
        })
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

/// The quietest place within reach before `start`.
fn dip_before(values: &[f32], start: usize) -> usize {
    let places = (0..=DIP_FRAMES).filter_map(|step| start.checked_sub(step * FRAME_SAMPLES));
    quietest(values, places).unwrap_or(start)
}

/// The quietest place within reach after `end`.
fn dip_after(values: &[f32], end: usize) -> usize {
    let places = (0..=DIP_FRAMES).map(|step| end + step * FRAME_SAMPLES);
    quietest(values, places.filter(|place| *place < values.len())).unwrap_or(end)
}

fn quietest(values: &[f32], places: impl Iterator<Item = usize>) -> Option<usize> {
    let loudness = |place: &usize| {
        let from = place.saturating_sub(FRAME_SAMPLES / 2);
        let frame = values.get(from..(from + FRAME_SAMPLES).min(values.len()));
        frame.unwrap_or_default().iter().map(|value| value * value).sum::<f32>()
    };
    // The nearest one where several are equally quiet.
    places.min_by(|a, b| loudness(a).total_cmp(&loudness(b)))
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
    fn what_was_said_is_gone_with_its_margins_and_the_rest_is_left() {
        let muted = mute(&voice(), from_ref(&(4000..5000)), Cover::Silence);
        assert_eq!(muted.times_ms, from_ref(&(4000..5000)), "what was asked for");
        let at = |ms: usize| muted.samples[ms * 16];
        assert!((4000 * 16..5000 * 16).all(|at| muted.samples[at] == 0), "nothing of it is left");
        assert_eq!(at(3900).abs(), 16_384, "what was said before is as it was");
        assert_eq!(at(5100).abs(), 16_384, "and what was said after it");
    }

    #[test]
    fn an_edge_moves_to_where_it_is_quiet() {
        let mut values = voice().values().to_vec();
        values[3970 * 16..3990 * 16].fill(0.0);
        let samples = Samples::new(values).expect("there are samples");
        let muted = mute(&samples, from_ref(&(4000..5000)), Cover::Silence);
        let start = muted.times_ms[0].start;
        assert!((3970..=3990).contains(&start), "the word before ends at {start}");
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
