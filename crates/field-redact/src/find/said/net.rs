//! What is said with `dot`, `point` and `slash`: IP addresses, coordinates, links, handles.

use field_domain::Label;

use super::super::Found;
use super::{TLDS, is_lettered_tld, is_sign};
use crate::budget::Budget;
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::{Starts, Traits, Words, w, words};
use crate::scene::{Scene, Shape, gaps};
use crate::spoken;

/// Words without which nothing of it is said.
pub(in crate::find) const SIGNS: &Words = words!["dot" "point" "at" "decimal"];

/// Most words of a link or of a coordinate that is said.
const WORDS_MAX: usize = 40;

/// How far before a handle its cue may stand, in bytes.
const CUE_REACH: usize = 30;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let mut read = 0;
    for index in scene.starting(Starts::SIGN) {
        if index < read {
            continue;
        }
        budget.spend(WORDS_MAX)?;
        let is_dot = scene.is(index, w!("dot"));
        let hit = if scene.is(index, w!("at")) {
            handle(scene, index)
        } else {
            let named = if is_dot { link(scene, index) } else { None };
            address(scene, index).or(named).or_else(|| coordinates(scene, index))
        };
        if let Some((first, last, label)) = hit
            && let (Some(from), Some(to)) = (scene.chunks.get(first), scene.chunks.get(last))
        {
            let (start, end) = (from.start, to.end);
            found.push(Found { start, end, label, score: 0.85, rule: "said_net" });
            read = last + 1;
        }
    }
    Ok(())
}

type Said = Option<(usize, usize, Label)>;

/// Whether chunk `index` is a number, in words or digits.
fn is_number(scene: &Scene<'_>, index: usize) -> bool {
    scene.traits(index).any(Traits::NUMBER)
        || scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits)
}

/// The first chunk of the number that ends with chunk `last`.
fn number_before(scene: &Scene<'_>, last: usize) -> Option<usize> {
    let mut first = last;
    is_number(scene, last).then_some(())?;
    while first > 0 && last - first < 4 && is_number(scene, first - 1) && is_space(scene, first - 1)
    {
        first -= 1;
    }
    Some(first)
}

/// The last chunk of the number that begins with chunk `first`.
fn number_after(scene: &Scene<'_>, first: usize) -> Option<usize> {
    is_number(scene, first).then_some(())?;
    let mut last = first;
    while last - first < 8 && is_number(scene, last + 1) && is_space(scene, last) {
        last += 1;
    }
    Some(last)
}

fn is_space(scene: &Scene<'_>, index: usize) -> bool {
    scene.gap_in(index, gaps![" " "-" ", "])
}

/// `ten dot zero dot fourteen dot nine`.
fn address(scene: &Scene<'_>, dot: usize) -> Said {
    let first = number_before(scene, dot.checked_sub(1)?)?;
    let mut last = number_after(scene, dot + 1)?;
    let said = scene.chunks.get(dot)?.word;
    for _ in 0..2 {
        scene.is(last + 1, said).then_some(())?;
        last = number_after(scene, last + 2)?;
    }
    Some((first, last, Label::Ip))
}

/// `forty five point five two two nine north one twenty two point six seven six five west`.
fn coordinates(scene: &Scene<'_>, point: usize) -> Said {
    /// Words between the two numbers.
    const LINKS: &Words = words![
        "north" "south" "east" "west" "n" "s" "e" "w" "and" "by" "degrees" "comma" "minus"
        "negative" "longitude" "long" "lon" "latitude" "lat" "is" "then" "uh" "um" "of"
    ];
    const WINDS: &Words = words!["north" "south" "east" "west" "n" "s" "e" "w" "degrees"];
    const DIGITS_MIN: usize = 3;
    let digits = |from: usize, to: usize| {
        spoken::run_at(scene, from).filter(|_| from <= to).map_or(0, |run| run.code.len())
    };
    let mut first = number_before(scene, point.checked_sub(1)?)?;
    let end = number_after(scene, point + 1)?;
    if digits(point + 1, end) < DIGITS_MIN {
        return None;
    }
    if first > 0 && scene.is_any(first - 1, words!["minus" "negative"]) {
        first -= 1;
    }
    let mut next = end + 1;
    while scene.is_any(next, LINKS) && next - end < 6 {
        next += 1;
    }
    let whole_end = number_after(scene, next)?;
    scene.is_any(whole_end + 1, words!["point" "dot" "decimal"]).then_some(())?;
    let mut last = number_after(scene, whole_end + 2)?;
    (digits(whole_end + 2, last) >= DIGITS_MIN).then_some(())?;
    while scene.is_any(last + 1, WINDS) && scene.chunks.get(last + 1).is_some_and(|c| c.len() > 1) {
        last += 1;
    }
    Some((first, last, Label::Gps))
}

/// `w w w dot name dot com slash page`, `name dot com slash page`.
fn link(scene: &Scene<'_>, dot: usize) -> Said {
    let is_joint =
        |index: usize| scene.is_any(index, words!["dot" "slash" "dash" "underscore" "hyphen"]);
    let is_plain = |index: usize| {
        scene.chunks.get(index).is_some_and(|chunk| {
            !chunk.traits.any(Traits::STOP) || chunk.traits.any(Traits::NUMBER) || chunk.len() == 1
        })
    };
    let mut first = dot.checked_sub(1)?;
    let is_www = scene.is(first, w!("w")) && scene.is(first.checked_sub(2)?, w!("w"))
        || scene.is(first, w!("www"));
    if scene.is(first, w!("w")) && is_www {
        first -= 2;
    }
    let (mut last, mut index) = (None, dot);
    let mut slashes = 0;
    while index - dot < WORDS_MAX && scene.chunks.get(index).is_some() {
        if scene.is(index, w!("dot")) && (scene.is_any(index + 1, TLDS)) {
            last = Some(index + 1);
            index += 2;
        } else if scene.is(index, w!("dot")) && is_lettered_tld(scene, index + 1) {
            last = Some(index + 2);
            index += 3;
        } else if scene.is(index, w!("slash")) {
            slashes += 1;
            index += 1;
        } else if is_joint(index) {
            index += 1;
        } else if scene.is(index, w!("at")) || !is_plain(index) || !is_space(scene, index - 1) {
            break;
        } else if slashes > 0 {
            // A path goes on while single signs are said, or one word after a joint.
            let is_after_joint = is_joint(index - 1);
            let is_spelled =
                is_number(scene, index) || scene.chunks.get(index).is_some_and(|c| c.len() == 1);
            if !is_after_joint && !is_spelled {
                break;
            }
            last = Some(index);
            index += 1;
        } else if last.is_some() || index - dot > 8 {
            break;
        } else {
            index += 1;
        }
    }
    let last = last?;
    // An address with `at` before it is an e-mail's.
    let has_at = (1..=6).filter_map(|step| dot.checked_sub(step)).any(|at| scene.is(at, w!("at")));
    let is_link = is_www || slashes > 0 && !has_at;
    is_link.then_some((first, last, Label::Url))
}

/// `at moss underscore mortar` after a word for such names.
fn handle(scene: &Scene<'_>, at: usize) -> Said {
    let start = scene.chunks.get(at)?.start;
    if !scene
        .cues_before(start, CUE_REACH)
        .any(|hint| hint == Hint::Is(Label::Handle) || hint == Hint::Is(Label::Crypto))
    {
        return None;
    }
    let mut last = at + 1;
    let first_word = scene.chunks.get(last)?;
    if !first_word.is_word() || first_word.traits.any(Traits::STOP) && !is_sign(scene, last + 1) {
        return None;
    }
    while is_sign(scene, last + 1) && is_space(scene, last) && scene.chunks.get(last + 2).is_some()
    {
        last += 2;
    }
    while is_number(scene, last + 1) && is_space(scene, last) {
        last += 1;
    }
    Some((at, last, Label::Handle))
}
