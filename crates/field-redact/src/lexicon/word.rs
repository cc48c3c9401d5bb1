//! A word as a number: two words are the same if their numbers are, whatever their case and accents.

use unicode_normalization::UnicodeNormalization;

/// FNV-1a's start and factor for 64 bits.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const FACTOR: u64 = 0x0100_0000_01b3;

/// Longest word whose parts are looked at, in bytes of its folded form.
const PARTS_MAX: usize = 24;

/// A word in lower case without accents, as the FNV-1a hash of its bytes. The lists are fixed, and a
/// test says that no two of their words share a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Word(u64);

impl std::hash::Hash for Word {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
    }
}

impl Word {
    /// The word without letters.
    pub(crate) const EMPTY: Self = Self(START);

    /// The word that `text` is; `text` is ASCII in lower case.
    pub(crate) const fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut word = Self(START);
        let mut at = 0;
        while at < bytes.len() {
            word = word.and(bytes[at]);
            at += 1;
        }
        word
    }

    /// The word that `text` is, of whatever case and with whatever accents.
    pub(crate) fn folded(text: &str) -> Self {
        let push = |word: Self, letter: u8| word.and(letter);
        if text.is_ascii() {
            text.bytes().map(|letter| letter.to_ascii_lowercase()).fold(Self(START), push)
        } else {
            folded(text).bytes().fold(Self(START), push)
        }
    }

    /// No word has this number, as far as is known.
    const NONE: Self = Self(0);

    /// Where the search for the word begins among `places`.
    #[expect(clippy::cast_possible_truncation, reason = "the lower bits are meant")]
    const fn place(self, places: usize) -> usize {
        self.0 as usize % places
    }

    /// One of 64 bits: words with other bits are other words.
    pub(crate) const fn bit(self) -> u64 {
        1 << (self.0 >> 58)
    }

    /// One of eight parts: words of other parts are other words.
    pub(crate) const fn eighth(self) -> usize {
        (self.0 >> 55 & 7) as usize
    }

    /// The number.
    pub(super) const fn number(self) -> u64 {
        self.0
    }

    /// The word with one more letter.
    pub(crate) const fn and(self, letter: u8) -> Self {
        Self((self.0 ^ letter as u64).wrapping_mul(FACTOR))
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self::of(text)
    }
}

impl From<&&str> for Word {
    fn from(text: &&str) -> Self {
        Self::of(text)
    }
}

/// A set of words, made when the program is: for lists that are too long to go through at every word.
pub(crate) struct WordSet<const PLACES: usize> {
    /// Each word stands at the place that its number names, or at the next empty one.
    places: [Word; PLACES],
}

impl<const PLACES: usize> WordSet<PLACES> {
    /// The set of the words of `lists`. `PLACES` is a power of two; half of them stay empty at least.
    pub(crate) const fn of(lists: &[&[Word]]) -> Self {
        assert!(PLACES.is_power_of_two());
        let mut places = [Word::NONE; PLACES];
        let (mut list, mut count) = (0, 0);
        while list < lists.len() {
            let mut index = 0;
            while index < lists[list].len() {
                let word = lists[list][index];
                let mut at = word.place(PLACES);
                while places[at].0 != Word::NONE.0 && places[at].0 != word.0 {
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
    pub(crate) const fn of(rows: &[(u8, &[Word])]) -> Self {
        assert!(PLACES.is_power_of_two());
        let mut places = [(Word::NONE, 0); PLACES];
        let (mut row, mut count) = (0, 0);
        while row < rows.len() {
            let (value, words) = rows[row];
            let mut index = 0;
            while index < words.len() {
                let mut at = words[index].place(PLACES);
                while places[at].0.0 != Word::NONE.0 {
                    at = (at + 1) % PLACES;
                }
                places[at] = (words[index], value);
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

/// The [`Word`] of a literal, made when the program is.
macro_rules! w {
    ($text:literal) => {
        const { $crate::lexicon::Word::of($text) }
    };
}

/// A list of [`Word`]s of a literal's words, made when the program is.
macro_rules! words {
    ($($text:literal)*) => {
        const { &[$($crate::lexicon::Word::of($text)),*] }
    };
}
pub(crate) use {w, words};

/// A word while it is read: its number, and those of its beginnings.
#[derive(Debug)]
pub(crate) struct FoldedWord {
    /// The numbers of the first 0, 1, 2 ... letters.
    parts: [Word; PARTS_MAX + 1],
    bytes: [u8; PARTS_MAX],
    length: usize,
    whole: Word,
}

impl Default for FoldedWord {
    fn default() -> Self {
        Self {
            parts: [Word(START); PARTS_MAX + 1],
            bytes: [0; PARTS_MAX],
            length: 0,
            whole: Word(START),
        }
    }
}

impl FoldedWord {
    /// Reads the letters of a word, of whatever case but without accents.
    pub(crate) fn of(letters: &[u8]) -> Self {
        let mut word = Self::default();
        for letter in letters {
            word.push(letter.to_ascii_lowercase());
        }
        word
    }

    fn push(&mut self, letter: u8) {
        self.whole = self.whole.and(letter);
        if let (Some(byte), Some(part)) =
            (self.bytes.get_mut(self.length), self.parts.get_mut(self.length + 1))
        {
            *byte = letter;
            *part = self.whole;
        }
        self.length += 1;
    }

    /// What stands before `ending`, if that has at least three letters; then the same without the
    /// second of two equal letters at its end.
    pub(crate) fn stem(&self, ending: &[u8]) -> Option<(Word, Option<Word>)> {
        let bytes = self.bytes.get(..self.length)?;
        let stem = bytes.strip_suffix(ending).filter(|stem| stem.len() >= 3)?;
        let part = |count: usize| self.parts.get(count).copied();
        let is_doubled = matches!(stem, [.., one, two] if one == two);
        let undoubled = if is_doubled { part(stem.len() - 1) } else { None };
        Some((part(stem.len())?, undoubled))
    }
}

/// `word` in lower case and without accents, as the lists have it.
pub(crate) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    for letter in
        word.nfd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
    {
        match letter {
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'þ' | 'Þ' => out.push_str("th"),
            'ı' | 'İ' => out.push('i'),
            letter => out.extend(letter.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_make_another_word() {
        assert_eq!(folded("José"), "jose");
        assert_eq!(folded("Łukasz"), "lukasz");
        assert_eq!(Word::folded("JOSÉ"), w!("jose"));
        assert_ne!(Word::folded("joso"), w!("jose"));
    }

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

    #[test]
    fn stems_are_read_from_the_end() {
        let word = FoldedWord::of(b"stopped");
        assert_eq!(word.stem(b"ed"), Some((w!("stopp"), Some(w!("stop")))));
        assert_eq!(word.stem(b"s"), None);
        assert_eq!(FoldedWord::of(b"Used").stem(b"ed"), None, "a stem has three letters at least");
    }
}
