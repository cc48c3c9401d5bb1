//! Streets of other countries: the kind before the name, at its end, or not named at all.

use std::borrow::Cow;

use super::{Hit, hit, tail};
use crate::lexicon::{NAME, Traits, Word, Words, w, words};
use crate::scene::{Chunk, Scene, Shape, gaps};

/// Most words of a street's name.
const NAME_WORDS_MAX: usize = 5;

/// Ends of words that are the kind of a street, each the bytes of a word from its last one on.
const BACKWARD: &[Word] = &backward([
    b"strasse",
    "straße".as_bytes(),
    "stræde".as_bytes(),
    b"straede",
    b"gasse",
    b"weg",
    b"platz",
    b"allee",
    b"vej",
    b"vejen",
    "vænget".as_bytes(),
    b"gade",
    b"gata",
    b"gatan",
    "vägen".as_bytes(),
    b"vagen",
    b"veien",
    b"veg",
    b"vegen",
    b"vegur",
    b"katu",
    b"tie",
    b"kuja",
    b"polku",
    b"straat",
    b"laan",
    b"plein",
    b"kade",
    b"hof",
    b"singel",
    b"dreef",
    b"steeg",
    b"gracht",
    b"stieg",
    b"damm",
    b"ufer",
    "gränd".as_bytes(),
    "stígur".as_bytes(),
    b"braut",
    "stræti".as_bytes(),
    "gården".as_bytes(),
    b"parken",
    b"bakken",
    b"krogen",
    b"toften",
    b"marken",
    b"str",
    b"vollur",
    b"stien",
    b"vollen",
    b"gaten",
    b"torget",
]);

static ENDINGS: Words = Words::of(BACKWARD);

/// Bytes of the longest ending.
const ENDING_MAX: usize = 7;

/// The words that the endings are, read backward.
const fn backward<const COUNT: usize>(endings: [&[u8]; COUNT]) -> [Word; COUNT] {
    let mut words = [Word::EMPTY; COUNT];
    let mut index = 0;
    while index < COUNT {
        let mut left = endings[index].len();
        assert!(left <= ENDING_MAX);
        while left > 0 {
            left -= 1;
            words[index] = words[index].and(endings[index][left]);
        }
        index += 1;
    }
    words
}

/// The address that begins at chunk `index`.
pub(super) fn street(scene: &Scene<'_>, index: usize) -> Hit {
    let chunk = scene.chunks.get(index)?;
    // Up to two numbers before the street: a code and a house number.
    let mut name = index;
    while name - index < 2 && is_number(scene, name) && scene.gap_in(name, gaps![" "]) {
        name += 1;
    }
    if name == index && !chunk.is_capital() && !chunk.traits.any(Traits::WAY) {
        return None;
    }
    if name == index && !may_go_on(scene, index) {
        return None;
    }
    let (name_end, score) = named(scene, name)?;
    let number = name_end + 1;
    let has_number_after = is_number(scene, number)
        && scene.gap_in(name_end, gaps![" " ". " ", " "., "])
        && scene.chunks.get(number).is_some_and(|chunk| chunk.len() <= 5)
        && !scene.traits(number + 1).any(Traits::UNIT.with(Traits::MONTH));
    if name == index && !has_number_after {
        return None;
    }
    let street_end = if has_number_after { number } else { name_end };
    let last = tail::after(scene, street_end, false);
    let score = if last > street_end { 0.9 } else { score };
    hit(scene, index, last, score, "street_abroad")
}

/// Whether a street without a number before it can go on behind its word at `index`: its number or more of its
/// name comes next.
pub(super) fn may_go_on(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index + 1).is_some_and(|next| {
        next.is_capital() || next.has_digit() || next.traits.any(Traits::PARTICLE.with(Traits::WAY))
    })
}

fn is_number(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
        Shape::Digits => chunk.len() <= 6,
        Shape::Mixed => {
            chunk.len() <= 5 && scene.word(index).starts_with(|first: char| first.is_ascii_digit())
        }
        _ => false,
    })
}

/// The last chunk of a street's name that begins at `first`, and how sure that is.
fn named(scene: &Scene<'_>, first: usize) -> Option<(usize, f32)> {
    let start = scene.chunks.get(first)?;
    // `ring Sal 07700 900055`: to call somebody.
    let is_call =
        start.shape == Shape::Lower && scene.is_any(first, words!["ring" "ter" "os" "u" "place"]);
    let leads = start.traits.any(Traits::WAY) && !is_call
        || (scene.word(first) == "C" && scene.gap_in(first, gaps!["/ "]));
    if !leads && !start.is_capital() {
        return None;
    }
    let mut last = first;
    let mut has_kind = has_ending(scene, first) && start.is_capital();
    let mut is_last_kind = has_kind;
    while last - first < NAME_WORDS_MAX {
        let gap = scene.gap(last);
        let Some(next) = scene.chunks.get(last + 1) else { break };
        let joins = matches!(gap, " " | "-" | ". " | "'" | "/ " | "' ");
        let is_part = next.is_word()
            && (next.is_capital() || next.traits.any(Traits::PARTICLE.with(Traits::WAY)))
            && !next.traits.any(Traits::MONTH.with(Traits::UNIT));
        if !joins || !is_part || (is_last_kind && !leads) {
            break;
        }
        last += 1;
        // `USE GATE 1` is no street of Norway.
        let is_gate = scene.is(last, w!("gate")) && scene.traits(last - 1).any(Traits::COMMON);
        is_last_kind =
            next.traits.any(Traits::WAY) && next.len() > 1 && !is_gate || has_ending(scene, last);
        has_kind |= is_last_kind;
    }
    // A one-letter kind (`u.`) needs its full stop.
    let is_short_kind = scene.chunks.get(last).is_some_and(|chunk| {
        chunk.len() == 1 && chunk.traits.any(Traits::WAY) && scene.gap(last).starts_with('.')
    });
    let is_lower_lead = start.shape == Shape::Lower;
    if leads && last > first && (!is_lower_lead || has_capital(scene, first, last)) {
        return Some((last, 0.85));
    }
    (has_kind || (is_short_kind && last > first)).then_some((last, 0.8))
}

fn has_capital(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    (first + 1..=last).any(|index| scene.chunks.get(index).is_some_and(Chunk::is_capital))
}

/// Whether the word ends like the kind of a street, and is no ordinary word.
fn has_ending(scene: &Scene<'_>, index: usize) -> bool {
    let Some(chunk) = scene.chunks.get(index) else { return false };
    if chunk.len() < 6
        || !chunk.is_capital()
        || chunk.traits.any(Traits::COMMON.with(NAME).with(Traits::THING).with(Traits::BRAND))
    {
        return false;
    }
    let word = scene.word(index);
    let lower = if word.is_ascii() { Cow::Borrowed(word) } else { word.to_lowercase().into() };
    // Two letters stand before the ending at least.
    let ends = lower.bytes().rev().take(ENDING_MAX.min(lower.len().saturating_sub(2)));
    let mut ending = Word::EMPTY;
    ends.into_iter().any(|letter| {
        ending = ending.and(letter.to_ascii_lowercase());
        ENDINGS.has(ending)
    })
}

fn is_lower(scene: &Scene<'_>, index: usize) -> bool {
    !scene.chunks.get(index).is_some_and(Chunk::is_capital)
}

/// `3970 Name 21`, with a unit, a town or a code behind it: a street whose kind nobody can tell.
pub(super) fn between_numbers(scene: &Scene<'_>, index: usize) -> Hit {
    const NEVER: Traits = Traits::MONTH
        .with(Traits::UNIT)
        .with(Traits::ROLE)
        .with(Traits::BRAND)
        .with(Traits::THING)
        .with(Traits::STOP)
        .with(Traits::ACT);
    let number = scene.chunks.get(index)?;
    if number.shape != Shape::Digits || !(2..=5).contains(&number.len()) {
        return None;
    }
    let mut name = index + 1;
    if is_number(scene, name) && scene.gap_in(index, gaps![" "]) {
        name += 1;
    }
    let mut last = name;
    let is_name = |at: usize| {
        scene.chunks.get(at).is_some_and(|chunk| {
            chunk.is_word()
                && chunk.len() > 1
                && (chunk.is_capital() && !chunk.traits.any(NEVER)
                    || at > name && chunk.traits.any(Traits::PARTICLE))
        })
    };
    if !is_name(name) || !scene.gap_in(name - 1, gaps![" "]) || is_lower(scene, last) {
        return None;
    }
    while last - name < NAME_WORDS_MAX
        && scene.gap_in(last, gaps![" " "-" ". " "'" "/ "])
        && is_name(last + 1)
    {
        last += 1;
    }
    let is_plain = (name..=last).all(|at| scene.traits(at).any(Traits::COMMON));
    let has_number = is_number(scene, last + 1) && scene.gap_in(last, gaps![" " ". " ", "]);
    let street_end = if has_number { last + 1 } else { last };
    let end = tail::after(scene, street_end, false);
    let gap = scene.gap(street_end);
    let has_tail = end > street_end
        && (gap.contains('\n') || gap.contains("\\n") || gap.contains(',') || has_number);
    let has_two = name > index + 1;
    match (has_number, has_tail) {
        (true, true) => hit(scene, index, end, 0.85, "street_numbers"),
        (false, true) if end >= street_end + 2 && !is_plain => {
            hit(scene, index, end, 0.7, "street_numbers")
        }
        (true, false) if number.len() >= 3 && !is_plain => {
            hit(scene, index, street_end, 0.5, "street_numbers")
        }
        (_, _) if has_two && !is_plain => hit(scene, index, end, 0.55, "street_numbers"),
        _ => None,
    }
}
