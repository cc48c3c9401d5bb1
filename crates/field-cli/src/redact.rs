//! `fieldproof redact`: personal data out of lines of text.

use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use field_domain::{Label, Raw};
use field_models::{ModelError, ModelFolder};
use field_redact::{Context, TextEngine, TokenBook, Withheld, code_point_offsets};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model_folder::{self, Environment, HOW_TO_FETCH};
use crate::{Verdict, files};

/// Longest line that is read, in bytes: 16 MiB.
///
/// Source: judgement; the longest text that the engine takes, with every letter as a JSON escape,
/// is far shorter. More is not a file of texts.
const LINE_BYTES_MAX: u64 = 16 << 20;

/// What stands for a text that the engine could not judge.
const WITHHELD_TEXT: &str = "[WITHHELD]";

/// Remove personal data from texts.
///
/// Reads lines {"id", "text"} and writes for each {"id", "spans": [{"start", "end", "label",
/// "score", "rule"}], "redacted"}. Offsets count Unicode code points; tokens stand as [PERSON-1] and
/// are numbered within one line. A text that the engine cannot judge is one span over all of it,
/// with the rule "withheld:REASON", and "[WITHHELD]". The output is written whole or not at all.
///
/// The name model reads along where its file is found; without it the rules work alone. What the
/// engine worked by is printed to standard error.
#[derive(Args)]
#[command(after_help = "Examples:
  fieldproof redact --jsonl notes.jsonl --out redacted.jsonl
  fieldproof redact --jsonl notes.jsonl --out redacted.jsonl --models ~/models
  fieldproof redact --jsonl notes.jsonl --out redacted.jsonl --rules-only
  printf '%s\\n' '{\"id\": 1, \"text\": \"Call Kim Sample at 555-0142.\"}' > in.jsonl
  fieldproof redact --jsonl in.jsonl --out out.jsonl

Exit codes: 0 done; 1 a file could not be read or written, or a line is not what it should be (its
number is printed, its content is not); 2 the command line is wrong.")]
pub struct RedactArgs {
    /// File with one JSON object a line.
    #[arg(long, value_name = "IN")]
    jsonl: PathBuf,
    /// File to write.
    #[arg(long, value_name = "OUT")]
    out: PathBuf,
    /// Folder with the model files. Named, it must hold the name model.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Work by rules alone, without the name model.
    #[arg(long, conflicts_with = "models")]
    rules_only: bool,
}

/// A line of the input. Other fields are ignored.
#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
}

#[derive(Serialize)]
struct LineOut {
    id: Value,
    spans: Vec<SpanOut>,
    redacted: String,
}

#[derive(Serialize)]
struct SpanOut {
    start: usize,
    end: usize,
    label: &'static str,
    score: f32,
    rule: String,
}

/// Redacts a file.
pub fn run(args: &RedactArgs, environment: &Environment) -> Result<Verdict> {
    let input = BufReader::new(files::open(&args.jsonl, "the input")?);
    let engine = if args.rules_only {
        TextEngine::new()
    } else {
        engine(args.models.as_deref(), environment)?
    };
    files::write_whole(&args.out, "the output", |out| redact_lines(&engine, input, out))?;
    // Nothing can be done about a closed error stream.
    let _ = writeln!(io::stderr(), "worked by {}", engine.works_by());
    Ok(Verdict::Fine)
}

/// The engine with the name model, if there is one. A file that is there and wrong is an error: a
/// person who put it there counts on it.
fn engine(option: Option<&Path>, environment: &Environment) -> Result<TextEngine> {
    let Some(folder) = model_folder::named(option, environment) else {
        return Ok(TextEngine::new());
    };
    match TextEngine::with_names(&ModelFolder::new(folder)) {
        Err(ModelError::Missing { .. }) if option.is_none() => Ok(TextEngine::new()),
        outcome => outcome.context(HOW_TO_FETCH),
    }
}

fn redact_lines(engine: &TextEngine, mut input: impl BufRead, out: &mut impl Write) -> Result<()> {
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        let count = input.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes);
        let count = count.map_err(|cause| files::failed("the input", "read", &cause))?;
        if count == 0 {
            break;
        }
        if u64::try_from(count).is_ok_and(|count| count == LINE_BYTES_MAX) {
            bail!("line {number} is longer than the {LINE_BYTES_MAX} bytes that are taken");
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let row = redact_line(engine, parse(&bytes, number)?);
        serde_json::to_writer(&mut *out, &row).context("the output could not be written")?;
        out.write_all(b"\n").map_err(|cause| files::failed("the output", "written", &cause))?;
    }
    Ok(())
}

/// The parser's own words are left out: they quote the line.
fn parse(bytes: &[u8], number: u64) -> Result<Line> {
    serde_json::from_slice(bytes).map_err(|cause| {
        let column = cause.column();
        let what = match cause.classify() {
            serde_json::error::Category::Data => "has no \"id\" and \"text\" that can be taken",
            serde_json::error::Category::Eof => "is cut off",
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => "is not JSON",
        };
        anyhow::anyhow!("line {number} {what} (column {column}); nothing was written")
    })
}

fn redact_line(engine: &TextEngine, line: Line) -> LineOut {
    let raw = Raw::new(line.text.clone());
    let outcome = engine.analyse(&raw, &Context::default()).map(|analysis| {
        let redacted = analysis.redact(&[], &mut TokenBook::default());
        let redacted = redacted.expect("without decisions none can be wrong");
        let spans =
            analysis.spans().iter().zip(code_point_offsets(&line.text, analysis.spans())).map(
                |(span, (start, end))| SpanOut {
                    start,
                    end,
                    label: span.label.name(),
                    score: span.score,
                    rule: span.rule.to_owned(),
                },
            );
        (spans.collect(), redacted.segments().to_string())
    });
    match outcome {
        Ok((spans, redacted)) => LineOut { id: line.id, spans, redacted },
        Err(reason) => LineOut {
            id: line.id,
            spans: vec![SpanOut {
                start: 0,
                end: line.text.chars().count(),
                label: Label::Other.name(),
                score: 0.0,
                rule: format!("withheld:{}", word_for(reason)),
            }],
            redacted: WITHHELD_TEXT.to_owned(),
        },
    }
}

/// The reason as one word of the output; part of its format.
const fn word_for(reason: Withheld) -> &'static str {
    match reason {
        Withheld::TooLong => "too_long",
        Withheld::TimedOut => "timed_out",
        Withheld::Panicked => "panicked",
        Withheld::Undecodable => "undecodable",
        Withheld::UnknownScript => "unknown_script",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(input: &str) -> Result<Vec<Value>> {
        let mut out = Vec::new();
        redact_lines(&TextEngine::new(), input.as_bytes(), &mut out)?;
        let text = String::from_utf8(out).expect("JSON is text");
        Ok(text.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect())
    }

    #[test]
    fn tokens_are_numbered_within_a_line_and_offsets_count_code_points() {
        let rows = redacted(
            "{\"id\":\"a\",\"text\":\"Café — mail kim@example.com or lee@example.com\"}\n\n\
             {\"id\":7,\"text\":\"Mail kim@example.com\"}\n",
        )
        .expect("plain lines");
        assert_eq!(rows.len(), 2, "an empty line is no text");
        assert_eq!(rows[0]["redacted"], "Café — mail [EMAIL-1] or [EMAIL-2]");
        assert_eq!(rows[0]["spans"][0]["start"], 12, "é and — count once");
        assert_eq!(rows[0]["spans"][0]["end"], 27);
        assert_eq!(rows[1]["id"], 7, "the id comes back as it was");
        assert_eq!(rows[1]["redacted"], "Mail [EMAIL-1]", "each line has a book of its own");
    }

    #[test]
    fn a_text_that_cannot_be_judged_is_removed_whole() {
        let rows = redacted("{\"id\":1,\"text\":\"lost \\ufffd byte\"}").expect("a plain line");
        assert_eq!(rows[0]["redacted"], "[WITHHELD]");
        assert_eq!(rows[0]["spans"][0]["rule"], "withheld:undecodable");
        assert_eq!(rows[0]["spans"][0]["end"], 11, "all of it is marked");
    }

    #[test]
    fn a_bad_line_is_named_by_number_and_nothing_of_it_is_told() {
        let good = "{\"id\":1,\"text\":\"fine\"}\n";
        for bad in ["{\"id\":1,\"text\":\"Kim Sam", "Kim Sample", "{\"id\":1,\"text\":[\"Kim\"]}"] {
            let cause = redacted(&format!("{good}{bad}\n")).expect_err("line 2 is bad");
            let shown = format!("{cause:#}");
            assert!(shown.contains("line 2"), "the line is named: {shown}");
            assert!(!shown.contains("Kim"), "its content is not: {shown}");
        }
    }
}
