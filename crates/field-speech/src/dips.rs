//! Where it is quiet between two sounds.

use crate::samples::SAMPLES_PER_MS;

/// How far away a dip may lie, either way.
///
/// Source: docs/measurements/voice.md. Words often meet in a dip, and with it half as much of what others said is lost.
const AWAY_MS: u32 = 30;
/// Length of a frame in which loudness is measured, and how far frames lie apart.
const FRAME_MS: u32 = 10;

/// The quietest time within reach of an edge at `edge_ms` of what must not be heard; `is_before` where it is the edge
/// before it. Of equally quiet ones the outermost.
pub(crate) fn quietest_ms(values: &[f32], edge_ms: u32, is_before: bool) -> u32 {
    let places = edge_ms.saturating_sub(AWAY_MS)..=edge_ms + AWAY_MS;
    let mut places: Vec<u32> = places
        .step_by(FRAME_MS as usize)
        .filter(|place| *place as usize * SAMPLES_PER_MS <= values.len())
        .collect();
    if !is_before {
        places.reverse();
    }
    let loudness = |place: &u32| {
        let middle = *place as usize * SAMPLES_PER_MS;
        let half = FRAME_MS as usize * SAMPLES_PER_MS / 2;
        let frame = values.get(middle.saturating_sub(half)..(middle + half).min(values.len()));
        frame.unwrap_or_default().iter().map(|value| value * value).sum::<f32>()
    };
    places.into_iter().min_by(|a, b| loudness(a).total_cmp(&loudness(b))).unwrap_or(edge_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A second of a voice that never rests but from 500 to 520 ms.
    fn voice() -> Vec<f32> {
        (0..16_000).map(|at| if (8_000..8_320).contains(&at) { 0.0 } else { 0.5 }).collect()
    }

    #[test]
    fn an_edge_moves_to_where_it_is_quiet_on_either_side() {
        for (at_ms, is_before) in [(480, true), (530, true), (490, false), (540, false)] {
            let got = quietest_ms(&voice(), at_ms, is_before);
            assert!((500..=520).contains(&got), "{at_ms} became {got}");
        }
    }

    #[test]
    fn without_a_dip_more_is_covered_and_nothing_lies_outside() {
        let even = vec![0.5; 16_000];
        assert_eq!(quietest_ms(&even, 300, true), 270, "an edge before moves ahead");
        assert_eq!(quietest_ms(&even, 300, false), 330, "an edge behind moves back");
        assert_eq!(quietest_ms(&[0.5; 160], 5, true), 0, "nothing lies before the recording");
        assert_eq!(quietest_ms(&[], 5_000, true), 5_000, "nor in none");
    }
}
