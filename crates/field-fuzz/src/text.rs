//! The text engine on any text.

use std::sync::LazyLock;

use field_domain::{Label, Raw, Segment};
use field_redact::{
    Analysis, Context, SpanDecision, TextEngine, TokenBook, Withheld, code_point_offsets,
};

static ENGINE: LazyLock<TextEngine> = LazyLock::new(TextEngine::new);

/// A text is judged or withheld; what was found stands on borders of characters, and nothing beside
/// it changes.
pub fn text(bytes: &[u8]) {
    hold(valid_start(bytes));
}

/// The bytes up to the first that is no UTF-8.
pub(crate) fn valid_start(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(cause) => bytes
            .get(..cause.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    }
}

/// The check itself.
pub(crate) fn hold(text: &str) {
    let context = Context { field_label: text.lines().next(), ..Context::default() };
    for context in [Context::default(), context] {
        let Some(analysis) = judged(text, &context) else { continue };
        let mut read = 0;
        let mut beside = String::new();
        for span in analysis.spans() {
            assert!(read <= span.start && span.start < span.end, "spans are sorted and apart");
            beside.push_str(text.get(read..span.start).expect("a span begins on a border"));
            assert!(text.get(span.start..span.end).is_some(), "a span ends on a border");
            assert!((0.0..=1.0).contains(&span.score), "a score is a share");
            read = span.end;
        }
        beside.push_str(text.get(read..).expect("the last span ends on a border"));
        let redacted = analysis.redact(&[], &mut TokenBook::default()).expect("no decisions");
        let kept: String = redacted.segments().0.iter().filter_map(written).collect();
        assert_eq!(kept, beside, "what stands beside the spans does not change");
        assert_eq!(
            code_point_offsets(text, analysis.spans()).len(),
            analysis.spans().len(),
            "every span has its place in code points"
        );
    }
}

fn written(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Text(text) => Some(text),
        Segment::Token(_) | Segment::Mask(_) | Segment::Coarse(_) => None,
    }
}

/// What the engine says of `text`; nothing if it withholds it for a reason that is no bug.
fn judged(text: &str, context: &Context<'_>) -> Option<Analysis> {
    let outcome = ENGINE.analyse(&Raw::new(text.to_owned()), context);
    assert_ne!(outcome.as_ref().err(), Some(&Withheld::Panicked), "a rule failed");
    outcome.ok()
}

/// Ranges that a person marks or keeps, fitting or not: none fails, and no decision makes a place
/// readable that another one marks.
///
/// The first four bytes are the ranges, the rest is the text.
pub fn decisions(bytes: &[u8]) {
    let Some(([first, second, third, fourth], rest)) = bytes.split_first_chunk() else { return };
    let text = valid_start(rest);
    let Some(analysis) = judged(text, &Context::default()) else { return };
    let range = |start: u8, end: u8| (usize::from(start), usize::from(end));
    let (start, end) = range(*first, *second);
    let add = SpanDecision::Add { start, end, label: Label::Other };
    let (kept_start, kept_end) = match analysis.spans().get(usize::from(*third)) {
        Some(span) => (span.start, span.end),
        None => range(*third, *fourth),
    };
    let keep = SpanDecision::Keep { start: kept_start, end: kept_end };
    for decisions in [&[add][..], &[keep], &[keep, add]] {
        let Ok(redacted) = analysis.redact(decisions, &mut TokenBook::default()) else { continue };
        if decisions.contains(&add) {
            let marked = text.get(start..end).expect("a range that was taken lies on borders");
            let left: usize = redacted.segments().0.iter().filter_map(written).map(str::len).sum();
            assert!(left + marked.len() <= text.len(), "what a person marks does not stay");
        }
    }
}
