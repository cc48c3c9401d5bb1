//! `fieldproof redact --recheck --jsonl`: texts of a file, beside what was written for them earlier.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::BufReader;
use std::ops::Range;
use std::path::Path;

use anyhow::{Result, bail};
use field_redact::is_covered;
use serde::Deserialize;
use serde_json::Value;

use crate::redact::LineOut;
use crate::{files, json_lines};

/// Most lines of a file that is compared; they are held in memory, at some hundred bytes each.
///
/// Source: judgement; ten times the notes that the largest customers write in a year.
const LINES_MAX: usize = 2_000_000;

/// A line of what was written earlier. Other fields are ignored.
#[derive(Deserialize)]
struct Before {
    id: Value,
    spans: Vec<BeforeSpan>,
}

#[derive(Deserialize)]
struct BeforeSpan {
    start: usize,
    end: usize,
    label: String,
}

/// How many places of each label.
type Counts = BTreeMap<String, u32>;

/// What was written earlier, and how the texts differ from it.
pub struct Comparison {
    /// By the id as JSON.
    before: HashMap<String, Vec<BeforeSpan>>,
    lines: u64,
    rows: Vec<Row>,
}

/// A text that would leave otherwise now.
struct Row {
    number: u64,
    beyond: Counts,
    no_longer: Counts,
    is_new: bool,
}

impl Comparison {
    /// Reads what `redact` wrote.
    ///
    /// # Errors
    /// If it cannot be read, a line is not what `redact` writes, or an id stands twice.
    pub fn read(path: &Path) -> Result<Self> {
        let mut before = HashMap::new();
        let input = BufReader::new(files::open(path, "what was written earlier")?);
        json_lines::each(input, "what was written earlier", |number, line: Before| {
            if before.len() >= LINES_MAX {
                bail!("what was written earlier has more than {LINES_MAX} lines");
            }
            if before.insert(line.id.to_string(), line.spans).is_some() {
                bail!("line {number} of what was written earlier has the id of another line");
            }
            Ok(())
        })?;
        Ok(Self { before, lines: 0, rows: Vec::new() })
    }

    /// Compares line `number` with what was written for the same id; of two lines with one id the first.
    pub fn compare(&mut self, number: u64, now: &LineOut) {
        self.lines += 1;
        let Some(mut before) = self.before.remove(&now.id.to_string()) else {
            let (beyond, no_longer) = (Counts::new(), Counts::new());
            self.rows.push(Row { number, beyond, no_longer, is_new: true });
            return;
        };
        before.sort_by_key(|span| span.start);
        let old: Vec<Range<usize>> = before.iter().map(|span| span.start..span.end).collect();
        let new: Vec<Range<usize>> = now.spans.iter().map(|span| span.start..span.end).collect();
        let beyond = count(now.spans.iter().map(|span| span.label), &new, &old);
        let no_longer = count(before.iter().map(|span| span.label.as_str()), &old, &new);
        if !beyond.is_empty() || !no_longer.is_empty() {
            self.rows.push(Row { number, beyond, no_longer, is_new: false });
        }
    }

    /// Whether a text would leave otherwise, or was never written.
    pub fn has_difference(&self) -> bool {
        !self.rows.is_empty()
    }

    /// A line for each text that would leave otherwise, by the number of its line, and a sum.
    pub fn table(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let mut parts = Vec::new();
            if row.is_new {
                parts.push("nothing was written for its id earlier".to_owned());
            }
            if !row.beyond.is_empty() {
                parts.push(format!("beyond: {}", in_words(&row.beyond)));
            }
            if !row.no_longer.is_empty() {
                parts.push(format!("no longer: {}", in_words(&row.no_longer)));
            }
            // Writing to a String cannot fail.
            let _ = writeln!(text, "line {}  {}", row.number, parts.join("; "));
        }
        let (lines, differing) = (self.lines, self.rows.len());
        let _ = writeln!(
            text,
            "{lines} texts were judged anew; {differing} of them would leave otherwise now"
        );
        text
    }
}

/// How many of `places` are not covered by `others`, by label.
fn count<'a>(
    labels: impl Iterator<Item = &'a str>,
    places: &[Range<usize>],
    others: &[Range<usize>],
) -> Counts {
    let mut counts = Counts::new();
    for (label, _) in labels.zip(places).filter(|(_, place)| !is_covered(place, others)) {
        *counts.entry(label.to_owned()).or_default() += 1;
    }
    counts
}

fn in_words(counts: &Counts) -> String {
    let words: Vec<String> =
        counts.iter().map(|(label, count)| format!("{label} {count}")).collect();
    words.join(", ")
}
