//! One of the engines that `cargo xtask bench redact` measures: the other side of `tests/peers/speed.py`.
//!
//! `cargo run --release -p field-redact --example speed -- [MODELS]`
//!
//! Each line of standard input is a question in JSON, each line of standard output its answer:
//!
//! | question | answer |
//! | --- | --- |
//! | `{"texts": [...]}` | `{"loaded_kib"}`: the texts of the next questions; memory before the first of them |
//! | `{"passes": 3}` | `{"seconds", "spans"}`: CPU time of taking every text so often, what one pass found |
//! | `{"preview_bytes": 1000}` | `{"p50_ms", "p95_ms"}`: wall time of the preview of notes of that length |
//! | `{"memory": true}` | `{"peak_kib"}` |
//!
//! With a folder of models the name model takes part. It remembers what it read, so that every pass then
//! has an engine of its own; loading is not counted.
#![expect(clippy::disallowed_methods, reason = "time is what is measured")]

use std::fs::read_to_string;
use std::io::{Write, stdin, stdout};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use field_domain::Raw;
use field_models::ModelFolder;
use field_redact::{Context, TextEngine};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let models = std::env::args().nth(1).map(PathBuf::from);
    let mut engine = load(models.as_ref())?;
    let mut texts: Vec<String> = Vec::new();
    let mut raw_texts = Vec::new();
    let mut out = stdout().lock();
    for line in stdin().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let answer = if let Some(new) = question["texts"].as_array() {
            texts = new.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            raw_texts = texts.iter().cloned().map(Raw::new).collect::<Vec<_>>();
            json!({ "loaded_kib": memory_kib("VmRSS")? })
        } else if let Some(passes) = question["passes"].as_u64() {
            let (mut seconds, mut spans) = (0.0, 0);
            for _ in 0..passes {
                if models.is_some() {
                    // Not two of them at once: that would count as memory.
                    drop(std::mem::take(&mut engine));
                    engine = load(models.as_ref())?;
                }
                let start = cpu_seconds();
                spans = raw_texts.iter().map(|text| spans_of(&engine, text)).sum();
                seconds += cpu_seconds() - start;
            }
            json!({ "seconds": seconds, "spans": spans })
        } else if let Some(bytes) = question["preview_bytes"].as_u64() {
            preview(&engine, &texts, usize::try_from(bytes)?)
        } else {
            json!({ "peak_kib": memory_kib("VmHWM")? })
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn load(models: Option<&PathBuf>) -> Result<TextEngine, Failure> {
    Ok(match models {
        Some(folder) => TextEngine::with_names(&ModelFolder::new(folder.clone()))?,
        None => TextEngine::new(),
    })
}

fn spans_of(engine: &TextEngine, text: &Raw<String>) -> usize {
    engine.analyse(text, &Context::default()).map_or(0, |analysis| analysis.spans().len())
}

/// The preview of notes of `bytes` bytes, made of the texts one after the other.
fn preview(engine: &TextEngine, texts: &[String], bytes: usize) -> Value {
    let mut notes = vec![String::new()];
    for text in texts {
        if let Some(note) = notes.last_mut() {
            note.push_str(text);
            note.push('\n');
            if note.len() >= bytes {
                note.truncate(note.floor_char_boundary(bytes));
                notes.push(String::new());
            }
        }
    }
    notes.pop();
    let mut times: Vec<f64> = notes
        .into_iter()
        .map(Raw::new)
        .map(|note| {
            let begin = Instant::now();
            let found = engine.preview(&note, &Context::default());
            let time = begin.elapsed().as_secs_f64() * 1e3;
            drop(found);
            time
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied();
    json!({ "p50_ms": at(50), "p95_ms": at(95) })
}

/// CPU seconds of this process, all threads.
fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::try_from(time).map_or(0.0, |time| time.as_secs_f64())
}

/// A line of /proc/self/status in KiB: `VmRSS` is the memory now, `VmHWM` the most so far.
fn memory_kib(name: &str) -> Result<u64, Failure> {
    let status = read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kib = line.and_then(|line| line.split_whitespace().next()).ok_or("no such line")?;
    Ok(kib.parse()?)
}
