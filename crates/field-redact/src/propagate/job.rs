//! The people and phones of this job: wherever they stand, also misspelled and misheard.

use field_domain::Label;

use super::alike::{Sound, is_alike};
use super::{Kind, PART_LETTERS_MIN, Wanted, push, words_at};
use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::job_record::JobRecord;
use crate::lexicon::{Traits, folded};
use crate::scene::{Scene, plain_chunks};
use crate::spoken;

/// Fewest digits of a phone number.
const PHONE_DIGITS_MIN: usize = 7;

/// Fewest letters of a name that is also looked for misspelled.
const FUZZY_LETTERS_MIN: usize = 5;

/// How sure it is that a name that is only alike is meant: a person looks at it.
const FUZZY_SCORE: f32 = 0.6;

/// Words of a line about a person that are no part of a name: `owner`, `Mr`, `the`.
const NO_NAME: Traits = Traits::TITLE.with(Traits::ROLE).with(Traits::STOP);

/// Adds the people of the job wherever they stand, with the parts of their names, their phones and their
/// e-mail addresses; and the site, where it is somebody's own.
pub(crate) fn people(
    scene: &Scene<'_>,
    job: &JobRecord,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let mut wanted = Wanted::default();
    let mut names = Vec::new();
    for person in &job.people {
        for name in add_name(&mut wanted, person, "job_record", budget)? {
            if name.len() >= FUZZY_LETTERS_MIN {
                names.push((Sound::of(&name), name));
            }
        }
    }
    for email in &job.emails {
        wanted.add(&words_at(&plain_chunks(email)), kind(Label::Email, "job_record"), budget)?;
    }
    let mut site = Wanted::default();
    if job.is_site_personal {
        add_name(&mut site, &job.site_name, "job_site", budget)?;
        // What stands before the first comma is the street: the rest is often left out.
        let street = job.site_address.split(',').next().unwrap_or("");
        for part in [job.site_address.as_str(), street] {
            site.add(&words_at(&plain_chunks(part)), kind(Label::Address, "job_site"), budget)?;
        }
    }
    let mut add = |first: usize, last: usize, kind: Kind, never: Traits| {
        if first != last || !scene.traits(first).any(never) {
            push(found, scene, first, last, kind);
        }
    };
    wanted.places(scene, budget, |first, last, kind| add(first, last, kind, NO_NAME))?;
    // `House` in the name of a site is a house.
    let never = NO_NAME.with(Traits::COMMON);
    site.places(scene, budget, |first, last, kind| add(first, last, kind, never))?;
    alike(scene, &names, found, budget)?;
    let numbers: Vec<String> = job.phones.iter().filter_map(|phone| digits(phone)).collect();
    phones(scene, &numbers, found, budget)?;
    said_phones(scene, &numbers, found, budget)
}

const fn kind(label: Label, rule: &'static str) -> Kind {
    Kind { label, score: 1.0, rule, wants_capital: false }
}

/// Wants a name and its parts, and returns the parts.
fn add_name(
    wanted: &mut Wanted,
    name: &str,
    rule: &'static str,
    budget: &mut Budget,
) -> Result<Vec<String>, Withheld> {
    let whole = kind(Label::Person, rule);
    let chunks = plain_chunks(name);
    wanted.add(&words_at(&chunks), whole, budget)?;
    let mut parts = Vec::new();
    for chunk in chunks.iter().filter(|chunk| chunk.len() >= PART_LETTERS_MIN) {
        wanted.add(&[chunk.word], Kind { wants_capital: true, ..whole }, budget)?;
        parts.push(folded(name.get(chunk.start..chunk.end).unwrap_or("")));
    }
    Ok(parts)
}

/// The digits of a phone; none if they are too few for one.
fn digits(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= PHONE_DIGITS_MIN).then_some(digits)
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
