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

/// A piece of redacted text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Text that stays as it was.
    Text(String),
    /// What stands where personal data stood.
    Token(Token),
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

impl fmt::Display for Segments {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.0 {
            match segment {
                Segment::Text(text) => out.write_str(text)?,
                Segment::Token(token) => fmt::Display::fmt(token, out)?,
            }
        }
        Ok(())
    }
}

impl Segments {
    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every token, in reading order, repetitions included.
    pub fn tokens(&self) -> impl Iterator<Item = Token> + '_ {
        self.0.iter().filter_map(|segment| match segment {
            Segment::Token(token) => Some(*token),
            Segment::Text(_) => None,
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
}
