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
    /// Reads `text`, of whatever case.
    pub(crate) fn of(text: &str) -> Self {
        let mut word = Self::default();
        folded(text).bytes().for_each(|letter| word.push(letter));
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

    /// The word itself.
    pub(crate) const fn whole(&self) -> Word {
        self.whole
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
        assert_eq!(FoldedWord::of("JOSÉ").whole(), w!("jose"));
        assert_ne!(FoldedWord::of("joso").whole(), w!("jose"));
    }

    #[test]
    fn stems_are_read_from_the_end() {
        let word = FoldedWord::of("stopped");
        assert_eq!(word.stem(b"ed"), Some((w!("stopp"), Some(w!("stop")))));
        assert_eq!(word.stem(b"s"), None);
        assert_eq!(FoldedWord::of("used").stem(b"ed"), None, "a stem has three letters at least");
    }
}
