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
    pub(super) const NONE: Self = Self(0);

    /// Where the search for the word begins among `places`.
    #[expect(clippy::cast_possible_truncation, reason = "the lower bits are meant")]
    pub(super) const fn place(self, places: usize) -> usize {
        self.0 as usize % places
    }

    /// One of 64 bits: words with other bits are other words.
    pub(crate) const fn bit(self) -> u64 {
        1 << (self.0 >> 58)
    }

    /// One of 256 signs: words with other signs are other words.
    #[expect(clippy::cast_possible_truncation, reason = "the lowest byte is meant")]
    pub(crate) const fn sign(self) -> u8 {
        (self.0 ^ self.0 >> 24 ^ self.0 >> 48) as u8
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

/// The [`Word`] of a literal, made when the program is.
macro_rules! w {
    ($text:literal) => {
        const { $crate::lexicon::Word::of($text) }
    };
}

/// The [`Words`] of literals, made when the program is.
macro_rules! words {
    ($($text:literal)*) => {
        const {
            const LIST: &[$crate::lexicon::Word] = &[$($crate::lexicon::Word::of($text)),*];
            &$crate::lexicon::Words::of(LIST)
        }
    };
}

/// The [`Word`]s of a phrase, made when the program is.
macro_rules! phrase {
    ($($text:literal)*) => {
        const { &[$($crate::lexicon::Word::of($text)),*] as &[$crate::lexicon::Word] }
    };
}
pub(crate) use {phrase, w, words};

/// The number of a word, and those of its longest beginnings.
#[derive(Debug)]
pub(crate) struct Beginnings<'a> {
    letters: &'a [u8],
    /// The numbers of the word without its last 0, 1, 2 ... letters.
    numbers: [Word; LONGEST_ENDING + 2],
}

/// Letters of the longest ending that a word is looked at without.
const LONGEST_ENDING: usize = 3;

impl<'a> Beginnings<'a> {
    /// Reads the letters of a word, of whatever case but without accents. Of a word that is too long for a form
    /// of another, none.
    pub(crate) fn of(letters: &'a [u8]) -> Option<Self> {
        if letters.len() > PARTS_MAX {
            return None;
        }
        let mut numbers = [Word::EMPTY; LONGEST_ENDING + 2];
        let mut whole = Word::EMPTY;
        for (letter, left) in letters.iter().zip((1..=letters.len()).rev()) {
            if let Some(number) = numbers.get_mut(left) {
                *number = whole;
            }
            whole = whole.and(letter.to_ascii_lowercase());
        }
        if let Some(number) = numbers.first_mut() {
            *number = whole;
        }
        Some(Self { letters, numbers })
    }

    /// What stands before `ending`, if that has at least three letters; then the same without the
    /// second of two equal letters at its end.
    pub(crate) fn stem(&self, ending: &[u8]) -> Option<(Word, Option<Word>)> {
        let length = self.letters.len().checked_sub(ending.len()).filter(|length| *length >= 3)?;
        let (stem, end) = self.letters.split_at(length);
        if !end.eq_ignore_ascii_case(ending) {
            return None;
        }
        let is_doubled = matches!(stem, [.., one, two] if one.eq_ignore_ascii_case(two));
        let number = |less: usize| self.numbers.get(less).copied();
        let undoubled = if is_doubled { number(ending.len() + 1) } else { None };
        Some((number(ending.len())?, undoubled))
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
    fn stems_are_read_from_the_end() {
        let stem = |word: &[u8], ending: &[u8]| Beginnings::of(word)?.stem(ending);
        assert_eq!(stem(b"stopped", b"ed"), Some((w!("stopp"), Some(w!("stop")))));
        assert_eq!(stem(b"CITIES", b"ies"), Some((w!("cit"), None)));
        assert_eq!(stem(b"stopped", b"s"), None);
        assert_eq!(stem(b"Used", b"ed"), None, "a stem has three letters at least");
        assert_eq!(stem(&[b's'; PARTS_MAX + 1], b"s"), None, "nobody looks at so long a word");
    }
}
