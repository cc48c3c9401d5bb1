//! What is known of this text and this job, masked wherever it stands.

use std::collections::HashMap;

use field_domain::Label;

use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::lexicon::{NAME, Traits, folded};
use crate::resolve::Kept;
use crate::scene::Scene;

/// Fewest letters of a part of a name that is masked wherever it stands.
const PART_LETTERS_MIN: usize = 3;

/// Most words of one value that is looked for again.
const VALUE_WORDS_MAX: usize = 12;

/// What to look for: the first word leads to the rest.
#[derive(Default)]
struct Wanted {
    by_first: HashMap<String, Vec<Value>>,
}

struct Value {
    rest: Vec<String>,
    label: Label,
    score: f32,
    rule: &'static str,
    /// Whether only a word with a capital counts: the value is an ordinary word too.
    wants_capital: bool,
}

impl Wanted {
    fn add(
        &mut self,
        words: &[String],
        value: &Value,
        budget: &mut Budget,
    ) -> Result<(), Withheld> {
        let Some((first, rest)) = words.split_first() else { return Ok(()) };
        if words.len() <= VALUE_WORDS_MAX {
            let values = self.by_first.entry(first.clone()).or_default();
            budget.spend(values.len())?;
            if !values.iter().any(|known| known.rest == rest) {
                values.push(Value { rest: rest.to_vec(), ..*value });
            }
        }
        Ok(())
    }

    /// Calls `at` with the first and last chunk of each place where a wanted value stands.
    fn places(
        &self,
        scene: &Scene<'_>,
        budget: &mut Budget,
        mut at: impl FnMut(usize, usize, &Value),
    ) -> Result<(), Withheld> {
        if self.by_first.is_empty() {
            return Ok(());
        }
        for index in 0..scene.chunks.len() {
            let Some(values) = self.by_first.get(&folded(scene.word(index))) else { continue };
            for value in values {
                budget.spend(1 + value.rest.len())?;
                let last = index + value.rest.len();
                let is_here = value.rest.iter().enumerate().all(|(step, word)| {
                    scene.gap(index + step).len() <= 3
                        && folded(scene.word(index + step + 1)) == *word
                });
                let is_written = !value.wants_capital
                    || scene.chunks.get(index).is_some_and(crate::scene::Chunk::is_capital);
                if is_here && is_written {
                    at(index, last, value);
                }
            }
        }
        Ok(())
    }
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(folded).collect()
}

fn push(found: &mut Vec<Found>, scene: &Scene<'_>, first: usize, last: usize, value: &Value) {
    if let (Some(from), Some(to)) = (scene.chunks.get(first), scene.chunks.get(last)) {
        found.push(Found {
            start: from.start,
            end: to.end,
            label: value.label,
            score: value.score,
            rule: value.rule,
        });
    }
}

/// Adds the job's people and phones wherever they stand, and the parts of their names.
pub(crate) fn job_people(
    scene: &Scene<'_>,
    people: &[String],
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let mut wanted = Wanted::default();
    let mut numbers: Vec<String> = Vec::new();
    for person in people {
        let digits: String = person.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 7 {
            numbers.push(digits);
            continue;
        }
        let words = words_of(person);
        let value = |wants_capital| Value {
            rest: Vec::new(),
            label: Label::Person,
            score: 1.0,
            rule: "job_record",
            wants_capital,
        };
        wanted.add(&words, &value(false), budget)?;
        for word in words.iter().filter(|word| word.chars().count() >= PART_LETTERS_MIN) {
            wanted.add(std::slice::from_ref(word), &value(true), budget)?;
        }
    }
    wanted.places(scene, budget, |first, last, value| push(found, scene, first, last, value))?;
    job_numbers(scene, &numbers, found, budget)
}

/// Adds the job's phone numbers, however their digits are grouped.
fn job_numbers(
    scene: &Scene<'_>,
    numbers: &[String],
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for number in numbers {
        budget.spend(scene.text.len())?;
        let bytes = scene.text.as_bytes();
        let digits: Vec<usize> =
            (0..bytes.len()).filter(|at| bytes.get(*at).is_some_and(u8::is_ascii_digit)).collect();
        let text: String =
            digits.iter().filter_map(|at| bytes.get(*at)).map(|byte| char::from(*byte)).collect();
        for (at, hit) in text.match_indices(number.as_str()) {
            let ends = (digits.get(at), digits.get(at + hit.len() - 1));
            if let (Some(start), Some(last)) = ends
                && last - start <= hit.len() * 3
            {
                found.push(Found {
                    start: *start,
                    end: last + 1,
                    label: Label::Phone,
                    score: 1.0,
                    rule: "job_record",
                });
            }
        }
    }
    Ok(())
}

/// The ranges that stay: the phrases of the job, and what is a rendered token already.
pub(crate) fn kept_ranges(
    scene: &Scene<'_>,
    keep: &[String],
    budget: &mut Budget,
) -> Result<Vec<Kept>, Withheld> {
    let mut wanted = Wanted::default();
    for phrase in keep {
        let value = Value {
            rest: Vec::new(),
            label: Label::Other,
            score: 1.0,
            rule: "",
            wants_capital: false,
        };
        wanted.add(&words_of(phrase), &value, budget)?;
    }
    let mut kept = Vec::new();
    wanted.places(scene, budget, |first, last, _| {
        if let (Some(from), Some(to)) = (scene.chunks.get(first), scene.chunks.get(last)) {
            kept.push((from.start, to.end));
        }
    })?;
    for (at, _) in scene.text.match_indices('[') {
        budget.spend(Label::ALL.len())?;
        let rest = scene.slice(at + 1, scene.text.len());
        let length = Label::ALL.iter().find_map(|label| token_length(rest, label.name()));
        kept.extend(length.map(|length| (at, at + 1 + length)));
    }
    Ok(kept)
}

/// The length of `PERSON-1]` at the start of `rest`.
fn token_length(rest: &str, name: &str) -> Option<usize> {
    let number = rest.strip_prefix(name)?.strip_prefix('-')?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let is_token = (1..=9).contains(&digits) && number.get(digits..)?.starts_with(']');
    is_token.then_some(name.len() + 1 + digits + 1)
}

/// Adds every other place where a found value stands, and the parts of found names.
pub(crate) fn repeated(
    scene: &Scene<'_>,
    mut found: Vec<Found>,
    budget: &mut Budget,
) -> Result<Vec<Found>, Withheld> {
    let mut wanted = Wanted::default();
    for hit in &found {
        let words = words_of(scene.slice(hit.start, hit.end));
        let score = hit.score.min(0.8);
        let letters: usize = words.iter().map(String::len).sum();
        let value = |label, wants_capital| Value {
            rest: Vec::new(),
            label,
            score,
            rule: "found_elsewhere",
            wants_capital,
        };
        if hit.label == Label::Person {
            let first = scene.chunk_from(hit.start);
            let is_ordinary = words.len() == 1 && scene.traits(first).any(Traits::COMMON);
            if letters >= PART_LETTERS_MIN {
                wanted.add(&words, &value(hit.label, is_ordinary), budget)?;
            }
            for (step, word) in words.iter().enumerate() {
                let traits = scene.traits(first + step);
                let is_part = word.chars().count() >= PART_LETTERS_MIN
                    && (traits.any(NAME) || !traits.any(Traits::COMMON))
                    && !traits.any(Traits::TITLE.with(Traits::ROLE).with(Traits::STOP));
                if is_part && words.len() > 1 {
                    wanted.add(std::slice::from_ref(word), &value(hit.label, true), budget)?;
                }
            }
        } else if letters >= 5 {
            wanted.add(&words, &value(hit.label, false), budget)?;
        }
    }
    let mut again = Vec::new();
    wanted
        .places(scene, budget, |first, last, value| push(&mut again, scene, first, last, value))?;
    again.retain(|hit| !found.iter().any(|known| known.start <= hit.start && hit.end <= known.end));
    found.append(&mut again);
    Ok(found)
}
