//! Runs the engine over lines of `{"id","text"}` and writes what it found, for the scorer.
//!
//! `cargo run -p field-redact --example score -- IN.jsonl OUT.jsonl [MODELS]`
//!
//! With a folder of models the name model takes part.

use std::fs::{File, read_to_string};
use std::io::{BufWriter, Write};

use field_domain::Raw;
use field_models::ModelFolder;
use field_redact::{Context, TextEngine, TokenBook, code_point_offsets};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = std::env::args().skip(1);
    let (Some(from), Some(to)) = (paths.next(), paths.next()) else {
        return Err("usage: score IN.jsonl OUT.jsonl [MODELS]".into());
    };
    let engine = match paths.next() {
        Some(models) => TextEngine::with_names(&ModelFolder::new(models.into()))?,
        None => TextEngine::new(),
    };
    let mut out = BufWriter::new(File::create(to)?);
    for line in read_to_string(from)?.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default().to_owned();
        let Ok(analysis) = engine.analyse(&Raw::new(text.clone()), &Context::default()) else {
            // A withheld text does not leave: all of it counts as removed.
            let whole = json!({"start": 0, "end": text.chars().count(), "label": "OTHER",
                "score": 0.0, "rule": "withheld"});
            writeln!(out, "{}", json!({"id": record["id"], "spans": [whole], "redacted": null}))?;
            continue;
        };
        let redacted = analysis.redact(&[], &mut TokenBook::default())?;
        let offsets = code_point_offsets(&text, analysis.spans());
        let spans: Vec<Value> = analysis
            .spans()
            .iter()
            .zip(offsets)
            .map(|(span, (start, end))| {
                json!({"start": start, "end": end, "label": span.label.name(),
                    "score": span.score, "rule": span.rule})
            })
            .collect();
        let row = json!({"id": record["id"], "spans": spans,
            "redacted": redacted.segments().to_string()});
        writeln!(out, "{row}")?;
    }
    out.flush()?;
    Ok(())
}
