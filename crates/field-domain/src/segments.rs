//! Redacted text: plain pieces and tokens, kept apart in the data.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::label::Label;

/// A typed stand-in for removed personal data, numbered from 1 within one inspection.
///
/// It is a segment of its own and never the text `[PERSON-1]`: a person who types that text would
/// otherwise be taken for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Token {
    /// What was removed.
    pub label: Label,
    /// The same value has the same number all through one inspection.
    pub number: u32,
}

/// A coarser value that stands where an exact one was, such as the year of a date of birth.
///
/// A segment of its own, like [`Token`]: what a person types never becomes one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Coarse {
    /// What was removed.
    pub label: Label,
    /// What may be known of it: digits and signs that the engine wrote, never a part of the text.
    pub value: String,
}

/// A piece of redacted text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Text that stays as it was.
    Text(String),
    /// What stands where personal data stood.
    Token(Token),
    /// Personal data stood here, and nothing more is told. Since operation version 2.
    Mask(Label),
    /// Personal data stood here, and a coarser value is told. Since operation version 2.
    Coarse(Coarse),
}

/// Redacted text, in reading order. Two text segments never stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Segments(pub Vec<Segment>);

impl fmt::Display for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[{}-{}]", self.label, self.number)
    }
}

impl fmt::Display for Coarse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[{} {}]", self.label, self.value)
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Token(token) => token.fmt(out),
            Self::Mask(label) => write!(out, "[{label}]"),
            Self::Coarse(coarse) => coarse.fmt(out),
        }
    }
}

impl fmt::Display for Segments {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|segment| segment.fmt(out))
    }
}

impl Segments {
    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether programs that know texts and tokens alone can read it.
    #[must_use]
    pub fn is_texts_and_tokens(&self) -> bool {
        self.0.iter().all(|segment| matches!(segment, Segment::Text(_) | Segment::Token(_)))
    }

    /// Every token, in reading order, repetitions included.
    pub fn tokens(&self) -> impl Iterator<Item = Token> + '_ {
        self.0.iter().filter_map(|segment| match segment {
            Segment::Token(token) => Some(*token),
            Segment::Text(_) | Segment::Mask(_) | Segment::Coarse(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_rendered_in_brackets() {
        let segments = Segments(vec![
            Segment::Text("Call ".into()),
            Segment::Token(Token { label: Label::Phone, number: 2 }),
        ]);
        assert_eq!(segments.to_string(), "Call [PHONE-2]");
    }

    #[test]
    fn what_was_masked_or_made_coarser_is_no_text_in_the_data() {
        let coarse = Coarse { label: Label::Dob, value: "1961".into() };
        let segments = Segments(vec![
            Segment::Text("[SSN] ".into()),
            Segment::Mask(Label::Ssn),
            Segment::Coarse(coarse),
        ]);
        assert_eq!(segments.to_string(), "[SSN] [SSN][DOB 1961]");
        let json = serde_json::to_string(&segments).expect("plain values");
        assert_eq!(
            json,
            "[{\"text\":\"[SSN] \"},{\"mask\":\"SSN\"},{\"coarse\":{\"label\":\"DOB\",\"value\":\"1961\"}}]",
            "who types a mask has typed a text"
        );
        assert!(!segments.is_texts_and_tokens(), "older programs cannot read it");
    }
}
