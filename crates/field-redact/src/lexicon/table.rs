//! The table of words: one look-up touches one line of memory.

use super::{Traits, Word};

/// Most of a hundred places that may be taken: a search ends at an empty one. More places would make
/// searches shorter and the table (1 MiB) larger than the caches of most processors.
#[cfg(test)]
const TAKEN_MAX: usize = 60;

/// Words with traits. The default one has none.
///
/// A place holds the upper half of a word's number above its traits; the lower half says where the
/// search begins. That a word in no list has the traits of another is one in 2^32 for each place that
/// is looked at.
#[derive(Default)]
pub(super) struct Table {
    /// As many as a power of two, most of them empty (0). None at all if the table was not made.
    places: Vec<u64>,
}

/// The part of a word's number that a place holds.
const UPPER: u64 = 0xffff_ffff_0000_0000;

impl Table {
    /// A table for about `words` words, which is better well below a power of two.
    pub(super) fn for_words(words: usize) -> Self {
        Self { places: vec![0; words.next_power_of_two()] }
    }

    /// Whether searches are short.
    #[cfg(test)]
    pub(super) fn has_room(&self) -> bool {
        let taken = self.places.iter().filter(|place| **place != 0).count();
        taken * 100 <= self.places.len() * TAKEN_MAX
    }

    /// Whether the table knows no word since it was not made.
    pub(super) const fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The traits of `word`; none if the table does not know it.
    pub(super) fn get(&self, word: Word) -> Traits {
        let (_, place) = self.find(word);
        if place == 0 { Traits::default() } else { Traits::from_low(place) }
    }

    /// Gives `word` `traits` beside those that it has.
    pub(super) fn add(&mut self, word: Word, traits: Traits) {
        let (at, place) = self.find(word);
        let known = if place == 0 { Traits::default() } else { Traits::from_low(place) };
        if let Some(place) = self.places.get_mut(at) {
            *place = word.number() & UPPER | known.with(traits).low();
        }
    }

    /// The place of `word`, or the empty one where it would stand, with its content.
    fn find(&self, word: Word) -> (usize, u64) {
        let mask = self.places.len().wrapping_sub(1);
        #[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
        let mut at = word.number() as u32 as usize & mask;
        // The table is half empty (a test), so that an empty place comes soon.
        while let Some(place) = self.places.get(at).copied() {
            if place == 0 || (place ^ word.number()) & UPPER == 0 {
                return (at, place);
            }
            at = (at + 1) & mask;
        }
        (at, 0)
    }
}
