//! Sound without the personal data that was said in it: `fieldproof transcribe --redacted-audio`.

use std::ops::Range;

use anyhow::{Context as _, Result, bail};
use field_domain::{Raw, Transcript, Word};
use field_redact::{Context, TextEngine};
use field_speech::{
    Aligner, Cover, Hints, Samples, SpeechEngine, decode_wav, loose_times_of, mute, wav_bytes,
};

/// How often what is left is heard again before the sound is withheld.
///
/// Source: judgement; what an engine hears in the rest of a word is gone after the first time.
const ROUNDS_MAX: usize = 3;

/// Words beside personal data that are less sure than this go with it: what was not recognised cannot
/// be judged. Source: judgement, below the limit that underlines a word.
const CONFIDENCE_MIN: f32 = 0.4;

/// A number this near to what was overwritten may be the rest of it, in milliseconds, by the engine's times.
///
/// Source: the committed notes, where the first digit of a telephone number began some 300 ms before the
/// time that the engine gave for it.
const EDGE_MS: u32 = 600;

/// Nearer than this to what was overwritten, in milliseconds, is right beside it: what goes in the silence there is wider than the words by
/// 150 ms, and a short word lasts longer than both.
const BESIDE_MS: u32 = 50;

/// A recording in which what is personal is overwritten, as a WAV file, and where.
pub struct RedactedAudio {
    /// 16 kHz, mono, 16 bits, without any note of where it comes from.
    pub wav: Vec<u8>,
    /// What was overwritten, in milliseconds.
    pub times_ms: Vec<Range<u32>>,
}

/// Overwrites what is personal in `samples` of which `transcript` was heard, and listens again. Without an aligner, which
/// knows English only, more is overwritten around it.
///
/// # Errors
/// If something personal is still heard: nothing is given out then.
pub fn redacted_audio(
    speech: &SpeechEngine,
    text: &TextEngine,
    aligner: Option<&Aligner>,
    samples: &Samples,
    transcript: &Transcript,
    hints: &Hints,
) -> Result<RedactedAudio> {
    let times_of = |samples: &Samples, words: &[Word], hidden: &[Range<usize>]| {
        aligner.map_or_else(
            || loose_times_of(words, hidden),
            |aligner| aligner.times_of(samples, words, hidden),
        )
    };
    let mut times = times_of(samples, &transcript.words, &personal_words(text, transcript)?);
    for _ in 0..ROUNDS_MAX {
        let muted = mute(samples, &times, Cover::Silence);
        let wav = wav_bytes(&muted.samples);
        let left = decode_wav(&wav).context("what was made is no sound")?;
        let heard = speech
            .transcribe(&left, hints, &|| false, &mut |_| {})
            .context("the sound could not be heard again")?;
        let mut still = personal_words(text, &heard)?;
        let rests = rests_of_numbers(&heard, &muted.times_ms);
        // The engine's times are loose; where the number really is, if that can be known, tells whether it is a rest.
        let found = times_of(&left, &heard.words, &rests);
        let is_beside = |time: &Range<u32>| {
            aligner.is_none() || muted.times_ms.iter().any(|gone| touches(time, gone))
        };
        let rests = rests.into_iter().zip(found).filter(|(_, time)| is_beside(time));
        still.extend(rests.map(|(rest, _)| rest));
        if still.is_empty() {
            return Ok(RedactedAudio { wav, times_ms: muted.times_ms });
        }
        still.sort_by_key(|range| range.start);
        times.extend(times_of(&left, &heard.words, &still));
    }
    bail!("something personal is still heard: the sound is withheld")
}

/// Whether what is to be overwritten lies right beside what was.
fn touches(time: &Range<u32>, gone: &Range<u32>) -> bool {
    time.start <= gone.end.saturating_add(BESIDE_MS)
        && time.end.saturating_add(BESIDE_MS) >= gone.start
}

/// The numbers that were said near the edge of what was overwritten, by their places among the words.
fn rests_of_numbers(heard: &Transcript, overwritten_ms: &[Range<u32>]) -> Vec<Range<usize>> {
    let is_near = |word: &Word| {
        overwritten_ms.iter().any(|gone| {
            word.start_ms < gone.end.saturating_add(EDGE_MS)
                && word.end_ms.saturating_add(EDGE_MS) > gone.start
        })
    };
    (0..)
        .zip(&heard.words)
        .filter(|(_, word)| is_number(&word.text) && is_near(word))
        .map(|(at, _)| at..at + 1)
        .collect()
}

/// Whether a word is a number, in digits or as it is spoken.
fn is_number(word: &str) -> bool {
    const SPOKEN: [&str; 13] = [
        "oh", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "double", "triple",
    ];
    let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    plain.contains(|letter: char| letter.is_ascii_digit()) || SPOKEN.contains(&plain.as_str())
}

/// What is personal, by the places of its words.
fn personal_words(engine: &TextEngine, transcript: &Transcript) -> Result<Vec<Range<usize>>> {
    let analysis = engine
        .analyse(&Raw::new(transcript.text()), &Context::default())
        .context("the text cannot be judged: the sound is withheld")?;
    let mut begin = 0;
    let mut is_personal: Vec<bool> = Vec::with_capacity(transcript.words.len());
    for word in &transcript.words {
        let end = begin + word.text.len();
        is_personal.push(analysis.spans().iter().any(|span| span.start < end && span.end > begin));
        // The words of a text are joined by one space.
        begin = end + 1;
    }
    let is_beside = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| is_personal.get(at)).copied();
        before.unwrap_or(false) || is_personal.get(at + 1).copied().unwrap_or(false)
    };
    let goes: Vec<bool> = transcript
        .words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            is_personal.get(at).copied().unwrap_or(true)
                || (word.confidence < CONFIDENCE_MIN && is_beside(at))
        })
        .collect();
    let mut begin = 0;
    let runs = goes.chunk_by(|a, b| a == b).map(|run| {
        begin += run.len();
        (run.first() == Some(&true), begin - run.len()..begin)
    });
    Ok(runs.filter(|(goes, _)| *goes).map(|(_, range)| range).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_right_beside_is_told_from_what_is_a_word_away() {
        let gone = 6_000..8_000;
        for (time, expected) in [
            (8_050..8_300, true),
            (8_051..8_300, false),
            (5_500..5_950, true),
            (5_500..5_949, false),
            (7_000..7_100, true),
        ] {
            assert_eq!(touches(&time, &gone), expected, "{time:?}");
        }
    }

    #[test]
    fn a_digit_left_at_the_edge_of_a_number_goes_too() {
        let word = |text: &str, start_ms| Word {
            text: text.to_owned(),
            start_ms,
            end_ms: start_ms + 200,
            confidence: 0.9,
        };
        let words =
            vec![word("51", 1_000), word("is", 5_500), word("Five.", 5_700), word("9", 8_500)];
        let heard = Transcript { words, duration_ms: 9_000 };
        let overwritten = 6_000..8_000;
        let rests = rests_of_numbers(&heard, std::slice::from_ref(&overwritten));
        assert_eq!(rests, [2..3, 3..4], "a reading far away is no rest");
    }

    #[test]
    fn the_times_of_personal_words_and_of_doubtful_ones_beside_them_are_found() {
        let said = "the cook mumble Maria Jensen said 555 0142 is her phone";
        let words = said.split(' ').zip(0_u32..).map(|(text, at)| Word {
            text: text.to_owned(),
            start_ms: at * 500,
            end_ms: at * 500 + 400,
            confidence: if ["mumble", "her"].contains(&text) { 0.2 } else { 0.9 },
        });
        let transcript = Transcript { words: words.collect(), duration_ms: 6_000 };
        let ranges = personal_words(&TextEngine::new(), &transcript).expect("it is judged");
        let goes = |at: usize| ranges.iter().any(|range| range.contains(&at));
        assert!(goes(3) && goes(4), "the name: {ranges:?}");
        assert!(goes(2), "the doubtful word beside it: {ranges:?}");
        assert!(!goes(0) && !goes(9), "and not the others: {ranges:?}");
    }
}
