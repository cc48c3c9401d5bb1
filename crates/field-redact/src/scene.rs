//! One text as the rules see it: its words with their traits, and the cues around them.
//!
//! Made in one pass over the characters and one pass for the cues; the rules then look only at
//! places of interest.

use crate::cues::{Cue, CueFinder, Hint};
use crate::lexicon::{Lexicon, Traits, folded};

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `owner`
    Lower,
    /// `Owner`, also `McDonald`
    Title,
    /// `OWNER`, also a single capital
    Upper,
    /// `2131`
    Digits,
    /// Letters and digits: `HY02`
    Mixed,
}

/// A run of letters and digits.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) shape: Shape,
    pub(crate) traits: Traits,
    /// Whether a letter of a script without rules is in it.
    pub(crate) is_foreign: bool,
}

impl Chunk {
    /// Whether it is a word of letters alone.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Title | Shape::Upper)
    }

    /// Whether it begins with a capital.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper)
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// One text, taken apart.
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    pub(crate) chunks: Vec<Chunk>,
    cues: Vec<Cue>,
    /// The label of the form field that the text stands in.
    pub(crate) field_label: Option<&'a str>,
}

impl<'a> Scene<'a> {
    /// Takes `text` apart.
    pub(crate) fn new(
        text: &'a str,
        lexicon: &Lexicon,
        cues: &CueFinder,
        field_label: Option<&'a str>,
    ) -> Self {
        let chunks = scan(text, lexicon);
        let mut found = cues.find(text);
        // The label of the field is a cue that stands before the text.
        if let Some(cue) = field_label.and_then(|label| cues.find(label).pop()) {
            found.insert(0, Cue { start: 0, end: 0, hint: cue.hint });
        }
        Self { text, chunks, cues: found, field_label }
    }

    /// The text of `start..end`, empty if that is no range of it.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    /// The text of chunk `index`, empty beyond the last.
    pub(crate) fn word(&self, index: usize) -> &'a str {
        self.chunks.get(index).map_or("", |chunk| self.slice(chunk.start, chunk.end))
    }

    /// Whether chunk `index` is `word`, whatever the case.
    pub(crate) fn is(&self, index: usize, word: &str) -> bool {
        self.word(index).eq_ignore_ascii_case(word)
    }

    /// What stands between chunk `index` and the next one.
    pub(crate) fn gap(&self, index: usize) -> &'a str {
        let start = self.chunks.get(index).map_or(self.text.len(), |chunk| chunk.end);
        let end = self.chunks.get(index + 1).map_or(self.text.len(), |chunk| chunk.start);
        self.slice(start, end)
    }

    /// What stands between chunk `index` and the one before.
    pub(crate) fn gap_before(&self, index: usize) -> &'a str {
        let end = self.chunks.get(index).map_or(self.text.len(), |chunk| chunk.start);
        let start = match index.checked_sub(1) {
            Some(before) => self.chunks.get(before).map_or(end, |chunk| chunk.end),
            None => 0,
        };
        self.slice(start, end)
    }

    /// The traits of chunk `index`, none beyond the last.
    pub(crate) fn traits(&self, index: usize) -> Traits {
        self.chunks.get(index).map_or_else(Traits::default, |chunk| chunk.traits)
    }

    /// The first chunk that begins at byte `at` or after.
    pub(crate) fn chunk_from(&self, at: usize) -> usize {
        self.chunks.partition_point(|chunk| chunk.start < at)
    }

    /// Every cue, in order.
    pub(crate) fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// Whether a cue begins at byte `at`.
    pub(crate) fn cue_starts_at(&self, at: usize) -> bool {
        self.cues.binary_search_by_key(&at, |cue| cue.start).is_ok()
    }

    /// The nearest cue that ends at most `reach` bytes before `at`, on the same line.
    pub(crate) fn cue_before(&self, at: usize, reach: usize) -> Option<Hint> {
        self.nearest_cue(at, reach).map(|cue| cue.hint)
    }

    /// The nearest cue before `at`, as [`Scene::cue_before`] has it, with no full stop between.
    pub(crate) fn cue_in_sentence(&self, at: usize, reach: usize) -> Option<Hint> {
        let cue = self.nearest_cue(at, reach)?;
        (!self.slice(cue.end, at).contains(". ")).then_some(cue.hint)
    }

    fn nearest_cue(&self, at: usize, reach: usize) -> Option<&Cue> {
        let count = self.cues.partition_point(|cue| cue.end <= at);
        let cue = self.cues.get(count.checked_sub(1)?)?;
        let is_near = cue.end <= at && at - cue.end <= reach;
        (is_near && !self.slice(cue.end, at).contains('\n')).then_some(cue)
    }

    /// The nearest cue that begins at most `reach` bytes after `at`, on the same line.
    pub(crate) fn cue_after(&self, at: usize, reach: usize) -> Option<Hint> {
        let cue = self.cues.get(self.cues.partition_point(|cue| cue.start < at))?;
        let is_near = cue.start - at <= reach;
        let between = self.slice(at, cue.start);
        (is_near && !between.contains(['\n', '.', ';', ','])).then_some(cue.hint)
    }
}

/// Letters of the scripts that the rules can read, and letters that stand for units.
fn is_readable(letter: char) -> bool {
    let code = u32::from(letter);
    code < 0x250
        || (0x1e00..0x1f00).contains(&code)
        || matches!(letter, 'Ω' | 'μ' | 'Δ' | 'π' | 'ʼ')
}

fn scan(text: &str, lexicon: &Lexicon) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(text.len() / 5);
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if first == '\\' {
            // A line break in a pasted log is written as a backslash and a letter.
            letters.next_if(|(_, next)| matches!(next, 'n' | 'r' | 't'));
        }
        if !first.is_alphanumeric() {
            continue;
        }
        let (mut digits, mut count, mut capitals, mut end) = (0, 0, 0, start);
        let mut is_foreign = false;
        let mut letter = Some((start, first));
        while let Some((at, character)) = letter {
            count += 1;
            digits += usize::from(character.is_ascii_digit());
            capitals += usize::from(character.is_uppercase());
            is_foreign |= !is_readable(character);
            end = at + character.len_utf8();
            letter = letters.next_if(|(_, next)| next.is_alphanumeric());
        }
        let shape = if digits == count {
            Shape::Digits
        } else if digits > 0 {
            Shape::Mixed
        } else if capitals == count {
            Shape::Upper
        } else if first.is_uppercase() {
            Shape::Title
        } else {
            Shape::Lower
        };
        let traits = match shape {
            Shape::Digits | Shape::Mixed => Traits::default(),
            _ => lexicon.traits(&folded(text.get(start..end).unwrap_or(""))),
        };
        chunks.push(Chunk { start, end, shape, traits, is_foreign });
    }
    chunks
}
