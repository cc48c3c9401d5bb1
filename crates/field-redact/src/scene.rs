//! One text as the rules see it: its words with their traits, and the cues around them.
//!
//! Made in one pass over the characters and one pass for the cues; the rules then look only at
//! places of interest.

mod chunk;
mod gap;
mod scan;

use std::cell::Cell;

use field_domain::Label;

use crate::cues::{Cue, CueFinder, Cues, Hint};
use crate::lexicon::{Lexicon, Starts, Traits, Word, Words, words};

pub(crate) use self::chunk::{Chunk, Seen, Shape};
use self::gap::Gap;
pub(crate) use self::gap::{Gaps, gaps};
pub(crate) use self::scan::plain_chunks;
use self::scan::scan;

/// Most chunks of which the room is kept for the next text: half a MiB, for about 50 kB of text.
const KEPT_ROOM_MAX: usize = 10_000;

thread_local! {
    /// Room for the next text: to ask the system for it takes as long as a rule.
    static ROOM: Cell<Room> = const {
        let cues = Cues { sure: Vec::new(), maybe: Vec::new() };
        Cell::new(Room { chunks: Vec::new(), numerals: Vec::new(), cues })
    };
}

/// Room for what a text is taken apart into.
#[derive(Default)]
struct Room {
    chunks: Vec<Chunk>,
    numerals: Vec<usize>,
    cues: Cues,
}

impl Drop for Scene<'_> {
    fn drop(&mut self) {
        let (chunks, numerals) =
            (std::mem::take(&mut self.chunks), std::mem::take(&mut self.numerals));
        let cues = std::mem::take(&mut self.cues);
        if chunks.capacity() <= KEPT_ROOM_MAX {
            // A thread that ends has no need of it.
            let _ = ROOM.try_with(|kept| kept.set(Room { chunks, numerals, cues }));
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
        let room = ROOM.try_with(Cell::take).unwrap_or_default();
        let Room { mut chunks, mut numerals, cues: mut found } = room;
        chunks.clear();
        numerals.clear();
        found.clear();
        let mut seen = Seen::beside(scan(text, lexicon, &mut chunks));
        for (index, chunk) in chunks.iter().enumerate() {
            seen.add(chunk);
            if chunk.has_digit() {
                numerals.push(index);
            }
        }
        if seen.any(Traits::CUE) {
            cues.find(text, &chunks, &mut found);
        }
        // The label of the field is a cue that stands before the text.
        let mut field_words = Vec::new();
        if let Some(label) = field_label {
            let mut of_field = Vec::new();
            scan(label, lexicon, &mut of_field);
            field_words.extend(of_field.iter().map(|chunk| chunk.word));
            let mut of_label = Cues::default();
            cues.find(label, &of_field, &mut of_label);
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
