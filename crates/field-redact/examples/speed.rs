//! How fast the rules are on the texts of a file, in CPU time of this process.
//!
//! `cargo run --release -p field-redact --example speed -- IN.jsonl [ROUNDS]`

use std::fs::read_to_string;
use std::io::Write;

use field_domain::Raw;
use field_redact::{Context, TextEngine};
use serde_json::Value;

/// How often a round takes every text: the kernel counts in ticks of some milliseconds.
const PASSES: u32 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let from = args.next().ok_or("usage: speed IN.jsonl [ROUNDS]")?;
    let rounds: u32 = args.next().map_or(Ok(5), |rounds| rounds.parse())?;
    let (mut texts, mut bytes) = (Vec::new(), 0.0);
    for line in read_to_string(from)?.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default();
        bytes += f64::from(u32::try_from(text.len())?);
        texts.push(Raw::new(text.to_owned()));
    }
    let mut out = std::io::stdout().lock();
    let start = cpu_seconds()?;
    let engine = TextEngine::new();
    writeln!(out, "engine built in {:.1} ms", (cpu_seconds()? - start) * 1e3)?;
    for round in 1..=rounds {
        let start = cpu_seconds()?;
        let mut spans = 0_u32;
        for text in (0..PASSES).flat_map(|_| &texts) {
            if let Ok(analysis) = engine.analyse(text, &Context::default()) {
                spans += u32::try_from(analysis.spans().len())?;
            }
        }
        let speed = bytes * f64::from(PASSES) / (cpu_seconds()? - start) / 1e6;
        writeln!(out, "round {round}: {speed:.1} MB/s, {} spans", spans / PASSES)?;
    }
    Ok(())
}

/// CPU seconds that this process has used (Linux: the first field of schedstat, in nanoseconds).
fn cpu_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let line = read_to_string("/proc/self/schedstat")?;
    let nanoseconds: f64 = line.split_whitespace().next().ok_or("an empty schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}
