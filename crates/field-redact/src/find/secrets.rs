//! Passwords, codes of gates and alarms, keys.

use field_domain::Label;

mod around;
mod keys;
mod value;

pub(super) use self::keys::FIRSTS as KEY_STARTS;
use self::value::value;
use super::Found;
use super::cued::first_after;
use crate::budget::Budget;
use crate::cues::{Cue, Hint};
use crate::error::Withheld;
use crate::lexicon::{Traits, Words, w, words};
use crate::scene::{Scene, Shape, gaps};

/// Cues after which a number is a code even without a colon or a verb between.
const CODE_WORDS: &Words = words![
    "code" "codes" "punch" "in" "enter" "login" "logins" "logon" "credentials" "creds" "disarm"
    "pass" "buzz" "entry" "padlock" "combo" "combination" "digicode" "intercom"
];

/// Cues after which only what looks like a password counts.
const SETTING_WORDS: &Words = words!["to" "admin" "user" "guest" "keys"];

/// Words before `code` that make it another kind of code.
const OTHER_CODES: &Words = words![
    "error" "fault" "trouble" "food" "building" "fire" "plumbing" "electrical" "electric" "energy"
    "mechanical" "zip" "postal" "post" "area" "bar" "qr" "date" "lot" "color" "colour" "dress"
    "product" "item" "reason" "violation" "city" "county" "state" "national" "local" "fuel" "gas"
    "per" "to" "meets" "residential" "housing" "occupancy" "country" "diagnostic" "status" "model"
    "rate" "pay" "tax" "paint" "airport" "cost" "sort" "branch" "order" "stock" "tariff" "vendor" "class"
    "colour" "discount" "promo" "abc" "wire" "unit" "activity" "finding" "deficiency" "breach" "dtc"
    "current" "flash" "blink" "sanitary" "ibc" "nec" "source" "section" "job" "cost" "blink" "use"
];

/// How far before the second of two codes the cue of the first may stand, in bytes.
const SECOND_REACH: usize = 40;

/// Most words of a password that is said.
const SAID_WORDS_MAX: usize = 12;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let before = found.len();
    for cue in scene.cues() {
        if cue.hint == Hint::Is(Label::Secret) {
            budget.spend(SAID_WORDS_MAX)?;
            let near = around::turns(scene, cue).or_else(|| after_cue(scene, cue));
            let near = near.or_else(|| said(scene, cue)).or_else(|| word(scene, cue));
            let near = near.or_else(|| after_colon(scene, cue));
            let near = near.or_else(|| around::after_place(scene, cue));
            found.extend(near.or_else(|| around::before(scene, cue)));
        }
    }
    for cue in scene.maybe_cues() {
        if cue.hint == Hint::Is(Label::Secret) {
            budget.spend(SAID_WORDS_MAX)?;
            let near = after_maybe(scene, cue).or_else(|| around::before(scene, cue));
            let near = near.or_else(|| around::after_side(scene, cue));
            let near = near.or_else(|| around::pair(scene, cue));
            found.extend(near.or_else(|| around::network_key(scene, cue)));
        }
    }
    for index in before..found.len() {
        budget.spend(SAID_WORDS_MAX)?;
        let hit = found.get(index).copied();
        found.extend(hit.and_then(|hit| around::next(scene, &hit)));
        found.extend(hit.and_then(|hit| around::former(scene, &hit)));
    }
    keys::find(scene, found, budget)
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
    let is_reading = value.is_reading(scene);
    let is_value = value.digits > 0 || value.has_sign || is_strange || is_called_secret;
    if value.len() < 3 || is_spoken || is_reading || !is_value || value.is_time(scene) {
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
            || index + 1 == first && scene.gap_in(index, gaps![":"])
    });
    let value = value(scene, first)?;
    let is_measured = scene.traits(value.last + 1).any(Traits::UNIT);
    let is_value = value.letters == 0 && (4..=8).contains(&value.digits)
        || value.letters > 0 && value.digits > 0 && value.len() >= 6
        || value.letters == 1 && value.digits >= 3 && scene.is(first - 1, w!("to"))
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
    if is_inside {
        return None;
    }
    let first = first_after(scene, cue)?;
    let value = value(scene, first)?;
    // `use code 3-1-4` is no section of a code.
    let is_dialled = first.checked_sub(1).is_some_and(|before| scene.is(before, w!("code")))
        && scene.slice(value.start, value.end).split('-').count() >= 3;
    if is_other && !is_dialled && scene.is_any(head, words!["code" "codes"]) {
        return None;
    }
    let between = scene.slice(cue.end, value.start);
    let between = if between.contains("..") { " " } else { between };
    let goes_on = value.goes_on(scene) && !scene.gap(value.last).starts_with(" (");
    if value.is_reading(scene) || between.contains(". ") || value.is_time(scene) {
        return None;
    }
    // The name of a network before its password.
    if scene.is_any(head, words!["wifi" "fi" "ssid" "network"])
        && scene.gap_in(value.last, gaps![" / "])
    {
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
    // `user kitchen2 pass Pr4wn-C0cktail`.
    let is_mixed = scene.is_any(head, words!["pass" "login" "creds" "credentials" "key"])
        && value.letters >= 3
        && value.digits >= 1
        && value.len() >= 6
        && !text.contains('/');
    if is_mixed {
        return Some(value.found(0.66));
    }
    let is_number = value.is_keyed(scene);
    let has_key_sign = value.has_key_sign(scene);
    let is_bracketed =
        scene.slice(0, cue.start).ends_with('(') && scene.gap(value.last).starts_with(')');
    let has_link = scene.chunk_from(cue.end) < first
        || between.contains([':', '=', '#', '*', '('])
        || is_bracketed;
    let is_code_word = scene.is_any(head, CODE_WORDS) && cue.hint == Hint::Is(Label::Secret);
    let is_dashed = text.contains('-');
    let is_combination = is_dashed && text.split('-').count() >= 3;
    let enough = if has_key_sign || is_code_word || is_combination { 3 } else { 4 };
    let is_code = is_number
        && !goes_on
        && value.digits >= enough
        && (!is_dashed || is_combination)
        && (is_code_word || has_link || has_key_sign || is_combination);
    is_code.then(|| value.found(if has_key_sign || is_code_word { 0.8 } else { 0.6 }))
}

/// Words that announce a word rather than a number.
const WORD_CUES: &Words = words![
    "password" "passwords" "passphrase" "passphrases" "passcode" "pwd" "pw" "passwd" "word" "pass"
];

/// `password is marigold`, `duress word: pineapple`, `passphrase correct horse battery`: ordinary words.
fn word(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    /// What is said of a password rather than being one.
    const OTHER: &Words = words![
        "on" "missing" "weak" "default" "blank" "same" "wrong" "unknown" "required" "policy" "still"
        "posted" "taped" "written" "changed" "needed" "unchanged" "expired" "protected" "manager"
        "reset" "field" "was" "not" "good" "bad" "too" "fine" "ok" "okay" "visible" "shared" "known"
        "correct" "hint" "book" "list" "sheet" "sticker" "label" "removed" "disabled" "enabled" "set"
        "kept" "empty" "none" "never" "only" "working" "secret" "public" "stuck" "here" "there" "all"
        "printed" "pinned" "stored" "given" "lost" "gone" "up" "out" "off" "locked" "access" "free"
    ];
    /// Most words of a phrase.
    const PHRASE_MAX: usize = 5;
    if !scene.is_any(cue.last, WORD_CUES)
        || scene.slice(cue.end, scene.text.len()).starts_with(". ")
    {
        return None;
    }
    let first = told_after(scene, cue).or_else(|| first_after(scene, cue))?;
    let start = scene.chunks.get(first)?.start;
    let between = scene.slice(cue.end, start);
    let is_told = between.contains([':', '=', '"', '\'']) || between.contains(" is ");
    let is_phrase = scene.is_any(cue.last, words!["passphrase" "passphrases"]);
    let may_be = |index: usize| {
        scene.chunks.get(index).is_some_and(|chunk| {
            chunk.is_word()
                && chunk.len() >= 3
                && !chunk.traits.any(Traits::STOP.with(Traits::ACT).with(Traits::CUE))
        }) && !scene.is_any(index, OTHER)
    };
    // A password in a sentence stands alone; the verb of a sentence does not.
    let ends = |index: usize| {
        !scene.gap_in(index, gaps![" "])
            || scene.traits(index + 1).any(Traits::STOP.with(Traits::ACT))
    };
    if !(may_be(first) && (is_told || is_phrase || ends(first))) || between.contains('(') {
        return None;
    }
    let mut last = first;
    let goes_on = |last: usize| scene.gap_in(last, gaps![" " "-"]) && may_be(last + 1);
    while (is_phrase || scene.gap_in(last, gaps!["-"]))
        && last - first < PHRASE_MAX
        && goes_on(last)
    {
        last += 1;
    }
    let is_participle = scene.word(first).len() > 4
        && (scene.word(first).ends_with("ed") || scene.word(first).ends_with("ing"));
    let end = scene.chunks.get(last)?.end;
    (!is_participle && (ends(last) || is_phrase)).then_some(Found {
        start,
        end,
        label: Label::Secret,
        score: 0.66,
        rule: "secret_word",
    })
}

/// `passcode they ask for is "tangerine"`: what stands behind `is`, some words after the cue.
fn told_after(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    /// Most words between.
    const REACH: usize = 7;
    let from = scene.chunk_from(cue.end);
    let is = (from..from + REACH).find(|index| scene.is(*index, w!("is")))?;
    let is_clause = (from..is).all(|index| scene.gap_in(index, gaps![" "])) && is > from;
    let is_quoted = scene.gap_in(is, gaps![" \"" " '" ": "]);
    (is_clause && is_quoted).then_some(is + 1)
}

/// Words that say a sign of a password.
const SIGNS: &Words = words![
    "capital" "caps" "cap" "upper" "uppercase" "lowercase" "exclamation" "bang" "dollar" "hash"
    "hashtag" "star" "asterisk" "pound" "underscore" "dash" "hyphen" "ampersand" "percent" "point"
    "dot" "at" "sign" "mark" "slash" "plus" "period"
];

/// `capital b boiler seven seven exclamation`: a password that is said.
fn said(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    if scene.slice(cue.end, scene.text.len()).starts_with(". ") {
        return None;
    }
    let first = first_after(scene, cue)?;
    let (mut last, mut signs) = (None, 0);
    for index in first..first + SAID_WORDS_MAX {
        let Some(chunk) = scene.chunks.get(index) else { break };
        let is_sign = scene.is_any(index, SIGNS);
        let is_said = is_sign || chunk.traits.any(Traits::NUMBER) || chunk.shape == Shape::Digits;
        let is_stop = chunk.traits.any(Traits::STOP.with(Traits::ACT)) && chunk.len() > 1;
        let is_all = scene.is_any(index, words!["all"]);
        if (is_stop && !is_said) || is_all || !scene.gap_in(index, gaps![" " ", " "-" ""]) {
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
