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

/// Shortest speech without a word that is heard again by itself: 800 ms, of which 400 are the detector's margins.
///
/// Source: docs/measurements/voice.md. With it nothing was heard twice in three hours, and all that was missing was found.
const PASSED_OVER_SAMPLES_MIN: usize = 800 * SAMPLES_PER_MS;

/// How late the engine may be with the end of a word: half a second, more than the third that was measured.
const LATE_SAMPLES: usize = 500 * SAMPLES_PER_MS;

/// From when in a stretch a word of its own can end: behind the detector's margin of 200 ms and a short sound. What
/// ends earlier was said before the pause, and the engine is late with it.
const FIRST_END_SAMPLES: usize = 300 * SAMPLES_PER_MS;

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

/// The speech in `piece` in which no word ends, although some do elsewhere in it: in order, each shorter than `piece`.
///
/// `said_ms` says when the pieces of words in it were over. Where nothing at all was heard, nothing was passed over:
/// then the detector took a noise for speech.
pub(crate) fn passed_over(
    stretches: &[Range<usize>],
    piece: &Range<usize>,
    said_ms: &[u32],
) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if said_ms.is_empty() {
        return found;
    }
    let mut was_silent = false;
    for stretch in stretches {
        let stretch = stretch.start.max(piece.start)..stretch.end.min(piece.end);
        if stretch.is_empty() {
            continue;
        }
        let own = stretch.start + FIRST_END_SAMPLES..stretch.end + LATE_SAMPLES;
        let is_silent = !said_ms.iter().any(|end| own.contains(&(*end as usize * SAMPLES_PER_MS)));
        match found.last_mut() {
            Some(last) if is_silent && was_silent => last.end = stretch.end,
            _ if is_silent => found.push(stretch),
            _ => {}
        }
        was_silent = is_silent;
    }
    found.retain(|range| range.len() >= PASSED_OVER_SAMPLES_MIN && range.len() < piece.len());
    found
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
    fn speech_without_a_word_is_passed_over() {
        let stretches =
            [seconds(0, 4), seconds(5, 8), seconds(9, 12), seconds(13, 15), seconds(40, 44)];
        let piece = seconds(0, 15);
        let passed_over = |said_ms: &[u32]| passed_over(&stretches, &piece, said_ms);
        assert_eq!(passed_over(&[900, 3_900]), [seconds(5, 15)], "the end is taken for the whole");
        assert_eq!(
            passed_over(&[3_900, 11_800, 14_000]),
            [seconds(5, 8)],
            "or the middle is left out"
        );
        assert_eq!(
            passed_over(&[3_900, 8_400, 11_800, 15_000]),
            [],
            "a word may end a little late"
        );
        assert_eq!(passed_over(&[900, 5_200]), [seconds(5, 15)], "and reach into what comes next");
        assert_eq!(passed_over(&[]), [], "where nothing was heard nothing was said");
    }

    #[test]
    fn a_click_between_words_is_not_heard_again() {
        let click = 5_000 * SAMPLES_PER_MS..5_700 * SAMPLES_PER_MS;
        let stretches = [seconds(0, 4), click, seconds(7, 9)];
        assert_eq!(passed_over(&stretches, &seconds(0, 9), &[3_000, 8_000]), [], "it is too short");
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
