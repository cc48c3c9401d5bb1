//! Codes that do not stand right behind their cue: some words later, before it, or after another code.

use field_domain::Label;

use super::value::{Value, value};
use crate::cues::Cue;
use crate::find::Found;
use crate::lexicon::{Traits, Words, w, words};
use crate::scene::{Scene, Shape, gaps};

/// Most words between a cue and its code.
const REACH: usize = 7;

/// Score of a code that stands some words away: a person looks at it.
const SCORE: f32 = 0.62;

/// Words after which a number counts or names a thing.
const NAMING: &Words = words![
    "no" "number" "room" "rm" "unit" "apt" "flat" "suite" "floor" "level" "door" "panel" "circuit"
    "serial" "model" "tag" "permit" "section" "zone" "bay" "dock" "building" "bldg" "stop" "route"
    "installed" "dated" "since" "in" "of" "about" "until" "by" "approx" "after" "before" "page" "item"
    "sheet" "camera" "cam" "breaker" "ref" "order" "error" "fault" "step" "stair" "lot" "box" "cost"
];

/// `lockbox on the gas pipe 4471`, `key safe by the back door C1379Y`: a place, then the code.
pub(super) fn after_place(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let from = scene.chunk_from(cue.end);
    let first = (from + 1..from + REACH).find(|index| {
        scene
            .chunks
            .get(*index)
            .is_some_and(|chunk| matches!(chunk.shape, Shape::Digits | Shape::Mixed))
    })?;
    let is_one_clause =
        (from..first).all(|index| {
            let gap = scene.gap_before(index + 1);
            gap.len() <= 3 && !gap.contains(['\n', ';', '.', ':', '/'])
        }) && !scene.slice(cue.end, scene.chunks.get(from)?.start).contains(['.', '\n', ';']);
    let value = value(scene, first)?;
    let is_named = scene.is_any(first - 1, NAMING) && !scene.is(first - 1, w!("door"))
        || scene.cue_before(value.start, 10).is_some_and(|_| !scene.sure_cue_holds(cue.start));
    let is_code = (is_code_number(scene, &value) || is_key_safe(scene, &value))
        && !scene.gap_before(first).ends_with(['$', '€', '£']);
    (is_one_clause && is_code && !is_named && !value.is_reading(scene) && !value.goes_on(scene))
        .then(|| value.found(SCORE))
}

/// Four to six digits that are no year, or digits with the sign of a keypad.
fn is_code_number(scene: &Scene<'_>, value: &Value) -> bool {
    let year: Option<u32> = scene.slice(value.start, value.end).parse().ok();
    let is_year = value.digits == 4 && year.is_some_and(|year| (1950..=2040).contains(&year));
    value.is_keyed(scene)
        && (value.has_key_sign(scene) && value.digits >= 3
            || !is_year && (4..=6).contains(&value.digits))
}

/// `C1379Y`: how key safes with letters are set.
fn is_key_safe(scene: &Scene<'_>, value: &Value) -> bool {
    let text = scene.slice(value.start, value.end).as_bytes();
    (5..=8).contains(&text.len())
        && value.digits >= 4
        && text.iter().all(u8::is_ascii_alphanumeric)
        && text.first().is_some_and(u8::is_ascii_uppercase)
}

/// `combination R12 L34 R6`, `now 18R-40L-06R`, `left twelve right thirty left four`: turns of a dial.
pub(super) fn turns(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    /// Most words before the first turn, and of all turns.
    const BEFORE: usize = 8;
    const MOST: usize = 14;
    if !scene.is_any(cue.last, words!["combination" "combo" "safe" "padlock" "code" "dial"]) {
        return None;
    }
    let is_turn = |index: usize| {
        let word = scene.word(index);
        let number = word.trim_matches(['R', 'L', 'r', 'l']);
        word.len() == number.len() + 1
            && (1..=2).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_side =
        |index: usize| scene.is_any(index, words!["left" "right" "clockwise" "anticlockwise"]);
    let is_number = |index: usize| {
        scene.traits(index).any(Traits::NUMBER)
            || scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits)
    };
    let from = scene.chunk_from(cue.end);
    let first = (from..from + BEFORE)
        .find(|index| is_turn(*index) || is_side(*index) && is_number(index + 1))?;
    let mut last = first;
    let (mut count, mut index) = (0, first);
    while index - first < MOST && (is_turn(index) || is_side(index) || is_number(index)) {
        count += usize::from(is_turn(index) || is_side(index));
        last = index;
        if !scene.gap_in(index, gaps![" " "-" ", " "/"]) {
            break;
        }
        index += 1;
    }
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    (count >= 2).then_some(Found {
        start,
        end,
        label: Label::Secret,
        score: 0.75,
        rule: "secret_turns",
    })
}

/// `4471 is the code for the gate`, `use 4471 at the keypad`, `8820 for the lockbox`.
pub(super) fn before(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    const BETWEEN: &Words = words![
        "is" "was" "s" "the" "a" "an" "at" "on" "for" "to" "gets" "get" "you" "in" "into" "opens"
        "open" "works" "your" "our" "side" "front" "back" "rear" "main" "side" "south" "north" "east"
        "west" "outer" "inner" "new" "old" "current" "through" "unlocks" "disarms" "will" "of" "this"
    ];
    const SURE: &Words = words!["is" "s" "was" "opens" "gets" "works" "unlocks" "disarms" "open"];
    const DOING: &Words = words![
        "use" "used" "enter" "enters" "punch" "try" "dial" "press" "hit" "type" "key" "pin" "code"
        "input" "put" "its" "s" "tap" "do" "then"
    ];
    let mut last = scene.chunk_from(cue.start).checked_sub(1)?;
    let (mut words, mut is_sure, mut is_for) = (0, false, false);
    while words < REACH && scene.is_any(last, BETWEEN) && scene.gap_in(last, gaps![" " "'"]) {
        is_sure |= scene.is_any(last, SURE);
        is_for |= scene.is_any(last, words!["for"]);
        last = last.checked_sub(1)?;
        words += 1;
    }
    let chunk = scene.chunks.get(last)?;
    let gap = scene.gap(last);
    let is_bracket = matches!(gap, " (" | "# (" | "* (");
    if words == 0 && !is_bracket
        || chunk.shape != Shape::Digits
        || !matches!(gap, " " | "# " | "* ") && !is_bracket
    {
        return None;
    }
    let mut first = last;
    while let Some(before) = first.checked_sub(1)
        && scene.gap_in(before, gaps!["-"])
        && scene.chunks.get(before).is_some_and(|chunk| chunk.shape == Shape::Digits)
    {
        first = before;
    }
    let value = value(scene, first)?;
    let doing = first.checked_sub(1);
    let is_done = doing.is_some_and(|at| scene.is_any(at, DOING));
    let is_named = doing.is_some_and(|at| scene.is_any(at, NAMING));
    let is_act = scene.is_any(cue.last, words!["disarm" "unset" "unlock" "open" "arm"]);
    let is_told = is_sure || is_done || is_act || is_bracket || value.has_key_sign(scene) || is_for;
    (is_told && !is_named && is_code_number(scene, &value) && value.last == last)
        .then(|| value.found(SCORE))
}

/// `door codes: front 1199`, `the code, which is 4471`: which door, then the code.
pub(super) fn after_side(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    const SIDES: &Words = words![
        "front" "back" "rear" "side" "main" "north" "south" "east" "west" "upper" "lower" "garage" "gate"
        "door" "which" "is" "new" "old" "master" "user" "inner" "outer" "for" "the" "lobby" "office" "shed"
        "basement" "roof" "staff" "bin" "store" "street" "alarm" "hall" "entrance" "tenant" "trade" "that"
    ];
    /// Most words of it.
    const WORDS: usize = 4;
    if !scene.is_any(cue.last, words!["code" "codes" "pins" "combo" "keypad" "entry"]) {
        return None;
    }
    let from = scene.chunk_from(cue.end);
    let first = (from..from + WORDS).find(|index| !scene.is_any(*index, SIDES))?;
    let is_clause = (from..=first)
        .all(|index| scene.gap_before_in(index, gaps![" " ": " ", " " - " " (" ":" " = "]));
    let value = value(scene, first)?;
    (first > from
        && is_clause
        && is_code_number(scene, &value)
        && !value.is_reading(scene)
        && !value.goes_on(scene))
    .then(|| value.found(0.66))
}

/// `from 4471 to 8820`: the code that was.
pub(super) fn former(scene: &Scene<'_>, hit: &Found) -> Option<Found> {
    let first = scene.chunk_from(hit.start);
    let to = first.checked_sub(1).filter(|to| scene.is(*to, w!("to")))?;
    let old = to.checked_sub(1)?;
    let value = value(scene, old)?;
    let digits = scene.slice(hit.start, hit.end).bytes().filter(u8::is_ascii_digit).count();
    (hit.label == Label::Secret
        && value.is_keyed(scene)
        && value.digits == digits
        && value.last == old)
        .then(|| value.found(SCORE))
}

/// `admin / Portcullis#9`, `wifi: LodgeGuest / Heron88`: a name, a stroke, its password.
pub(super) fn pair(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let from = scene.chunk_from(cue.end);
    let stroke = (from.saturating_sub(1)..from + 3).find(|index| {
        scene.gap_in(*index, gaps!["/" " / " ": " ":" " : "])
            && scene.chunks.get(*index).is_some_and(|chunk| chunk.end > cue.start)
            && scene.gap(*index).contains('/')
    })?;
    let is_clause =
        (from..=stroke).all(|index| !scene.gap_before(index).contains(['\n', '.', ';']));
    let value = value(scene, stroke + 1)?;
    let is_net = scene.is_any(cue.last, words!["wifi" "fi" "ssid" "network"]);
    if is_net && is_clause && value.digits == 0 && !value.has_sign {
        return phrase(scene, stroke + 1);
    }
    let is_value = value.len() >= 4 && value.letters > 0 && (value.digits > 0 || value.has_sign);
    (is_clause && is_value && !value.is_reading(scene)).then(|| value.found(0.72))
}

/// `Lodge / oysters and stout`: the password of a network in words, to where the sentence goes on.
fn phrase(scene: &Scene<'_>, first: usize) -> Option<Found> {
    /// Most words of it.
    const WORDS: usize = 5;
    let is_word = |index: usize| {
        scene.chunks.get(index).is_some_and(|chunk| {
            !chunk.traits.any(Traits::STOP) || scene.is_any(index, words!["and" "the" "of"])
        })
    };
    let mut last = first;
    while last - first < WORDS && scene.gap_in(last, gaps![" "]) && is_word(last + 1) {
        last += 1;
    }
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    (is_word(first) && end - start >= 6).then_some(Found {
        start,
        end,
        label: Label::Secret,
        score: 0.55,
        rule: "secret_phrase",
    })
}

/// The key of a network some words behind it: `the wifi there gr4vel-pit-2019`.
pub(super) fn network_key(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    /// Most words between.
    const WORDS: usize = 3;
    if !scene.is_any(cue.last, words!["wifi" "fi" "ssid" "network"]) {
        return None;
    }
    let from = scene.chunk_from(cue.end);
    let first = (from..from + WORDS)
        .find(|index| scene.chunks.get(*index).is_some_and(|chunk| chunk.shape == Shape::Mixed))?;
    let is_clause = (from..=first).all(|index| scene.gap_before_in(index, gaps![" " ", " ": "]));
    let value = value(scene, first)?;
    (is_clause && value.len() >= 8 && value.digits > 0 && value.letters >= 3)
        .then(|| value.found(0.66))
}

/// `from 4471 to 8820`, `front 1199, back 2288`: a code of as many digits shortly behind another one.
pub(super) fn next(scene: &Scene<'_>, hit: &Found) -> Option<Found> {
    const BETWEEN: &Words = words![
        "to" "and" "or" "now" "new" "old" "front" "back" "rear" "side" "door" "gate" "garage" "user"
        "installer" "is" "code" "the" "upper" "lower" "basement" "engineer" "master" "was" "for" "then"
        "inner" "outer" "alarm" "lockbox" "shed" "set" "unset" "it" "s" "be" "changed" "pin" "office"
    ];
    /// Most words between the two.
    const WORDS: usize = 5;
    if hit.label != Label::Secret {
        return None;
    }
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let text = scene.slice(hit.start, hit.end);
    if !text.bytes().all(|letter| letter.is_ascii_digit() || b"#*-".contains(&letter)) {
        return None;
    }
    let from = scene.chunk_from(hit.end);
    let first = (from..from + WORDS).find(|index| !scene.is_any(*index, BETWEEN))?;
    let is_clause = (from..=first).all(|index| {
        let gap = scene.gap_before(index);
        gap.len() <= 3 && !gap.contains(['\n', ';', '.'])
    });
    let value = value(scene, first)?;
    let is_like = value.is_keyed(scene) && value.digits == digits(text);
    let is_joined = scene.gap_before(from).contains([',', '/']) || first > from;
    let is_free = !value.is_reading(scene) && !value.goes_on(scene) && !value.is_time(scene);
    (is_clause && is_like && is_joined && is_free).then(|| value.found(SCORE))
}
