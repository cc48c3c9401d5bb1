//! What the engine knows of single words: one look-up gives all of a word's traits.

mod list;
mod lists;
mod table;
mod word;

use std::hash::Hasher;

use crate::cues::first_words;
use crate::find;

pub(crate) use self::list::{Phrases, Signs, WordMap, WordSet, Words};
use self::table::Table;
pub(crate) use self::word::{Beginnings, Word, folded, phrase, w, words};

/// Traits of a word, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Traits(u32);

impl Traits {
    pub(crate) const GIVEN: Self = Self(1);
    pub(crate) const SURNAME: Self = Self(1 << 1);
    /// An ordinary English word.
    pub(crate) const COMMON: Self = Self(1 << 2);
    /// Mr, Dr and the like.
    pub(crate) const TITLE: Self = Self(1 << 3);
    /// Owner, tenant, inspector and the like.
    pub(crate) const ROLE: Self = Self(1 << 4);
    /// A verb that persons do: said, signed, called.
    pub(crate) const ACT: Self = Self(1 << 5);
    pub(crate) const MONTH: Self = Self(1 << 6);
    pub(crate) const STREET: Self = Self(1 << 7);
    pub(crate) const DIRECTION: Self = Self(1 << 8);
    pub(crate) const STATE: Self = Self(1 << 9);
    pub(crate) const BRAND: Self = Self(1 << 10);
    pub(crate) const PLACE: Self = Self(1 << 11);
    /// Articles, pronouns, prepositions: never part of a name.
    pub(crate) const STOP: Self = Self(1 << 12);
    /// A number in words, or `double` and the like.
    pub(crate) const NUMBER: Self = Self(1 << 13);
    /// A word of the NATO alphabet.
    pub(crate) const NATO: Self = Self(1 << 14);
    /// A unit of measurement.
    pub(crate) const UNIT: Self = Self(1 << 15);
    /// `de`, `van`, `bin`: inside a name, in lower case.
    pub(crate) const PARTICLE: Self = Self(1 << 16);
    /// First, second ... thirty-first.
    pub(crate) const ORDINAL: Self = Self(1 << 17);
    /// A part of a building or of its equipment.
    pub(crate) const THING: Self = Self(1 << 18);
    /// A road vehicle, by kind or model.
    pub(crate) const VEHICLE: Self = Self(1 << 19);
    /// A country, or the name of its people.
    pub(crate) const COUNTRY: Self = Self(1 << 20);
    /// The kind of a street in another language, before or after its name.
    pub(crate) const WAY: Self = Self(1 << 21);
    /// The first word of an illness.
    pub(crate) const ILL: Self = Self(1 << 22);
    /// The first word of a cue.
    pub(crate) const CUE: Self = Self(1 << 23);

    /// Whether any trait of `other` is here.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The traits as the lower half of a number.
    const fn low(self) -> u64 {
        self.0 as u64
    }

    /// The traits that are the lower half of `number`.
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
    const fn from_low(number: u64) -> Self {
        Self(number as u32)
    }

    /// The traits that both have.
    pub(crate) const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The traits of either.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Which rules can begin at a word, as bits: they are looked up with its traits and are none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Starts(u8);

impl Starts {
    /// A licence by its issuer: the word for the card.
    pub(crate) const CARD: Self = Self(1);
    /// A driver's licence: the word for it.
    pub(crate) const LICENCE: Self = Self(1 << 1);
    /// A corner of streets, or a house with a name.
    pub(crate) const HOUSE: Self = Self(1 << 2);
    /// A key of a program or service.
    pub(crate) const KEY: Self = Self(1 << 3);
    /// A post box.
    pub(crate) const BOX: Self = Self(1 << 4);
    /// An address of the net that is said.
    pub(crate) const SIGN: Self = Self(1 << 5);
    /// A name that is spelled by sound.
    pub(crate) const SOUND: Self = Self(1 << 6);

    /// Where they stand in a number of traits, above those.
    const PLACE: u32 = 24;

    /// Whether any of `other` is here.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Those of either.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Traits of a first name or a surname.
pub(crate) const NAME: Traits = Traits::GIVEN.with(Traits::SURNAME);

/// The words and their traits; the default one knows no word.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: Table,
}

/// Words of all lists, rounded up.
const WORDS: usize = 70_000;

impl Lexicon {
    /// Reads the lists that are part of the program.
    pub(crate) fn new() -> Self {
        let mut lexicon = Self { words: Table::for_words(WORDS) };
        let lists = [
            (include_str!("../../../assets/redaction/given.txt"), Traits::GIVEN),
            (include_str!("../../../assets/redaction/surnames.txt"), Traits::SURNAME),
            (include_str!("../../../assets/redaction/words.txt"), Traits::COMMON),
            (include_str!("../../../assets/redaction/trade.txt"), Traits::COMMON),
            (include_str!("../../../assets/redaction/streets.txt"), Traits::STREET),
            (include_str!("../../../assets/redaction/brands.txt"), Traits::BRAND),
            (include_str!("../../../assets/redaction/roles.txt"), Traits::ROLE),
            (include_str!("../../../assets/redaction/places.txt"), Traits::PLACE),
            (include_str!("../../../assets/redaction/countries.txt"), Traits::COUNTRY),
            (include_str!("../../../assets/redaction/ways.txt"), Traits::WAY),
            (lists::TITLES, Traits::TITLE),
            (lists::ACTS, Traits::ACT.with(Traits::COMMON)),
            (lists::MONTHS, Traits::MONTH),
            (lists::DIRECTIONS, Traits::DIRECTION),
            (lists::STATES, Traits::STATE),
            (lists::STOPS, Traits::STOP.with(Traits::COMMON)),
            (lists::NUMBERS, Traits::NUMBER.with(Traits::COMMON)),
            (lists::NATOS, Traits::NATO),
            (lists::UNITS, Traits::UNIT),
            (lists::PARTICLES, Traits::PARTICLE),
            (lists::ORDINALS, Traits::ORDINAL.with(Traits::COMMON)),
            (lists::THINGS, Traits::THING.with(Traits::COMMON)),
            (lists::VEHICLES, Traits::VEHICLE),
            (lists::ILLS, Traits::ILL),
        ];
        for (list, traits) in lists {
            let lines = list.lines().filter(|line| !line.starts_with('#'));
            for word in lines.flat_map(str::split_ascii_whitespace) {
                lexicon.words.add(Word::of(word), traits);
            }
        }
        for word in first_words() {
            lexicon.words.add(Word::of(word), Traits::CUE);
        }
        // These words lead to more: being in a list makes none of them less of a word.
        let kinds =
            [lists::VEHICLES, lists::ILLS].into_iter().flat_map(str::split_ascii_whitespace);
        for word in kinds.chain(first_words()) {
            lexicon.mark_if_inflected(word);
        }
        for (starts, words) in find::starts() {
            for word in words.all() {
                lexicon.words.add(*word, Traits(u32::from(starts.0) << Starts::PLACE));
            }
        }
        lexicon
    }

    /// Gives a word that only the lists of kinds have its trait as an ordinary word.
    fn mark_if_inflected(&mut self, word: &str) {
        let whole = Word::folded(word);
        let known = self.words.get(whole);
        if known != Traits::default()
            && !known.any(NAME)
            && self.is_inflected(folded(word).as_bytes())
        {
            self.words.add(whole, Traits::COMMON);
        }
    }

    /// The traits that the lists give `word`, and which rules can begin there.
    #[inline]
    pub(crate) fn listed(&self, word: Word) -> (Traits, Starts) {
        let both = self.words.get(word);
        let starts = Starts((both.0 >> Starts::PLACE) as u8);
        (Traits(both.0 & ((1 << Starts::PLACE) - 1)), starts)
    }

    /// The traits of a word that is in no list, by its `letters`, of whatever case but without accents: an
    /// inflected form of an ordinary word counts as one.
    #[inline]
    pub(crate) fn inflected(&self, letters: &[u8]) -> Traits {
        if self.is_inflected(letters) { Traits::COMMON } else { Traits::default() }
    }

    fn is_inflected(&self, letters: &[u8]) -> bool {
        // Most words end otherwise: that is quick to see.
        let endings: &[&[u8]] = match letters.last().map(u8::to_ascii_lowercase) {
            Some(b's') => &[b"ies", b"ers", b"es", b"s"],
            Some(b'g') => &[b"ing"],
            Some(b'd') => &[b"ed", b"d"],
            Some(b'r') => &[b"er"],
            Some(b'y') => &[b"ly"],
            _ => return false,
        };
        let Some(word) = Beginnings::of(letters).filter(|_| !self.words.is_empty()) else {
            return false;
        };
        let is_common = |stem: Word| self.words.get(stem).any(Traits::COMMON);
        endings.iter().filter_map(|ending| word.stem(ending)).any(|(whole, undoubled)| {
            is_common(whole)
                || is_common(whole.and(b'e'))
                || is_common(whole.and(b'y'))
                || undoubled.is_some_and(is_common)
        })
    }
}

/// FNV-1a: quick on short keys. The tables are fixed, so nobody can choose keys that collide.
#[derive(Clone, Copy)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Takes a word's own hash for the table's.
#[derive(Clone, Copy, Default)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(lexicon: &Lexicon, word: &str) -> Traits {
        match lexicon.listed(Word::folded(word)).0 {
            known if known == Traits::default() => lexicon.inflected(folded(word).as_bytes()),
            known => known,
        }
    }

    #[test]
    fn words_have_the_traits_of_every_list_that_holds_them() {
        let lexicon = Lexicon::new();
        assert!(traits(&lexicon, "rose").any(Traits::GIVEN), "a first name");
        assert!(traits(&lexicon, "Rose").any(Traits::COMMON), "and a flower");
        for inflected in ["inspected", "cities", "stopped", "hammering", "pipes"] {
            assert!(traits(&lexicon, inflected).any(Traits::COMMON), "{inflected} is a word");
        }
        assert!(!traits(&lexicon, "okafor").any(Traits::COMMON), "a surname is no word");
        assert_eq!(traits(&lexicon, "xqzzt"), Traits::default(), "unknown words have no traits");
        assert!(traits(&lexicon, "José").any(Traits::GIVEN), "accents do not hide a name");
    }

    #[test]
    fn the_table_has_room() {
        assert!(Lexicon::new().words.has_room(), "a full table would be searched for ever");
    }

    #[test]
    fn no_two_words_of_the_lists_look_the_same() {
        let mut seen = std::collections::HashMap::new();
        let mut table = Table::for_words(WORDS);
        for list in [
            include_str!("../../../assets/redaction/given.txt"),
            include_str!("../../../assets/redaction/surnames.txt"),
            include_str!("../../../assets/redaction/words.txt"),
        ] {
            for word in list.split_ascii_whitespace() {
                let known = seen.insert(Word::of(word), word);
                assert!(known.is_none_or(|known| known == word), "{word} has another's hash");
                let is_new = table.get(Word::of(word)) == Traits::default();
                assert_eq!(is_new, known.is_none(), "{word} is taken for another word");
                table.add(Word::of(word), Traits::COMMON);
            }
        }
    }
}
