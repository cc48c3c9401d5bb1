//! The engine: Whisper behind a voice activity detector.

use crate::chunks::Chunk;
use crate::heard::Heard;
use crate::samples::{SAMPLE_RATE_HZ, Samples};
use crate::voice::VoiceDetector;
use crate::{chunks, guards, level, processor, requantise, window, words};
use field_domain::{Transcript, Word};
use field_models::{Model, ModelError, ModelFolder};
use std::thread;
use whisper_rs::{
    DtwMode, DtwModelPreset, DtwParameters, FullParams, SamplingStrategy, WhisperContext,
    WhisperContextParameters, WhisperError, WhisperState,
};
use zeroize::Zeroizing;

/// Version of what this crate does around the model. Raised when the same sound may give other words.
pub const ENGINE_VERSION: u32 = 10;

/// Most threads: typing has to stay smooth while a recording is transcribed, and whisper.cpp's
/// threads spin while they wait for each other.
///
/// One core is always left alone, so a machine with two gets one thread: it needs 0.02 s of CPU for a
/// second of sound with AVX-512 (2026-11-30, tiny.en, engine version 7; 0.08 s on a Zen 3 with AVX2 alone
/// with version 5), which is quick enough.
const THREADS_MAX: usize = 2;

/// Longest piece that is heard again with more silence behind it when its words are in doubt: ten seconds. In a
/// longer one the silence is a small part of what the encoder sees.
///
/// Source: docs/measurements/voice.md. Whisper was trained on whole windows, and hears a short doubtful
/// piece better in one; a sure one it hears as well in a fifth of it.
const DOUBT_SAMPLES_MAX: usize = 10 * SAMPLE_RATE_HZ as usize;

/// Ways that the decoder keeps open in a piece that is in doubt.
///
/// Source: what Whisper's own decoder takes.
const BEAMS_IN_DOUBT: i32 = 5;
/// Ways that it keeps open in a piece that is too long to be heard again.
///
/// Source: docs/measurements/voice.md. Ten minutes had 63 wrong words of 1252 with one way, 50 with two, 51 with
/// three and 48 with five. Two take as many bytes of weights from memory as one does, so they are cheap.
const BEAMS_IN_LONG: i32 = 2;

/// What is heard unless somebody says otherwise.
const ENGLISH: &str = "en";

/// Shortest sound that the engine takes: a second. Shorter pieces are followed by silence.
const SOUND_SAMPLES_MIN: usize = SAMPLE_RATE_HZ as usize;

/// Most tokens that one piece of sound can yield: so many for each second, and some for its marks.
///
/// Source: fast speech has five words a second and less than eight tokens; what has more goes round
/// in circles, and is stopped early.
const TOKENS_PER_SECOND: usize = 8;
const TOKENS_EXTRA: usize = 16;

/// Longest text that is given to the decoder before it listens, in characters.
///
/// Source: half of Whisper's text window is 224 tokens, some 800 characters; a quarter of that costs
/// little time and leaves the rest to what was said.
const HINT_CHARS_MAX: usize = 200;

/// Share of the progress that finding the speech takes.
const PROGRESS_AFTER_VOICE: usize = 5;

/// Turns recordings into transcripts, on this machine.
///
/// May be shared between threads; one transcription at a time is the sensible load.
pub struct SpeechEngine {
    voice: VoiceDetector,
    context: WhisperContext,
    speech: Model,
    speech_sha256: [u8; 32],
    is_english_only: bool,
    threads: i32,
}

/// What the engine is told before it listens.
#[derive(Clone, Default)]
pub struct Hints {
    /// Words that are likely: names of things, streets and people of the job. Those that fit into 200
    /// characters are used, from the front.
    pub words: Vec<String>,
    /// The language that is spoken, as `en` or `es`; without one it is English. A model that knows
    /// English only always hears English.
    pub language: Option<String>,
}

/// SHA-256 of the model files that an engine runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelHashes {
    /// The speech model.
    pub speech: [u8; 32],
    /// The voice activity model.
    pub voice: [u8; 32],
}

/// Why a recording was not transcribed. The recording itself is untouched.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// The processor lacks instructions that the engine was built with.
    #[error("the processor is too old for speech recognition (it has no AVX2)")]
    ProcessorTooOld,
    /// A model file is missing or not the right one.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The caller asked to stop.
    #[error("the transcription was stopped")]
    Cancelled,
    /// The engine gave up: no memory, or a mistake of this program.
    #[error("the speech engine failed")]
    Engine(#[source] WhisperError),
}

/// Whether the multilingual models know a language by this code, such as `en` or `es`.
pub fn is_language(code: &str) -> bool {
    // A NUL would end the text early in C, and names in full are taken there too.
    code.len() == 2
        && code.bytes().all(|byte| byte.is_ascii_lowercase())
        && whisper_rs::get_lang_id(code).is_some()
}

/// Whether a speech model knows English and nothing else.
pub fn is_english_only(model: Model) -> bool {
    model == Model::SpeechTinyEn
}

/// The languages of the multilingual models: two letters and the name in English, by name.
pub fn languages() -> Vec<(&'static str, &'static str)> {
    let mut languages: Vec<_> = (0..=whisper_rs::get_lang_max_id())
        .filter_map(|id| Some((whisper_rs::get_lang_str(id)?, whisper_rs::get_lang_str_full(id)?)))
        .filter(|(code, _)| is_language(code))
        .collect();
    languages.sort_by_key(|(_, name)| *name);
    languages
}

impl SpeechEngine {
    /// Loads a speech model and the detector of speech.
    ///
    /// # Errors
    /// [`SpeechError::ProcessorTooOld`] before anything is loaded; [`SpeechError::Model`].
    pub fn new(models: &ModelFolder, speech: Model) -> Result<Self, SpeechError> {
        if !processor::is_new_enough() {
            return Err(SpeechError::ProcessorTooOld);
        }
        // Without a logging back end this drops everything that whisper.cpp would print, which at
        // times is what was said.
        whisper_rs::install_logging_hooks();
        let threads = i32::try_from(thread_count()).unwrap_or(1);
        let voice = VoiceDetector::load(models)?;
        let model = models.load(speech)?;
        let speech_sha256 = model.sha256();
        let bytes = model.into_bytes();
        let bytes = requantise::q8_0_from_q5_1(&bytes).unwrap_or(bytes);
        let context =
            WhisperContext::new_from_buffer_with_params(&bytes, with_aligned_times(speech))
                .map_err(|error| ModelError::Unusable { model: speech, source: error.into() })?;
        let is_english_only = !context.is_multilingual();
        Ok(Self { voice, context, speech, speech_sha256, is_english_only, threads })
    }

    /// Which models this engine runs on, for the record of how a transcript was made.
    pub fn model_hashes(&self) -> ModelHashes {
        ModelHashes { speech: self.speech_sha256, voice: self.voice.sha256 }
    }

    /// Writes down what is said in `samples`. A transcript without words means that nothing was.
    ///
    /// The same recording gives the same words on the same machine. `cancel` is asked and `progress`
    /// (0 to 100, rising) told between pieces of at most 28 seconds of sound, so within a second or
    /// two of work. A recording of ten minutes took 11 s of CPU and 261 MiB in all, the recording and the
    /// model included (2026-11-30, one thread of a processor with AVX-512, tiny.en).
    ///
    /// # Errors
    /// [`SpeechError::Cancelled`], [`SpeechError::Engine`].
    pub fn transcribe(
        &self,
        samples: &Samples,
        hints: &Hints,
        cancel: &dyn Fn() -> bool,
        progress: &mut dyn FnMut(u8),
    ) -> Result<Transcript, SpeechError> {
        progress(0);
        if cancel() {
            return Err(SpeechError::Cancelled);
        }
        let stretches = self.voice.stretches(samples)?;
        let pieces = chunks::from_stretches(&stretches);
        let pieces = chunks::with_ends(pieces, samples.values().len());
        let speech: usize = pieces.iter().map(Chunk::len).sum();
        let mut heard = Vec::new();
        if !pieces.is_empty() {
            let told = self.told(hints);
            let mut state = self.context.create_state().map_err(SpeechError::Engine)?;
            let mut done = 0;
            for piece in pieces {
                if cancel() {
                    return Err(SpeechError::Cancelled);
                }
                progress(percent(done, speech));
                done += piece.len();
                heard.extend(self.words_in(&mut state, samples, &told, piece)?);
            }
        }
        if cancel() {
            return Err(SpeechError::Cancelled);
        }
        progress(100);
        Ok(Transcript { words: guards::without_circles(heard), duration_ms: samples.duration_ms() })
    }

    /// The hints as the model takes them. Words that it cannot spell are left out: they only help.
    fn told<'a>(&self, hints: &'a Hints) -> Told<'a> {
        let is_known = |code: &&str| !self.is_english_only && is_language(code);
        let chosen = hints.language.as_deref().filter(is_known);
        let tokens = hint(&hints.words)
            .and_then(|text| self.context.tokenize(&text, HINT_CHARS_MAX).ok())
            .unwrap_or_default();
        Told { language: chosen.unwrap_or(ENGLISH), tokens }
    }

    /// The words in one piece of the recording, and in what the model passed over in it: now and then it writes
    /// down the beginning of a piece and takes it for the whole.
    fn words_in(
        &self,
        state: &mut WhisperState,
        samples: &Samples,
        told: &Told<'_>,
        piece: Chunk,
    ) -> Result<Vec<Word>, SpeechError> {
        let mut words = Vec::new();
        // Ends, as what was passed over is shorter than what it was a part of.
        let mut parts = vec![piece];
        while let Some(part) = parts.pop() {
            let heard = self.heard_in(state, told, &part.sound(samples.values()))?;
            words.extend(part.in_recording(heard.words()));
            parts.extend(part.passed_over(&heard.said_ms()));
        }
        Ok(words::in_turn(words))
    }

    /// What the model hears in a sound, with a second try where it goes round or is in doubt.
    fn heard_in(
        &self,
        state: &mut WhisperState,
        told: &Told<'_>,
        sound: &[f32],
    ) -> Result<Heard, SpeechError> {
        let padded = padded(sound, self.speech);
        let mut heard = Heard::default();
        let is_long = padded.len() > DOUBT_SAMPLES_MAX;
        let beams = if is_long { BEAMS_IN_LONG } else { 1 };
        for margin in window::margins(self.speech, padded.len()) {
            heard = self.hear(state, &padded, margin, beams, told)?;
            if !heard.goes_round(tokens_max(padded.len())) {
                break;
            }
        }
        for margin in window::DOUBT_MARGINS {
            if is_long || !heard.is_doubtful() {
                break;
            }
            let again = self.hear(state, &padded, margin, BEAMS_IN_DOUBT, told)?;
            if !again.goes_round(tokens_max(padded.len())) && again.is_surer_than(&heard) {
                heard = again;
            }
        }
        Ok(heard)
    }

    /// What the model hears in a piece if it looks at so many frames beyond it and keeps so many ways open.
    fn hear(
        &self,
        state: &mut WhisperState,
        sound: &[f32],
        margin: usize,
        beams: i32,
        told: &Told<'_>,
    ) -> Result<Heard, SpeechError> {
        let parameters = self.parameters(sound.len(), margin, beams, told);
        state.full(parameters, sound).map_err(SpeechError::Engine)?;
        Ok(Heard::from_state(state, self.context.token_eot()))
    }

    fn parameters<'a>(
        &self,
        sound_samples: usize,
        margin: usize,
        beams: i32,
        told: &'a Told<'_>,
    ) -> FullParams<'a, 'a> {
        let strategy = if beams > 1 {
            SamplingStrategy::BeamSearch { beam_size: beams, patience: -1.0 }
        } else {
            SamplingStrategy::Greedy { best_of: 1 }
        };
        let mut parameters = FullParams::new(strategy);
        parameters.set_n_threads(self.threads);
        parameters.set_language(Some(told.language));
        // Nothing is carried over: one piece that was heard wrongly must not colour the next.
        parameters.set_no_context(true);
        parameters.set_tokens(&told.tokens);
        // No second try with chance in it: the same sound gives the same words, at a bounded cost.
        parameters.set_temperature(0.0);
        parameters.set_temperature_inc(0.0);
        parameters.set_suppress_blank(true);
        parameters.set_suppress_nst(true);
        parameters.set_max_tokens(tokens_max(sound_samples));
        let frames = window::encoder_frames(sound_samples, margin);
        parameters.set_audio_ctx(i32::try_from(frames).unwrap_or(0));
        parameters.set_print_special(false);
        parameters.set_print_progress(false);
        parameters.set_print_realtime(false);
        parameters.set_print_timestamps(false);
        parameters
    }
}

/// Hints as the model takes them.
struct Told<'a> {
    language: &'a str,
    tokens: Vec<i32>,
}

/// The likely words as a sentence for the decoder; none without words.
fn hint(words: &[String]) -> Option<String> {
    let mut text = String::new();
    for word in words {
        // A NUL ends a text in C.
        let word: String = word.chars().filter(|letter| !letter.is_control()).collect();
        if text.chars().count() + word.chars().count() + 2 > HINT_CHARS_MAX {
            break;
        }
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&word);
    }
    (!text.is_empty()).then(|| text + ".")
}

/// The sound at the level that a model hears best, with silence behind it up to the shortest that the engine takes.
fn padded(sound: &[f32], speech: Model) -> Zeroizing<Vec<f32>> {
    let length = sound.len().max(SOUND_SAMPLES_MIN);
    let mut padded = Zeroizing::new(Vec::with_capacity(length));
    padded.extend_from_slice(sound);
    level::bring(&mut padded, level::best_db(speech));
    padded.resize(length, 0.0);
    padded
}

fn tokens_max(sound_samples: usize) -> i32 {
    let seconds = sound_samples.div_ceil(SOUND_SAMPLES_MIN);
    i32::try_from(seconds * TOKENS_PER_SECOND + TOKENS_EXTRA).unwrap_or(i32::MAX)
}

impl std::fmt::Debug for SpeechEngine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SpeechEngine({} threads)", self.threads)
    }
}

/// Word times from where the decoder looked in the sound, by the heads of the model that are known to
/// look at the word that is being written.
///
/// Source: docs/measurements/voice.md. The times that whisper.cpp estimates from its time marks were
/// late by 0.7 s in the middle and by 1.7 s at worst, so that a name was over before it began.
fn with_aligned_times(speech: Model) -> WhisperContextParameters<'static> {
    let model_preset = match speech {
        Model::SpeechBase => DtwModelPreset::Base,
        Model::SpeechSmall => DtwModelPreset::Small,
        _ => DtwModelPreset::TinyEn,
    };
    let mut parameters = WhisperContextParameters::default();
    parameters.dtw_parameters(DtwParameters {
        mode: DtwMode::ModelPreset { model_preset },
        ..DtwParameters::default()
    });
    parameters
}

fn thread_count() -> usize {
    thread::available_parallelism().map_or(1, |cores| (cores.get() - 1).clamp(1, THREADS_MAX))
}

fn percent(done: usize, all: usize) -> u8 {
    let share = done * (100 - PROGRESS_AFTER_VOICE) / all.max(1);
    u8::try_from(PROGRESS_AFTER_VOICE + share).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_two_letters() {
        assert!(is_language("en") && is_language("es") && is_language("pl"));
        for other in ["", "xx", "english", "e\0", "EN"] {
            assert!(!is_language(other), "{other:?} is no code");
        }
    }

    #[test]
    fn every_language_that_is_offered_is_one() {
        let languages = languages();
        assert!(languages.contains(&("en", "english")) && languages.contains(&("es", "spanish")));
        assert!(languages.len() > 90, "Whisper knows some hundred");
        assert!(languages.iter().all(|(code, _)| is_language(code)));
        assert!(languages.is_sorted_by_key(|(_, name)| *name), "people look for a name");
    }

    #[test]
    fn likely_words_are_told_up_to_a_bound() {
        assert_eq!(hint(&[]), None, "nothing is told");
        let words = ["Maple Street".to_owned(), "hand\0rail".to_owned()];
        assert_eq!(hint(&words).as_deref(), Some("Maple Street, handrail."));
        let many = vec!["conductor".to_owned(); 100];
        assert!(hint(&many).is_some_and(|text| text.len() <= HINT_CHARS_MAX), "it stays short");
    }

    #[test]
    fn progress_rises_from_the_search_for_speech_to_the_end() {
        assert_eq!(percent(0, 100), 5, "speech was found");
        assert_eq!(percent(50, 100), 52, "half of it is written");
        assert_eq!(percent(100, 100), 100, "all of it is");
        assert_eq!(percent(0, 0), 5, "no speech divides nothing by zero");
    }

    #[test]
    fn a_missing_model_is_named_and_nothing_is_loaded() {
        let dir = tempfile::tempdir().expect("a test may make a folder");
        let outcome =
            SpeechEngine::new(&ModelFolder::new(dir.path().to_owned()), Model::SpeechTinyEn);
        assert!(
            matches!(outcome, Err(SpeechError::Model(ModelError::Missing { .. }))),
            "the person learns which file is missing"
        );
    }
}
