//! Driver licences that are known by their issuer, or by the surname in them.

use arrayvec::ArrayVec;
use field_domain::Label;

use super::Found;
use super::cued::{code_end, is_reading, joined};
use crate::budget::Budget;
use crate::checks::{Issuer, may_begin_with_soundex, soundex};
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::{Starts, Traits, Word, Words, words};
use crate::scene::{Chunk, Scene, Shape};

/// Words for a licence or for the card that carries its number.
pub(super) const CARDS: &Words = words!["license" "licence" "lic" "dl" "ol" "id" "permit" "card"];

/// Words before a licence that make it a trade's.
const TRADES: &Words = words![
    "contractor" "contractors" "trade" "business" "boiler" "electrical" "plumbing" "food" "liquor" "gas"
    "operating" "premises" "establishment" "professional" "inspector" "installer" "alarm" "hvac" "mechanical"
    "roofing" "builder" "engineer" "building" "work" "unit" "asset" "equipment" "tag" "product" "batch"
];

/// Most words between the word for the card and the number.
const BETWEEN_MAX: usize = 4;

/// Fewest signs of a number that is known by its issuer: shorter ones are any count.
const SIGNS_MIN: usize = 6;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    budget.spend(scene.chunks.len())?;
    for index in scene.starting(Starts::CARD) {
        budget.spend(16)?;
        found.extend(of_issuer(scene, index));
    }
    for index in scene.numerals.iter().copied().filter(|index| may_hold_surname(scene, *index)) {
        budget.spend(scene.chunks.len())?;
        found.extend(with_surname(scene, index));
    }
    Ok(())
}

/// `TX ID 09876543`, `license N1234567 (CA)`: a number with a shape of the issuer that is named beside it.
fn of_issuer(scene: &Scene<'_>, card: usize) -> Option<Found> {
    let is_trade = (1..=3).filter_map(|step| card.checked_sub(step)).any(|before| {
        scene.is_any(before, TRADES) && !scene.gap(before).contains(['.', ';', '\n'])
    });
    let is_plate = scene.is_any(card + 1, words!["plate" "plates" "tag"]);
    let first = (card + 1..=card + BETWEEN_MAX).find(|at| is_code_start(scene, *at))?;
    let is_clause = (card..first).all(|at| !scene.gap(at).contains(['\n', ';']));
    if is_trade
        || is_plate
        || !is_clause
        || scene.cue_before(scene.chunks.get(first)?.start, 12) == Some(Hint::Keep)
    {
        return None;
    }
    let last = code_end(scene, first, 20)?;
    let code = joined(scene, first, last);
    let before = (1..=2).filter_map(|step| card.checked_sub(step));
    let between = card + 1..first;
    let is_bracket = scene.gap(last).contains(['(', ',', '/']);
    let after = (last + 1..last + 2).filter(|_| is_bracket);
    let is_of = |at: usize| issuer_at(scene, at).is_some_and(|issuer| issuer.has(&code));
    (code.len() >= SIGNS_MIN
        && before.chain(between).chain(after).any(is_of)
        && !is_reading(scene, first, last))
    .then_some(())?;
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    Some(Found { start, end, label: Label::DriverLicense, score: 0.9, rule: "licence_issuer" })
}

fn is_code_start(scene: &Scene<'_>, index: usize) -> bool {
    let Some(chunk) = scene.chunks.get(index) else { return false };
    let leads = chunk.shape == Shape::Upper
        && chunk.len() <= 3
        && issuer_at(scene, index).is_none()
        && scene.chunks.get(index + 1).is_some_and(|next| next.shape == Shape::Digits);
    matches!(chunk.shape, Shape::Digits | Shape::Mixed) || leads
}

/// The issuer that is named at chunk `index`; two letters count in capitals only.
fn issuer_at(scene: &Scene<'_>, index: usize) -> Option<&'static Issuer> {
    let chunk = scene.chunks.get(index)?;
    let is_name =
        chunk.shape == Shape::Upper && chunk.len() == 2 && chunk.traits.any(Traits::STATE)
            || chunk.is_capital() && chunk.len() > 2;
    if !is_name {
        return None;
    }
    let words: ArrayVec<Word, 3> =
        scene.chunks.iter().skip(index).take(3).map(|chunk| chunk.word).collect();
    Issuer::at(&words)
}

/// Whether chunk `index` looks like a number that begins with the Soundex of a surname.
fn may_hold_surname(scene: &Scene<'_>, index: usize) -> bool {
    scene
        .chunks
        .get(index)
        .is_some_and(|chunk| chunk.shape == Shape::Mixed && (11..=14).contains(&chunk.len()))
        && is_soundex(scene.word(index))
        && may_begin_with_soundex(scene.word(index))
}

/// Whether a word begins with a letter and three digits, as surnames are filed.
fn is_soundex(word: &str) -> bool {
    matches!(word.as_bytes(), [letter, one, two, three, ..]
        if letter.is_ascii_uppercase() && [one, two, three].into_iter().all(u8::is_ascii_digit))
}

/// `Kim Sample ... S514172801060`: the number says the surname of somebody who is named beside it, which an
/// accident does once in some five thousand words.
fn with_surname(scene: &Scene<'_>, index: usize) -> Option<Found> {
    let chunk = scene.chunks.get(index)?;
    let filed = scene.word(index).as_bytes().get(..4)?;
    let is_filed = |at: usize, word: &Chunk| {
        word.is_word()
            && word.len() >= 3
            && (word.is_capital() || word.traits.any(Traits::SURNAME))
            && !word.traits.any(Traits::STOP)
            && soundex(scene.word(at)).is_some_and(|code| code.as_slice() == filed)
    };
    let is_named = scene.chunks.iter().enumerate().any(|(at, word)| is_filed(at, word));
    let is_thing = scene.cue_before(chunk.start, 12) == Some(Hint::Keep);
    (is_named && !is_thing).then_some(Found {
        start: chunk.start,
        end: chunk.end,
        label: Label::DriverLicense,
        score: 0.8,
        rule: "licence_surname",
    })
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn a_number_with_the_shape_of_the_issuer_beside_it_is_a_licence() {
        for (text, value) in [
            ("showed a TX ID 09876543 at the gate", "09876543"),
            ("license N1234567 (CA) copied", "N1234567"),
            ("New York card A1234567", "A1234567"),
            ("ID: Ohio RT482910", "RT482910"),
            ("WA license WDLABCD456DG", "WDLABCD456DG"),
        ] {
            assert_eq!(labels(text), [(Label::DriverLicense, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn a_number_of_another_shape_or_of_a_thing_is_none() {
        for text in [
            "TX contractor license 09876543",
            "Unit ID 09876543, TX plant",
            "the TX card has 12 rows",
            "CA permit 12345678",
            "OR card 4471 is filed",
        ] {
            let found = labels(text);
            assert!(!found.iter().any(|(label, _)| *label == Label::DriverLicense), "{found:?}");
        }
    }

    #[test]
    fn a_number_that_says_the_surname_beside_it_is_a_licence_without_a_cue() {
        let found = labels("Tymczak handed in T522172801060 today");
        assert!(found.contains(&(Label::DriverLicense, "T522172801060".to_owned())), "{found:?}");
        let found = labels("Compressor T522172801060 was hot, Gutierrez saw it");
        assert!(!found.iter().any(|(label, _)| *label == Label::DriverLicense), "{found:?}");
        let found = labels("Tymczak wrote down serial number T522172801060");
        assert!(!found.iter().any(|(label, _)| *label == Label::DriverLicense), "{found:?}");
    }
}
