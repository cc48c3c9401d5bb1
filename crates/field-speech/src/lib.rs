//! Recordings: taken from a microphone or a file, and turned into words on this device.
//!
//! Nothing here reaches a network, and nothing that was said reaches a log: whisper.cpp's own output
//! is switched off, errors name causes only, and samples are overwritten when they are dropped.
//!
//! An engine that hears no speech says so with an empty transcript. It never fills a silence.

mod align;
mod chunks;
mod compressed;
mod decode;
mod engine;
mod guards;
mod heard;
mod intake;
mod level;
mod machine;
mod microphone;
mod mute;
mod processor;
mod recorder;
mod requantise;
mod resample;
mod said;
mod samples;
mod voice;
mod wav;
mod window;
mod words;

pub use align::{Aligner, loose_times_of};
pub use engine::{
    ENGINE_VERSION, Hints, ModelHashes, SpeechEngine, SpeechError, is_english_only, is_language,
    languages,
};
pub use machine::{Lack, Machine};
pub use mute::{Cover, Muted, mute};
pub use recorder::{RecordError, Recorder, Recording, RecordingEnd};
pub use said::{SpokenNumber, Step, StepWords, numbers, steps};
pub use samples::{RECORDING_MS_MAX, SAMPLE_RATE_HZ, Samples};
pub use wav::{AudioError, decode_audio, decode_wav, wav_bytes};
