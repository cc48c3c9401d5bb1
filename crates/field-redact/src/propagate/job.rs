//! The people and phones of this job: wherever they stand, also misspelled and misheard.

use field_domain::Label;

use super::alike::{Sound, is_alike};
use super::{Kind, PART_LETTERS_MIN, Wanted, push, words_at};
use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::lexicon::{Traits, folded};
use crate::scene::{Scene, plain_chunks};
use crate::spoken;

/// Fewest digits of a phone number.
const PHONE_DIGITS_MIN: usize = 7;

/// Fewest letters of a name that is also looked for misspelled.
const FUZZY_LETTERS_MIN: usize = 5;

/// How sure it is that a name that is only alike is meant: a person looks at it.
const FUZZY_SCORE: f32 = 0.6;

/// Adds the job's people and phones wherever they stand, and the parts of their names.
pub(crate) fn people(
    scene: &Scene<'_>,
    people: &[String],
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let mut wanted = Wanted::default();
    let (mut numbers, mut names) = (Vec::new(), Vec::new());
    for person in people {
        let digits: String = person.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= PHONE_DIGITS_MIN {
            numbers.push(digits);
            continue;
        }
        let kind = |wants_capital| Kind {
            label: Label::Person,
            score: 1.0,
            rule: "job_record",
            wants_capital,
        };
        let chunks = plain_chunks(person);
        wanted.add(&words_at(&chunks), kind(false), budget)?;
        for chunk in chunks.iter().filter(|chunk| chunk.len() >= PART_LETTERS_MIN) {
            wanted.add(&[chunk.word], kind(true), budget)?;
            let name = folded(person.get(chunk.start..chunk.end).unwrap_or(""));
            if name.len() >= FUZZY_LETTERS_MIN {
                names.push((Sound::of(&name), name));
            }
        }
    }
    wanted.places(scene, budget, |first, last, kind| push(found, scene, first, last, kind))?;
    alike(scene, &names, found, budget)?;
    phones(scene, &numbers, found, budget)?;
    said_phones(scene, &numbers, found, budget)
}

/// Adds words that look or sound like a name of the job and are no ordinary words.
fn alike(
    scene: &Scene<'_>,
    names: &[(Sound, String)],
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    const ORDINARY: Traits =
        Traits::COMMON.with(Traits::STOP).with(Traits::BRAND).with(Traits::MONTH);
    if names.is_empty() {
        return Ok(());
    }
    for (index, chunk) in scene.chunks.iter().enumerate() {
        let may_be = chunk.is_word()
            && chunk.len() + 1 >= FUZZY_LETTERS_MIN
            && chunk.len() <= 24
            && !chunk.traits.any(ORDINARY);
        if !may_be {
            continue;
        }
        budget.spend(names.len() * chunk.len())?;
        let word = folded(scene.word(index));
        let sound = Sound::of(&word);
        if names.iter().any(|(name_sound, name)| {
            *name != word && (is_alike(name, &word) || *name_sound == sound && sound.is_long())
        }) {
            let kind = Kind {
                label: Label::Person,
                score: FUZZY_SCORE,
                rule: "job_record_alike",
                wants_capital: false,
            };
            push(found, scene, index, index, kind);
        }
    }
    Ok(())
}

/// Adds the job's phone numbers, however their digits are grouped.
fn phones(
    scene: &Scene<'_>,
    numbers: &[String],
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    if numbers.is_empty() {
        return Ok(());
    }
    let places = scene.text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit());
    let (digits, bytes): (Vec<usize>, Vec<u8>) = places.unzip();
    let text = String::from_utf8(bytes).unwrap_or_default();
    for number in numbers {
        budget.spend(scene.text.len())?;
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

/// Adds the job's phone numbers where they are said in words.
fn said_phones(
    scene: &Scene<'_>,
    numbers: &[String],
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    if numbers.is_empty() {
        return Ok(());
    }
    budget.spend(scene.chunks.len())?;
    for run in spoken::runs(scene) {
        let is_phone = numbers.iter().any(|number| {
            run.code.len() >= PHONE_DIGITS_MIN && number.ends_with(&run.code)
                || run.code.ends_with(number.as_str())
        });
        if is_phone {
            let kind =
                Kind { label: Label::Phone, score: 1.0, rule: "job_record", wants_capital: false };
            push(found, scene, run.first, run.last, kind);
        }
    }
    Ok(())
}
