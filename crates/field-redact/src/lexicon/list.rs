//! Lists, sets and maps of words, made when the program is.

use super::Word;

/// The [`Word::sign`]s of some words, a bit for each.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signs([u64; 4]);

impl Signs {
    const fn with(mut self, word: Word) -> Self {
        let sign = word.sign();
        self.0[(sign >> 6) as usize] |= 1 << (sign & 63);
        self
    }

    /// Adds a sign.
    #[inline]
    pub(crate) fn add(&mut self, sign: u8) {
        if let Some(bits) = self.0.get_mut(usize::from(sign >> 6)) {
            *bits |= 1 << (sign & 63);
        }
    }

    /// Whether `sign` is one of them.
    #[inline]
    pub(crate) fn has(&self, sign: u8) -> bool {
        let bits = self.0.get(usize::from(sign >> 6)).copied().unwrap_or_default();
        bits >> (sign & 63) & 1 != 0
    }

    /// Whether a sign is in both.
    pub(crate) fn meet(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(mine, theirs)| mine & theirs != 0)
    }
}

/// A list of words, made when the program is. One bit tells of most words that they are none of it.
pub(crate) struct Words {
    signs: Signs,
    words: &'static [Word],
}

impl Words {
    /// The list of `words`.
    pub(crate) const fn of(words: &'static [Word]) -> Self {
        let mut signs = Signs([0; 4]);
        let mut index = 0;
        while index < words.len() {
            signs = signs.with(words[index]);
            index += 1;
        }
        Self { signs, words }
    }

    /// Whether `word`, whose sign is `sign`, is one of them.
    #[inline]
    pub(crate) fn has_signed(&self, word: Word, sign: u8) -> bool {
        self.signs.has(sign) && self.words.contains(&word)
    }

    /// Whether `word` is one of them.
    #[inline]
    pub(crate) fn has(&self, word: Word) -> bool {
        self.has_signed(word, word.sign())
    }

    /// The words in their order.
    pub(crate) const fn all(&self) -> &'static [Word] {
        self.words
    }

    /// Their signs.
    pub(crate) const fn signs(&self) -> &Signs {
        &self.signs
    }
}

/// Phrases, made when the program is. One bit tells of most words that none of them begins with it.
pub(crate) struct Phrases {
    /// The signs of their first words.
    signs: Signs,
    phrases: &'static [&'static [Word]],
}

impl Phrases {
    /// The list of `phrases`, none of them empty.
    pub(crate) const fn of(phrases: &'static [&'static [Word]]) -> Self {
        let mut signs = Signs([0; 4]);
        let mut index = 0;
        while index < phrases.len() {
            signs = signs.with(phrases[index][0]);
            index += 1;
        }
        Self { signs, phrases }
    }

    /// The phrases that can begin with a word whose sign is `sign`: all of them or none.
    #[inline]
    pub(crate) fn from(&self, sign: u8) -> &'static [&'static [Word]] {
        if self.signs.has(sign) { self.phrases } else { &[] }
    }
}

/// A set of words, made when the program is: for lists that are too long to go through at every word.
pub(crate) struct WordSet<const PLACES: usize> {
    /// Each word stands at the place that its number names, or at the next empty one.
    places: [Word; PLACES],
}

impl<const PLACES: usize> WordSet<PLACES> {
    /// The set of the words of `lists`. `PLACES` is a power of two; half of them stay empty at least.
    pub(crate) const fn of(lists: &[&Words]) -> Self {
        assert!(PLACES.is_power_of_two());
        let mut places = [Word::NONE; PLACES];
        let (mut list, mut count) = (0, 0);
        while list < lists.len() {
            let mut index = 0;
            while index < lists[list].words.len() {
                let word = lists[list].words[index];
                let mut at = word.place(PLACES);
                while places[at].number() != Word::NONE.number()
                    && places[at].number() != word.number()
                {
                    at = (at + 1) % PLACES;
                }
                places[at] = word;
                count += 1;
                index += 1;
            }
            list += 1;
        }
        assert!(count * 2 <= PLACES);
        Self { places }
    }

    /// Whether `word` is in the set.
    pub(crate) fn has(&self, word: Word) -> bool {
        let mut at = word.place(PLACES);
        while let Some(place) = self.places.get(at).filter(|place| **place != Word::NONE) {
            if *place == word {
                return true;
            }
            at = (at + 1) % PLACES;
        }
        false
    }
}

/// Words with a number each, made when the program is.
pub(crate) struct WordMap<const PLACES: usize> {
    /// Each word stands at the place that its number names, or at the next empty one.
    places: [(Word, u8); PLACES],
}

impl<const PLACES: usize> WordMap<PLACES> {
    /// The map of `rows`. `PLACES` is a power of two; half of them stay empty at least.
    pub(crate) const fn of(rows: &[(u8, &Words)]) -> Self {
        assert!(PLACES.is_power_of_two());
        let mut places = [(Word::NONE, 0); PLACES];
        let (mut row, mut count) = (0, 0);
        while row < rows.len() {
            let (value, words) = rows[row];
            let mut index = 0;
            while index < words.words.len() {
                let mut at = words.words[index].place(PLACES);
                while places[at].0.number() != Word::NONE.number() {
                    at = (at + 1) % PLACES;
                }
                places[at] = (words.words[index], value);
                count += 1;
                index += 1;
            }
            row += 1;
        }
        assert!(count * 2 <= PLACES);
        Self { places }
    }

    /// The number of `word`.
    pub(crate) fn get(&self, word: Word) -> Option<u8> {
        let mut at = word.place(PLACES);
        while let Some((place, value)) =
            self.places.get(at).filter(|(place, _)| *place != Word::NONE)
        {
            if *place == word {
                return Some(*value);
            }
            at = (at + 1) % PLACES;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words;

    #[test]
    fn a_set_has_its_words_and_no_other() {
        const SET: WordSet<16> = WordSet::of(&[words!["one" "two" "three"], words!["four" "one"]]);
        for word in ["one", "two", "three", "four"] {
            assert!(SET.has(Word::of(word)), "{word} is in it");
        }
        for word in ["five", "", "on", "ones"] {
            assert!(!SET.has(Word::of(word)), "{word} is not");
        }
    }
}
