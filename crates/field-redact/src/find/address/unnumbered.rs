//! Places without a house number: corners of two streets, and houses that have a name.

use super::{Hit, SURE_STREETS, hit, is_cued, is_ordinal, tail};
use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::lexicon::{NAME, Starts, Traits, Words, w, words};
use crate::scene::{Chunk, Scene, Shape, gaps};

/// Words for where two streets meet.
pub(in crate::find) const CORNERS: &Words = words!["corner" "intersection" "junction" "crossing"];

/// Kinds of houses that people live in and call by a name.
pub(in crate::find) const HOUSES: &Words = words![
    "cottage" "lodge" "farm" "farmhouse" "house" "villa" "manor" "barn" "bungalow" "croft" "grange" "rectory"
    "vicarage" "mansion"
];

/// Kinds of streets that stand behind a house's name; longer lists hold words that begin the next clause.
const LANES: &Words =
    words!["close" "way" "row" "hill" "green" "walk" "mews" "gardens" "rise" "st"];

/// Most words of the name of a street or of a house.
const NAME_WORDS_MAX: usize = 3;

/// What is no part of a street's or a house's name: rooms, machines, people.
const NO_NAME: Traits =
    Traits::THING.with(Traits::UNIT).with(Traits::ROLE).with(Traits::TITLE).with(Traits::ACT);

pub(crate) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    budget.spend(scene.chunks.len())?;
    for index in scene.starting(Starts::HOUSE) {
        budget.spend(16)?;
        let hit = corner(scene, index).or_else(|| house(scene, index));
        found.extend(hit.map(|(hit, _)| hit));
    }
    Ok(())
}

/// `corner of Elm and 5th`, `intersection of Oak Street & Main`.
fn corner(scene: &Scene<'_>, word: usize) -> Hit {
    if !scene.is_any(word, CORNERS)
        || !scene.is(word + 1, w!("of"))
        || !scene.gap_in(word, gaps![" "])
        || !scene.gap_in(word + 1, gaps![" "])
    {
        return None;
    }
    let first = word + 2;
    let one = street_name(scene, first)?;
    let has_sign = scene.gap_in(one.last, gaps![" & "]);
    let has_word = scene.gap_in(one.last, gaps![" "])
        && scene.is(one.last + 1, w!("and"))
        && scene.gap_in(one.last + 1, gaps![" "]);
    let second = one.last + if has_sign { 1 } else { 2 };
    let other = street_name(scene, second).filter(|_| has_sign || has_word)?;
    // `corner of Prep and Dish`: two words that begin with capitals are two streets only if something says so.
    let is_cued = is_cued(scene, word) || is_cued(scene, first);
    if !(one.is_sure || other.is_sure || is_cued) {
        return None;
    }
    let last = tail::after(scene, other.last, false);
    hit(scene, first, last, if is_cued { 0.75 } else { 0.65 }, "corner")
}

/// The name of a street, and whether it can be hardly anything else.
struct StreetName {
    last: usize,
    is_sure: bool,
}

fn street_name(scene: &Scene<'_>, first: usize) -> Option<StreetName> {
    let chunk = scene.chunks.get(first)?;
    if is_ordinal(scene.word(first)) && chunk.shape == Shape::Mixed {
        let has_kind = scene.gap_in(first, gaps![" "]) && is_street(scene, first + 1);
        return Some(StreetName { last: first + usize::from(has_kind), is_sure: true });
    }
    let is_name = |at: usize| {
        scene.chunks.get(at).is_some_and(|chunk| {
            chunk.is_capital() && chunk.len() > 1 && !chunk.traits.any(NO_NAME.with(Traits::STOP))
        })
    };
    if !is_name(first) {
        return None;
    }
    let mut last = first;
    while last - first < NAME_WORDS_MAX && scene.gap_in(last, gaps![" "]) && is_name(last + 1) {
        last += 1;
    }
    let is_numbered = chunk.traits.any(Traits::ORDINAL);
    let is_sure = is_numbered || last > first && is_street(scene, last) || is_known_name(chunk);
    Some(StreetName { last, is_sure })
}

/// Whether a word is a name and no ordinary word.
fn is_known_name(chunk: &Chunk) -> bool {
    chunk.traits.any(NAME.with(Traits::PLACE)) && !chunk.traits.any(Traits::COMMON)
}

/// Whether chunk `index` is the kind of a street, in capitals or as an abbreviation.
fn is_street(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(Chunk::is_capital)
        && (scene.is_any(index, SURE_STREETS) || scene.is_any(index, LANES))
}

/// `Rose Cottage, Mill Lane`, and `lives at Rose Cottage` with nothing behind.
fn house(scene: &Scene<'_>, kind: usize) -> Hit {
    if !scene.is_any(kind, HOUSES) || !scene.chunks.get(kind)?.is_capital() {
        return None;
    }
    let is_name = |at: usize| {
        scene.chunks.get(at).is_some_and(|chunk| {
            chunk.is_word() && chunk.is_capital() && !chunk.traits.any(NO_NAME)
        })
    };
    let mut first = kind;
    while kind - first < NAME_WORDS_MAX
        && first
            .checked_sub(1)
            .is_some_and(|before| scene.gap_in(before, gaps![" " "'" "-"]) && is_name(before))
    {
        first -= 1;
    }
    // A word that only begins the sentence is no name of a house.
    if first == kind || kind - first == 1 && scene.traits(first).any(Traits::STOP) {
        return None;
    }
    let street = lane(scene, kind);
    let is_cued = is_cued(scene, first);
    let last = match street {
        Some(street) => tail::after(scene, street, false),
        None => kind,
    };
    (street.is_some() || is_cued).then_some(())?;
    hit(scene, first, last, if is_cued && street.is_some() { 0.75 } else { 0.65 }, "house_name")
}

/// The last chunk of the street behind a house's name: `, Mill Lane`.
fn lane(scene: &Scene<'_>, kind: usize) -> Option<usize> {
    (scene.gap_in(kind, gaps![", "])).then_some(())?;
    let is_name = |at: usize| {
        scene.chunks.get(at).is_some_and(|chunk| {
            chunk.is_word() && chunk.is_capital() && !chunk.traits.any(NO_NAME.with(Traits::STOP))
        })
    };
    let street = (kind + 2..=kind + 1 + NAME_WORDS_MAX).find(|at| is_street(scene, *at))?;
    let is_one = (kind + 1..street).all(|at| is_name(at) && scene.gap_in(at, gaps![" "]));
    is_one.then_some(street)
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn corners_and_houses_with_a_name_are_found_whole() {
        for (text, value) in [
            ("lives on the corner of Elm and 5th, second floor", "Elm and 5th, second floor"),
            ("meet at the corner of Oak Street and Main", "Oak Street and Main"),
            ("she moved to the corner of Maple & Third", "Maple & Third"),
            ("keys to Rose Cottage, Mill Lane with the agent", "Rose Cottage, Mill Lane"),
            ("The tenant lives at Ivy Lodge now", "Ivy Lodge"),
            (
                "post to The Old Rectory, Church Road, Ambleside LA22 9AB",
                "The Old Rectory, Church Road, Ambleside LA22 9AB",
            ),
        ] {
            assert_eq!(labels(text), [(Label::Address, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn corners_of_rooms_and_houses_of_machines_are_no_addresses() {
        for text in [
            "Rust in the corner of Kitchen and Hall",
            "leak at the corner of Prep and Dish",
            "the corner of the room is damp",
            "corner of wall and floor cracked",
            "Pump House, Boiler Room and yard swept",
            "Fire doors at the Guard House, Main Road side, shut",
            "Farm, Road and Bridge crew were here",
            "Farm eggs from Willow Farm were cold",
        ] {
            let found = labels(text);
            assert!(!found.iter().any(|(label, _)| *label == Label::Address), "{text}: {found:?}");
        }
    }
}
