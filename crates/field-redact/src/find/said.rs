//! Numbers, codes and e-mail addresses said in words.

use field_domain::Label;

mod net;

pub(super) use self::net::SIGNS;
use super::numbers::{CUE_REACH_AFTER, CUE_REACH_BEFORE};
use super::{Found, hit};
use crate::budget::Budget;
use crate::checks::{is_card, is_dea, is_iban, is_mbi, is_nino_shape, is_vin};
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::{Starts, Traits, Words, w, words};
use crate::scene::{Scene, Shape, gaps};
use crate::spoken::{SpokenRun, run_at, runs};

/// Fewest digits of a spoken number that is personal without a cue (`redaction.md` section 7).
const DIGITS_MIN: usize = 7;

/// Most words of each side of a spoken e-mail address.
const EMAIL_WORDS_MAX: usize = 24;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    const SAID: Traits = Traits::NUMBER.with(Traits::NATO);
    if scene.seen.starts.any(Starts::SIGN) {
        net::find(scene, found, budget)?;
    }
    let seen = scene.seen;
    if seen.any(SAID) || seen.shape(Shape::Digits) || seen.single {
        for run in runs(scene) {
            budget.spend(run.last - run.first + 1)?;
            found.extend(judge(scene, &run));
        }
    }
    for at in scene.starting(Starts::SIGN).filter(|at| scene.is(*at, w!("at"))) {
        budget.spend(EMAIL_WORDS_MAX)?;
        found.extend(email(scene, at));
    }
    budget.spend(scene.chunks.len())
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
    // `four eight two one to disarm`.
    if cue.is_none()
        && (4..=8).contains(&count)
        && run.is_number()
        && run.number_words > 1
        && scene.is(run.last + 1, w!("to"))
        && scene.cue_after(end, 6) == Some(Hint::Is(Label::Secret))
    {
        return secret(scene, run);
    }
    let is_date = cue == Some(Hint::Is(Label::Dob));
    let is_measured = scene.traits(run.last + 1).any(Traits::UNIT)
        && !scene.is_any(run.last + 1, words!["pound" "pounds" "in" "a"]);
    let is_card = run.is_number() && is_card(&run.code);
    // `get the ticket from Rusty at three oh three ...`: the ticket is somewhere else.
    let cue = match cue {
        Some(Hint::Keep) if count >= 10 && scene.cue_before(start, KEEP_REACH_SAID).is_none() => {
            None
        }
        cue => cue,
    };
    if cue == Some(Hint::Keep) && !(is_card && count >= 15) || is_date || is_measured {
        return None;
    }
    if let Some(label) = checked(run) {
        return found(label, 0.85);
    }
    let maybe = scene.maybe_before(start, MAYBE_REACH);
    if maybe == Some(Hint::Is(Label::Secret))
        && cue.is_none_or(|cue| cue == Hint::Is(Label::Secret))
        || cue == Some(Hint::Is(Label::Secret))
    {
        // `seventy seven star`: two digits with a key.
        let has_key = count == 2 && is_key(scene, run.last + 1);
        let is_code = ((3..=12).contains(&count) || has_key)
            && !run.has_thousand
            && (run.number_words > 1 || has_key);
        let is_sure = cue.is_some() || is_coded(scene, run.first);
        if is_code && is_sure {
            return secret(scene, run);
        }
    }
    // The nearest cue that fits: `the iban off her phone` is for a longer code than a phone's.
    let reach = if count < DIGITS_MIN { CUE_REACH_BEFORE } else { CUE_REACH_SAID };
    let cues = cue.into_iter().chain(scene.cues_before(start, reach));
    for hint in cues {
        let Hint::Is(label) = hint else { continue };
        let (shortest, longest) = cued_lengths(label);
        let longest = if run.is_mended { longest * 2 } else { longest };
        let fits = (shortest..=longest).contains(&count);
        let is_near = cue.is_some() || count >= DIGITS_MIN;
        if fits && is_near && (run.is_number() || takes_letters(label)) {
            let (first, last) = phone_ends(scene, run);
            if label == Label::Phone {
                return hit(scene, first, last, label, 0.88, "spoken");
            }
            return found(label, 0.88);
        }
    }
    if !run.is_number() || count < DIGITS_MIN || run.has_thousand {
        let is_code = !run.is_number()
            && (6..=17).contains(&count)
            && run.number_words >= 2
            && run.natos >= 2
            && !run.has_thousand;
        // Too long for what was read as one: a person looks at it.
        let digits = run.code.bytes().filter(u8::is_ascii_digit).count();
        let is_code = is_code || digits >= DIGITS_MIN && !run.has_thousand && run.number_words > 2;
        let is_plate = maybe == Some(Hint::Is(Label::Plate))
            && is_code
            && (run.natos >= 2 || scene.seen.any(Traits::VEHICLE));
        return match (is_plate, is_code) {
            (true, _) => found(Label::Plate, 0.7),
            (_, true) => found(Label::Other, 0.5),
            _ => None,
        };
    }
    let (first, last) = phone_ends(scene, run);
    match count {
        9 => found(Label::Ssn, 0.6),
        12..=19 if is_card => found(Label::CreditCard, 0.9),
        15..=19 => found(Label::CreditCard, 0.6),
        7 | 10 | 11 => hit(scene, first, last, Label::Phone, 0.75, "spoken"),
        _ => hit(scene, first, last, Label::Phone, 0.5, "spoken"),
    }
}

/// The kind of a said code that its own check tells.
fn checked(run: &SpokenRun) -> Option<Label> {
    if run.number_words < 2 {
        return None;
    }
    match run.code.len() {
        9 if is_nino_shape(&run.code) => Some(Label::Nino),
        17 if is_vin(&run.code) => Some(Label::Vin),
        9 if is_dea(&run.code) => Some(Label::Dea),
        11 if is_mbi(&run.code) => Some(Label::Mbi),
        15.. if is_iban(&run.code) => Some(Label::Iban),
        _ => None,
    }
}

/// A phone's number with the `plus` before it and the `extension twelve` behind it.
fn phone_ends(scene: &Scene<'_>, run: &SpokenRun) -> (usize, usize) {
    let first = run.first.checked_sub(1).filter(|plus| scene.is(*plus, w!("plus")));
    let is_extension = scene.is_any(run.last + 1, words!["extension" "ext" "extn" "x"])
        && scene.gap(run.last).len() <= 2
        && (scene.traits(run.last + 2).any(Traits::NUMBER)
            || scene.chunks.get(run.last + 2).is_some_and(|chunk| chunk.shape == Shape::Digits));
    let number = if is_extension { run_at(scene, run.last + 2).map(|run| run.last) } else { None };
    let last = if is_extension { number.unwrap_or(run.last + 2) } else { run.last };
    (first.unwrap_or(run.first), last)
}

/// How far before a long spoken code its cue may stand, in bytes: speech takes its time.
const CUE_REACH_SAID: usize = 70;

/// How far before a long spoken number the word may stand that gives it to a thing, in bytes.
const KEEP_REACH_SAID: usize = 20;

/// How far before a spoken secret the word may stand that announces it, in bytes.
const MAYBE_REACH: usize = 24;

/// Whether `code`, or a word that means the same, stands before the code that begins at `first`.
fn is_coded(scene: &Scene<'_>, first: usize) -> bool {
    const WORDS: &Words = words![
        "code" "codes" "is" "s" "enter" "punch" "press" "hit" "disarm" "in" "pass" "pound" "star"
    ];
    const THINGS: &Words = words!["degrees" "reads" "reading" "pressure" "temp" "temperature"];
    let before = (1..=3).map_while(|step| first.checked_sub(step));
    // `guest in four oh two`: a room.
    let is_room = first.checked_sub(1).is_some_and(|at| scene.is(at, w!("in")))
        && first.checked_sub(2).is_some_and(|at| {
            !scene.is_any(at, words!["punch" "key" "type" "put" "log" "buzz" "enter" "tap" "dial"])
        });
    !is_room
        && first.checked_sub(1).is_some_and(|at| scene.is_any(at, WORDS))
        && !before.into_iter().any(|at| scene.is_any(at, THINGS))
}

/// Whether chunk `index` says a key of a keypad.
fn is_key(scene: &Scene<'_>, index: usize) -> bool {
    scene.is_any(index, words!["pound" "star" "hash" "asterisk" "hashtag" "octothorpe"])
}

/// A secret with the `pound` and `star` that are said around it.
fn secret(scene: &Scene<'_>, run: &SpokenRun) -> Option<Found> {
    let mut first = run.first;
    let is_key = |at: usize| is_key(scene, at);
    while first.checked_sub(1).is_some_and(|at| is_key(at) && scene.gap(at).len() <= 2) {
        first -= 1;
    }
    let mut last = run.last;
    while is_key(last + 1) && scene.gap(last).len() <= 2 {
        last += 1;
        last += usize::from(scene.is_any(last + 1, words!["key" "sign"]));
        // `four four hash one`: digits behind the key.
        if scene.traits(last + 1).any(Traits::NUMBER) {
            last = run_at(scene, last + 1).map_or(last, |more| more.last);
        }
    }
    hit(scene, first, last, Label::Secret, 0.88, "spoken")
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
        Label::Mac => (12, 12),
        _ => (usize::MAX, 0),
    }
}

fn takes_letters(label: Label) -> bool {
    !matches!(label, Label::Phone | Label::Ssn | Label::CreditCard | Label::Routing | Label::Nhs)
}

/// Whether a word says a sign of an address.
fn is_sign(scene: &Scene<'_>, index: usize) -> bool {
    scene.is_any(
        index,
        words!["dot" "underscore" "dash" "hyphen" "plus" "point" "period" "minus" "apostrophe"],
    )
}

/// Single letters, digits and number words: pieces that are said one after the other.
fn is_small(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| chunk.len() == 1 || chunk.shape == Shape::Digits)
        || scene.traits(index).any(Traits::NUMBER)
}

/// `u k`, `i e`: the end of a domain said in letters.
fn is_lettered_tld(scene: &Scene<'_>, index: usize) -> bool {
    let is_letter =
        |at: usize| scene.chunks.get(at).is_some_and(|chunk| chunk.is_word() && chunk.len() == 1);
    is_letter(index)
        && is_letter(index + 1)
        && scene.gap_in(index, gaps![" "])
        && !is_letter(index + 2)
}

/// Ends of the names of domains that are said most.
const TLDS: &Words = words![
    "com" "org" "net" "gov" "edu" "us" "uk" "io" "co" "biz" "info" "mil" "de" "fr" "es" "it" "mx"
    "ca" "au" "in" "pl" "nl" "ie" "eu" "me" "app" "dev" "email" "example" "se" "no" "ch" "at" "be"
    "nz" "jp" "br" "pt" "tech" "pro" "cloud" "online" "site" "coop" "test"
];

fn is_close(scene: &Scene<'_>, index: usize) -> bool {
    scene.gap_in(index, gaps![" " "" "." "-" "_" ", " " (" ") " " [" "] " "(" ")" " {" "} "])
}

/// `kim dot sample at example dot com` around the `at` at chunk `at`.
fn email(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let last = domain_end(scene, at)?;
    let before = at.checked_sub(1).filter(|before| is_close(scene, *before))?;
    if scene.traits(before).any(Traits::STOP) && !is_small(scene, before) {
        return None;
    }
    let mut first = before;
    while at - first < EMAIL_WORDS_MAX {
        let Some(next) = first.checked_sub(1).filter(|next| is_close(scene, *next)) else {
            break;
        };
        let is_stop = scene.traits(next).any(Traits::STOP) && !is_small(scene, next);
        let joins = if scene.is_any(next, words!["uh" "um" "er"]) {
            next.checked_sub(1).is_some_and(|before| is_sign(scene, before))
        } else if is_sign(scene, next) || is_sign(scene, first) {
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
    while first < before && (is_sign(scene, first) || scene.is(first, w!("is"))) {
        first += 1;
    }
    hit(scene, first, last, Label::Email, 0.93, "email_spoken")
}

/// The last chunk of the domain said after `at`.
fn domain_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let mut index = at + 1;
    let mut last = None;
    while index - at < EMAIL_WORDS_MAX && is_close(scene, index - 1) {
        let is_dot = scene.is_any(index, words!["dot" "point" "period"]);
        let is_end = (is_dot && is_close(scene, index)) || scene.gap_in(index, gaps!["."]);
        if is_end && scene.is_any(index + 1, TLDS) {
            last = Some(index + 1);
            index += 2;
        } else if is_end && is_lettered_tld(scene, index + 1) {
            last = Some(index + 2);
            index += 3;
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
