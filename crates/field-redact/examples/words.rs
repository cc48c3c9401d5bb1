//! Writes the words of each line of `{"id","text"}` with their plain numbers, for the training of the
//! name model's head: `{"id","words":[[start,end,[numbers]]]}`, in Unicode code points.
//!
//! `cargo run -p field-redact --example words -- IN.jsonl OUT.jsonl`

use std::fs::{File, read_to_string};
use std::io::{BufWriter, Write};

use field_redact::TextEngine;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = std::env::args().skip(1);
    let (Some(from), Some(to)) = (paths.next(), paths.next()) else {
        return Err("usage: words IN.jsonl OUT.jsonl".into());
    };
    let engine = TextEngine::new();
    let mut out = BufWriter::new(File::create(to)?);
    for line in read_to_string(from)?.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default();
        let point = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
        let words: Vec<Value> = engine
            .plain_words(text)
            .into_iter()
            .map(|(start, end, numbers)| json!([point(start), point(end), numbers]))
            .collect();
        writeln!(out, "{}", json!({"id": record["id"], "words": words}))?;
    }
    out.flush()?;
    Ok(())
}
