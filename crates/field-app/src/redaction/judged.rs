//! One text of the review, judged: by the engine, or by a person where the engine has no answer.
//!
//! A template is judged line by line, exactly as it leaves; every other text as a whole.

use field_clearance::TextDecision;
use field_contract::ErrorCode;
use field_domain::raw::EngineScope;
use field_domain::{InspectionId, Raw, Segment, Segments};
use field_redact::{Context, Judgement, RedactedText, Span, SpanDecision, TokenBook, Withheld};
use field_store::Connection;

use super::clear;
use crate::error::{self, Result};
use crate::opened::Opened;

/// A text with the engine's answer, or without one.
pub(super) struct Judged {
    parts: Vec<Part>,
}

/// One line of a template, or the whole of any other text.
struct Part {
    start: usize,
    text: Raw<String>,
    judgement: Judgement,
}

/// What leaves, and the places that it lacks, as bytes of the source.
pub(super) struct Shown {
    pub redacted: Segments,
    pub spans: Vec<Span>,
}

impl Judged {
    /// Judges `text`; by lines if `is_by_line`.
    pub fn new(
        conn: &Connection,
        opened: &Opened,
        inspection: InspectionId,
        text: &Raw<String>,
        is_by_line: bool,
    ) -> Result<Self> {
        let words = clear::job_words(conn, inspection)?;
        let context = Context { job_people: &words, ..Context::default() };
        let source = text.expose(&EngineScope);
        let mut start = 0;
        let mut parts = Vec::new();
        let lines: Vec<&str> =
            if is_by_line { source.split('\n').collect() } else { vec![source.as_str()] };
        for line in lines {
            let text = Raw::new(line.to_owned());
            let judgement = opened.text_engine.judge(&text, &context);
            parts.push(Part { start, text, judgement });
            start += line.len() + 1;
        }
        Ok(Self { parts })
    }

    /// What was found, as bytes of the whole text.
    pub fn spans(&self) -> Vec<Span> {
        let shifted = |part: &Part| match &part.judgement {
            Judgement::Found(analysis) => shift(analysis.spans(), part.start),
            Judgement::Withheld(_) => Vec::new(),
        };
        self.parts.iter().flat_map(shifted).collect()
    }

    /// Why the engine has no answer, if it has none for a part.
    pub fn refusal(&self) -> Option<Withheld> {
        self.parts.iter().find_map(|part| match &part.judgement {
            Judgement::Withheld(by_hand) => Some(by_hand.because()),
            Judgement::Found(_) => None,
        })
    }

    /// Whether the engine is sure of every place.
    pub fn is_certain(&self) -> bool {
        self.parts.iter().all(|part| match &part.judgement {
            Judgement::Found(analysis) => analysis.is_certain(),
            Judgement::Withheld(_) => false,
        })
    }

    /// What would leave under these decisions.
    ///
    /// # Errors
    /// `Invalid` if a decision does not fit the text.
    pub fn redact(&self, decisions: &[TextDecision], book: &mut TokenBook) -> Result<Shown> {
        let mut pieces = Vec::new();
        let mut spans = Vec::new();
        for part in &self.parts {
            let source = part.text.expose(&EngineScope);
            let own = within(decisions, part.start, part.start + source.len());
            let own: Vec<SpanDecision> = own.iter().map(|decision| decision.span()).collect();
            let redacted = match &part.judgement {
                Judgement::Found(analysis) => analysis.redact(&own, book),
                Judgement::Withheld(by_hand) => by_hand.redact(&own, book),
            };
            let redacted = redacted
                .map_err(|_| error::of(ErrorCode::Invalid, "a decision does not fit the text"))?;
            if part.start > 0 {
                pieces.push(Segment::Text("\n".to_owned()));
            }
            pieces.extend(redacted.segments().0.iter().cloned());
            spans.extend(shift(&removed(source, &redacted), part.start));
        }
        Ok(Shown { redacted: Segments(pieces), spans })
    }
}

/// The places that a redacted text lacks, as bytes of its source: its segments tell how much text
/// stands before each token, its ledger how long each removed place was.
fn removed(source: &str, redacted: &RedactedText) -> Vec<Span> {
    let mut rows = redacted.ledger().iter();
    let mut spans = Vec::new();
    let mut at = 0;
    for piece in &redacted.segments().0 {
        match piece {
            Segment::Text(text) => at += text.len(),
            Segment::Token(_) => {
                let Some(row) = rows.next() else { break };
                let rest = source.get(at..).unwrap_or("");
                let length: usize = rest.chars().take(row.length).map(char::len_utf8).sum();
                let (label, score, rule) = (row.label, row.score, row.rule);
                spans.push(Span { start: at, end: at + length, label, score, rule });
                at += length;
            }
        }
    }
    spans
}

fn shift(spans: &[Span], by: usize) -> Vec<Span> {
    spans.iter().map(|span| Span { start: span.start + by, end: span.end + by, ..*span }).collect()
}

/// The decisions about one part, counted from its start. A mark over several lines marks each.
pub(super) fn within(decisions: &[TextDecision], from: usize, to: usize) -> Vec<TextDecision> {
    decisions
        .iter()
        .filter_map(|decision| match *decision {
            TextDecision::Keep { start, end, reason } if from <= start && end <= to => {
                Some(TextDecision::Keep { start: start - from, end: end - from, reason })
            }
            TextDecision::Add { start, end, label } if start < to && from < end => {
                let (start, end) = (start.max(from), end.min(to));
                Some(TextDecision::Add { start: start - from, end: end - from, label })
            }
            TextDecision::Keep { .. } | TextDecision::Add { .. } => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use field_domain::Label;
    use field_redact::TextEngine;

    use super::*;

    fn judged(text: &str) -> Judged {
        let engine = TextEngine::new();
        let mut start = 0;
        let mut parts = Vec::new();
        for line in text.split('\n') {
            let text = Raw::new(line.to_owned());
            let judgement = engine.judge(&text, &Context::default());
            parts.push(Part { start, text, judgement });
            start += line.len() + 1;
        }
        Judged { parts }
    }

    #[test]
    fn what_a_person_adds_is_shown_as_a_place_of_the_text() {
        let text = "Zoë wrote to kim@example.com";
        let add = TextDecision::Add { start: 0, end: "Zoë".len(), label: Label::Person };
        let shown =
            judged(text).redact(&[add], &mut TokenBook::default()).expect("the mark fits the text");
        assert_eq!(shown.redacted.to_string(), "[PERSON-1] wrote to [EMAIL-1]");
        let places: Vec<_> = shown.spans.iter().map(|s| text.get(s.start..s.end)).collect();
        assert_eq!(places, [Some("Zoë"), Some("kim@example.com")], "in bytes of the source");
        assert_eq!(shown.spans[0].rule, "person");
    }

    #[test]
    fn a_mark_over_two_lines_marks_both() {
        let add = TextDecision::Add { start: 4, end: 12, label: Label::Other };
        let shown = judged("Ask Morgan\nWillow now")
            .redact(&[add], &mut TokenBook::default())
            .expect("fits");
        assert!(!shown.redacted.to_string().contains("Morgan"), "{}", shown.redacted);
        let one = TextDecision::Add { start: 0, end: 1, label: Label::Other };
        assert_eq!(within(&[add], 0, 10).len() + within(&[add], 11, 21).len(), 2);
        assert_eq!(within(&[one], 11, 21), [], "the second line is not its");
    }

    #[test]
    fn one_line_without_an_answer_leaves_the_others_to_the_engine() {
        let text = "Write to kim@example.com\nПозвоните Ивану";
        let judged = judged(text);
        assert_eq!(judged.refusal(), Some(Withheld::UnknownScript), "a person must look");
        assert_eq!(judged.spans().len(), 1, "and sees what was found in the other line");
        let start = text.find("Ивану").expect("it is there");
        let add = TextDecision::Add { start, end: text.len(), label: Label::Person };
        let shown = judged.redact(&[add], &mut TokenBook::default()).expect("fits");
        assert_eq!(shown.redacted.to_string(), "Write to [EMAIL-1]\nПозвоните [PERSON-1]");
    }
}
