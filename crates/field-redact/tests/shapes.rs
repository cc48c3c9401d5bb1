//! Cues and shapes of every label, and clean notes: what the rules find by themselves, on texts that were
//! written to cover a table rather than to look like notes (`shapes.txt`, `clean.txt`).

use std::sync::LazyLock;

use field_domain::Raw;
use field_redact::{Context, TextEngine};

static ENGINE: LazyLock<TextEngine> = LazyLock::new(TextEngine::new);

/// The lines of a file of notes, without its comments.
fn lines(file: &'static str) -> impl Iterator<Item = String> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(|line| line.replace('⏎', "\n"))
}

/// A note without its marks, and the marks: label, first byte, the byte after the last one.
fn marked(line: &str) -> (String, Vec<(String, usize, usize)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, mark)) = rest.split_once("[[") {
        // `[[[IP|…]]]`: the first bracket belongs to the text.
        let (before, mark) = mark
            .strip_prefix('[')
            .map_or((before.to_owned(), mark), |mark| (format!("{before}["), mark));
        text.push_str(&before);
        let (mark, after) = mark.split_once("]]").expect("a mark is closed");
        let (label, value) = mark.split_once('|').expect("a mark has a label");
        marks.push((label.to_owned(), text.len(), text.len() + value.len()));
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

/// What the rules find: label, first byte, the byte after the last one, rule.
fn found(text: &str) -> Vec<(String, usize, usize, &'static str)> {
    let analysis = ENGINE.analyse(&Raw::new(text.to_owned()), &Context::default());
    let analysis = analysis.expect("a short note is judged");
    let row =
        |span: &field_redact::Span| (span.label.name().to_owned(), span.start, span.end, span.rule);
    analysis.spans().iter().map(row).collect()
}

/// Characters of a mark that no span covers, white space apart.
fn leaked(
    text: &str,
    mark: &(String, usize, usize),
    found: &[(String, usize, usize, &str)],
) -> usize {
    let letters = text
        .char_indices()
        .filter(|(at, letter)| (mark.1..mark.2).contains(at) && !letter.is_whitespace());
    letters.filter(|(at, _)| !found.iter().any(|hit| (hit.1..hit.2).contains(at))).count()
}

#[test]
fn every_shape_of_every_label_is_found_beside_its_cue() {
    /// Share of marks that may leak more than a third of themselves, and that may carry another label.
    const LEAK_MAX: f64 = 0.018;
    const OTHER_MAX: f64 = 0.01;
    let (mut marks, mut leaks, mut others) = (0.0, 0.0, 0.0);
    let mut missed = Vec::new();
    for line in lines(include_str!("shapes.txt")) {
        let (text, gold) = marked(&line);
        let found = found(&text);
        for mark in &gold {
            marks += 1.0;
            if leaked(&text, mark, &found) * 3 > mark.2 - mark.1 {
                leaks += 1.0;
                missed.push(text.clone());
            } else if !found.iter().any(|hit| hit.0 == mark.0 && hit.1 < mark.2 && mark.1 < hit.2) {
                others += 1.0;
                missed.push(text.clone());
            }
        }
    }
    assert!(leaks / marks <= LEAK_MAX, "{leaks} of {marks} marks leak: {missed:#?}");
    assert!(
        others / marks <= OTHER_MAX,
        "{others} of {marks} marks carry another label: {missed:#?}"
    );
}

#[test]
fn clean_notes_stay_as_they_are() {
    /// Share of notes that may be touched.
    const TOUCHED_MAX: f64 = 0.035;
    let (mut notes, mut touched) = (0.0, Vec::new());
    for text in lines(include_str!("clean.txt")) {
        notes += 1.0;
        if !found(&text).is_empty() {
            touched.push(text);
        }
    }
    let count = f64::from(u32::try_from(touched.len()).expect("a file has few lines"));
    assert!(
        count / notes <= TOUCHED_MAX,
        "{count} of {notes} clean notes are touched: {touched:#?}"
    );
}
