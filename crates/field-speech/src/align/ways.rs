//! In which ways a written word may have been said.

use super::dictionary::Dictionary;
use super::sounds::{Sound, Sounds};

/// Ways to say something, as sounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// These sounds, one after the other.
    Sounds(Vec<Sound>),
    /// One sound of each letter; a letter may be silent.
    Letters(Vec<Vec<Sound>>),
    /// One of these.
    OneOf(Vec<Way>),
    /// Some of these, one after the other, any of them again and again.
    SomeOf(Vec<Way>),
}

/// Longest run of letters that is looked at. Source: judgement; words are shorter, and what is longer is none.
const LETTERS_MAX: usize = 40;

/// Which sounds a letter may stand for, with what it is often heard as. Source: English spelling.
const LETTERS: [(char, &str); 26] = [
    ('a', "AA AE AH AO EY EH IH"),
    ('b', "B"),
    ('c', "K S CH SH"),
    ('d', "D T JH"),
    ('e', "EH IY AH ER EY IH"),
    ('f', "F V"),
    ('g', "G JH ZH"),
    ('h', "HH"),
    ('i', "IH IY AY AH"),
    ('j', "JH Y"),
    ('k', "K"),
    ('l', "L"),
    ('m', "M"),
    ('n', "N NG"),
    ('o', "OW AO AA AH UW UH AW"),
    ('p', "P F"),
    ('q', "K"),
    ('r', "R ER"),
    ('s', "S Z SH ZH"),
    ('t', "T CH SH TH DH D"),
    ('u', "AH UW UH Y W IH"),
    ('v', "V"),
    ('w', "W"),
    ('x', "K Z S"),
    ('y', "Y IY AY IH"),
    ('z', "Z S"),
];

/// Words that digits are said with.
const NUMBERS: &str = "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand point double triple \
    first second third fourth fifth sixth eighth ninth and a";

/// Words that a sign is said with.
const SIGNS: [(char, &str); 15] = [
    ('%', "percent"),
    ('$', "dollar dollars"),
    ('£', "pound pounds"),
    ('€', "euro euros"),
    ('°', "degree degrees"),
    ('@', "at"),
    ('.', "dot point"),
    ('-', "dash hyphen minus to"),
    ('/', "slash over"),
    ('&', "and"),
    ('+', "plus"),
    ('#', "number pound"),
    ('_', "underscore"),
    ('*', "star times"),
    ('=', "equals"),
];

/// Signs that are said when they stand before a word or behind it.
const SAID_BEFORE: [char; 8] = ['$', '£', '€', '@', '&', '+', '#', '*'];
const SAID_BEHIND: [char; 8] = ['%', '$', '£', '€', '°', '&', '+', '#'];

/// In which ways a word of a transcript may have been said; none if it has neither letters nor digits.
pub(super) fn way_to_say(word: &str, sounds: &Sounds, dictionary: &Dictionary) -> Option<Way> {
    let speller = Speller { sounds, dictionary };
    // Marks at its ends belong to the sentence, but for those that are said.
    let word = word
        .trim_start_matches(|letter: char| {
            !letter.is_alphanumeric() && !SAID_BEFORE.contains(&letter)
        })
        .trim_end_matches(|letter: char| {
            !letter.is_alphanumeric() && !SAID_BEHIND.contains(&letter)
        });
    if word.chars().all(is_of_word) {
        return speller.word(word);
    }
    let runs: Vec<char> = word.chars().collect();
    let mut ways = Vec::new();
    for run in runs.chunk_by(|one, next| kind(*one) == kind(*next)) {
        let text: String = run.iter().collect();
        match run.first().map(|first| kind(*first)) {
            Some(Kind::Word) => ways.extend(speller.word(&text)),
            Some(Kind::Digit) => ways.extend(speller.known(NUMBERS)),
            _ => {
                let signs = SIGNS.iter().filter(|(sign, _)| text.contains(*sign));
                ways.extend(signs.flat_map(|(_, words)| speller.known(words)));
            }
        }
    }
    (!ways.is_empty()).then_some(Way::SomeOf(ways))
}

#[derive(PartialEq, Eq)]
enum Kind {
    Word,
    Digit,
    Sign,
}

fn kind(letter: char) -> Kind {
    if letter.is_ascii_digit() {
        Kind::Digit
    } else if is_of_word(letter) {
        Kind::Word
    } else {
        Kind::Sign
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic() || letter == '\''
}

struct Speller<'a> {
    sounds: &'a Sounds,
    dictionary: &'a Dictionary,
}

impl Speller<'_> {
    /// A word without digits and signs: as it is known, or else by its letters. Short ones in capitals may be spelled.
    fn word(&self, word: &str) -> Option<Way> {
        let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        let small = word.to_lowercase();
        let mut ways: Vec<Way> = self.known(&small).collect();
        if ways.is_empty() {
            ways.extend(self.by_letters(&small));
        }
        if letters.len() > 1 && letters.iter().all(|letter| letter.is_uppercase()) {
            let names: Vec<String> = small.chars().map(String::from).collect();
            let names: Vec<Way> = self.known(&names.join(" ")).collect();
            ways.extend((!names.is_empty()).then_some(Way::SomeOf(names)));
        }
        (!ways.is_empty()).then_some(Way::OneOf(ways))
    }

    /// The ways to say each of these words, which are parted by spaces, as far as they are in the dictionary.
    fn known<'a>(&'a self, words: &'a str) -> impl Iterator<Item = Way> + 'a {
        let ways = words.split_whitespace().flat_map(|word| self.dictionary.ways(word));
        ways.filter_map(|names| Some(Way::Sounds(self.named(names)?)))
    }

    fn by_letters(&self, word: &str) -> Option<Way> {
        let letters = word.chars().take(LETTERS_MAX).filter_map(|letter| {
            let (_, names) = LETTERS.iter().find(|(known, _)| *known == letter)?;
            self.named(names)
        });
        let letters: Vec<Vec<Sound>> = letters.collect();
        (!letters.is_empty()).then_some(Way::Letters(letters))
    }

    fn named(&self, names: &str) -> Option<Vec<Sound>> {
        names.split(' ').map(|name| self.sounds.named(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sounds::tests::model;
    use super::*;

    /// The sounds by their names, ways parted by "|".
    fn shown(way: &Way, sounds: &Sounds) -> String {
        let name = |sound: &Sound| sounds.name(*sound).to_owned();
        let names = |many: &[Sound]| many.iter().map(name).collect::<Vec<_>>().join(" ");
        let each = |many: &[Way]| many.iter().map(|one| shown(one, sounds)).collect::<Vec<_>>();
        match way {
            Way::Sounds(sounds) => names(sounds),
            Way::Letters(letters) => {
                let letters: Vec<String> = letters.iter().map(|sounds| names(sounds)).collect();
                format!("<{}>", letters.join("/"))
            }
            Way::OneOf(ways) => each(ways).join(" | "),
            Way::SomeOf(ways) => format!("[{}]", each(ways).join(", ")),
        }
    }

    #[test]
    fn words_are_said_as_they_are_known_or_by_their_letters() {
        let (sounds, dictionary) = model();
        for (word, expected) in [
            ("For", "F AO R | F ER"),
            ("four,", "F AO R"),
            ("\"Bob's.\"", "<B/OW AO AA AH UW UH AW/B/S Z SH ZH>"),
            ("BC", "<B/K S CH SH> | [B IY, S IY]"),
            ("5%", "[T UW, F AO R, P ER S EH N T]"),
            ("b.c", "[B IY, D AA T, S IY]"),
        ] {
            let way = way_to_say(word, &sounds, &dictionary).expect("it is said");
            assert_eq!(shown(&way, &sounds), expected, "{word}");
        }
        for nothing in ["", "...", "-", "\u{266a}"] {
            assert_eq!(
                way_to_say(nothing, &sounds, &dictionary),
                None,
                "{nothing:?} takes no time"
            );
        }
    }
}
