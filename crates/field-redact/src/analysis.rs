//! A text with what was found in it, and the way from there to redacted text.

use std::fmt;

use field_domain::raw::EngineScope;
use field_domain::{Action, Coarse, Label, Raw, RejectReason, Segment, Segments, Token};

use crate::actions::Actions;
use crate::engine::Works;
use crate::error::DecisionError;
use crate::redacted::{LedgerRow, RedactedText};
use crate::span::{ADDED_BY_PERSON, CERTAIN_SCORE, Span};
use crate::token_book::TokenBook;

/// A raw text and the personal data found in it. `Debug` prints counts only.
pub struct Analysis {
    text: Raw<String>,
    spans: Vec<Span>,
    kept_as_taught: Vec<(Span, RejectReason)>,
    works: Works,
}

/// What a person decides about a text. Offsets are bytes of the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanDecision {
    /// The span found at exactly this range is no personal data and stays.
    Keep {
        /// First byte.
        start: usize,
        /// The byte after the last one.
        end: usize,
    },
    /// This range is personal data. It wins over any span that it touches, and over `Keep`.
    Add {
        /// First byte.
        start: usize,
        /// The byte after the last one.
        end: usize,
        /// What it is.
        label: Label,
    },
}

impl fmt::Debug for Analysis {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Analysis")
            .field("bytes", &self.text.expose(&EngineScope).len())
            .field("spans", &self.spans.len())
            .field("works_by", &self.works.by())
            .finish_non_exhaustive()
    }
}

impl Analysis {
    /// What rules or a person found.
    pub(crate) fn new(text: Raw<String>, spans: Vec<Span>) -> Self {
        Self { text, spans, kept_as_taught: Vec::new(), works: Works::default() }
    }

    /// The same, found with the help of models.
    pub(crate) fn by(self, works: Works) -> Self {
        Self { works, ..self }
    }

    /// The same with other spans; `change` returns those that stay readable as a person taught.
    pub(crate) fn map_spans(
        mut self,
        change: impl FnOnce(&str, &mut Vec<Span>) -> Vec<(Span, RejectReason)>,
    ) -> Self {
        self.kept_as_taught = change(self.text.expose(&EngineScope), &mut self.spans);
        self
    }

    /// What was found and stays readable because a person left it so in an earlier text, and why.
    #[must_use]
    pub fn kept_as_taught(&self) -> &[(Span, RejectReason)] {
        &self.kept_as_taught
    }

    /// What the engine worked by, as [`TextEngine::works_by`](crate::TextEngine::works_by) has it.
    #[must_use]
    pub fn works_by(&self) -> String {
        self.works.by()
    }

    /// Whether the name model took part.
    #[must_use]
    pub fn has_model(&self) -> bool {
        self.works.names.is_some()
    }

    /// What was found, in reading order, without overlaps.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether no span wants a person's look: none scores below [`CERTAIN_SCORE`].
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.spans.iter().all(|span| span.score >= CERTAIN_SCORE)
    }

    /// Whether no span that goes under `actions` wants a person's look.
    #[must_use]
    pub fn is_certain_under(&self, actions: &Actions) -> bool {
        self.spans.iter().all(|span| {
            span.score >= CERTAIN_SCORE
                || !actions.counts(span)
                || actions.of_span(span) == Action::Keep
        })
    }

    /// Puts tokens where personal data stood. Values new to `tokens` get the next numbers.
    ///
    /// # Errors
    /// [`DecisionError`] if a decision does not fit the text; `tokens` is then as before.
    pub fn redact(
        &self,
        decisions: &[SpanDecision],
        tokens: &mut TokenBook,
    ) -> Result<RedactedText, DecisionError> {
        self.redact_under(&Actions::default(), decisions, tokens)
    }

    /// Does with each place what `actions` says of its kind, and what the decisions say of itself.
    ///
    /// # Errors
    /// [`DecisionError`] if a decision does not fit the text; `tokens` is then as before.
    pub fn redact_under(
        &self,
        actions: &Actions,
        decisions: &[SpanDecision],
        tokens: &mut TokenBook,
    ) -> Result<RedactedText, DecisionError> {
        let text = self.text.expose(&EngineScope);
        let decided = self.decided(text, decisions)?;
        let mut pieces: Vec<Segment> = Vec::with_capacity(decided.spans.len() * 2 + 1);
        let mut ledger = Vec::with_capacity(decided.spans.len());
        let mut read = 0;
        for span in decided.spans.iter().filter(|span| actions.counts(span)) {
            let value = text.get(span.start..span.end).unwrap_or("");
            let (action, piece) = piece_for(span, value, actions, tokens);
            if let Some(piece) = piece {
                let before = text.get(read..span.start).unwrap_or("");
                if !before.is_empty() {
                    pieces.push(Segment::Text(before.to_owned()));
                }
                pieces.push(piece);
                read = span.end;
            }
            let length = value.chars().count();
            let Span { start, end, label, score, rule } = *span;
            ledger.push(LedgerRow { start, end, label, rule, score, length, action });
        }
        let rest = text.get(read..).unwrap_or("");
        if !rest.is_empty() {
            pieces.push(Segment::Text(rest.to_owned()));
        }
        let counts = (decided.kept, decided.added);
        Ok(RedactedText::from_parts(Segments(pieces), ledger, counts, self.works))
    }

    fn decided(&self, text: &str, decisions: &[SpanDecision]) -> Result<Decided, DecisionError> {
        let mut spans = self.spans.clone();
        let (mut kept, mut added) = (0, 0);
        for decision in decisions {
            if let SpanDecision::Keep { start, end } = *decision {
                check_range(text, start, end)?;
                if !self.spans.iter().any(|span| span.start == start && span.end == end) {
                    return Err(DecisionError::NoSuchSpan);
                }
                let before = spans.len();
                spans.retain(|span| span.start != start || span.end != end);
                kept += before - spans.len();
            }
        }
        for decision in decisions {
            if let SpanDecision::Add { start, end, label } = *decision {
                check_range(text, start, end)?;
                // Nothing that was found becomes readable: the new span takes in what it touches.
                let touches = |span: &Span| span.start < end && start < span.end;
                let first = spans.iter().filter(|span| touches(span)).map(|span| span.start).min();
                let last = spans.iter().filter(|span| touches(span)).map(|span| span.end).max();
                spans.retain(|span| !touches(span));
                let start = first.map_or(start, |first| first.min(start));
                let end = last.map_or(end, |last| last.max(end));
                spans.push(Span { start, end, label, score: 1.0, rule: ADDED_BY_PERSON });
                added += 1;
            }
        }
        spans.sort_unstable_by_key(|span| span.start);
        Ok(Decided { spans, kept, added })
    }
}

/// What stands for a value, and what was done with it; no piece for what stays.
fn piece_for(
    span: &Span,
    value: &str,
    actions: &Actions,
    tokens: &mut TokenBook,
) -> (Action, Option<Segment>) {
    let label = span.label;
    let action = actions.of_span(span);
    match action {
        Action::Keep => return (action, None),
        Action::Mask => return (action, Some(Segment::Mask(label))),
        Action::Coarsen => {
            if let Some(value) = actions.coarser(label, value) {
                return (action, Some(Segment::Coarse(Coarse { label, value })));
            }
        }
        Action::Token => {}
    }
    let number = tokens.number_of(label, value);
    (Action::Token, Some(Segment::Token(Token { label, number })))
}

struct Decided {
    spans: Vec<Span>,
    kept: usize,
    added: usize,
}

fn check_range(text: &str, start: usize, end: usize) -> Result<(), DecisionError> {
    if start >= end || end > text.len() {
        return Err(DecisionError::OutsideText);
    }
    if text.is_char_boundary(start) && text.is_char_boundary(end) {
        Ok(())
    } else {
        Err(DecisionError::NotOnBorder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analysis() -> Analysis {
        let span = Span { start: 5, end: 11, label: Label::Phone, score: 0.9, rule: "test" };
        Analysis::new(Raw::new("Call 555010 or Zoë".into()), vec![span])
    }

    #[test]
    fn a_kept_span_stays_text_and_is_counted() {
        let redacted = analysis()
            .redact(&[SpanDecision::Keep { start: 5, end: 11 }], &mut TokenBook::default())
            .expect("the span was found");
        assert_eq!(redacted.segments().to_string(), "Call 555010 or Zoë");
        assert_eq!(redacted.kept(), 1, "the clearance says how much a person kept");
    }

    #[test]
    fn an_added_range_swallows_what_it_touches() {
        let add = SpanDecision::Add { start: 8, end: 14, label: Label::Other };
        let redacted =
            analysis().redact(&[add], &mut TokenBook::default()).expect("the range fits");
        assert_eq!(redacted.segments().to_string(), "Call [OTHER-1] Zoë");
        assert_eq!(redacted.added(), 1);
    }

    #[test]
    fn a_decision_that_does_not_fit_is_refused_and_numbers_nothing() {
        let mut tokens = TokenBook::default();
        let inside = SpanDecision::Add { start: 15, end: 18, label: Label::Person };
        let cases = [
            (inside, DecisionError::NotOnBorder),
            (SpanDecision::Keep { start: 5, end: 10 }, DecisionError::NoSuchSpan),
            (
                SpanDecision::Add { start: 3, end: 3, label: Label::Other },
                DecisionError::OutsideText,
            ),
            (
                SpanDecision::Add { start: 3, end: 99, label: Label::Other },
                DecisionError::OutsideText,
            ),
        ];
        for (decision, expected) in cases {
            let outcome = analysis().redact(&[decision], &mut tokens);
            assert_eq!(outcome.err(), Some(expected), "{decision:?} does not fit");
        }
        assert_eq!(tokens.entries().count(), 0, "a refused redaction numbers nothing");
    }

    #[test]
    fn each_kind_is_treated_as_the_policy_says() {
        let under = |action: Action| {
            let actions = Actions::default().with(Label::Phone, action).expect("fits");
            let mut tokens = TokenBook::default();
            let redacted = analysis().redact_under(&actions, &[], &mut tokens).expect("fits");
            let row = *redacted.ledger().first().expect("one place was found");
            (redacted.segments().to_string(), row.action, redacted.counts().len())
        };
        assert_eq!(under(Action::Token), ("Call [PHONE-1] or Zoë".into(), Action::Token, 1));
        assert_eq!(under(Action::Mask), ("Call [PHONE] or Zoë".into(), Action::Mask, 1));
        let kept = under(Action::Keep);
        assert_eq!(kept, ("Call 555010 or Zoë".into(), Action::Keep, 0), "kept, and in the ledger");
    }

    #[test]
    fn a_place_without_a_coarser_form_becomes_a_token() {
        let actions = Actions::default().with(Label::Gps, Action::Coarsen).expect("has a form");
        let shown = |text: &str| {
            let span = Span { start: 0, end: text.len(), label: Label::Gps, score: 0.9, rule: "t" };
            let analysis = Analysis::new(Raw::new(text.to_owned()), vec![span]);
            let redacted = analysis.redact_under(&actions, &[], &mut TokenBook::default());
            let redacted = redacted.expect("no decisions");
            (redacted.segments().to_string(), redacted.ledger()[0].action)
        };
        assert_eq!(shown("40.7128, -74.0060"), ("[GPS 40.71, -74.01]".into(), Action::Coarsen));
        assert_eq!(shown("by the old mill"), ("[GPS-1]".into(), Action::Token), "it goes whole");
    }

    #[test]
    fn what_a_person_marks_goes_even_where_the_policy_keeps_its_kind() {
        let actions = Actions::default().with(Label::Location, Action::Keep).expect("fits");
        let add = SpanDecision::Add { start: 15, end: 19, label: Label::Location };
        let redacted = analysis()
            .redact_under(&actions, &[add], &mut TokenBook::default())
            .expect("the range fits");
        assert_eq!(redacted.segments().to_string(), "Call [PHONE-1] or [LOCATION-1]");
    }

    #[test]
    fn doubt_about_what_stays_asks_nobody() {
        let unsure = Span { start: 5, end: 11, label: Label::Location, score: 0.5, rule: "test" };
        let analysis = Analysis::new(Raw::new("From Berlin".into()), vec![unsure]);
        assert!(!analysis.is_certain_under(&Actions::default()), "it goes, so somebody looks");
        let keep = Actions::default().with(Label::Location, Action::Keep).expect("fits");
        assert!(analysis.is_certain_under(&keep), "it stays whoever looks");
        let floor = Actions::default().with_score_min(0.6).expect("in range");
        assert!(analysis.is_certain_under(&floor), "it does not count");
        let redacted = analysis.redact_under(&floor, &[], &mut TokenBook::default());
        assert!(redacted.expect("fits").ledger().is_empty());
    }

    #[test]
    fn debug_output_holds_counts_only() {
        assert_eq!(
            format!("{:?}", analysis()),
            "Analysis { bytes: 19, spans: 1, works_by: \"rules\", .. }"
        );
    }
}
