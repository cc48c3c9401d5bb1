//! Transcribes files and prints a line of JSON for each: what was heard, and what it took.
//!
//! `voice ENGINE MODELS MODEL FILE…`, with `ours` or `whisper.cpp` (its own defaults on the same file,
//! in the same build) as the engine and `tiny.en` or `base` as the model. Threads: as many as the
//! process may use cores; `tests/peers/voice.py` gives it one. With `FILE:FIRST:BEHIND` the times of the words from
//! the first to the one behind the last are found, as for overwriting them (`hidden_ms`).
#![expect(clippy::print_stdout, reason = "the lines are what the program is for")]

use field_domain::Word;
use field_models::{Model, ModelFolder};
use field_speech::{Aligner, Hints, Samples, SpeechEngine, decode_audio};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;
use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (Some(engine), Some(dir), Some(model)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        println!("nothing to do: see tests/peers/voice.py");
        return ExitCode::SUCCESS;
    };
    let models = ModelFolder::new(PathBuf::from(dir));
    let Some(model) = Model::speech(&model) else { return ExitCode::FAILURE };
    let mut listen = if engine == "ours" { ours(&models, model) } else { plain(&models, model) };
    for argument in arguments {
        let (file, hidden) = asked(&argument);
        let bytes = std::fs::read(&file).expect("the file is readable");
        let samples = decode_audio(&bytes).expect("the file is a recording");
        let before = cpu_s();
        let (text, words, hidden) = listen(&samples, hidden);
        let words: Vec<_> =
            words.iter().map(|word| (&word.text, word.start_ms, word.end_ms)).collect();
        let line = serde_json::json!({
            "file": file,
            "text": text,
            "words": words,
            "hidden_ms": hidden.map(|time| (time.start, time.end)),
            "cpu_s": cpu_s() - before,
            "sound_s": f64::from(samples.duration_ms()) / 1000.0,
            "peak_mib": peak_mib(),
        });
        println!("{line}");
    }
    ExitCode::SUCCESS
}

/// What was said, its words, and the time of those that are to be overwritten.
type Listen =
    Box<dyn FnMut(&Samples, Option<Range<usize>>) -> (String, Vec<Word>, Option<Range<u32>>)>;

/// The file, and which of its words are to be overwritten.
fn asked(argument: &str) -> (String, Option<Range<usize>>) {
    let mut parts = argument.split(':');
    let file = parts.next().unwrap_or_default().to_owned();
    let mut number = || parts.next()?.parse().ok();
    (file, number().zip(number()).map(|(first, behind)| first..behind))
}

fn ours(models: &ModelFolder, model: Model) -> Listen {
    let engine = SpeechEngine::new(models, model).expect("the models are there");
    let aligner = Aligner::load(models).expect("the model is there");
    Box::new(move |samples, hidden| {
        let heard = engine.transcribe(samples, &Hints::default(), &|| false, &mut |_| {});
        let heard = heard.expect("the engine runs");
        let hidden = hidden.map(|range| {
            let times = aligner.times_of(samples, &heard.words, &[range]);
            times.into_iter().next().expect("one range has one time")
        });
        (heard.text(), heard.words, hidden)
    })
}

fn plain(models: &ModelFolder, model: Model) -> Listen {
    whisper_rs::install_logging_hooks();
    let bytes = models.load(model).expect("the model is there").into_bytes();
    let context =
        WhisperContext::new_from_buffer_with_params(&bytes, WhisperContextParameters::default())
            .expect("the model loads");
    Box::new(move |samples, _| {
        let mut state = context.create_state().expect("there is memory");
        let mut parameters = FullParams::new(SamplingStrategy::Greedy { best_of: 5 });
        parameters.set_language(Some("en"));
        parameters.set_n_threads(1);
        parameters.set_print_progress(false);
        parameters.set_print_realtime(false);
        parameters.set_print_timestamps(false);
        state.full(parameters, samples.values()).expect("the engine runs");
        let segments: Vec<String> = state
            .as_iter()
            .map(|segment| {
                segment.to_str_lossy().map(std::borrow::Cow::into_owned).unwrap_or_default()
            })
            .collect();
        (segments.join(" "), Vec::new(), None)
    })
}

/// CPU time of this process so far, in seconds. A tick of /proc is 10 ms on every Linux.
fn cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("CPU times are read on Linux");
    let fields = stat.rsplit_once(')').expect("the form of proc(5)").1.split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Most memory that this process has held, in MiB.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("memory is read on Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kib = line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
