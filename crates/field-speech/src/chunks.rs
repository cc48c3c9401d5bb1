//! Cutting a recording into the pieces that the engine hears one at a time.

use crate::samples::{SAMPLES_PER_MS, ms_from_samples};
use field_domain::Word;
use std::ops::Range;
use zeroize::Zeroizing;

/// Longest piece: 28 seconds, so that one with its margins fits into Whisper's window of 30.
const CHUNK_SAMPLES_MAX: usize = 28_000 * SAMPLES_PER_MS;

/// Longest pause between two stretches of a piece: 1.5 seconds. What is said after a longer one is heard by itself.
///
/// Source: docs/measurements/voice.md. With pauses of three seconds left out as well twenty minutes had 85 wrong words of
/// 1878, with a piece for each side 58.
const PAUSE_SAMPLES_MAX: usize = 1_500 * SAMPLES_PER_MS;

/// Length from which a piece ends at the next pause: 26 seconds.
///
/// Source: docs/measurements/voice.md. More of what was said before helps the decoder: ten minutes had 69 wrong
/// words of 1252 with 20 seconds, with 26 they have 62 and take no more CPU.
const CHUNK_SAMPLES_ENOUGH: usize = 26_000 * SAMPLES_PER_MS;

/// Sound heard before the first stretch of a piece and behind the last one, beyond what the detector leaves there: 100 ms.
///
/// Source: docs/measurements/voice.md. Without it tiny.en had 6 wrong words of 291 on notes of 10 to 30 s, with it 3; with
/// 200 ms and more flite had 7 to 8 for 5.
const END_SAMPLES: usize = 100 * SAMPLES_PER_MS;

/// Shortest speech without a word that is heard again by itself: 800 ms, of which 400 are the detector's margins.
///
/// Source: docs/measurements/voice.md. With it nothing was heard twice in three hours, and all that was missing was found.
const PASSED_OVER_SAMPLES_MIN: usize = 800 * SAMPLES_PER_MS;

/// How far into a stretch the last word of the one before may end, as the engine is late with ends: 300 ms. A word of its
/// own ends behind the detector's margin of 200 ms and a short sound.
const LATE_SAMPLES: usize = 300 * SAMPLES_PER_MS;

/// A piece of a recording: stretches of speech, of which the engine hears one right behind the other.
///
/// Of a pause no more is heard than the detector leaves beside each stretch, 200 ms. More of it costs as much as speech,
/// and the engine tends to fill it with words that nobody said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// Ranges of samples of the recording: in order, none of them empty, without overlaps.
    stretches: Vec<Range<usize>>,
}

impl Chunk {
    /// How many samples are heard.
    pub(crate) fn len(&self) -> usize {
        self.stretches.iter().map(Range::len).sum()
    }

    /// The first sample of the recording that is heard.
    fn start(&self) -> usize {
        self.stretches.first().map_or(0, |first| first.start)
    }

    /// What is heard of `recording`.
    pub(crate) fn sound(&self, recording: &[f32]) -> Zeroizing<Vec<f32>> {
        // Room for all of it at once: what is moved would stay in memory.
        let mut sound = Zeroizing::new(Vec::with_capacity(self.len()));
        for stretch in &self.stretches {
            sound.extend_from_slice(recording.get(stretch.clone()).unwrap_or_default());
        }
        sound
    }

    /// Brings words from the time of what is heard to that of the recording. A word stays within the stretch in which
    /// it ends.
    pub(crate) fn in_recording(&self, mut words: Vec<Word>) -> Vec<Word> {
        for word in &mut words {
            let (heard_from, stretch) = self.stretch_of(word.end_ms);
            let at = |heard_ms: u32| {
                let into = (heard_ms as usize * SAMPLES_PER_MS).saturating_sub(heard_from);
                ms_from_samples((stretch.start + into).min(stretch.end))
            };
            (word.start_ms, word.end_ms) = (at(word.start_ms), at(word.end_ms));
        }
        words
    }

    /// The speech in which no word ends, although some do elsewhere in the piece: in order, each shorter than the piece.
    ///
    /// `said_ms` says when the pieces of words were over, in the time of what is heard. Where nothing at all was heard,
    /// nothing was passed over: then the detector took a noise for speech.
    pub(crate) fn passed_over(&self, said_ms: &[u32]) -> Vec<Self> {
        let said: Vec<Range<usize>> = said_ms.iter().map(|end| self.stretch_of(*end).1).collect();
        let is_silent = |stretch: &Range<usize>| !said.is_empty() && !said.contains(stretch);
        let runs = self.stretches.chunk_by(|one, next| is_silent(one) == is_silent(next));
        runs.filter(|run| run.first().is_some_and(is_silent))
            .map(|run| Self { stretches: run.to_vec() })
            .filter(|run| run.len() >= PASSED_OVER_SAMPLES_MIN && run.len() < self.len())
            .collect()
    }

    /// The stretch to which a word belongs that is over at `end_ms` of what is heard, and the sample of that at which it
    /// begins.
    fn stretch_of(&self, end_ms: u32) -> (usize, Range<usize>) {
        let end = end_ms as usize * SAMPLES_PER_MS;
        let mut heard_from = 0;
        let mut found = (0, 0..0);
        for stretch in &self.stretches {
            if heard_from > 0 && end < heard_from + LATE_SAMPLES {
                break;
            }
            found = (heard_from, stretch.clone());
            heard_from += stretch.len();
        }
        found
    }
}

/// Joins stretches of speech to pieces and cuts stretches that are too long.
///
/// `stretches` are in order; the pieces are in order, hold every stretch once and are at most [`CHUNK_SAMPLES_MAX`] long.
pub(crate) fn from_stretches(stretches: &[Range<usize>]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut behind = 0;
    for stretch in stretches {
        let mut start = stretch.start.max(behind);
        let pause = start - behind;
        behind = behind.max(stretch.end);
        let goes_on = |last: &&mut Chunk| {
            let is_enough = pause > 0 && last.len() >= CHUNK_SAMPLES_ENOUGH;
            let fits = last.len() + stretch.end.saturating_sub(start) <= CHUNK_SAMPLES_MAX;
            pause <= PAUSE_SAMPLES_MAX && !is_enough && fits
        };
        if let Some(last) = chunks.last_mut().filter(goes_on) {
            if start < stretch.end {
                last.stretches.push(start..stretch.end);
            }
            continue;
        }
        while start < stretch.end {
            let part = start..stretch.end.min(start + CHUNK_SAMPLES_MAX);
            start = part.end;
            chunks.push(Chunk { stretches: vec![part] });
        }
    }
    chunks
}

/// The same pieces with [`END_SAMPLES`] more at both ends, as far as the recording, whose length is `samples`, and the
/// pieces beside them leave room.
pub(crate) fn with_ends(mut chunks: Vec<Chunk>, samples: usize) -> Vec<Chunk> {
    let starts: Vec<usize> = chunks.iter().map(Chunk::start).collect();
    let next_starts = starts.into_iter().skip(1).chain([samples]);
    let mut behind = 0;
    for (chunk, next_start) in chunks.iter_mut().zip(next_starts) {
        if let Some(first) = chunk.stretches.first_mut() {
            first.start = first.start.saturating_sub(END_SAMPLES).max(behind);
        }
        if let Some(last) = chunk.stretches.last_mut() {
            last.end = (last.end + END_SAMPLES).min(next_start).max(last.end);
            behind = last.end;
        }
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::slice::from_ref;

    fn seconds(from: usize, to: usize) -> Range<usize> {
        from * 1000 * SAMPLES_PER_MS..to * 1000 * SAMPLES_PER_MS
    }

    fn chunk(stretches: &[Range<usize>]) -> Chunk {
        Chunk { stretches: stretches.to_vec() }
    }

    #[test]
    fn near_stretches_join_up_to_the_window_and_far_ones_stay_apart() {
        let chunks = from_stretches(&[seconds(1, 4), seconds(5, 8), seconds(12, 13)]);
        let expected = [chunk(&[seconds(1, 4), seconds(5, 8)]), chunk(&[seconds(12, 13)])];
        assert_eq!(chunks, expected, "a second joins, four seconds part");
        let chunks = from_stretches(&[seconds(0, 20), seconds(21, 35), seconds(36, 100)]);
        let expected = [
            chunk(&[seconds(0, 20)]),
            chunk(&[seconds(21, 35)]),
            chunk(&[seconds(36, 64)]),
            chunk(&[seconds(64, 92)]),
            chunk(&[seconds(92, 100)]),
        ];
        assert_eq!(chunks, expected, "long speech is cut, and cut speech is all there");
    }

    #[test]
    fn a_piece_that_is_long_enough_ends_at_the_next_pause() {
        let chunks = from_stretches(&[seconds(0, 20), seconds(21, 27), seconds(28, 29)]);
        let long_enough = chunk(&[seconds(0, 20), seconds(21, 27)]);
        assert_eq!(chunks, [long_enough, chunk(&[seconds(28, 29)])], "26 seconds are enough");
        let chunks = from_stretches(&[seconds(0, 26), seconds(26, 28)]);
        let no_pause = chunk(&[seconds(0, 26), seconds(26, 28)]);
        assert_eq!(chunks, [no_pause], "where nobody pauses no word is cut");
    }

    #[test]
    fn a_little_more_is_heard_at_both_ends_where_there_is_room() {
        let ms = |from: usize, to: usize| from * SAMPLES_PER_MS..to * SAMPLES_PER_MS;
        let pieces = vec![
            chunk(&[ms(50, 2_000), ms(3_000, 4_000)]),
            chunk(&[ms(4_130, 9_000)]),
            chunk(&[ms(9_000, 9_960)]),
        ];
        let expected = [
            chunk(&[ms(0, 2_000), ms(3_000, 4_100)]),
            chunk(&[ms(4_100, 9_000)]),
            chunk(&[ms(9_000, 10_000)]),
        ];
        assert_eq!(with_ends(pieces, 10_000 * SAMPLES_PER_MS), expected);
        assert_eq!(with_ends(Vec::new(), 0), [], "no pieces have no ends");
    }

    #[test]
    fn words_have_the_times_of_the_recording() {
        let words = |times: &[(u32, u32)]| -> Vec<Word> {
            let word = |(start_ms, end_ms): &(u32, u32)| Word {
                text: "word".into(),
                start_ms: *start_ms,
                end_ms: *end_ms,
                confidence: 1.0,
            };
            times.iter().map(word).collect()
        };
        let said = chunk(&[seconds(1, 3), seconds(10, 12)]);
        let heard =
            words(&[(0, 500), (1_500, 1_900), (1_900, 2_200), (2_200, 2_600), (2_600, 9_000)]);
        let times: Vec<_> =
            said.in_recording(heard).iter().map(|word| (word.start_ms, word.end_ms)).collect();
        let expected =
            [(1_000, 1_500), (2_500, 2_900), (2_900, 3_000), (10_200, 10_600), (10_600, 12_000)];
        assert_eq!(
            times, expected,
            "a late end stays before the pause, nothing lies in it or behind the piece"
        );
        let said = chunk(&[seconds(1, 3), seconds(10, 12)]).in_recording(words(&[(1_000, 2_500)]));
        assert_eq!(
            (said[0].start_ms, said[0].end_ms),
            (10_000, 10_500),
            "no word is said over a pause"
        );
    }

    #[test]
    fn speech_without_a_word_is_passed_over() {
        let said = chunk(&[seconds(0, 4), seconds(5, 8), seconds(9, 12), seconds(13, 15)]);
        let rest = chunk(&[seconds(5, 8), seconds(9, 12), seconds(13, 15)]);
        assert_eq!(
            said.passed_over(&[900, 3_900]),
            from_ref(&rest),
            "the end is taken for the whole"
        );
        assert_eq!(said.passed_over(&[900, 4_250]), [rest], "the last word may end a little late");
        assert_eq!(
            said.passed_over(&[3_900, 9_800, 11_000]),
            [chunk(&[seconds(5, 8)])],
            "or the middle is left out"
        );
        assert_eq!(said.passed_over(&[3_900, 6_900, 9_800, 11_900]), [], "or nothing");
        assert_eq!(said.passed_over(&[]), [], "where nothing was heard nothing was said");
    }

    #[test]
    fn a_click_between_words_is_not_heard_again() {
        let click = 5_000 * SAMPLES_PER_MS..5_700 * SAMPLES_PER_MS;
        let said = chunk(&[seconds(0, 4), click, seconds(7, 9)]);
        assert_eq!(said.passed_over(&[3_000, 6_000]), [], "it is too short");
    }

    #[test]
    fn no_speech_gives_no_pieces() {
        assert!(from_stretches(&[]).is_empty(), "silence is not transcribed");
    }

    proptest! {
        #[test]
        fn pieces_hold_all_speech_once(
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
            let wider: Vec<_> = with_ends(from_stretches(&stretches), at)
                .into_iter()
                .flat_map(|chunk| chunk.stretches)
                .collect();
            for pair in wider.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start, "nothing is heard twice with ends either");
            }
            for chunk in &chunks {
                prop_assert!(chunk.len() > 0 && chunk.len() <= CHUNK_SAMPLES_MAX);
            }
            let heard: Vec<_> = chunks.iter().flat_map(|chunk| chunk.stretches.clone()).collect();
            for pair in heard.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start, "nothing is heard twice");
            }
            let all = |ranges: &[Range<usize>]| ranges.iter().map(Range::len).sum::<usize>();
            prop_assert_eq!(all(&heard), all(&stretches));
        }
    }
}
