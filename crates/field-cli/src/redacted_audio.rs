//! Sound without the personal data that was said in it: `fieldproof transcribe --redacted-audio`.

use std::ops::Range;

use anyhow::{Context as _, Result, bail};
use field_domain::{Raw, Transcript};
use field_redact::{Context, TextEngine};
use field_speech::{Cover, Hints, Samples, SpeechEngine, decode_wav, mute, wav_bytes};

/// How often what is left is heard again before the sound is withheld.
///
/// Source: judgement; what an engine hears in the rest of a word is gone after the first time.
const ROUNDS_MAX: usize = 3;

/// Words beside personal data that are less sure than this go with it: what was not recognised cannot
/// be judged. Source: judgement, below the limit that underlines a word.
const CONFIDENCE_MIN: f32 = 0.4;

/// A recording in which what is personal is overwritten, as a WAV file, and where.
pub struct RedactedAudio {
    /// 16 kHz, mono, 16 bits, without any note of where it comes from.
    pub wav: Vec<u8>,
    /// What was overwritten, in milliseconds.
    pub times_ms: Vec<Range<u32>>,
}

/// Overwrites what is personal in `samples` of which `transcript` was heard, and listens again.
///
/// # Errors
/// If something personal is still heard: nothing is given out then.
pub fn redacted_audio(
    speech: &SpeechEngine,
    text: &TextEngine,
    samples: &Samples,
    transcript: &Transcript,
    hints: &Hints,
) -> Result<RedactedAudio> {
    let mut times = personal_times(text, transcript)?;
    for _ in 0..ROUNDS_MAX {
        let muted = mute(samples, &times, Cover::Silence);
        let wav = wav_bytes(&muted.samples);
        let left = decode_wav(&wav).context("what was made is no sound")?;
        let heard = speech
            .transcribe(&left, hints, &|| false, &mut |_| {})
            .context("the sound could not be heard again")?;
        let still = personal_times(text, &heard)?;
        if still.is_empty() {
            return Ok(RedactedAudio { wav, times_ms: muted.times_ms });
        }
        times.extend(still);
    }
    bail!("something personal is still heard: the sound is withheld")
}

/// When something personal was said.
fn personal_times(engine: &TextEngine, transcript: &Transcript) -> Result<Vec<Range<u32>>> {
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
    Ok(transcript
        .words
        .iter()
        .enumerate()
        .filter(|(at, word)| {
            is_personal.get(*at).copied().unwrap_or(true)
                || (word.confidence < CONFIDENCE_MIN && is_beside(*at))
        })
        .map(|(_, word)| word.start_ms..word.end_ms)
        .collect())
}

#[cfg(test)]
mod tests {
    use field_domain::Word;

    use super::*;

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
        let times = personal_times(&TextEngine::new(), &transcript).expect("it is judged");
        let starts: Vec<u32> = times.iter().map(|time| time.start / 500).collect();
        assert!(starts.contains(&3) && starts.contains(&4), "the name: {starts:?}");
        assert!(starts.contains(&2), "the doubtful word beside it: {starts:?}");
        assert!(!starts.contains(&0) && !starts.contains(&9), "and not the others: {starts:?}");
    }
}
