//! Text that remembers where something was removed.

use field_domain::{Segment, Segments};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// Text as it is.
    Plain(String),
    /// What stands where something was removed, such as `[PERSON-1]`; drawn ink-filled with light
    /// letters.
    Removed(String),
}

/// Text in reading order. Line breaks are `\n`; other control characters are not drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Run>);

impl Text {
    /// Whether nothing would be drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| match run {
            Run::Plain(text) => text.trim().is_empty(),
            Run::Removed(_) => false,
        })
    }

    /// Number of characters, tokens included.
    pub(crate) fn chars(&self) -> usize {
        self.0
            .iter()
            .map(|run| match run {
                Run::Plain(text) | Run::Removed(text) => text.chars().count(),
            })
            .sum()
    }

    /// This text, then `more` after a separator; neither side gets one where the other is empty.
    #[must_use]
    pub(crate) fn joined(mut self, separator: &str, more: Self) -> Self {
        if !self.is_empty() && !more.is_empty() {
            self.0.push(Run::Plain(separator.to_owned()));
        }
        self.0.extend(more.0);
        self
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(vec![Run::Plain(text.to_owned())])
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(vec![Run::Plain(text)])
    }
}

impl From<&Segments> for Text {
    fn from(segments: &Segments) -> Self {
        Self(
            segments
                .0
                .iter()
                .map(|segment| match segment {
                    Segment::Text(text) => Run::Plain(text.clone()),
                    Segment::Token(_) | Segment::Mask(_) | Segment::Coarse(_) => {
                        Run::Removed(segment.to_string())
                    }
                })
                .collect(),
        )
    }
}

/// The text as it is drawn: composed (NFC), line ends as `\n`, every other blank as a space, and
/// without characters that have no ink, so that nothing is hidden in the file.
pub(crate) fn visible(text: &str) -> String {
    text.replace("\r\n", "\n")
        .nfc()
        .filter_map(|letter| match letter {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
            _ if letter.is_whitespace() => Some(' '),
            _ if letter.is_control() || has_no_ink(letter) => None,
            _ => Some(letter),
        })
        .collect()
}

/// Format characters, direction overrides, fillers, variation selectors, tags and private use.
/// Source: Unicode 16, general category Cf and property `Default_Ignorable_Code_Point`.
fn has_no_ink(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use field_domain::{Label, Token};

    use super::*;

    #[test]
    fn characters_without_ink_are_dropped() {
        assert_eq!(
            visible("a\u{0}b\u{7}c\u{202e}d\u{200b}e"),
            "abcde",
            "nothing hides in the text"
        );
        assert_eq!(visible("a\r\nb\tc\u{a0}d"), "a\nb c d", "line ends and blanks are evened out");
        assert_eq!(visible("u\u{308}"), "ü", "letters are composed, so that the font has them");
    }

    #[test]
    fn redacted_segments_keep_their_tokens_apart() {
        let token = Token { label: Label::Person, number: 1 };
        let segments = Segments(vec![Segment::Text("Ask ".into()), Segment::Token(token)]);
        assert_eq!(
            Text::from(&segments),
            Text(vec![Run::Plain("Ask ".into()), Run::Removed("[PERSON-1]".into())]),
            "a token stays a removed run"
        );
    }
}
