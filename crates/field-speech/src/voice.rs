//! Where in a recording somebody speaks.

use crate::engine::SpeechError;
use crate::samples::{SAMPLES_PER_MS, Samples};
use field_models::{Model, ModelError, ModelFolder};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use whisper_rs::{WhisperVadContext, WhisperVadContextParams, WhisperVadParams};

/// Probability above which a moment counts as speech.
///
/// Source: Silero's own default; the measurements in `tests/transcripts.rs` hold with it.
const THRESHOLD: f32 = 0.5;
/// Shortest speech: a "yes" lasts a quarter of a second.
const SPEECH_MS_MIN: i32 = 250;
/// Pause that ends a stretch of speech.
const SILENCE_MS_MIN: i32 = 200;
/// Sound kept before and after a stretch, so that a soft first or last sound is not cut.
const PAD_MS: i32 = 200;

/// One thread: the model is so small that two spend their time waiting for each other: on a busy
/// 2-core machine they made a whole transcription thirty times slower. One takes 4 ms for a second of sound.
const THREADS: i32 = 1;

/// Silero's voice activity detector.
pub(crate) struct VoiceDetector {
    context: Mutex<WhisperVadContext>,
    pub(crate) sha256: [u8; 32],
}

impl VoiceDetector {
    pub(crate) fn load(models: &ModelFolder) -> Result<Self, SpeechError> {
        let model = models.load(Model::VoiceActivity)?;
        let unusable = |source: Box<dyn std::error::Error + Send + Sync>| ModelError::Unusable {
            model: Model::VoiceActivity,
            source,
        };
        // whisper.cpp opens this model by its path only; the bytes were checked just before.
        let path = model
            .path()
            .to_str()
            .ok_or_else(|| unusable("the model folder's name is not Unicode".into()))?;
        let mut parameters = WhisperVadContextParams::new();
        parameters.set_n_threads(THREADS);
        let context =
            WhisperVadContext::new(path, parameters).map_err(|error| unusable(error.into()))?;
        Ok(Self { context: Mutex::new(context), sha256: model.sha256() })
    }

    /// Stretches of speech as ranges of samples, in order, within the recording; they may be empty of
    /// speech but never of samples.
    pub(crate) fn stretches(&self, samples: &Samples) -> Result<Vec<Range<usize>>, SpeechError> {
        let mut parameters = WhisperVadParams::new();
        parameters.set_threshold(THRESHOLD);
        parameters.set_min_speech_duration(SPEECH_MS_MIN);
        parameters.set_min_silence_duration(SILENCE_MS_MIN);
        parameters.set_speech_pad(PAD_MS);
        // The detector keeps no state between runs that a panic elsewhere could have spoilt.
        let mut context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        let segments = context
            .segments_from_samples(parameters, samples.values())
            .map_err(SpeechError::Engine)?;
        let length = samples.values().len();
        Ok(segments
            .map(|segment| sample_at(segment.start).min(length)..sample_at(segment.end).min(length))
            .filter(|range| !range.is_empty())
            .collect())
    }
}

/// The sample at a time in hundredths of a second.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the time is within a recording; anything else ends up at its first or last sample"
)]
fn sample_at(centiseconds: f32) -> usize {
    (f64::from(centiseconds) * 10.0) as usize * SAMPLES_PER_MS
}
