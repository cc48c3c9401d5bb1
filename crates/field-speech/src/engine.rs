//! The engine: Whisper behind a voice activity detector.

use crate::samples::{SAMPLE_RATE_HZ, SAMPLES_PER_MS, Samples, ms_from_samples};
use crate::voice::VoiceDetector;
use crate::words::Piece;
use crate::{chunks, guards, processor, words};
use field_domain::{Transcript, Word};
use field_models::{Model, ModelError, ModelFolder};
use std::ops::Range;
use std::thread;
use whisper_rs::{
    FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperError,
    WhisperSegment, WhisperState,
};
use zeroize::Zeroizing;

/// Version of what this crate does around the model. Raised when the same sound may give other words.
pub const ENGINE_VERSION: u32 = 1;

/// Most threads: typing has to stay smooth while a recording is transcribed, and whisper.cpp's
/// threads spin while they wait for each other.
///
/// One core is always left alone, so a machine with two gets one thread: it needs 0.08 s of CPU for a
/// second of sound (2026-11-22, tiny.en q5_1), which is quick enough.
const THREADS_MAX: usize = 2;

/// Frames of the encoder in a second of sound.
const FRAMES_PER_SECOND: usize = 50;
/// Frames that the encoder gets beyond the sound itself.
///
/// Source: measured on 16 clips of known text (2026-11-22, tiny.en q5_1): wrong words 619 of 182 with
/// a margin of 0, 27 with 16, 13 with 32, 16 with 64, 17 with 100, 17 with 250, 15 with the whole
/// window. 64 leaves room above the cliff at 16 and costs an eighth of the window's time.
const FRAMES_MARGIN: usize = 64;
/// Frames of the whole window of 30 seconds: the model's own limit.
const FRAMES_MAX: usize = 1500;

/// Shortest sound that the engine takes: a second. Shorter pieces are followed by silence.
const SOUND_SAMPLES_MIN: usize = SAMPLE_RATE_HZ as usize;

/// Most tokens that one piece of sound can yield.
///
/// Source: half of Whisper's text window, the limit of its own decoder; fast speech has about five a
/// second, so 28 seconds have 140.
const TOKENS_MAX: i32 = 224;

/// Share of the progress that finding the speech takes.
const PROGRESS_AFTER_VOICE: usize = 5;

/// Turns recordings into transcripts, on this machine.
///
/// May be shared between threads; one transcription at a time is the sensible load.
pub struct SpeechEngine {
    voice: VoiceDetector,
    context: WhisperContext,
    speech_sha256: [u8; 32],
    threads: i32,
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

impl SpeechEngine {
    /// Loads both models.
    ///
    /// # Errors
    /// [`SpeechError::ProcessorTooOld`] before anything is loaded; [`SpeechError::Model`].
    pub fn new(models: &ModelFolder) -> Result<Self, SpeechError> {
        if !processor::is_new_enough() {
            return Err(SpeechError::ProcessorTooOld);
        }
        // Without a logging back end this drops everything that whisper.cpp would print, which at
        // times is what was said.
        whisper_rs::install_logging_hooks();
        let threads = i32::try_from(thread_count()).unwrap_or(1);
        let voice = VoiceDetector::load(models)?;
        let model = models.load(Model::SpeechTinyEn)?;
        let context = WhisperContext::new_from_buffer_with_params(
            model.bytes(),
            WhisperContextParameters::default(),
        )
        .map_err(|error| ModelError::Unusable {
            model: Model::SpeechTinyEn,
            source: error.into(),
        })?;
        Ok(Self { voice, context, speech_sha256: model.sha256(), threads })
    }

    /// Which models this engine runs on, for the record of how a transcript was made.
    pub fn model_hashes(&self) -> ModelHashes {
        ModelHashes { speech: self.speech_sha256, voice: self.voice.sha256 }
    }

    /// Writes down what is said in `samples`. A transcript without words means that nothing was.
    ///
    /// The same recording gives the same words on the same machine. `cancel` is asked and `progress`
    /// (0 to 100, rising) told between pieces of at most 28 seconds of sound, so within a second or
    /// two of work. A recording of ten minutes took 75 s of
    /// CPU and 289 MB in all, the recording and the model included (2026-11-22, one thread).
    ///
    /// # Errors
    /// [`SpeechError::Cancelled`], [`SpeechError::Engine`].
    pub fn transcribe(
        &self,
        samples: &Samples,
        cancel: &dyn Fn() -> bool,
        progress: &mut dyn FnMut(u8),
    ) -> Result<Transcript, SpeechError> {
        progress(0);
        if cancel() {
            return Err(SpeechError::Cancelled);
        }
        let pieces = chunks::from_stretches(&self.voice.stretches(samples)?);
        let speech: usize = pieces.iter().map(Range::len).sum();
        let mut heard = Vec::new();
        if !pieces.is_empty() {
            let mut state = self.context.create_state().map_err(SpeechError::Engine)?;
            let mut done = 0;
            for piece in pieces {
                if cancel() {
                    return Err(SpeechError::Cancelled);
                }
                progress(percent(done, speech));
                done += piece.len();
                heard.extend(self.words_in(&mut state, samples, piece)?);
            }
        }
        if cancel() {
            return Err(SpeechError::Cancelled);
        }
        progress(100);
        Ok(Transcript { words: guards::without_circles(heard), duration_ms: samples.duration_ms() })
    }

    /// The words in one piece of the recording.
    fn words_in(
        &self,
        state: &mut WhisperState,
        samples: &Samples,
        piece: Range<usize>,
    ) -> Result<Vec<Word>, SpeechError> {
        let offset_ms = ms_from_samples(piece.start);
        let limit_ms = ms_from_samples(piece.end);
        let sound = samples.values().get(piece).unwrap_or_default();
        let mut padded = Zeroizing::new(Vec::with_capacity(sound.len().max(SOUND_SAMPLES_MIN)));
        padded.extend_from_slice(sound);
        padded.resize(sound.len().max(SOUND_SAMPLES_MIN), 0.0);
        state.full(self.parameters(padded.len()), &padded).map_err(SpeechError::Engine)?;
        let eot = self.context.token_eot();
        let mut found = Vec::new();
        for segment in state.as_iter() {
            let (pieces, log_probabilities) = pieces_of(&segment, eot, offset_ms, limit_ms);
            if guards::is_sure_enough(&log_probabilities) {
                found.extend(words::from_pieces(&pieces));
            }
        }
        Ok(found)
    }

    fn parameters(&self, sound_samples: usize) -> FullParams<'static, 'static> {
        let mut parameters = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
        parameters.set_n_threads(self.threads);
        parameters.set_language(Some("en"));
        // Nothing is carried over: one piece that was heard wrongly must not colour the next.
        parameters.set_no_context(true);
        // No second try with chance in it: the same sound gives the same words, at a bounded cost.
        parameters.set_temperature(0.0);
        parameters.set_temperature_inc(0.0);
        parameters.set_suppress_blank(true);
        parameters.set_suppress_nst(true);
        parameters.set_token_timestamps(true);
        parameters.set_max_tokens(TOKENS_MAX);
        parameters.set_audio_ctx(i32::try_from(encoder_frames(sound_samples)).unwrap_or(0));
        parameters.set_print_special(false);
        parameters.set_print_progress(false);
        parameters.set_print_realtime(false);
        parameters.set_print_timestamps(false);
        parameters
    }
}

impl std::fmt::Debug for SpeechEngine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SpeechEngine({} threads)", self.threads)
    }
}

/// The text pieces of a segment with their times in the recording, and their log-probabilities.
fn pieces_of(
    segment: &WhisperSegment<'_>,
    eot: i32,
    offset_ms: u32,
    limit_ms: u32,
) -> (Vec<Piece>, Vec<f32>) {
    let at = |centiseconds: i64| {
        let ms = u32::try_from(centiseconds.max(0) * 10).unwrap_or(u32::MAX);
        offset_ms.saturating_add(ms).min(limit_ms)
    };
    (0..segment.n_tokens())
        .filter_map(|index| segment.get_token(index))
        // Everything from the end token on is a sign for the engine: time, language, end.
        .filter(|token| token.token_id() < eot)
        .map(|token| {
            let detail = token.token_data();
            let piece = Piece {
                bytes: token.to_bytes().unwrap_or_default().to_vec(),
                start_ms: at(detail.t0),
                end_ms: at(detail.t1),
                probability: detail.p,
            };
            (piece, detail.plog)
        })
        .unzip()
}

/// How much of its window the encoder looks at: short notes need not pay for 30 seconds.
fn encoder_frames(sound_samples: usize) -> usize {
    let frames = sound_samples.div_ceil(1000 * SAMPLES_PER_MS / FRAMES_PER_SECOND);
    (frames + FRAMES_MARGIN).min(FRAMES_MAX)
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
    fn a_short_note_does_not_pay_for_the_whole_window() {
        assert_eq!(encoder_frames(2 * 16_000), 100 + FRAMES_MARGIN, "two seconds and the margin");
        assert_eq!(encoder_frames(28 * 16_000), 1464, "the longest piece fits with its margin");
        assert_eq!(encoder_frames(30 * 16_000), FRAMES_MAX, "the window is never exceeded");
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
        let outcome = SpeechEngine::new(&ModelFolder::new(dir.path().to_owned()));
        assert!(
            matches!(outcome, Err(SpeechError::Model(ModelError::Missing { .. }))),
            "the person learns which file is missing"
        );
    }
}
