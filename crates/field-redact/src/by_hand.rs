//! A text that the engine has no answer for, for a person to judge alone.

use std::fmt;

use field_domain::Raw;

use crate::actions::Actions;
use crate::analysis::{Analysis, SpanDecision};
use crate::engine::{Context, TextEngine};
use crate::error::{DecisionError, Withheld};
use crate::redacted::RedactedText;
use crate::token_book::TokenBook;

/// What the engine says of a text: what it found, or that a person must judge it alone.
#[derive(Debug)]
pub enum Judgement {
    /// The engine looked.
    Found(Analysis),
    /// The engine has no answer.
    Withheld(ByHand),
}

/// A text that the engine withheld. A person marks what is personal; nothing was found for them.
///
/// Only the engine makes one, by refusing: there is no public constructor, so that a text that can be
/// judged is never taken past its judge.
///
/// ```compile_fail
/// let text = field_domain::Raw::new(String::from("Kim Sample"));
/// let because = field_redact::Withheld::TimedOut;
/// let _ = field_redact::ByHand { analysis: todo!(), text, because };
/// ```
pub struct ByHand {
    analysis: Analysis,
    text: Raw<String>,
    because: Withheld,
}

impl fmt::Debug for ByHand {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ByHand").field("because", &self.because).finish_non_exhaustive()
    }
}

impl TextEngine {
    /// Finds the personal data in `text`, or hands the text over to a person.
    pub fn judge(&self, text: &Raw<String>, context: &Context<'_>) -> Judgement {
        match self.analyse(text, context) {
            Ok(analysis) => Judgement::Found(analysis),
            Err(because) => Judgement::Withheld(ByHand {
                analysis: Analysis::new(text.clone(), Vec::new()),
                text: text.clone(),
                because,
            }),
        }
    }
}

impl ByHand {
    /// Why the engine has no answer.
    #[must_use]
    pub const fn because(&self) -> Withheld {
        self.because
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &Raw<String> {
        &self.text
    }

    /// Puts what `actions` says where the person marked something.
    ///
    /// # Errors
    /// [`DecisionError`] if a mark does not fit the text, or a decision is about something found:
    /// nothing was. `tokens` is then as before.
    pub fn redact_under(
        &self,
        actions: &Actions,
        marks: &[SpanDecision],
        tokens: &mut TokenBook,
    ) -> Result<RedactedText, DecisionError> {
        self.analysis.redact_under(actions, marks, tokens)
    }
}

#[cfg(test)]
mod tests {
    use field_domain::Label;

    use super::*;

    fn judge(text: &str) -> Judgement {
        TextEngine::new().judge(&Raw::new(text.to_owned()), &Context::default())
    }

    #[test]
    fn only_a_text_that_the_engine_refuses_is_judged_by_hand() {
        let found = judge("Write to kim@example.com");
        assert!(matches!(found, Judgement::Found(_)), "the engine can judge it, so it does");
        let Judgement::Withheld(by_hand) = judge("Позвоните Ивану Петрову")
        else {
            panic!("the engine has no rules for this script")
        };
        assert_eq!(by_hand.because(), Withheld::UnknownScript);
    }

    #[test]
    fn a_mark_of_the_person_becomes_a_token_and_the_rest_stays() {
        let text = "Позвоните Ивану Петрову";
        let Judgement::Withheld(by_hand) = judge(text) else { panic!("it is withheld") };
        let start = text.find("Ивану").expect("it is there");
        let mark = SpanDecision::Add { start, end: text.len(), label: Label::Person };
        let redacted =
            by_hand.redact_under(&Actions::default(), &[mark], &mut TokenBook::default());
        let redacted = redacted.expect("the mark fits the text");
        assert_eq!(redacted.segments().to_string(), "Позвоните [PERSON-1]");
        assert_eq!(redacted.added(), 1, "the ledger says that a person marked it");
    }

    #[test]
    fn nothing_can_be_kept_where_nothing_was_found() {
        let Judgement::Withheld(by_hand) = judge("Позвоните Ивану") else {
            panic!("it is withheld")
        };
        let keep = SpanDecision::Keep { start: 0, end: 4 };
        let outcome = by_hand.redact_under(&Actions::default(), &[keep], &mut TokenBook::default());
        assert_eq!(outcome.err(), Some(DecisionError::NoSuchSpan));
    }
}
