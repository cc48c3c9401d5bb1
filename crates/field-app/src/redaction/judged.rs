//! One text of the review, judged: by the engine, or by a person where the engine has no answer.
//!
//! A template is judged line by line, exactly as it leaves; every other text as a whole.

use std::sync::Arc;

use field_clearance::{Policy, ReviewRule, TextDecision};
use field_contract::ErrorCode;
use field_contract::redaction::{Subject, TextRefusal};
use field_domain::raw::EngineScope;
use field_domain::{Action, InspectionId, Raw, Segment, Segments};
use field_redact::{Judgement, LedgerRow, Span, SpanDecision, TokenBook};
use field_store::Connection;

use super::{clear, spans};
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::policy::ChosenPolicy;

/// A text with the engine's answer, or without one.
pub(super) struct Judged {
    parts: Vec<Part>,
    policy: Arc<ChosenPolicy>,
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
    pub places: Vec<LedgerRow>,
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
        let policy = opened.policy();
        let job = clear::job_record(conn, &policy.rules, inspection)?;
        let source = text.expose(&EngineScope);
        let mut start = 0;
        let mut parts = Vec::new();
        let lines: Vec<&str> =
            if is_by_line { source.split('\n').collect() } else { vec![source.as_str()] };
        for line in lines {
            let text = Raw::new(line.to_owned());
            let judgement = clear::judge(opened, &policy.rules, &job, &text);
            parts.push(Part { start, text, judgement });
            start += line.len() + 1;
        }
        Ok(Self { parts, policy })
    }

    /// The policy that it was judged under.
    pub fn policy(&self) -> &ChosenPolicy {
        &self.policy
    }

    fn rules(&self) -> &Policy {
        &self.policy.rules
    }

    /// What was found, as bytes of the whole text.
    pub fn spans(&self) -> Vec<Span> {
        let shifted = |part: &Part| match &part.judgement {
            Judgement::Found(analysis) => shift(analysis.spans(), part.start),
            Judgement::Withheld(_) => Vec::new(),
        };
        self.parts.iter().flat_map(shifted).collect()
    }

    /// What goes under the policy, as bytes of the whole text.
    pub fn going(&self) -> Vec<Span> {
        let actions = &self.rules().actions;
        let goes = |span: &Span| actions.counts(span) && actions.of_span(span) != Action::Keep;
        self.spans().into_iter().filter(goes).collect()
    }

    /// Why the engine has no answer, if it has none for a part.
    pub fn by_hand(&self) -> Option<TextRefusal> {
        self.parts.iter().find_map(|part| match &part.judgement {
            Judgement::Withheld(by_hand) => Some(spans::refusal(by_hand.because())),
            Judgement::Found(_) => None,
        })
    }

    /// Why it waits whatever a person says, or why a person must judge it alone.
    pub fn refusal(&self) -> Option<TextRefusal> {
        let lacks_model = |part: &Part| match &part.judgement {
            Judgement::Found(analysis) => !analysis.has_model(),
            Judgement::Withheld(_) => false,
        };
        if self.rules().needs_name_model && self.parts.iter().any(lacks_model) {
            return Some(TextRefusal::NameModelMissing);
        }
        self.by_hand()
    }

    /// Whether a person must look at it under the policy.
    pub fn needs_look(&self, subject: Subject) -> bool {
        let rule = match subject {
            Subject::Transcript { .. } => self.rules().transcript,
            _ => self.rules().typed,
        };
        let is_certain = self.parts.iter().all(|part| match &part.judgement {
            Judgement::Found(analysis) => analysis.is_certain_under(&self.rules().actions),
            Judgement::Withheld(_) => false,
        });
        rule == ReviewRule::Always || !is_certain || self.refusal().is_some()
    }

    /// What would leave under these decisions.
    ///
    /// # Errors
    /// `Invalid` if a decision does not fit the text.
    pub fn redact(&self, decisions: &[TextDecision], book: &mut TokenBook) -> Result<Shown> {
        let mut pieces = Vec::new();
        let mut places = Vec::new();
        let actions = &self.rules().actions;
        for part in &self.parts {
            let source = part.text.expose(&EngineScope);
            let own = within(decisions, part.start, part.start + source.len());
            let own: Vec<SpanDecision> = own.iter().map(|decision| decision.span()).collect();
            let redacted = match &part.judgement {
                Judgement::Found(analysis) => analysis.redact_under(actions, &own, book),
                Judgement::Withheld(by_hand) => by_hand.redact_under(actions, &own, book),
            };
            let redacted = redacted
                .map_err(|_| error::of(ErrorCode::Invalid, "a decision does not fit the text"))?;
            if part.start > 0 {
                pieces.push(Segment::Text("\n".to_owned()));
            }
            pieces.extend(redacted.segments().0.iter().cloned());
            let removed = redacted.ledger().iter().filter(|row| row.is_removed());
            places.extend(removed.map(|row| {
                let (start, end) = (row.start + part.start, row.end + part.start);
                LedgerRow { start, end, ..*row }
            }));
        }
        Ok(Shown { redacted: Segments(pieces), places })
    }
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
    use field_domain::{Instant, Label, PolicyName};
    use field_redact::{Context, TextEngine};

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
        Judged { parts, policy: ChosenPolicy::of(PolicyName::Default, Instant(0)) }
    }

    #[test]
    fn what_a_person_adds_is_shown_as_a_place_of_the_text() {
        let text = "Zoë wrote to kim@example.com";
        let add = TextDecision::Add { start: 0, end: "Zoë".len(), label: Label::Person };
        let shown =
            judged(text).redact(&[add], &mut TokenBook::default()).expect("the mark fits the text");
        assert_eq!(shown.redacted.to_string(), "[PERSON-1] wrote to [EMAIL-1]");
        let places: Vec<_> = shown.places.iter().map(|s| text.get(s.start..s.end)).collect();
        assert_eq!(places, [Some("Zoë"), Some("kim@example.com")], "in bytes of the source");
        assert_eq!(shown.places[0].rule, "person");
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
        assert_eq!(judged.refusal(), Some(TextRefusal::UnknownScript), "a person must look");
        assert_eq!(judged.spans().len(), 1, "and sees what was found in the other line");
        let start = text.find("Ивану").expect("it is there");
        let add = TextDecision::Add { start, end: text.len(), label: Label::Person };
        let shown = judged.redact(&[add], &mut TokenBook::default()).expect("fits");
        assert_eq!(shown.redacted.to_string(), "Write to [EMAIL-1]\nПозвоните [PERSON-1]");
    }
}
