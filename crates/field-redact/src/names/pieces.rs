//! Words to word pieces, as the model learned to read them.
//!
//! WordPiece over text in lower case without accents, punctuation apart: the steps of BERT's uncased
//! tokeniser (Devlin and others 2019; Wu and others 2016), for text that is in NFKC already.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon::Fnv;

/// The vocabulary that belongs to the weights: one piece a line, its number is its line's.
const VOCABULARY: &str = include_str!("../../../../assets/models/names-vocabulary.txt");

/// Letters of the longest word that is taken apart; a longer one is one unknown piece.
///
/// Source: `max_input_chars_per_word` of the model's tokeniser.
const WORD_LETTERS_MAX: usize = 100;

/// What stands before a piece that goes on a word.
const GOES_ON: &str = "##";

/// A piece of a word, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) id: i32,
    pub(super) start: usize,
    pub(super) end: usize,
}

type Ids = HashMap<&'static str, i32, BuildHasherDefault<Fnv>>;

/// The pieces that the model knows.
pub(super) struct Vocabulary {
    starting: Ids,
    going_on: Ids,
    /// Letters of the longest piece.
    longest: usize,
}

/// A letter as the model reads it, and where it stands.
struct Letter {
    folded: char,
    start: usize,
    end: usize,
}

impl Vocabulary {
    /// The piece for what no other piece fits.
    pub(super) const UNKNOWN: i32 = 1;
    /// The piece before every text.
    pub(super) const BEGIN: i32 = 2;
    /// The piece after every text.
    pub(super) const END: i32 = 3;

    /// Reads the list that is part of the program.
    pub(super) fn new() -> Self {
        let mut vocabulary =
            Self { starting: Ids::default(), going_on: Ids::default(), longest: 1 };
        for (id, piece) in (0_i32..).zip(VOCABULARY.lines()) {
            let going_on = piece.strip_prefix(GOES_ON);
            let letters = going_on.unwrap_or(piece);
            vocabulary.longest = vocabulary.longest.max(letters.chars().count());
            let ids = if going_on.is_some() {
                &mut vocabulary.going_on
            } else {
                &mut vocabulary.starting
            };
            ids.insert(letters, id);
        }
        vocabulary
    }

    /// The pieces of `text`, which begins at byte `offset` of the whole.
    pub(super) fn pieces(&self, text: &str, offset: usize) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(text.len() / 3);
        let mut word: Vec<Letter> = Vec::new();
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let (start, end) = (offset + at, offset + at + letter.len_utf8());
            // A line break in a pasted log is written as a backslash and a letter.
            let is_break = letter == '\\'
                && letters.next_if(|(_, next)| matches!(next, 'n' | 'r' | 't')).is_some();
            if is_break || letter.is_whitespace() {
                self.take_apart(&mut word, &mut pieces);
            } else if stands_alone(letter) {
                self.take_apart(&mut word, &mut pieces);
                word.push(Letter { folded: letter, start, end });
                self.take_apart(&mut word, &mut pieces);
            } else {
                let base = letter.to_lowercase().nfd().filter(|part| !is_combining_mark(*part));
                word.extend(base.map(|folded| Letter { folded, start, end }));
            }
        }
        self.take_apart(&mut word, &mut pieces);
        pieces
    }

    /// Cuts a word into the longest pieces from the left, and empties it.
    fn take_apart(&self, word: &mut Vec<Letter>, pieces: &mut Vec<Piece>) {
        let (Some(first), Some(last)) = (word.first(), word.last()) else { return };
        let whole = Piece { id: Self::UNKNOWN, start: first.start, end: last.end };
        let before = pieces.len();
        let mut rest = word.as_slice();
        if rest.len() > WORD_LETTERS_MAX {
            rest = &[];
            pieces.push(whole);
        }
        while let Some(first) = rest.first() {
            let ids = if pieces.len() == before { &self.starting } else { &self.going_on };
            let Some((id, count)) = self.longest_known(rest, ids) else {
                pieces.truncate(before);
                pieces.push(whole);
                break;
            };
            let (taken, left) = rest.split_at(count);
            let end = taken.last().map_or(first.end, |letter| letter.end);
            pieces.push(Piece { id, start: first.start, end });
            rest = left;
        }
        word.clear();
    }

    fn longest_known(&self, letters: &[Letter], ids: &Ids) -> Option<(i32, usize)> {
        let longest = letters.len().min(self.longest);
        let mut text: String = letters.iter().take(longest).map(|letter| letter.folded).collect();
        for count in (1..=longest).rev() {
            if let Some(id) = ids.get(text.as_str()) {
                return Some((*id, count));
            }
            text.pop();
        }
        None
    }
}

/// Punctuation and ideographs are words of their own.
fn stands_alone(letter: char) -> bool {
    let code = u32::from(letter);
    letter.is_ascii_punctuation()
        || matches!(letter, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿')
        || matches!(code, 0x2010..=0x2027 | 0x2030..=0x205e | 0x3001..=0x3003 | 0x3008..=0x3011)
        || matches!(code, 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x2fa1f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_into_the_longest_known_pieces() {
        let vocabulary = Vocabulary::new();
        let text = "Zoë's";
        let pieces = vocabulary.pieces(text, 10);
        let of = |piece: &Piece| text.get(piece.start - 10..piece.end - 10).unwrap_or_default();
        let texts: Vec<&str> = pieces.iter().map(of).collect();
        assert_eq!(texts.concat(), text, "no letter is lost: {texts:?}");
        assert_eq!(texts.last(), Some(&"s"), "punctuation stands alone");
        assert!(pieces.iter().all(|piece| piece.id > Vocabulary::END), "all are known: {pieces:?}");
    }

    #[test]
    fn texts_become_the_numbers_that_the_model_learned() {
        // Expected: the maker's own tokeniser (tokenizers 0.22) with the maker's tokenizer.json.
        let cases: [(&str, &[i32]); 3] = [
            (
                "Zoë's 2nd-floor panel, 208V",
                &[4696, 15214, 17109, 6340, 9046, 6787, 2372, 8381, 11812, 8004],
            ),
            ("MÜLLER straße naïve café", &[13076, 5397, 5596, 19401, 10228, 14431]),
            (
                "call (614) 555-0142 ext.7 @ Łódź",
                &[
                    13858, 4169, 4143, 2718, 2926, 16807, 9046, 4104, 15581, 10602, 14990, 7148,
                    7661, 16752, 9214,
                ],
            ),
        ];
        let vocabulary = Vocabulary::new();
        for (text, expected) in cases {
            let ids: Vec<i32> = vocabulary.pieces(text, 0).iter().map(|piece| piece.id).collect();
            assert_eq!(ids, expected, "{text}");
        }
        assert_eq!(
            vocabulary.pieces("a\\nb", 0).len(),
            2,
            "a line break of a pasted log is no letter"
        );
    }

    #[test]
    fn a_word_that_is_too_long_or_unreadable_is_one_unknown_piece() {
        let vocabulary = Vocabulary::new();
        let long = "a".repeat(WORD_LETTERS_MAX + 1);
        for text in [long.as_str(), "\u{10ffff}"] {
            let pieces = vocabulary.pieces(text, 0);
            assert_eq!(
                pieces,
                [Piece { id: Vocabulary::UNKNOWN, start: 0, end: text.len() }],
                "it is read as one unknown piece"
            );
        }
    }
}
