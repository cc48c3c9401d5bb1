//! Passwords, codes of gates and alarms, keys.

use field_domain::Label;

use super::Found;
use super::cued::first_after;
use crate::budget::Budget;
use crate::cues::{Cue, Hint};
use crate::error::Withheld;
use crate::lexicon::{Traits, Word, w, words};
use crate::scene::{Scene, Shape};

/// Signs that stand in passwords rather than in sentences.
const PASSWORD_SIGNS: &str = "!@#$%^&*_+=?~<>{}[]\\";

/// Cues after which a number is a code even without a colon or a verb between.
const CODE_WORDS: &[Word] = words![
    "code" "codes" "punch" "in" "enter" "login" "logins" "logon" "credentials" "creds" "disarm"
    "pass" "buzz" "entry"
];

/// Cues after which only what looks like a password counts.
const SETTING_WORDS: &[Word] = words!["to" "admin" "user" "guest" "keys"];

/// Words before `code` that make it another kind of code.
const OTHER_CODES: &[Word] = words![
    "error" "fault" "trouble" "food" "building" "fire" "plumbing" "electrical" "electric" "energy"
    "mechanical" "zip" "postal" "post" "area" "bar" "qr" "date" "lot" "color" "colour" "dress"
    "product" "item" "reason" "violation" "city" "county" "state" "national" "local" "fuel" "gas"
    "per" "to" "meets" "residential" "housing" "occupancy" "country" "diagnostic" "status" "model"
    "current" "flash" "blink" "sanitary" "ibc" "nec" "source" "section" "job" "cost" "blink" "use"
];

/// How far before the second of two codes the cue of the first may stand, in bytes.
const SECOND_REACH: usize = 40;

/// Most words of a password that is said.
const SAID_WORDS_MAX: usize = 12;

/// Shortest and longest run of digits that a gate or an alarm takes.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=10;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for cue in scene.cues() {
        if cue.hint == Hint::Is(Label::Secret) {
            budget.spend(SAID_WORDS_MAX)?;
            let near = after_cue(scene, cue).or_else(|| said(scene, cue));
            found.extend(near.or_else(|| after_colon(scene, cue)));
        }
    }
    for cue in scene.maybe_cues() {
        if cue.hint == Hint::Is(Label::Secret) {
            budget.spend(SAID_WORDS_MAX)?;
            found.extend(after_maybe(scene, cue));
        }
    }
    Ok(())
}

/// A value: where it stands, and what it is made of.
struct Value {
    start: usize,
    end: usize,
    digits: usize,
    letters: usize,
    has_sign: bool,
    /// The last chunk of it.
    last: usize,
}

/// The run without spaces at chunk `first`, with the signs that belong to it.
fn value(scene: &Scene<'_>, first: usize) -> Option<Value> {
    let start = scene.chunks.get(first)?.start;
    // Signs at the front belong to it: `#4711`, `*99`.
    let before = scene.slice(0, start);
    let start = before.trim_end_matches(['#', '*', '@', '!', '$']).len();
    let run = scene.slice(start, scene.text.len());
    let length = run.find(char::is_whitespace).unwrap_or(run.len());
    let run = run.get(..length)?;
    let run = run.split("\\n").next().unwrap_or(run);
    let run = run.trim_end_matches(['.', ',', ';', ':', ')', '"', '\'', '?', ']', '/', '-']);
    let mut end = start + run.len();
    let mut last = scene.chunk_from(end).saturating_sub(1);
    // `code is 4711 22`: digits that go on belong to it.
    while let Some(next) = scene.chunks.get(last + 1) {
        let is_more = next.shape == Shape::Digits
            && scene.chunks.get(last).is_some_and(|chunk| chunk.shape == Shape::Digits)
            && matches!(scene.slice(end, next.start), " " | "-" | " - ");
        if !is_more || scene.traits(last + 2).any(Traits::UNIT) {
            break;
        }
        end = next.end;
        last += 1;
    }
    let whole = scene.slice(start, end);
    let letters = whole.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
    let has_sign = whole.contains(|letter| PASSWORD_SIGNS.contains(letter));
    Some(Value { start, end, digits, letters, has_sign, last })
}

impl Value {
    fn found(&self, score: f32) -> Found {
        let (start, end) = (self.start, self.end);
        Found { start, end, label: Label::Secret, score, rule: "secret_cued" }
    }

    fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether nobody writes such a thing but as a password: letters with digits and signs.
    fn is_password(&self) -> bool {
        self.has_sign && self.len() >= 6 && (self.digits > 0 || self.letters >= 4)
    }
}

/// After a sure cue: a run that is no ordinary word.
fn after_cue(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let first = first_after(scene, cue)?;
    let value = value(scene, first)?;
    let chunk = scene.chunks.get(first)?;
    let is_spoken = chunk.traits.any(Traits::NUMBER);
    let is_strange = chunk.is_word()
        && !chunk
            .traits
            .any(Traits::COMMON.with(Traits::ROLE).with(Traits::NATO).with(Traits::CUE))
        && value.len() >= 4;
    let between = scene.slice(cue.end, value.start);
    let is_called_secret = between.trim_end().ends_with([':', '=', '"']) && value.len() >= 4;
    let is_reading = scene.gap(value.last) == " " && scene.traits(value.last + 1).any(Traits::UNIT);
    let is_value = value.digits > 0 || value.has_sign || is_strange || is_called_secret;
    if value.len() < 3 || is_spoken || is_reading || !is_value {
        return None;
    }
    Some(value.found(if value.digits > 0 { 0.9 } else { 0.75 }))
}

/// `code if armed: 2580`, `pw is on the board: latte4all`, `pin was changed to 6640`: some words, then a
/// colon or `to`, then a value.
fn after_colon(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let from = scene.chunk_from(cue.end);
    let first = (from + 1..from + SAID_WORDS_MAX).find(|index| {
        let gap = scene.gap_before(*index);
        gap.starts_with(':') || gap.starts_with(" =") || scene.is(index - 1, w!("to"))
    })?;
    let is_one_clause = (from..first).all(|index| {
        !scene.gap(index).contains(['\n', ';', '.'])
            || index + 1 == first && scene.gap(index) == ":"
    });
    let value = value(scene, first)?;
    let is_measured = scene.traits(value.last + 1).any(Traits::UNIT);
    let is_value = value.letters == 0 && (4..=8).contains(&value.digits)
        || value.letters > 0 && value.digits > 0 && value.len() >= 6
        || value.is_password();
    (is_one_clause
        && is_value
        && !is_measured
        && !scene.slice(value.start, value.end).contains('/'))
    .then(|| value.found(0.7))
}

/// After a word that announces a secret only beside a value that looks like one.
fn after_maybe(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let head = cue.last;
    let before = scene.chunk_from(cue.start).checked_sub(1);
    let is_other = before.is_some_and(|before| {
        scene.is_any(before, OTHER_CODES) && !scene.gap(before).contains(['.', ',', ';', '\n'])
    });
    // A phrase of another meaning holds this word.
    let is_inside = scene.sure_cue_holds(cue.start);
    if is_inside || (is_other && scene.is_any(head, words!["code" "codes"])) {
        return None;
    }
    let first = first_after(scene, cue)?;
    let value = value(scene, first)?;
    let between = scene.slice(cue.end, value.start);
    let is_reading = matches!(scene.gap(value.last), " " | "-")
        && scene.traits(value.last + 1).any(Traits::UNIT)
        || scene.gap(value.last).starts_with(['%', '°', '"', '\'']);
    let goes_on = scene.gap(value.last).starts_with(['/', '('])
        || scene.gap(value.last).starts_with('.') && !scene.gap(value.last).starts_with(". ");
    if is_reading || between.contains(". ") {
        return None;
    }
    if value.is_password() && !between.is_empty() {
        return Some(value.found(0.75));
    }
    if scene.is_any(head, SETTING_WORDS) && !scene.is_any(head, CODE_WORDS) {
        // `installer 1379, user 2846`: the second of two codes.
        let is_second = value.letters == 0
            && (4..=8).contains(&value.digits)
            && scene.has_cue(Label::Secret, cue.start, SECOND_REACH);
        return is_second.then(|| value.found(0.6));
    }
    let text = scene.slice(value.start, value.end);
    let is_number = value.letters == 0
        && DIGITS.contains(&value.digits)
        && text.bytes().all(|letter| letter.is_ascii_digit() || b"#* -".contains(&letter));
    let has_key_sign = text.starts_with(['#', '*']) || text.ends_with(['#', '*']);
    let has_link = scene.chunk_from(cue.end) < first || between.contains([':', '=', '#', '*']);
    let is_code_word = scene.is_any(head, CODE_WORDS) && cue.hint == Hint::Is(Label::Secret);
    let is_dashed = text.contains('-');
    let is_combination = is_dashed && text.split('-').count() >= 3;
    let enough = if has_key_sign || is_code_word || is_combination { 3 } else { 4 };
    let is_code = is_number
        && !goes_on
        && value.digits >= enough
        && (!is_dashed || is_combination)
        && (is_code_word || has_link || has_key_sign);
    is_code.then(|| value.found(if has_key_sign || is_code_word { 0.8 } else { 0.6 }))
}

/// Words that say a sign of a password.
const SIGNS: &[Word] = words![
    "capital" "caps" "cap" "upper" "uppercase" "lowercase" "exclamation" "bang" "dollar" "hash"
    "hashtag" "star" "asterisk" "pound" "underscore" "dash" "hyphen" "ampersand" "percent" "point"
    "dot" "at" "sign" "mark" "slash" "plus" "period"
];

/// `capital b boiler seven seven exclamation`: a password that is said.
fn said(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let first = first_after(scene, cue)?;
    let (mut last, mut signs) = (None, 0);
    for index in first..first + SAID_WORDS_MAX {
        let Some(chunk) = scene.chunks.get(index) else { break };
        let is_sign = scene.is_any(index, SIGNS);
        let is_said = is_sign || chunk.traits.any(Traits::NUMBER) || chunk.shape == Shape::Digits;
        let is_stop = chunk.traits.any(Traits::STOP.with(Traits::ACT)) && chunk.len() > 1;
        let is_all = scene.is_any(index, words!["all"]);
        if (is_stop && !is_said) || is_all || !matches!(scene.gap(index), " " | ", " | "-" | "") {
            if is_said {
                (last, signs) = (Some(index), signs + 1);
            }
            break;
        }
        signs += usize::from(is_said);
        last = Some(index);
    }
    let has_spelling = (first..=last?).any(|index| scene.is_any(index, SIGNS)) && signs >= 2;
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last?)?.end);
    has_spelling.then_some(Found {
        start,
        end,
        label: Label::Secret,
        score: 0.72,
        rule: "secret_said",
    })
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn secrets_are_found_by_their_cue_and_their_look() {
        for (text, value) in [
            ("gate code 4711#", "4711#"),
            ("wifi password: Tr0ub4dor!", "Tr0ub4dor!"),
            ("gate is *0662 after five", "*0662"),
            ("the code is 5580 then wait", "5580"),
            ("set it to Heron-blue-77! today", "Heron-blue-77!"),
            ("lockbox 3-1-9-4 on the fence", "3-1-9-4"),
            (
                "password is capital r rotor nine nine bang all one word",
                "capital r rotor nine nine bang",
            ),
        ] {
            assert_eq!(labels(text), [(Label::Secret, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn other_codes_and_doors_are_no_secrets() {
        for text in [
            "Gate code posted at the desk",
            "Password policy is fine",
            "fault code 4102 on the controller",
            "door 114 and gate 3 stick, panel 2208 is full",
            "set to 4500 rpm, door is 36 in wide",
            "see code 3-501.16",
        ] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
