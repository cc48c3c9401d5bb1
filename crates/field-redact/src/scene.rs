//! One text as the rules see it: its words with their traits, and the cues around them.
//!
//! Made in one pass over the characters and one pass for the cues; the rules then look only at
//! places of interest.

mod gap;

use std::cell::Cell;

use field_domain::Label;

use crate::cues::{Cue, CueFinder, Cues, Hint};
use crate::find::people::Piece;
use crate::lexicon::{Lexicon, Signs, Starts, Traits, Word, Words, folded, words};

use self::gap::Gap;
pub(crate) use self::gap::{Gaps, gaps};

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
    gap: Gap,
    /// How well it does as part of a name, once somebody asked.
    pub(crate) piece: Cell<Option<Piece>>,
}

impl Chunk {
    fn new(start: usize, end: usize, shape: Shape, word: Word) -> Self {
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
struct Marks(u64);

impl Marks {
    const fn bit(sign: u8) -> u64 {
        1 << (sign & 63)
    }

    fn add(&mut self, sign: u8) {
        self.0 |= Self::bit(sign);
    }
}

impl Seen {
    fn add(&mut self, chunk: &Chunk) {
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

/// Most chunks of which the room is kept for the next text, about 50 kB of it: a note has some hundred.
const KEPT_ROOM_MAX: usize = 10_000;

thread_local! {
    /// Room for the next text: to ask the system for it takes as long as a rule.
    static ROOM: Cell<Room> = const { Cell::new(Room { chunks: Vec::new(), numerals: Vec::new() }) };
}

/// Room for what a text is taken apart into.
#[derive(Default)]
struct Room {
    chunks: Vec<Chunk>,
    numerals: Vec<usize>,
}

impl Drop for Scene<'_> {
    fn drop(&mut self) {
        let (chunks, numerals) =
            (std::mem::take(&mut self.chunks), std::mem::take(&mut self.numerals));
        if chunks.capacity() <= KEPT_ROOM_MAX {
            // A thread that ends has no need of it.
            let _ = ROOM.try_with(|kept| kept.set(Room { chunks, numerals }));
        }
    }
}

/// One text, taken apart.
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    pub(crate) chunks: Vec<Chunk>,
    /// The chunks that have a digit.
    pub(crate) numerals: Vec<usize>,
    pub(crate) seen: Seen,
    cues: Cues,
    /// The label of the form field that the text stands in.
    pub(crate) field_label: Option<&'a str>,
    /// The words of that label.
    pub(crate) field_words: Vec<Word>,
}

impl<'a> Scene<'a> {
    /// Takes `text` apart.
    pub(crate) fn new(
        text: &'a str,
        lexicon: &Lexicon,
        cues: &CueFinder,
        field_label: Option<&'a str>,
    ) -> Self {
        let Room { mut chunks, mut numerals } = ROOM.try_with(Cell::take).unwrap_or_default();
        chunks.clear();
        numerals.clear();
        let mut seen = Seen { marks: scan(text, lexicon, &mut chunks), ..Seen::default() };
        for (index, chunk) in chunks.iter().enumerate() {
            seen.add(chunk);
            if chunk.has_digit() {
                numerals.push(index);
            }
        }
        let has_cue = seen.any(Traits::CUE);
        let mut found = if has_cue { cues.find(text, &chunks) } else { Cues::default() };
        // The label of the field is a cue that stands before the text.
        let mut field_words = Vec::new();
        if let Some(label) = field_label {
            let mut of_field = Vec::new();
            scan(label, lexicon, &mut of_field);
            field_words.extend(of_field.iter().map(|chunk| chunk.word));
            let of_label = cues.find(label, &of_field);
            let before = |cue: &Cue| Cue { start: 0, end: 0, last: 0, hint: cue.hint };
            if let Some(cue) = of_label.sure.last() {
                found.sure.insert(0, before(cue));
            } else if let Some(cue) = of_label.maybe.last() {
                found.maybe.insert(0, before(cue));
            }
        }
        Self { text, chunks, numerals, seen, cues: found, field_label, field_words }
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
    pub(crate) fn is(&self, index: usize, word: impl Into<Word>) -> bool {
        let word = word.into();
        self.chunks.get(index).is_some_and(|chunk| chunk.word == word)
    }

    /// Whether chunk `index` is one of `words`, whatever the case.
    #[inline]
    pub(crate) fn is_any(&self, index: usize, words: &Words) -> bool {
        self.chunks.get(index).is_some_and(|chunk| words.has_signed(chunk.word, chunk.sign))
    }

    /// What stands between chunk `index` and the next one.
    pub(crate) fn gap(&self, index: usize) -> &'a str {
        let start = self.chunks.get(index).map_or(self.text.len(), |chunk| chunk.end);
        let end = self.chunks.get(index + 1).map_or(self.text.len(), |chunk| chunk.start);
        self.slice(start, end)
    }

    /// Whether what stands between chunk `index` and the next one is one of `gaps`.
    #[inline]
    pub(crate) fn gap_in(&self, index: usize, gaps: &Gaps) -> bool {
        let kind = self.chunks.get(index).map_or(Gap::NONE, |chunk| chunk.gap);
        gaps.have(kind, || self.gap(index))
    }

    /// Whether what stands between chunk `index` and the one before is one of `gaps`.
    #[inline]
    pub(crate) fn gap_before_in(&self, index: usize, gaps: &Gaps) -> bool {
        match index.checked_sub(1) {
            Some(before) => self.gap_in(before, gaps),
            None => gaps.have(Gap::of(self.gap_before(0).as_bytes()), || self.gap_before(0)),
        }
    }

    /// Whether nothing or a single space stands before chunk `index`, and after it.
    pub(crate) fn is_plain(&self, index: usize) -> bool {
        let is_spaced = |at: usize| self.chunks.get(at).is_some_and(|chunk| chunk.is_spaced);
        let before = index.checked_sub(1).map_or_else(|| self.gap_before(0).is_empty(), is_spaced);
        before && is_spaced(index)
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

    /// The chunks at which one of `rules` can begin.
    pub(crate) fn starting(&self, rules: Starts) -> impl Iterator<Item = usize> + '_ {
        let count = if self.seen.starts.any(rules) { self.chunks.len() } else { 0 };
        let all = self.chunks.iter().enumerate().take(count);
        all.filter(move |(_, chunk)| chunk.starts.any(rules)).map(|(index, _)| index)
    }

    /// The chunks that have a digit, and the `before` chunks before each, in order.
    pub(crate) fn near_digits(&self, before: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = 0;
        self.numerals.iter().flat_map(move |numeral| {
            let first = numeral.saturating_sub(before).max(next);
            next = numeral + 1;
            first..=*numeral
        })
    }

    /// The first chunk that begins at byte `at` or after.
    pub(crate) fn chunk_from(&self, at: usize) -> usize {
        self.chunks.partition_point(|chunk| chunk.start < at)
    }

    /// Every sure cue, in order.
    pub(crate) fn cues(&self) -> &[Cue] {
        &self.cues.sure
    }

    /// Every cue that counts only beside a fitting value, in order.
    pub(crate) fn maybe_cues(&self) -> &[Cue] {
        &self.cues.maybe
    }

    /// Whether any cue stands in the text or in the label of its field.
    pub(crate) fn has_any_cue(&self) -> bool {
        !self.cues.sure.is_empty() || !self.cues.maybe.is_empty()
    }

    /// Whether a cue begins at byte `at`.
    pub(crate) fn cue_starts_at(&self, at: usize) -> bool {
        self.cues.sure.binary_search_by_key(&at, |cue| cue.start).is_ok()
    }

    /// Whether a cue of several words begins at byte `at`.
    pub(crate) fn long_cue_starts_at(&self, at: usize) -> bool {
        let place = self.cues.sure.binary_search_by_key(&at, |cue| cue.start);
        let cue = place.ok().and_then(|place| self.cues.sure.get(place));
        cue.is_some_and(|cue| self.chunk_from(cue.start) < cue.last)
    }

    /// The nearest cue that ends at most `reach` bytes before `at`, on the same line. A cue for things
    /// gives way to one for persons shortly before it, unless the value stands right behind it.
    pub(crate) fn cue_before(&self, at: usize, reach: usize) -> Option<Hint> {
        let cue = self.nearest_cue(at, reach)?;
        if cue.hint != Hint::Keep || self.is_linked(cue, at) && !self.is_where(cue) {
            return Some(cue.hint);
        }
        let other = self.nearest_cue(cue.start, reach.saturating_sub(at - cue.start));
        let is_of_person = other.is_some_and(|other| {
            other.hint != Hint::Keep && !self.slice(other.end, at).contains(". ")
        });
        if is_of_person { other.map(|other| other.hint) } else { Some(cue.hint) }
    }

    /// The nearest cue before `at`, as [`Scene::cue_before`] has it, with no full stop between.
    pub(crate) fn cue_in_sentence(&self, at: usize, reach: usize) -> Option<Hint> {
        let cue = self.nearest_cue(at, reach)?;
        (!self.slice(cue.end, at).contains(". ")).then_some(())?;
        self.cue_before(at, reach)
    }

    /// Whether `cue` only says where a value is written: `on the sheet`, `off her badge`.
    fn is_where(&self, cue: &Cue) -> bool {
        let first = self.chunk_from(cue.start);
        let on = words!["on" "off" "from" "in" "at" "under" "behind" "per"];
        let the = words!["the" "his" "her" "their" "my" "a" "an" "this" "that" "your" "our"];
        (1..=3)
            .map_while(|step| first.checked_sub(step))
            .any(|at| self.is_any(at, on) && self.is_any(at + 1, the))
    }

    /// Whether a value at `at` stands right behind `cue`, but for words like `is` and `number`.
    fn is_linked(&self, cue: &Cue, at: usize) -> bool {
        let between = self.chunk_from(cue.end)..self.chunk_from(at);
        between.len() <= 3 && between.into_iter().all(|index| self.is_any(index, LINKS))
    }

    /// Whether a line ends in `start..end`.
    fn has_line_end(&self, start: usize, end: usize) -> bool {
        self.seen.may_have_sign(b'\n') && self.slice(start, end).contains('\n')
    }

    fn nearest_cue(&self, at: usize, reach: usize) -> Option<&Cue> {
        let count = self.cues.sure.partition_point(|cue| cue.end <= at);
        let cue = self.cues.sure.get(count.checked_sub(1)?)?;
        let is_near = cue.end <= at && at - cue.end <= reach;
        (is_near && !self.has_line_end(cue.end, at)).then_some(cue)
    }

    /// The nearest cue that counts only beside a fitting value, with no line or sentence between.
    pub(crate) fn maybe_before(&self, at: usize, reach: usize) -> Option<Hint> {
        let count = self.cues.maybe.partition_point(|cue| cue.end <= at);
        let cue = self.cues.maybe.get(count.checked_sub(1)?)?;
        let is_near = at - cue.end <= reach;
        let between = self.slice(cue.end, at);
        (is_near && !between.contains('\n') && !between.contains(". ")).then_some(cue.hint)
    }

    /// What the cues say that end at most `reach` bytes before `at` on the same line, nearest first.
    pub(crate) fn cues_before(&self, at: usize, reach: usize) -> impl Iterator<Item = Hint> + '_ {
        let count = self.cues.sure.partition_point(|cue| cue.end <= at);
        let before = self.cues.sure.get(..count).unwrap_or_default().iter().rev();
        before
            .take_while(move |cue| at - cue.end <= reach && !self.has_line_end(cue.end, at))
            .map(|cue| cue.hint)
    }

    /// Whether a cue for `label` stands at most `reach` bytes before `at`, on the same line.
    pub(crate) fn has_cue(&self, label: Label, at: usize, reach: usize) -> bool {
        self.cues_before(at, reach).any(|hint| hint == Hint::Is(label))
    }

    /// Whether a sure cue for a name in the net stands shortly before byte `at`.
    pub(crate) fn is_after_cue(&self, at: usize) -> bool {
        /// How far before it, in bytes.
        const REACH: usize = 24;
        let count = self.cues.sure.partition_point(|cue| cue.end <= at);
        let cue = count.checked_sub(1).and_then(|last| self.cues.sure.get(last));
        cue.is_some_and(|cue| cue.hint == Hint::Is(Label::Handle) && at - cue.end <= REACH)
    }

    /// Whether a sure cue covers byte `at`.
    pub(crate) fn sure_cue_holds(&self, at: usize) -> bool {
        let count = self.cues.sure.partition_point(|cue| cue.start <= at);
        let cue = count.checked_sub(1).and_then(|last| self.cues.sure.get(last));
        cue.is_some_and(|cue| cue.end > at)
    }

    /// The nearest cue that begins at most `reach` bytes after `at`, on the same line.
    pub(crate) fn cue_after(&self, at: usize, reach: usize) -> Option<Hint> {
        let cue = self.cues.sure.get(self.cues.sure.partition_point(|cue| cue.start < at))?;
        let is_near = cue.start - at <= reach;
        let between = self.slice(at, cue.start);
        (is_near && !between.contains(['\n', '.', ';', ','])).then_some(cue.hint)
    }
}

/// Words that may stand between a cue and its value.
pub(crate) const LINKS: &Words = words![
    "no" "number" "num" "nr" "nbr" "is" "was" "as" "id" "the" "are" "reads" "read" "ending" "in"
    "of" "for" "it" "its" "code" "set" "to" "s" "like" "says" "still" "now" "a" "this" "that"
    "here" "shows" "shown" "below" "were" "be" "uh" "um" "er" "so" "also" "then" "on" "file"
];

/// Letters of the scripts that the rules can read, and letters that stand for units.
fn is_readable(letter: char) -> bool {
    let code = u32::from(letter);
    code < 0x250
        || (0x1e00..0x1f00).contains(&code)
        || matches!(letter, 'Ω' | 'μ' | 'Δ' | 'π' | 'ʼ')
}

/// The words of a text that is no note: a name, a phrase. They have no traits.
pub(crate) fn plain_chunks(text: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    scan(text, &Lexicon::default(), &mut chunks);
    chunks
}

/// What a byte of a text is, one bit for each: no letter or digit is 0.
mod kind {
    pub(super) const LOWER: u8 = 1;
    pub(super) const UPPER: u8 = 2;
    pub(super) const DIGIT: u8 = 4;
    /// A part of a character beyond ASCII.
    pub(super) const BEYOND: u8 = 8;

    /// The kind of every byte.
    pub(super) static OF: [u8; 256] = {
        let mut kinds = [0; 256];
        let mut byte = 0_u8;
        loop {
            kinds[byte as usize] = match byte {
                b'a'..=b'z' => LOWER,
                b'A'..=b'Z' => UPPER,
                b'0'..=b'9' => DIGIT,
                0x80.. => BEYOND,
                _ => 0,
            };
            if byte == u8::MAX {
                break kinds;
            }
            byte += 1;
        }
    };
}

/// Takes `text` apart into `chunks`; gives the ASCII signs between them.
fn scan(text: &str, lexicon: &Lexicon, chunks: &mut Vec<Chunk>) -> Marks {
    let bytes = text.as_bytes();
    chunks.reserve(text.len() / 4 + 1);
    let mut marks = Marks::default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if kind::OF[usize::from(*byte)] == 0 {
            // A line break in a pasted log is written as a backslash and a letter.
            let is_break = *byte == b'\\' && matches!(bytes.get(at + 1), Some(b'n' | b'r' | b't'));
            marks.add(*byte);
            at += 1 + usize::from(is_break);
            continue;
        }
        let before = chunks.len();
        let start = at;
        at = chunk_at(text, start, lexicon, chunks);
        if chunks.len() > before
            && let [.., last, _] = chunks.as_mut_slice()
        {
            last.is_spaced = last.end + 1 == start && bytes.get(last.end) == Some(&b' ');
            // Most words have a space between them.
            last.gap = if last.is_spaced {
                Gap::SPACE
            } else {
                Gap::of(bytes.get(last.end..start).unwrap_or_default())
            };
        }
    }
    if let Some(last) = chunks.last_mut() {
        last.gap = Gap::of(bytes.get(last.end..).unwrap_or_default());
    }
    marks
}

/// Adds the chunk that begins at byte `start`, if one does; gives the byte behind what was read.
#[inline]
fn chunk_at(text: &str, start: usize, lexicon: &Lexicon, chunks: &mut Vec<Chunk>) -> usize {
    let run = text.as_bytes().get(start..).unwrap_or_default();
    let (mut seen, mut word, mut length) = (0, Word::EMPTY, 0);
    for byte in run {
        let kind = kind::OF[usize::from(*byte)];
        if kind == 0 {
            break;
        }
        seen |= kind;
        // Letters of ASCII in lower case; digits have that bit already.
        word = word.and(byte | 0x20);
        length += 1;
    }
    if seen & kind::BEYOND != 0 {
        return chunk_beyond(text, start, lexicon, chunks);
    }
    let end = start + length;
    let (shape, (traits, starts)) = if seen & kind::DIGIT != 0 {
        let shape = if seen == kind::DIGIT { Shape::Digits } else { Shape::Mixed };
        (shape, (Traits::default(), Starts::default()))
    } else {
        let shape = match (seen & kind::LOWER != 0, run.first().is_some_and(u8::is_ascii_uppercase))
        {
            (false, _) => Shape::Upper,
            (true, true) => Shape::Title,
            (true, false) => Shape::Lower,
        };
        (shape, lexicon.traits(word, run.get(..length).unwrap_or_default()))
    };
    chunks.push(Chunk { traits, starts, ..Chunk::new(start, end, shape, word) });
    end
}

/// [`chunk_at`] for a run with characters beyond ASCII, which may be letters or end it.
fn chunk_beyond(text: &str, start: usize, lexicon: &Lexicon, chunks: &mut Vec<Chunk>) -> usize {
    let (mut digits, mut count, mut capitals, mut end) = (0_usize, 0_usize, 0_usize, start);
    let (mut is_foreign, mut starts_high) = (false, false);
    for letter in text.get(start..).unwrap_or("").chars() {
        if !letter.is_alphanumeric() {
            if count == 0 {
                return end + letter.len_utf8();
            }
            break;
        }
        digits += usize::from(letter.is_ascii_digit());
        let is_capital = letter.is_uppercase();
        capitals += usize::from(is_capital);
        starts_high |= count == 0 && is_capital;
        is_foreign |= !is_readable(letter);
        end += letter.len_utf8();
        count += 1;
    }
    let shape = if digits == count {
        Shape::Digits
    } else if digits > 0 {
        Shape::Mixed
    } else if capitals == count {
        Shape::Upper
    } else if starts_high {
        Shape::Title
    } else {
        Shape::Lower
    };
    let run = text.get(start..end).unwrap_or("");
    let word = Word::folded(run);
    let (traits, starts) = if digits > 0 {
        (Traits::default(), Starts::default())
    } else {
        lexicon.traits(word, folded(run).as_bytes())
    };
    chunks.push(Chunk { traits, starts, is_foreign, ..Chunk::new(start, end, shape, word) });
    end
}
