//! Words that say what the number or code beside them is, found in one pass over the words.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use field_domain::Label;

use crate::lexicon::{Same, Signs, Traits, Word};
use crate::scene::Chunk;

/// What a cue says of the code beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// It is this kind of personal data.
    Is(Label),
    /// It belongs to a thing and stays: a serial number, a permit, a section of a code.
    Keep,
}

/// A cue in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Its last chunk; the first one for the label of a field.
    pub(crate) last: usize,
    pub(crate) hint: Hint,
}

/// The cues of one text: the sure ones, and those that count only beside a fitting value.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    pub(crate) sure: Vec<Cue>,
    pub(crate) maybe: Vec<Cue>,
}

impl Cues {
    /// Forgets all of them and keeps their room.
    pub(crate) fn clear(&mut self) {
        self.sure.clear();
        self.maybe.clear();
    }
}

/// The rows of phrases.
const ROWS: &str = include_str!("../../../assets/redaction/cues.txt");

/// The sign after a phrase that asks for a number sign in the text.
const NUMBER_SIGN: &str = "#";

/// The words with which phrases begin.
pub(crate) fn first_words() -> impl Iterator<Item = &'static str> {
    let rows = ROWS.lines().filter(|line| !line.starts_with('#'));
    let phrases =
        rows.filter_map(|line| line.split_once(": ")).flat_map(|(_, row)| row.split(", "));
    phrases.filter_map(|phrase| phrase.split(|letter: char| !letter.is_ascii_alphanumeric()).next())
}

/// One phrase, without its first word.
struct Phrase {
    /// Its other words among those of the finder.
    rest: Range<usize>,
    has_sign: bool,
    hint: Hint,
    is_maybe: bool,
}

/// The phrases that begin with a word.
#[derive(Default)]
struct Beginning {
    /// Their places among those of the finder, the longest first.
    phrases: Range<usize>,
    /// The signs of their second words.
    seconds: Signs,
    /// Whether one of them has no second word.
    has_single: bool,
}

/// Finds cues in a text.
pub(crate) struct CueFinder {
    beginnings: HashMap<Word, Beginning, BuildHasherDefault<Same>>,
    phrases: Vec<Phrase>,
    /// The words of all phrases behind their first ones.
    words: Vec<Word>,
}

impl CueFinder {
    /// Reads the phrases that are part of the program.
    pub(crate) fn new() -> Self {
        let mut words = Vec::new();
        let mut phrases = Vec::new();
        for line in ROWS.lines().filter(|line| !line.starts_with('#')) {
            let (name, row) = line.split_once(": ").unwrap_or((line, ""));
            let (is_maybe, name) = match name.strip_prefix("MAYBE-") {
                Some(name) => (true, name),
                None => (false, name),
            };
            let hint = name.parse().map_or(Hint::Keep, Hint::Is);
            for phrase in row.split(", ") {
                let from = words.len();
                let mut all = phrase
                    .split(|letter: char| !letter.is_ascii_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(Word::of);
                let Some(first) = all.next() else { continue };
                words.extend(all);
                let has_sign = phrase.ends_with(NUMBER_SIGN);
                let rest = from..words.len();
                phrases.push((first, Phrase { rest, has_sign, hint, is_maybe }));
            }
        }
        phrases.sort_by_key(|(first, phrase)| {
            (*first, Reverse((phrase.rest.len(), phrase.has_sign)), phrase.is_maybe)
        });
        let mut beginnings: HashMap<Word, Beginning, _> = HashMap::default();
        for (place, (first, phrase)) in phrases.iter().enumerate() {
            let beginning = beginnings
                .entry(*first)
                .or_insert_with(|| Beginning { phrases: place..place, ..Beginning::default() });
            beginning.phrases.end = place + 1;
            match words.get(phrase.rest.start).filter(|_| !phrase.rest.is_empty()) {
                Some(second) => beginning.seconds.add(second.sign()),
                None => beginning.has_single = true,
            }
        }
        Self { beginnings, phrases: phrases.into_iter().map(|(_, phrase)| phrase).collect(), words }
    }

    /// Adds every cue that the words of `text` make, in order. A word counts once as a sure cue.
    pub(crate) fn find(&self, text: &str, chunks: &[Chunk], cues: &mut Cues) {
        let (mut sure_from, mut maybe_from) = (0, 0);
        for (index, chunk) in chunks.iter().enumerate() {
            if !chunk.traits.any(Traits::CUE) {
                continue;
            }
            let Some(beginning) = self.beginnings.get(&chunk.word) else { continue };
            let goes_on = |next: &Chunk| beginning.seconds.has(next.sign);
            if !beginning.has_single && !chunks.get(index + 1).is_some_and(goes_on) {
                continue;
            }
            for phrase in self.phrases.get(beginning.phrases.clone()).unwrap_or_default() {
                let from = if phrase.is_maybe { &mut maybe_from } else { &mut sure_from };
                if *from > index {
                    continue;
                }
                let rest = self.words.get(phrase.rest.clone()).unwrap_or_default();
                let Some(end) = end_of(phrase, rest, text, chunks, index) else { continue };
                let last = index + rest.len();
                *from = last + 1;
                let cue = Cue { start: chunk.start, end, last, hint: phrase.hint };
                if phrase.is_maybe {
                    cues.maybe.push(cue);
                } else {
                    cues.sure.push(cue);
                }
            }
        }
    }
}

/// Where `phrase`, whose other words are `rest`, ends if it begins at chunk `first`.
fn end_of(
    phrase: &Phrase,
    rest: &[Word],
    text: &str,
    chunks: &[Chunk],
    first: usize,
) -> Option<usize> {
    let mut end = chunks.get(first)?.end;
    for (step, word) in rest.iter().enumerate() {
        let next = chunks.get(first + step + 1).filter(|next| next.word == *word)?;
        let gap = text.get(end..next.start)?;
        let joins = gap.len() <= 2 && gap.bytes().all(|letter| b" .'-/_".contains(&letter));
        if !joins {
            return None;
        }
        end = next.end;
    }
    if phrase.has_sign {
        let after = text.get(end..)?;
        let sign = after.find('#').filter(|sign| *sign <= 1)?;
        end += sign + 1;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::scene::Scene;

    #[test]
    fn the_longest_phrase_counts_and_only_as_a_whole_word() {
        let cues = CueFinder::new();
        let lexicon = Lexicon::new();
        let scene = Scene::new("Gate code 1, recall 2, serial number 3", &lexicon, &cues, None);
        let hints: Vec<Hint> = scene.cues().iter().map(|cue| cue.hint).collect();
        assert_eq!(
            hints,
            [Hint::Is(Label::Secret), Hint::Keep],
            "`recall` holds `call` but is another word"
        );
    }

    #[test]
    fn every_row_of_phrases_has_a_known_name_and_no_phrase_twice() {
        let mut seen = std::collections::HashSet::new();
        for line in ROWS.lines().filter(|line| !line.starts_with('#')) {
            let (name, row) = line.split_once(": ").expect("a row has a name");
            let bare = name.strip_prefix("MAYBE-").unwrap_or(name);
            assert!(bare == "KEEP" || bare.parse::<Label>().is_ok(), "{name} is no label");
            for phrase in row.split(", ") {
                let is_new = name.starts_with("MAYBE") || seen.insert(phrase);
                assert!(is_new, "{phrase} stands in two rows");
            }
        }
    }
}
