//! `fieldproof redact`: personal data out of lines of text.

use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use field_app::Edges;
use field_clearance::{Policy, SiteRule};
use field_domain::{Action, Label, PolicyName, Raw};
use field_models::{ModelError, ModelFolder};
use field_redact::{Context, JobRecord, Span, TextEngine, TokenBook, Withheld, code_point_offsets};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model_folder::{self, Environment, HOW_TO_FETCH};
use crate::recheck::RecheckArgs;
use crate::recheck_lines::Comparison;
use crate::{Verdict, files, json_lines, recheck};

/// Largest policy that is read, in bytes; what the reader of policies takes is less.
const POLICY_BYTES_MAX: u64 = 1 << 20;

/// The reason of a text that waits for the name model; part of the output's format.
const NO_NAME_MODEL: &str = "no_name_model";

/// What stands for a text that the engine could not judge.
const WITHHELD_TEXT: &str = "[WITHHELD]";

/// Remove personal data from texts.
///
/// Reads lines {"id", "text"}, with {"job"} where the record of a job is at hand, and writes for each {"id", "spans": [{"start", "end", "label",
/// "score", "rule", "action"}], "redacted"}. Offsets count Unicode code points. The policy says what
/// becomes of a place: a token such as [PERSON-1], numbered within one line, a mask such as [SSN], a
/// coarser value such as [DOB 1961], or nothing; what it leaves readable is no span. A text that the
/// engine cannot judge is one span over all of it, with the rule "withheld:REASON", and "[WITHHELD]".
/// The output is written whole or not at all.
///
/// A job is {"people": [], "phones": [], "emails": [], "site_name", "site_address", "serials": [],
/// "permits": []}, each if known. People, phones and e-mail addresses of the job are found also where they
/// are misspelled; site, serial numbers and permits stay, but the site goes where the policy says so.
///
/// The name model reads along where its file is found; without it the rules work alone, and a policy
/// that wants the model withholds every text. What the engine worked by and the policy are printed to
/// standard error.
///
/// With --recheck a profile's texts that were cleared by another engine, model or policy are judged anew,
/// and those that would leave otherwise are listed. With --jsonl and --before the same is done for a file:
/// its texts are judged anew and compared, id by id, with what was written for them earlier; --out, where
/// given, takes the new form of all of them.
#[derive(Args)]
#[command(after_help = "Examples:
  fieldproof redact --jsonl notes.jsonl --out redacted.jsonl
  fieldproof redact --jsonl notes.jsonl --out redacted.jsonl --models ~/models
  fieldproof redact --jsonl notes.jsonl --out redacted.jsonl --rules-only
  fieldproof redact --jsonl notes.jsonl --out redacted.jsonl --policy hipaa-safe-harbor
  fieldproof redact --recheck --jsonl notes.jsonl --before redacted.jsonl
  printf %s \"$PASSPHRASE\" | fieldproof redact --recheck --profile DIR --passphrase-stdin
  printf '%s\\n' '{\"id\": 1, \"text\": \"Call Kim Sample at 555-0142.\"}' > in.jsonl
  fieldproof redact --jsonl in.jsonl --out out.jsonl

Exit codes: 0 done, and with --recheck nothing would leave otherwise; 1 a file could not be read or
written, a line is not what it should be (its number is printed, its content is not), or with --recheck
something would leave otherwise; 2 the command line is wrong.")]
pub struct RedactArgs {
    /// File with one JSON object a line.
    #[arg(long, value_name = "IN", required_unless_present = "recheck")]
    jsonl: Option<PathBuf>,
    /// File to write.
    #[arg(long, value_name = "OUT", required_unless_present = "recheck")]
    out: Option<PathBuf>,
    /// A ready policy: default, food-safety, hipaa-safe-harbor or strict.
    #[arg(long, value_name = "NAME", default_value_t)]
    policy: PolicyName,
    /// A policy of your own, in the form of assets/policies, with a number from 1000 on.
    #[arg(long, value_name = "FILE", conflicts_with = "policy")]
    policy_file: Option<PathBuf>,
    #[command(flatten)]
    recheck: RecheckArgs,
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
    job: Option<JobRecord>,
}

/// A line of the output.
#[derive(Serialize)]
pub struct LineOut {
    pub id: Value,
    pub spans: Vec<SpanOut>,
    redacted: String,
}

/// A place in a line of the output, in code points.
#[derive(Serialize)]
pub struct SpanOut {
    pub start: usize,
    pub end: usize,
    pub label: &'static str,
    score: f32,
    pub rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<Action>,
}

/// Redacts a file, or rechecks a profile.
pub fn run(args: &RedactArgs, environment: &Environment) -> Result<Verdict> {
    let Some(jsonl) = &args.jsonl else {
        return recheck::run(&args.recheck, args.models.as_deref(), environment);
    };
    let mut comparison = args.recheck.before.as_deref().map(Comparison::read).transpose()?;
    let input = BufReader::new(files::open(jsonl, "the input")?);
    let policy = policy(args)?;
    let engine = if args.rules_only {
        TextEngine::new()
    } else {
        engine(args.models.as_deref(), environment)?
    };
    let redact = |out: &mut dyn Write| {
        redact_lines(&engine, &policy, input, |number, row| {
            if let Some(older) = &mut comparison {
                older.compare(number, &row);
            }
            write_row(out, &row)
        })
    };
    match &args.out {
        Some(out) => files::write_whole(out, "the output", |out| redact(out))?,
        None => redact(&mut io::sink())?,
    }
    // Nothing can be done about a closed error stream.
    let _ = writeln!(io::stderr(), "worked by {}", engine.works_by());
    let _ = writeln!(io::stderr(), "policy {} {}", policy.number, policy.name);
    let Some(comparison) = comparison else { return Ok(Verdict::Fine) };
    io::stdout().write_all(comparison.table().as_bytes()).context("the output is closed")?;
    Ok(if comparison.has_difference() { Verdict::Wrong } else { Verdict::Fine })
}

fn write_row(out: &mut (impl Write + ?Sized), row: &LineOut) -> Result<()> {
    serde_json::to_writer(&mut *out, row).context("the output could not be written")?;
    out.write_all(b"\n").map_err(|cause| files::failed("the output", "written", &cause))
}

/// The policy that the options name, as of today.
fn policy(args: &RedactArgs) -> Result<Policy> {
    let policy = match &args.policy_file {
        Some(path) => {
            let bytes = files::read_bounded(path, "the policy", POLICY_BYTES_MAX)?;
            let text = String::from_utf8(bytes).ok().context("the policy is no text")?;
            Policy::parse(&text).context("the policy is not right")?
        }
        None => Policy::ready(args.policy).clone(),
    };
    Ok(policy.in_year((Edges::system().today)().year()))
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

fn redact_lines(
    engine: &TextEngine,
    policy: &Policy,
    input: impl BufRead,
    mut take: impl FnMut(u64, LineOut) -> Result<()>,
) -> Result<()> {
    json_lines::each(input, "the input", |number, line| {
        take(number, redact_line(engine, policy, line))
    })
}

fn redact_line(engine: &TextEngine, policy: &Policy, mut line: Line) -> LineOut {
    if policy.needs_name_model && !engine.has_model() {
        return withheld(line, NO_NAME_MODEL);
    }
    let raw = Raw::new(line.text.clone());
    if let Some(job) = &mut line.job {
        job.is_site_personal |= policy.site == SiteRule::Goes;
    }
    let context = Context { job: line.job.as_ref(), ..Context::default() };
    let analysis = match engine.analyse(&raw, &context) {
        Ok(analysis) => analysis,
        Err(reason) => return withheld(line, word_for(reason)),
    };
    let redacted = analysis.redact_under(&policy.actions, &[], &mut TokenBook::default());
    let redacted = redacted.expect("without decisions none can be wrong");
    let rows: Vec<_> = redacted.ledger().iter().filter(|row| row.is_removed()).collect();
    let places: Vec<Span> = rows
        .iter()
        .map(|row| Span {
            start: row.start,
            end: row.end,
            label: row.label,
            score: row.score,
            rule: row.rule,
        })
        .collect();
    let spans =
        rows.iter().zip(code_point_offsets(&line.text, &places)).map(|(row, (start, end))| {
            SpanOut {
                start,
                end,
                label: row.label.name(),
                score: row.score,
                rule: row.rule.to_owned(),
                action: Some(row.action),
            }
        });
    LineOut { id: line.id, spans: spans.collect(), redacted: redacted.segments().to_string() }
}

fn withheld(line: Line, reason: &str) -> LineOut {
    let span = SpanOut {
        start: 0,
        end: line.text.chars().count(),
        label: Label::Other.name(),
        score: 0.0,
        rule: format!("withheld:{reason}"),
        action: None,
    };
    LineOut { id: line.id, spans: vec![span], redacted: WITHHELD_TEXT.to_owned() }
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
        redacted_under(Policy::ready(PolicyName::Default), input)
    }

    fn redacted_under(policy: &Policy, input: &str) -> Result<Vec<Value>> {
        let mut out = Vec::new();
        let engine = TextEngine::new();
        redact_lines(&engine, policy, input.as_bytes(), |_, row| write_row(&mut out, &row))?;
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
    fn the_policy_says_what_becomes_of_a_place() {
        let line = "{\"id\":1,\"text\":\"Card 4111 1111 1111 1111, truck at 40.712776, \
                    -74.005974, oysters from Portugal\"}";
        let rows = redacted_under(Policy::ready(PolicyName::FoodSafety), line).expect("plain");
        assert_eq!(
            rows[0]["redacted"],
            "Card [CREDIT_CARD], truck at [GPS 40.71, -74.01], oysters from Portugal"
        );
        let actions: Vec<_> = (0..2).map(|at| rows[0]["spans"][at]["action"].clone()).collect();
        assert_eq!(actions, ["mask", "coarsen"]);
        assert_eq!(rows[0]["spans"].as_array().map(Vec::len), Some(2), "what stays is no span");
        let rows = redacted_under(Policy::ready(PolicyName::Strict), line).expect("plain");
        assert_eq!(rows[0]["redacted"], "[WITHHELD]", "strict wants the name model");
        assert_eq!(rows[0]["spans"][0]["rule"], "withheld:no_name_model");
    }

    #[test]
    fn the_record_of_the_job_can_stand_in_the_line() {
        let line = "{\"id\":1,\"text\":\"Tomasz is at 12 Quay St, Harbour Grill\",\"job\":{\"people\":\
                    [\"Tomasz Wieczorek\"],\"site_name\":\"Harbour Grill\",\"site_address\":\
                    \"12 Quay Street, Fairview\"}}";
        let left = |policy| {
            let rows = redacted_under(Policy::ready(policy), line).expect("a plain line");
            rows[0]["redacted"].as_str().unwrap_or_default().to_owned()
        };
        assert_eq!(left(PolicyName::Default), "[PERSON-1] is at 12 Quay St, Harbour Grill");
        let wrong = "{\"id\":1,\"text\":\"fine\",\"job\":{\"owner\":\"Kim\"}}";
        let cause = redacted(wrong).expect_err("a misspelled key keeps nobody");
        assert!(!format!("{cause:#}").contains("Kim"));
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
