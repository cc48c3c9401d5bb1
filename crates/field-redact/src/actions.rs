//! What becomes of a place, by its kind.

use field_domain::{Action, Label};

use crate::coarse;
use crate::span::{CERTAIN_SCORE, Span};

/// What a policy does with each kind of place.
#[derive(Debug, Clone, PartialEq)]
pub struct Actions {
    by_label: [Action; Label::ALL.len()],
    score_min: f32,
    year: Option<u16>,
}

/// Why an action cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActionError {
    /// There is no coarser form of this kind.
    #[error("{0} has no coarser form")]
    NoCoarserForm(Label),
    /// A place that the engine is sure of cannot be left out for its score.
    #[error("the lowest score must be 0 to {CERTAIN_SCORE}")]
    ScoreOutOfRange,
}

impl Default for Actions {
    /// A token for everything.
    fn default() -> Self {
        Self { by_label: [Action::Token; Label::ALL.len()], score_min: 0.0, year: None }
    }
}

impl Actions {
    /// The same, with another action for `label`.
    ///
    /// # Errors
    /// [`ActionError::NoCoarserForm`].
    pub fn with(mut self, label: Label, action: Action) -> Result<Self, ActionError> {
        if action == Action::Coarsen && !coarse::has_coarser_form(label) {
            return Err(ActionError::NoCoarserForm(label));
        }
        if let Some(place) = self.by_label.get_mut(label as usize) {
            *place = action;
        }
        Ok(self)
    }

    /// The same, leaving out what the engine gives a lower score than `score_min`, 0 to
    /// [`CERTAIN_SCORE`].
    ///
    /// # Errors
    /// [`ActionError::ScoreOutOfRange`].
    pub fn with_score_min(self, score_min: f32) -> Result<Self, ActionError> {
        if (0.0..=CERTAIN_SCORE).contains(&score_min) {
            Ok(Self { score_min, ..self })
        } else {
            Err(ActionError::ScoreOutOfRange)
        }
    }

    /// The same, in this calendar year: a year of birth is told only where it says of nobody that
    /// they are over 89, which nothing but the year of today can tell.
    #[must_use]
    pub const fn in_year(mut self, year: u16) -> Self {
        self.year = Some(year);
        self
    }

    /// What becomes of a place of this kind.
    #[must_use]
    pub fn of(&self, label: Label) -> Action {
        self.by_label.get(label as usize).copied().unwrap_or(Action::Token)
    }

    /// What becomes of this place. What a person marked or taught never stays.
    #[must_use]
    pub fn of_span(&self, span: &Span) -> Action {
        match self.of(span.label) {
            Action::Keep if span.is_by_person() => Action::Token,
            action => action,
        }
    }

    /// The score from which a place counts.
    #[must_use]
    pub const fn score_min(&self) -> f32 {
        self.score_min
    }

    /// Whether the place counts at all.
    #[must_use]
    pub fn counts(&self, span: &Span) -> bool {
        span.score >= self.score_min
    }

    /// The coarser form of a value, where there is one that tells no more than it may.
    pub(crate) fn coarser(&self, label: Label, value: &str) -> Option<String> {
        coarse::coarser(label, value, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_its_own_action() {
        for (index, label) in Label::ALL.into_iter().enumerate() {
            assert_eq!(label as usize, index, "the table is in the order of the labels");
            let actions = Actions::default().with(label, Action::Mask).expect("can be masked");
            let masked = Label::ALL.into_iter().filter(|one| actions.of(*one) == Action::Mask);
            assert_eq!(masked.collect::<Vec<_>>(), [label]);
        }
    }

    #[test]
    fn what_has_no_coarser_form_cannot_be_coarsened() {
        let outcome = Actions::default().with(Label::Ssn, Action::Coarsen);
        assert_eq!(outcome, Err(ActionError::NoCoarserForm(Label::Ssn)));
        assert!(Actions::default().with(Label::Gps, Action::Coarsen).is_ok());
    }

    #[test]
    fn a_place_that_the_engine_is_sure_of_always_counts() {
        assert!(Actions::default().with_score_min(CERTAIN_SCORE).is_ok());
        for score in [-0.1, 0.71, f32::NAN] {
            let outcome = Actions::default().with_score_min(score);
            assert_eq!(outcome, Err(ActionError::ScoreOutOfRange), "{score}");
        }
    }
}
