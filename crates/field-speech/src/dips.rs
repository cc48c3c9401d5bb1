//! Where it is quiet between two sounds.

use crate::level;
use crate::samples::SAMPLES_PER_MS;
use crate::side::Side;
use std::ops::RangeInclusive;

/// How far away a dip may lie, either way.
///
/// Source: docs/measurements/voice.md. Words often meet in a dip, and with it half as much of what others said is lost.
const AWAY_MS: i32 = 30;
/// How far inward of an edge a rest is looked for. Source: as for the dip, and the next three.
const REST_AWAY_MS: i32 = 500;
/// Shortest rest. The closed lips of a "p" are as quiet, and shorter for the most part.
const REST_MS_MIN: i32 = 60;
/// How much softer than the loud parts of the recording a rest is, as a factor of power: 35 dB.
const REST_POWER_MAX: f32 = 3.2e-4;
/// How much of a rest is left beside the words that stay.
const LEFT_MS: i32 = 30;
/// How far places lie apart.
const STEP_MS: usize = 10;

/// The quietest time within reach of a place. Of equally quiet ones the outermost.
pub(crate) fn quietest_ms(values: &[f32], side: &Side<'_>, inward: i32) -> u32 {
    let places = (inward - AWAY_MS..=inward + AWAY_MS).step_by(STEP_MS);
    places
        .map(|place| side.ms(place))
        .filter_map(|at_ms| Some((at_ms, power_at(values, at_ms, 5)?)))
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map_or_else(|| side.ms(inward), |(at_ms, _)| at_ms)
}

/// The longest rest of the voice a little outside of a place or further inward: from where the edge may lie in it to
/// its end.
pub(crate) fn longest_rest(
    values: &[f32],
    side: &Side<'_>,
    inward: i32,
) -> Option<RangeInclusive<i32>> {
    let loud = level::loud_power(values);
    let is_quiet = |place: &i32| {
        power_at(values, side.ms(*place), 10).is_some_and(|power| power < loud * REST_POWER_MAX)
    };
    let places: Vec<i32> = (inward - AWAY_MS..=inward + REST_AWAY_MS).step_by(STEP_MS).collect();
    let rests = places.chunk_by(|one, next| is_quiet(one) == is_quiet(next));
    rests
        .filter(|rest| rest.first().is_some_and(is_quiet))
        .filter_map(|rest| Some((*rest.first()?, *rest.last()?)))
        .filter(|(start, end)| end - start >= REST_MS_MIN)
        // The first of equally long ones.
        .min_by_key(|(start, end)| start - end)
        .map(|(start, end)| start + LEFT_MS..=end)
}

/// Mean power within `half_ms` of a time; none beyond the recording.
fn power_at(values: &[f32], at_ms: u32, half_ms: usize) -> Option<f32> {
    let middle = at_ms as usize * SAMPLES_PER_MS;
    let half = half_ms * SAMPLES_PER_MS;
    let around = values.get(middle.saturating_sub(half)..(middle + half).min(values.len()))?;
    (!around.is_empty() && middle <= values.len()).then(|| level::power(around))
}

#[cfg(test)]
mod tests {
    use super::*;
    use field_domain::Word;

    /// A second of a voice that never rests but in `rest_ms`.
    fn voice(rest_ms: std::ops::Range<usize>) -> Vec<f32> {
        let rest = rest_ms.start * SAMPLES_PER_MS..rest_ms.end * SAMPLES_PER_MS;
        (0..16_000).map(|at| if rest.contains(&at) { 0.0 } else { 0.5 }).collect()
    }

    fn word(end_ms: u32) -> [Word; 1] {
        [Word { text: "word".into(), start_ms: 0, end_ms, confidence: 1.0 }]
    }

    #[test]
    fn an_edge_moves_to_where_it_is_quiet_on_either_side() {
        let voice = voice(500..520);
        let said = word(1_000);
        let (before, after) = (Side::before(&[], &said), Side::after(&said, &[]));
        for (side, inward) in [(&before, 480), (&before, 530), (&after, 510), (&after, 460)] {
            let got = quietest_ms(&voice, side, inward);
            assert!((500..=520).contains(&got), "{inward} became {got}");
        }
    }

    #[test]
    fn without_a_dip_more_is_covered_and_nothing_lies_outside() {
        let even = vec![0.5; 16_000];
        let said = word(1_000);
        let (before, after) = (Side::before(&[], &said), Side::after(&said, &[]));
        assert_eq!(quietest_ms(&even, &before, 300), 270, "an edge before moves ahead");
        assert_eq!(quietest_ms(&even, &after, 700), 330, "an edge behind moves back");
        assert_eq!(quietest_ms(&[0.5; 160], &before, 5), 0, "nothing lies before the recording");
        assert_eq!(quietest_ms(&[], &before, 5_000), 5_000, "nor in none");
    }

    #[test]
    fn a_rest_is_found_further_inward_and_a_little_of_it_stays() {
        let voice = voice(500..600);
        let said = word(1_000);
        let (before, after) = (Side::before(&[], &said), Side::after(&said, &[]));
        // Of each place 10 ms on both sides are quiet.
        assert_eq!(longest_rest(&voice, &before, 200), Some(540..=590));
        assert_eq!(longest_rest(&voice, &after, 200), Some(440..=490), "600 to 500 backwards");
        assert_eq!(longest_rest(&voice, &before, 50), None, "too far away");
        assert_eq!(longest_rest(&voice, &before, 650), None, "it lies outside");
        assert_eq!(longest_rest(&[], &before, 0), None, "nothing is no rest");
    }

    #[test]
    fn closed_lips_are_no_rest() {
        let said = word(1_000);
        assert_eq!(longest_rest(&voice(500..570), &Side::before(&[], &said), 400), None);
    }
}
