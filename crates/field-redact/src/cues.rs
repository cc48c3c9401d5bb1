//! Words that say what the number or code beside them is, found in one pass over the words.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use field_domain::Label;

use crate::lexicon::{Same, Traits, Word};
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
    rest: Vec<Word>,
    has_sign: bool,
    hint: Hint,
    is_maybe: bool,
}

/// Finds cues in a text.
pub(crate) struct CueFinder {
    /// The phrases by their first word, the longest first.
    phrases: HashMap<Word, Vec<Phrase>, BuildHasherDefault<Same>>,
}

impl CueFinder {
    /// Reads the phrases that are part of the program.
    pub(crate) fn new() -> Self {
        let mut finder = Self { phrases: HashMap::default() };
        for line in ROWS.lines().filter(|line| !line.starts_with('#')) {
            let (name, row) = line.split_once(": ").unwrap_or((line, ""));
            let (is_maybe, name) = match name.strip_prefix("MAYBE-") {
                Some(name) => (true, name),
                None => (false, name),
            };
            let hint = name.parse().map_or(Hint::Keep, Hint::Is);
            for phrase in row.split(", ") {
                finder.add(phrase, hint, is_maybe);
            }
        }
        for phrases in finder.phrases.values_mut() {
            phrases.sort_by_key(|phrase| {
                (std::cmp::Reverse((phrase.rest.len(), phrase.has_sign)), phrase.is_maybe)
            });
        }
        finder
    }

    fn add(&mut self, phrase: &str, hint: Hint, is_maybe: bool) {
        let words: Vec<Word> = phrase
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(Word::of)
            .collect();
        if let Some((first, rest)) = words.split_first() {
            let has_sign = phrase.ends_with(NUMBER_SIGN);
            let phrase = Phrase { rest: rest.to_vec(), has_sign, hint, is_maybe };
            self.phrases.entry(*first).or_default().push(phrase);
        }
    }

    /// Every cue that the words of `text` make, in order. A word counts once as a sure cue.
    pub(crate) fn find(&self, text: &str, chunks: &[Chunk]) -> Cues {
        let mut cues = Cues::default();
        let (mut sure_from, mut maybe_from) = (0, 0);
        for (index, chunk) in chunks.iter().enumerate() {
            if !chunk.traits.any(Traits::CUE) {
                continue;
            }
            let Some(phrases) = self.phrases.get(&chunk.word) else { continue };
            for phrase in phrases {
                let from = if phrase.is_maybe { &mut maybe_from } else { &mut sure_from };
                if *from > index {
                    continue;
                }
                let Some(end) = end_of(phrase, text, chunks, index) else { continue };
                let last = index + phrase.rest.len();
                *from = last + 1;
                let cue = Cue { start: chunk.start, end, last, hint: phrase.hint };
                if phrase.is_maybe {
                    cues.maybe.push(cue);
                } else {
                    cues.sure.push(cue);
                }
            }
        }
        cues
    }
}

/// Where `phrase` ends if it begins at chunk `first`.
fn end_of(phrase: &Phrase, text: &str, chunks: &[Chunk], first: usize) -> Option<usize> {
    let mut end = chunks.get(first)?.end;
    for (step, word) in phrase.rest.iter().enumerate() {
        let next = chunks.get(first + step + 1)?;
        let gap = text.get(end..next.start)?;
        let joins = gap.len() <= 2 && gap.bytes().all(|letter| b" .'-/_".contains(&letter));
        if next.word != *word || !joins {
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
