//! Each label of the engine, by values that are made for it: right check digits, every separator that its
//! rule claims, beside the words that it needs; and near misses, which are not found without such words.
//!
//! Values come from a fixed seed, so a failure is the same everywhere. `REDACT_LABEL_CASES=5000` makes more.

#[path = "labels/codes.rs"]
mod codes;
#[path = "labels/numbers.rs"]
mod numbers;
#[path = "labels/words.rs"]
mod words;

use std::sync::LazyLock;

use field_domain::{Label, Raw};
use field_redact::{CERTAIN_SCORE, Context, TextEngine};
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree as _};
use proptest::test_runner::TestRunner;

static ENGINE: LazyLock<TextEngine> = LazyLock::new(TextEngine::new);

/// Texts of one kind.
type Texts = BoxedStrategy<String>;

/// How many values are made of each kind.
#[expect(clippy::disallowed_methods, reason = "a test is a program of its own and has no main")]
fn cases() -> usize {
    let cases = std::env::var("REDACT_LABEL_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(60)
}

/// One of a few texts.
fn one_of(texts: &'static [&'static str]) -> Texts {
    proptest::sample::select(texts).prop_map(str::to_owned).boxed()
}

/// So many digits.
fn digits(count: usize) -> BoxedStrategy<Vec<u32>> {
    proptest::collection::vec(0..10_u32, count).boxed()
}

fn text_of(digits: &[u32]) -> String {
    digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect()
}

/// `text` in groups of these lengths; the last one takes the rest.
fn grouped(text: &str, lengths: &[usize], by: &str) -> String {
    let mut rest = text;
    let mut groups = Vec::new();
    for length in lengths {
        let Some((group, after)) = rest.split_at_checked(*length) else { break };
        groups.push(group);
        rest = after;
    }
    if !rest.is_empty() {
        groups.push(rest);
    }
    groups.join(by)
}

/// `text` whole, or in groups by one of the signs.
fn written(text: Texts, lengths: &'static [usize], by: &'static [&'static str]) -> Texts {
    (text, proptest::sample::select(by))
        .prop_map(move |(text, by)| if by == "0" { text } else { grouped(&text, lengths, by) })
        .boxed()
}

/// What the engine finds in `text`.
fn found(text: &str) -> Vec<(Label, usize, usize)> {
    let analysis = ENGINE.analyse(&Raw::new(text.to_owned()), &Context::default());
    let analysis = analysis.expect("a short text is judged");
    analysis.spans().iter().map(|span| (span.label, span.start, span.end)).collect()
}

/// Asserts that each value is found whole and with its label in every sentence; `{}` is where it stands.
fn is_found(label: Label, values: &Texts, sentences: &[&str]) {
    let misses = misses(values, sentences, |text, at, end| {
        let hits = found(text);
        (!hits.iter().any(|hit| hit.0 == label && hit.1 <= at && end <= hit.2))
            .then(|| format!("{text:?}: {hits:?}"))
    });
    let shown: Vec<_> = misses.iter().take(5).collect();
    let all = cases() * sentences.len();
    assert!(misses.is_empty(), "{label}: {} of {all} are missed: {shown:#?}", misses.len());
}

/// Asserts that no value is found with the label.
fn is_not_found(label: Label, values: &Texts, sentences: &[&str]) {
    let hits = misses(values, sentences, |text, at, end| {
        let hits = found(text);
        hits.iter()
            .any(|hit| hit.0 == label && hit.1 < end && at < hit.2)
            .then(|| format!("{text:?}: {hits:?}"))
    });
    let shown: Vec<_> = hits.iter().take(5).collect();
    assert!(hits.is_empty(), "{label}: {} near misses are found: {shown:#?}", hits.len());
}

/// Asserts that each value is found with its label and left to a person's look.
fn is_unsure(label: Label, values: &Texts, sentences: &[&str]) {
    let sure = misses(values, sentences, |text, at, _| {
        let analysis = ENGINE.analyse(&Raw::new(text.to_owned()), &Context::default());
        let analysis = analysis.expect("a short text is judged");
        let hit = analysis.spans().iter().find(|span| span.label == label && span.start == at);
        (!hit.is_some_and(|span| span.score < CERTAIN_SCORE)).then(|| format!("{text:?}: {hit:?}"))
    });
    assert!(sure.is_empty(), "{label}: sure, or not found at all: {:#?}", sure.first());
}

fn misses(
    values: &Texts,
    sentences: &[&str],
    check: impl Fn(&str, usize, usize) -> Option<String>,
) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let mut misses = Vec::new();
    for _ in 0..cases() {
        let value = values.new_tree(&mut runner).expect("a value").current();
        for sentence in sentences {
            let at = sentence.find("{}").expect("a sentence has a place for the value");
            misses.extend(check(&sentence.replace("{}", &value), at, at + value.len()));
        }
    }
    misses
}
