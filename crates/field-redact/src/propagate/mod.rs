//! What is known of this text and this job, masked wherever it stands.

mod alike;
mod job;
mod kept;
mod site;

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use field_domain::Label;

pub(crate) use self::job::people as job_people;
pub(crate) use self::kept::ranges as kept_ranges;
pub(crate) use self::site::addresses as site_addresses;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::lexicon::{NAME, Same, Signs, Traits, Word};
use crate::scene::{Chunk, Scene};

/// Fewest letters of a part of a name that is masked wherever it stands.
const PART_LETTERS_MIN: usize = 3;

/// Most words of one value that is looked for again.
const VALUE_WORDS_MAX: usize = 12;

/// What to look for: the first word leads to the rest.
#[derive(Default)]
struct Wanted {
    values: Vec<Value>,
    /// The words of all values, one after the other.
    words: Vec<Word>,
    /// The first of the values that begin with a word.
    by_first: HashMap<Word, usize, BuildHasherDefault<Same>>,
    /// A bit for each of those words: most words of a text are none of them, which is quick to see.
    firsts: u64,
}

#[derive(Clone, Copy)]
struct Value {
    /// Its first word in `words`, and how many it has.
    from: usize,
    count: usize,
    /// Another value with the same first word.
    next: Option<usize>,
    kind: Kind,
}

/// What a wanted value is found as.
#[derive(Clone, Copy)]
struct Kind {
    label: Label,
    score: f32,
    rule: &'static str,
    /// Whether only a word with a capital counts: the value is an ordinary word too.
    wants_capital: bool,
}

impl Wanted {
    fn add(&mut self, words: &[Word], kind: Kind, budget: &mut Budget) -> Result<(), Withheld> {
        let Some(first) = words.first().filter(|_| words.len() <= VALUE_WORDS_MAX) else {
            return Ok(());
        };
        let head = self.by_first.get(first).copied();
        let mut known = head;
        while let Some(value) = known.and_then(|index| self.values.get(index)) {
            budget.spend(1)?;
            if self.words_of(value) == words {
                return Ok(());
            }
            known = value.next;
        }
        let from = self.words.len();
        self.words.extend_from_slice(words);
        self.by_first.insert(*first, self.values.len());
        self.firsts |= first.bit();
        self.values.push(Value { from, count: words.len(), next: head, kind });
        Ok(())
    }

    fn words_of(&self, value: &Value) -> &[Word] {
        self.words.get(value.from..value.from + value.count).unwrap_or_default()
    }

    /// Calls `at` with the first and last chunk of each place where a wanted value stands.
    fn places(
        &self,
        scene: &Scene<'_>,
        budget: &mut Budget,
        mut at: impl FnMut(usize, usize, Kind),
    ) -> Result<(), Withheld> {
        if self.values.is_empty() {
            return Ok(());
        }
        for (index, chunk) in scene.chunks.iter().enumerate() {
            if self.firsts & chunk.word.bit() == 0 {
                continue;
            }
            let mut known = self.by_first.get(&chunk.word).copied();
            while let Some(value) = known.and_then(|index| self.values.get(index)) {
                budget.spend(value.count)?;
                let is_here =
                    self.words_of(value).iter().enumerate().skip(1).all(|(step, word)| {
                        scene.is(index + step, *word) && scene.gap(index + step - 1).len() <= 3
                    });
                if is_here && (!value.kind.wants_capital || chunk.is_capital()) {
                    at(index, index + value.count - 1, value.kind);
                }
                known = value.next;
            }
        }
        Ok(())
    }
}

/// The words of chunks `first..after`.
fn words_at(chunks: &[Chunk]) -> Vec<Word> {
    chunks.iter().map(|chunk| chunk.word).collect()
}

fn push(found: &mut Vec<Found>, scene: &Scene<'_>, first: usize, last: usize, kind: Kind) {
    if let (Some(from), Some(to)) = (scene.chunks.get(first), scene.chunks.get(last)) {
        let (start, end) = (from.start, to.end);
        found.push(Found { start, end, label: kind.label, score: kind.score, rule: kind.rule });
    }
}

/// The signs of words that stand more than once in a text.
fn signs_twice(chunks: &[Chunk]) -> Signs {
    let (mut once, mut twice) = (Signs::default(), Signs::default());
    for chunk in chunks {
        if once.has(chunk.sign) {
            twice.add(chunk.sign);
        }
        once.add(chunk.sign);
    }
    twice
}

/// Adds every other place where a found value stands, and the parts of found names.
pub(crate) fn repeated(
    scene: &Scene<'_>,
    mut found: Vec<Found>,
    budget: &mut Budget,
) -> Result<Vec<Found>, Withheld> {
    if found.is_empty() {
        return Ok(found);
    }
    let mut wanted = Wanted::default();
    let twice = signs_twice(&scene.chunks);
    for hit in &found {
        let first = scene.chunk_from(hit.start);
        let chunks = scene.chunks.get(first..scene.chunk_from(hit.end)).unwrap_or_default();
        // Most values stand once, which is quick to see.
        if !chunks.iter().any(|chunk| twice.has(chunk.sign)) {
            continue;
        }
        let score = hit.score.min(0.8);
        let letters: usize = chunks.iter().map(Chunk::len).sum();
        let kind = |wants_capital| Kind {
            label: hit.label,
            score,
            rule: "found_elsewhere",
            wants_capital,
        };
        if hit.label == Label::Person {
            let is_ordinary = match chunks {
                [only] => only.traits.any(Traits::COMMON),
                _ => false,
            };
            if letters >= PART_LETTERS_MIN {
                wanted.add(&words_at(chunks), kind(is_ordinary), budget)?;
            }
            for chunk in chunks.iter().filter(|_| chunks.len() > 1) {
                let is_part = chunk.len() >= PART_LETTERS_MIN
                    && (chunk.traits.any(NAME) || !chunk.traits.any(Traits::COMMON))
                    && !chunk.traits.any(Traits::TITLE.with(Traits::ROLE).with(Traits::STOP));
                if is_part {
                    wanted.add(&[chunk.word], kind(true), budget)?;
                }
            }
        } else if letters >= 5 {
            wanted.add(&words_at(chunks), kind(false), budget)?;
        }
    }
    let known = found.len();
    wanted.places(scene, budget, |first, last, kind| {
        let (Some(from), Some(to)) = (scene.chunks.get(first), scene.chunks.get(last)) else {
            return;
        };
        // Spans that were found are in order and apart: the last that begins here or before counts.
        let before = found.get(..known).unwrap_or_default();
        let count = before.partition_point(|hit| hit.start <= from.start);
        let holds = count.checked_sub(1).and_then(|at| before.get(at));
        if holds.is_none_or(|hit| hit.end < to.end) {
            push(&mut found, scene, first, last, kind);
        }
    })?;
    Ok(found)
}
