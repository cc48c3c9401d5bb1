//! Numbers, codes and e-mail addresses said in words.

use field_domain::Label;

use super::Found;
use super::numbers::{CUE_REACH_AFTER, CUE_REACH_BEFORE};
use crate::budget::Budget;
use crate::checks::is_card;
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::Traits;
use crate::scene::{Scene, Shape};
use crate::spoken::{SpokenRun, runs};

/// Fewest digits of a spoken number that is personal without a cue (`redaction.md` section 7).
const DIGITS_MIN: usize = 7;

/// Most words of each side of a spoken e-mail address.
const EMAIL_WORDS_MAX: usize = 24;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for run in runs(scene) {
        budget.spend(run.last - run.first + 1)?;
        found.extend(judge(scene, &run));
    }
    for index in 0..scene.chunks.len() {
        budget.spend(1)?;
        if scene.is(index, "at") {
            budget.spend(EMAIL_WORDS_MAX)?;
            found.extend(email(scene, index));
        }
    }
    Ok(())
}

fn hit(
    scene: &Scene<'_>,
    first: usize,
    last: usize,
    label: Label,
    score: f32,
    rule: &'static str,
) -> Option<Found> {
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    Some(Found { start, end, label, score, rule })
}

fn judge(scene: &Scene<'_>, run: &SpokenRun) -> Option<Found> {
    let start = scene.chunks.get(run.first)?.start;
    let end = scene.chunks.get(run.last)?.end;
    let cue =
        scene.cue_before(start, CUE_REACH_BEFORE).or_else(|| scene.cue_after(end, CUE_REACH_AFTER));
    let count = run.code.len();
    // A short code belongs to a cue of its own sentence only.
    let cue = if count < DIGITS_MIN { scene.cue_in_sentence(start, CUE_REACH_BEFORE) } else { cue };
    let found = |label, score| hit(scene, run.first, run.last, label, score, "spoken");
    let is_date = cue == Some(Hint::Is(Label::Dob));
    if cue == Some(Hint::Keep) || is_date || scene.traits(run.last + 1).any(Traits::UNIT) {
        return None;
    }
    if let Some(Hint::Is(label)) = cue {
        let (shortest, longest) = cued_lengths(label);
        if (shortest..=longest).contains(&count) && (run.is_number() || takes_letters(label)) {
            return found(label, 0.88);
        }
    }
    if !run.is_number() || count < DIGITS_MIN {
        let is_code = !run.is_number() && count >= 6 && run.number_words >= 2;
        return if is_code { found(Label::Other, 0.5) } else { None };
    }
    match count {
        9 => found(Label::Ssn, 0.6),
        12..=19 if is_card(&run.code) => found(Label::CreditCard, 0.9),
        15..=19 => found(Label::CreditCard, 0.6),
        7 | 10 | 11 => found(Label::Phone, 0.75),
        _ => found(Label::Phone, 0.5),
    }
}

/// How many digits and letters a spoken code of a kind has.
fn cued_lengths(label: Label) -> (usize, usize) {
    match label {
        Label::Phone => (7, 15),
        Label::Ssn | Label::Itin | Label::Ein | Label::Routing => (8, 10),
        Label::CreditCard => (12, 20),
        Label::Secret | Label::Plate => (3, 12),
        Label::BankAccount => (4, 17),
        Label::Npi | Label::Nhs => (9, 11),
        Label::Vin => (11, 18),
        Label::Mrn
        | Label::DriverLicense
        | Label::Passport
        | Label::Nino
        | Label::Mbi
        | Label::Dea
        | Label::Vat => (5, 14),
        Label::Iban => (12, 34),
        _ => (usize::MAX, 0),
    }
}

fn takes_letters(label: Label) -> bool {
    !matches!(label, Label::Phone | Label::Ssn | Label::CreditCard | Label::Routing | Label::Nhs)
}

/// Whether a word says a sign of an address.
fn is_sign(scene: &Scene<'_>, index: usize) -> bool {
    ["dot", "underscore", "dash", "hyphen", "plus", "point", "period", "minus"]
        .iter()
        .any(|word| scene.is(index, word))
}

/// Single letters, digits and number words: pieces that are said one after the other.
fn is_small(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| chunk.len() == 1 || chunk.shape == Shape::Digits)
        || scene.traits(index).any(Traits::NUMBER)
}

fn is_tld(word: &str) -> bool {
    const TLDS: &[&str] = &[
        "com", "org", "net", "gov", "edu", "us", "uk", "io", "co", "biz", "info", "mil", "de",
        "fr", "es", "it", "mx", "ca", "au", "in", "pl", "nl", "ie", "eu", "me", "app", "dev",
        "email",
    ];
    TLDS.iter().any(|tld| tld.eq_ignore_ascii_case(word))
}

fn is_close(gap: &str) -> bool {
    matches!(
        gap,
        " " | "" | "." | "-" | "_" | ", " | " (" | ") " | " [" | "] " | "(" | ")" | " {" | "} "
    )
}

/// `kim dot sample at example dot com` around the `at` at chunk `at`.
fn email(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let last = domain_end(scene, at)?;
    let before = at.checked_sub(1).filter(|before| is_close(scene.gap(*before)))?;
    if scene.traits(before).any(Traits::STOP) && !is_small(scene, before) {
        return None;
    }
    let mut first = before;
    while at - first < EMAIL_WORDS_MAX {
        let Some(next) = first.checked_sub(1).filter(|next| is_close(scene.gap(*next))) else {
            break;
        };
        let is_stop = scene.traits(next).any(Traits::STOP) && !is_small(scene, next);
        let joins = if is_sign(scene, next) || is_sign(scene, first) {
            !is_stop
        } else if is_small(scene, first) {
            // `kimsample eight oh`: the digits go on a name, and letters go on letters.
            // `dot site eight`: what follows a sign is part of the address, whatever it is.
            let is_signed = next.checked_sub(1).is_some_and(|before| is_sign(scene, before));
            let is_word = is_stop || scene.traits(next).any(Traits::COMMON) && !is_signed;
            is_small(scene, next) || !is_word
        } else {
            false
        };
        if !joins {
            break;
        }
        first = next;
    }
    while first < before && (is_sign(scene, first) || scene.is(first, "is")) {
        first += 1;
    }
    hit(scene, first, last, Label::Email, 0.93, "email_spoken")
}

/// The last chunk of the domain said after `at`.
fn domain_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let mut index = at + 1;
    let mut last = None;
    while index - at < EMAIL_WORDS_MAX && is_close(scene.gap(index - 1)) {
        let is_dot =
            scene.is(index, "dot") || scene.is(index, "point") || scene.is(index, "period");
        let is_end = (is_dot && is_close(scene.gap(index))) || scene.gap(index) == ".";
        if is_end && is_tld(scene.word(index + 1)) {
            last = Some(index + 1);
            index += 2;
        } else if last.is_some() || index - at > 8 {
            break;
        } else {
            index += 1;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn spoken_values_are_found() {
        for (text, label, value) in [
            (
                "my cell is two one two five five five oh one four two thanks",
                Label::Phone,
                "two one two five five five oh one four two",
            ),
            (
                "the social is two one nine, oh nine, double nine double nine",
                Label::Ssn,
                "two one nine, oh nine, double nine double nine",
            ),
            (
                "write to kim dot sample at example dot com today",
                Label::Email,
                "kim dot sample at example dot com",
            ),
            ("alarm code is four seven one one", Label::Secret, "four seven one one"),
            (
                "plate is alpha bravo charlie one two three",
                Label::Plate,
                "alpha bravo charlie one two three",
            ),
        ] {
            assert_eq!(labels(text), [(label, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn spoken_readings_stay() {
        for text in [
            "pressure reads one twenty over sixty",
            "the serial number is five five five oh one four two nine",
            "water is at one hundred twenty degrees",
            "looked at the hood, two filters are missing",
        ] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
