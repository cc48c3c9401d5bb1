//! The words of a text: how each is written, what is known of it, and what is true of any of them.

use std::cell::Cell;

use super::gap::Gap;
use crate::find::people::Piece;
use crate::lexicon::{Signs, Starts, Traits, Word, Words};

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
    /// The word, whatever its case.
    pub(crate) word: Word,
    /// Its [`Word::sign`].
    pub(crate) sign: u8,
    /// Which rules can begin at it.
    pub(crate) starts: Starts,
    /// Whether a letter of a script without rules is in it.
    pub(crate) is_foreign: bool,
    /// Whether a single space stands between it and the next one.
    pub(crate) is_spaced: bool,
    /// What stands behind it.
    pub(super) gap: Gap,
    /// How well it does as part of a name, once somebody asked.
    pub(crate) piece: Cell<Option<Piece>>,
}

impl Chunk {
    pub(super) fn new(start: usize, end: usize, shape: Shape, word: Word) -> Self {
        Self {
            start,
            end,
            shape,
            traits: Traits::default(),
            word,
            sign: word.sign(),
            starts: Starts::default(),
            is_foreign: false,
            is_spaced: false,
            gap: Gap::NONE,
            piece: Cell::new(None),
        }
    }

    /// Whether it is a word of letters alone.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Title | Shape::Upper)
    }

    /// Whether it has a digit.
    pub(crate) fn has_digit(&self) -> bool {
        matches!(self.shape, Shape::Digits | Shape::Mixed)
    }

    /// Whether it begins with a capital.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper)
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// What the words of a text are, all together: most rules see by it that they have nothing to find.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    /// The traits that any word has.
    traits: Traits,
    /// Shapes that any word has, a bit for each.
    shapes: u8,
    /// A bit for each [`Word::sign`].
    signs: Signs,
    /// Which rules can begin at any word.
    pub(crate) starts: Starts,
    /// Whether any word is a single letter or digit.
    pub(crate) single: bool,
    marks: Marks,
    /// Whether any word is in a script without rules.
    pub(crate) is_foreign: bool,
}

/// The signs of ASCII that stand between words, a bit for each; a few share theirs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks(u64);

impl Marks {
    const fn bit(sign: u8) -> u64 {
        1 << (sign & 63)
    }

    pub(super) fn add(&mut self, sign: u8) {
        self.0 |= Self::bit(sign);
    }
}

impl Seen {
    /// Nothing yet but the signs between the words.
    pub(super) fn beside(marks: Marks) -> Self {
        Self { marks, ..Self::default() }
    }

    pub(super) fn add(&mut self, chunk: &Chunk) {
        self.traits = self.traits.with(chunk.traits);
        self.shapes |= 1 << chunk.shape as u8;
        self.signs.add(chunk.sign);
        self.starts = self.starts.with(chunk.starts);
        self.single |= chunk.len() == 1;
        self.is_foreign |= chunk.is_foreign;
    }

    /// Whether a word has any of `traits`.
    pub(crate) const fn any(self, traits: Traits) -> bool {
        self.traits.any(traits)
    }

    /// Whether `sign`, a sign of ASCII, can stand between words.
    pub(crate) const fn may_have_sign(&self, sign: u8) -> bool {
        self.marks.0 & Marks::bit(sign) != 0
    }

    /// Whether one of `words` can be among them.
    pub(crate) fn may_have(&self, words: &Words) -> bool {
        words.signs().meet(&self.signs)
    }

    /// Whether a word has a digit.
    pub(crate) const fn digit(self) -> bool {
        self.shape(Shape::Digits) || self.shape(Shape::Mixed)
    }

    /// Whether a word has the shape.
    pub(crate) const fn shape(self, shape: Shape) -> bool {
        self.shapes & (1 << shape as u8) != 0
    }
}
