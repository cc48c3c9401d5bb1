//! The text as the rules read it, and the way back to the source.
//!
//! NFKC, invisible characters dropped, dashes, quotes and spaces in one form. Each byte of the result
//! knows the range of source bytes that it stands for.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A text in the form that the rules read.
#[derive(Debug, Default)]
pub(crate) struct Normalised<'a> {
    /// The text to search.
    pub(crate) text: Cow<'a, str>,
    /// For each byte of `text` the first source byte, then the length of the source. `None` if the
    /// text is its own normal form.
    starts: Option<Vec<usize>>,
}

impl<'a> Normalised<'a> {
    /// Brings `source` into the form that the rules read.
    pub(crate) fn new(source: &'a str) -> Self {
        if source.is_ascii() {
            return Self { text: Cow::Borrowed(source), starts: None };
        }
        let mut text = String::with_capacity(source.len());
        let mut starts = Vec::with_capacity(source.len() + 1);
        let mut rest = source.char_indices().peekable();
        while let Some((start, first)) = rest.next() {
            // Most of a text is plain letters with nothing on them.
            let is_alone = rest.peek().is_none_or(|(_, next)| !may_be_mark(*next));
            if is_alone && is_own_form(first) {
                text.push(one_form(first));
                starts.resize(text.len(), start);
                continue;
            }
            let mut cluster = String::from(first);
            while let Some((_, mark)) =
                rest.next_if(|(_, mark)| canonical_combining_class(*mark) != 0)
            {
                // A letter keeps one mark at most: more of them only hide it.
                if cluster.chars().count() < 2 {
                    cluster.push(mark);
                }
            }
            for letter in cluster.nfkc().filter(|letter| !is_invisible(*letter)) {
                text.push(one_form(letter));
                starts.resize(text.len(), start);
            }
        }
        starts.push(source.len());
        Self { text: Cow::Owned(text), starts: Some(starts) }
    }

    /// The range of the source that `start..end` of the normalised text stands for.
    pub(crate) fn source_range(&self, start: usize, end: usize) -> (usize, usize) {
        let Some(starts) = &self.starts else { return (start, end) };
        let at = |index: usize| starts.get(index).copied().unwrap_or(0);
        let first = at(start);
        // Several normalised characters can stand for one source character: take it whole.
        let last = at(end.saturating_sub(1));
        let mut after = end;
        while after + 1 < starts.len() && at(after) <= last {
            after += 1;
        }
        (first, at(after))
    }
}

/// Whether a character can be a mark on the letter before it. The marks begin with this one.
fn may_be_mark(letter: char) -> bool {
    letter >= '\u{300}' && canonical_combining_class(letter) != 0
}

/// Whether a character is quickly seen to be visible and its own NFKC: ASCII, the letters of Western
/// Europe, the degree sign, dashes and quotes.
fn is_own_form(letter: char) -> bool {
    letter.is_ascii()
        || matches!(letter,
            '\u{b0}' | '\u{c0}'..='\u{ff}' | '\u{2010}' | '\u{2012}'..='\u{2015}'
            | '\u{2018}'..='\u{201e}' | '\u{2022}')
}

/// Zero-width characters, direction marks, soft hyphens, variation selectors and tags.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// One form for the many dashes, quotes and spaces, and for digits of other scripts.
fn one_form(letter: char) -> char {
    match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{2e3a}' | '\u{2e3b}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' => '"',
        '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
        '\u{2022}' | '\u{b7}' | '\u{2024}' => '.',
        letter if letter.is_whitespace() && !letter.is_ascii() => ' ',
        letter => digit_of(letter).unwrap_or(letter),
    }
}

/// The ASCII digit of a decimal digit of another script.
fn digit_of(letter: char) -> Option<char> {
    /// The zeros of the scripts whose digits stand in one row of ten.
    const ZEROS: [u32; 12] =
        [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xe50, 0xed0];
    let code = u32::from(letter);
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_invisible_characters_are_read_plainly() {
        let source = "\u{ff11}\u{200b}\u{ff12}\u{2011}\u{0663}";
        let normalised = Normalised::new(source);
        assert_eq!(normalised.text, "12-3");
        assert_eq!(normalised.source_range(0, 2), (0, 9), "an invisible character belongs inside");
        assert_eq!(normalised.source_range(3, 4), (12, source.len()), "the last digit is covered");
    }

    #[test]
    fn a_character_that_becomes_two_is_covered_whole() {
        let source = "a\u{fb01}b";
        let normalised = Normalised::new(source);
        assert_eq!(normalised.text, "afib");
        assert_eq!(normalised.source_range(1, 2), (1, 4), "half a ligature is the whole ligature");
    }

    #[test]
    fn what_is_its_own_form_is_not_changed() {
        for letter in ('\0'..='\u{2fff}').filter(|letter| is_own_form(*letter)) {
            assert!(letter.nfkc().eq([letter]), "{letter:?} has another form");
            assert!(!is_invisible(letter), "{letter:?} is dropped");
            assert_eq!(canonical_combining_class(letter), 0, "{letter:?} is a mark");
        }
        for letter in '\0'..'\u{300}' {
            assert_eq!(canonical_combining_class(letter), 0, "{letter:?} is a mark");
        }
    }

    #[test]
    fn stacked_marks_are_read_as_one_and_covered() {
        let source = "Zoe\u{308}\u{301}\u{302} x";
        let normalised = Normalised::new(source);
        assert_eq!(normalised.text, "Zo\u{eb} x");
        assert_eq!(normalised.source_range(0, 4), (0, 9), "marks belong to their letter");
    }
}
