//! `fieldproof transcribe`: what is said in a recording.

use std::io::{self, Write as _};
use std::ops::Range;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use field_domain::{Transcript, Word};
use field_models::{Model, ModelError, ModelFolder};
use field_redact::TextEngine;
use field_speech::{Aligner, ENGINE_VERSION, Hints, SpeechEngine, SpeechError, decode_audio};
use serde::Serialize;

use crate::clock::Stopwatch;
use crate::model_folder::Environment;
use crate::redacted_audio::redacted_audio;
use crate::{Verdict, files, model_folder};

/// Largest file that is read: 512 MiB.
///
/// Source: the longest recording that is taken (ten minutes) in stereo at 96 kHz with 32 bits has
/// 461 MB.
const FILE_BYTES_MAX: u64 = 512 << 20;

/// The language of the rules that find personal data, and of the sounds that tell when it was said.
const ENGLISH: &str = "en";

/// The sentence for a recording without speech; scripts may look for it.
const NO_SPEECH: &str = "no speech heard";

/// Write down what is said in a recording.
///
/// The words are printed as they were heard, before any personal data is removed. Where nobody
/// speaks, "no speech heard" is printed, and that is a result and not an error.
#[derive(Args)]
#[command(after_help = "Examples:
  fieldproof transcribe note.wav
  fieldproof transcribe memo.m4a --model base --language es
  fieldproof transcribe note.wav --redacted-audio note-redacted.wav
  fieldproof transcribe note.wav --json | jq '.words[] | select(.confidence < 0.5)'

Exit codes: 0 done, with or without speech; 1 the recording or the models cannot be used; 2 the
command line is wrong.")]
pub struct TranscribeArgs {
    /// WAV, MP3, M4A, FLAC or Ogg Vorbis file of at most ten minutes.
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// Print JSON with the times and the confidence of every word.
    #[arg(long)]
    json: bool,
    /// Folder with the model files.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Speech model: tiny.en (English, quick), base (many languages, fewer wrong words; fetched by
    /// `cargo xtask models --all`) or small (fewer still, slow; its file is added by hand).
    #[arg(long, default_value = "tiny.en", value_parser = speech_model)]
    model: Model,
    /// The language that is spoken, such as en or es; tiny.en knows English only. What finds personal
    /// data in the text is made for English.
    #[arg(long, default_value = "en", value_parser = language)]
    language: String,
    /// A likely word, such as a name of this job; can be given several times.
    #[arg(long = "word", value_name = "WORD")]
    words: Vec<String>,
    /// Write the sound with what is personal in it overwritten by silence, as a WAV file; it is heard
    /// again, and withheld if anything personal is still heard. What the speech model mishears stays: listen
    /// before you send it; base mishears less. In other languages than English nearly half a second
    /// more goes on either side.
    #[arg(long, value_name = "OUT.wav")]
    redacted_audio: Option<PathBuf>,
}

fn speech_model(name: &str) -> Result<Model, String> {
    let known: Vec<&str> = Model::SPEECH.iter().map(|(name, _)| *name).collect();
    Model::speech(name).ok_or_else(|| format!("known models: {}", known.join(", ")))
}

fn language(code: &str) -> Result<String, String> {
    if field_speech::is_language(code) {
        Ok(code.to_owned())
    } else {
        Err("give a language as two letters, such as en, es or pl".to_owned())
    }
}

#[derive(Serialize)]
struct TranscriptOut<'a> {
    /// Whether anybody spoke.
    speech: bool,
    /// "no speech heard" where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
    text: String,
    words: Vec<WordOut<'a>>,
    duration_ms: u32,
    engine_version: u32,
    ms: TimesOut,
    /// Beginning and end of each time that was overwritten in the redacted sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    muted_ms: Option<Vec<[u32; 2]>>,
}

#[derive(Serialize)]
struct WordOut<'a> {
    text: &'a str,
    start_ms: u32,
    end_ms: u32,
    confidence: f32,
}

#[derive(Serialize)]
struct TimesOut {
    decode: f64,
    load_models: f64,
    transcribe: f64,
}

/// Transcribes a recording.
pub fn run(args: &TranscribeArgs, environment: &Environment) -> Result<Verdict> {
    let bytes = files::read_bounded(&args.input, "the recording", FILE_BYTES_MAX)?;
    let mut watch = Stopwatch::start();
    let samples = decode_audio(&bytes).context("the recording cannot be taken in")?;
    drop(bytes);
    let decode = watch.lap_ms();
    let models = model_folder::find(args.models.as_deref(), environment)?;
    let engine = match SpeechEngine::new(&models, args.model) {
        Err(SpeechError::Model(cause)) => {
            return Err(anyhow::Error::new(cause).context(model_folder::HOW_TO_FETCH));
        }
        outcome => outcome.context("speech recognition cannot start")?,
    };
    if args.model == Model::SpeechTinyEn && args.language != "en" {
        anyhow::bail!("tiny.en knows English only: use --model base for other languages");
    }
    let load_models = watch.lap_ms();
    let hints = Hints { words: args.words.clone(), language: Some(args.language.clone()) };
    let transcript = engine
        .transcribe(&samples, &hints, &|| false, &mut |_| {})
        .context("the recording cannot be transcribed")?;
    let times = TimesOut { decode, load_models, transcribe: watch.lap_ms() };
    let muted_ms = match &args.redacted_audio {
        None => None,
        Some(out) => {
            let text = text_engine(&models)?;
            let aligner = aligner(&models, &args.language)?;
            let redacted =
                redacted_audio(&engine, &text, aligner.as_ref(), &samples, &transcript, &hints)?;
            files::write_bytes(out, "the redacted sound", &redacted.wav)?;
            Some(redacted.times_ms)
        }
    };
    print(&transcript, args.json, times, muted_ms)?;
    Ok(Verdict::Fine)
}

/// The engine with the name model where it is; a wrong file is an error, a missing one is not.
fn text_engine(models: &ModelFolder) -> Result<TextEngine> {
    match TextEngine::with_names(models) {
        Err(ModelError::Missing { .. }) => Ok(TextEngine::new()),
        outcome => outcome.context(model_folder::HOW_TO_FETCH),
    }
}

/// What finds the times of words; none for other languages than the one whose sounds it knows.
fn aligner(models: &ModelFolder, language: &str) -> Result<Option<Aligner>> {
    if language != ENGLISH {
        return Ok(None);
    }
    Aligner::load(models).map(Some).context(model_folder::HOW_TO_FETCH)
}

fn print(
    transcript: &Transcript,
    is_json: bool,
    ms: TimesOut,
    muted_ms: Option<Vec<Range<u32>>>,
) -> Result<()> {
    let mut out = io::stdout().lock();
    let has_speech = transcript.has_speech();
    if is_json {
        let shown = TranscriptOut {
            speech: has_speech,
            message: (!has_speech).then_some(NO_SPEECH),
            text: transcript.text(),
            words: transcript.words.iter().map(word_out).collect(),
            duration_ms: transcript.duration_ms,
            engine_version: ENGINE_VERSION,
            ms,
            muted_ms: muted_ms
                .map(|times| times.iter().map(|time| [time.start, time.end]).collect()),
        };
        serde_json::to_writer_pretty(&mut out, &shown).context("the output is closed")?;
        writeln!(out)
    } else if has_speech {
        writeln!(out, "{}", transcript.text())
    } else {
        writeln!(out, "{NO_SPEECH}")
    }
    .context("the output is closed")
}

fn word_out(word: &Word) -> WordOut<'_> {
    let Word { text, start_ms, end_ms, confidence } = word;
    WordOut { text, start_ms: *start_ms, end_ms: *end_ms, confidence: *confidence }
}
