//! Cutting a recording into the pieces that the engine hears one at a time.

use crate::samples::SAMPLES_PER_MS;
use std::ops::Range;

/// Longest piece: 28 seconds, so that one with its margins fits into Whisper's window of 30.
const CHUNK_SAMPLES_MAX: usize = 28_000 * SAMPLES_PER_MS;

/// Longest pause inside a piece: 1.5 seconds. A longer one is left out, as the engine tends to fill
/// it with words that nobody said.
const PAUSE_SAMPLES_MAX: usize = 1_500 * SAMPLES_PER_MS;

/// Length from which a piece ends at the next real pause: 26 seconds.
///
/// Source: docs/measurements/voice.md. More of what was said before helps the decoder: ten minutes had 69 wrong
/// words of 1252 with 20 seconds, with 26 they have 62 and take no more CPU.
const CHUNK_SAMPLES_ENOUGH: usize = 26_000 * SAMPLES_PER_MS;

/// Joins stretches of speech to pieces and cuts stretches that are too long.
///
/// `stretches` are in order; the pieces are in order, cover every stretch, overlap nowhere and are at
/// most [`CHUNK_SAMPLES_MAX`] long.
pub(crate) fn from_stretches(stretches: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    for stretch in stretches {
        let mut start = stretch.start;
        if let Some(last) = chunks.last_mut() {
            start = start.max(last.end);
            let pause = start - last.end;
            let is_enough = last.len() >= CHUNK_SAMPLES_ENOUGH && pause > 0;
            if pause <= PAUSE_SAMPLES_MAX
                && !is_enough
                && stretch.end.saturating_sub(last.start) <= CHUNK_SAMPLES_MAX
            {
                last.end = last.end.max(stretch.end);
                continue;
            }
        }
        while start < stretch.end {
            let end = stretch.end.min(start + CHUNK_SAMPLES_MAX);
            chunks.push(start..end);
            start = end;
        }
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seconds(from: usize, to: usize) -> Range<usize> {
        from * 1000 * SAMPLES_PER_MS..to * 1000 * SAMPLES_PER_MS
    }

    #[test]
    fn near_stretches_join_and_far_ones_stay_apart() {
        let chunks = from_stretches(&[seconds(1, 4), seconds(5, 8), seconds(12, 13)]);
        assert_eq!(chunks, [seconds(1, 8), seconds(12, 13)], "a second joins, four seconds part");
    }

    #[test]
    fn a_piece_never_grows_past_the_window() {
        let chunks = from_stretches(&[seconds(0, 20), seconds(21, 35), seconds(36, 100)]);
        let expected =
            [seconds(0, 20), seconds(21, 35), seconds(36, 64), seconds(64, 92), seconds(92, 100)];
        assert_eq!(chunks, expected, "long speech is cut, and cut speech is all there");
    }

    #[test]
    fn a_piece_that_is_long_enough_ends_at_the_next_pause() {
        let chunks = from_stretches(&[seconds(0, 20), seconds(21, 26), seconds(27, 28)]);
        assert_eq!(chunks, [seconds(0, 26), seconds(27, 28)], "26 seconds are enough");
        let chunks = from_stretches(&[seconds(0, 26), seconds(26, 28)]);
        assert_eq!(chunks, [seconds(0, 28)], "where nobody pauses no word is cut");
    }

    #[test]
    fn no_speech_gives_no_pieces() {
        assert!(from_stretches(&[]).is_empty(), "silence is not transcribed");
    }

    proptest! {
        #[test]
        fn pieces_cover_all_speech_once(
            lengths in proptest::collection::vec((1_usize..900_000, 0_usize..60_000), 0..20),
        ) {
            let mut at = 0;
            let stretches: Vec<_> = lengths
                .into_iter()
                .map(|(length, pause)| {
                    let stretch = at..at + length;
                    at += length + pause;
                    stretch
                })
                .collect();
            let chunks = from_stretches(&stretches);
            for chunk in &chunks {
                prop_assert!(!chunk.is_empty() && chunk.len() <= CHUNK_SAMPLES_MAX);
            }
            for pair in chunks.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start, "pieces do not overlap");
            }
            for sample in stretches.iter().flat_map(|stretch| [stretch.start, stretch.end - 1]) {
                prop_assert!(chunks.iter().any(|chunk| chunk.contains(&sample)));
            }
        }
    }
}
