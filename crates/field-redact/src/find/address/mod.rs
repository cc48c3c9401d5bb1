//! Street addresses and post boxes, typed and said.

mod abroad;
mod boxes;
mod tail;
mod unnumbered;

use std::cell::LazyCell;

use field_domain::Label;

pub(super) use self::boxes::FIRST as BOX_STARTS;
pub(super) use self::unnumbered::find as find_unnumbered;

use super::Found;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::lexicon::{NAME, Starts, Traits, WordSet, Words, w, words};
use crate::scene::{Chunk, Scene, Shape, gaps};
use crate::spoken;

/// Words at which a place without a house number begins.
pub(super) const HOUSE_STARTS: [&Words; 2] = [unnumbered::CORNERS, unnumbered::HOUSES];

/// Most digits of a house number.
const NUMBER_DIGITS_MAX: usize = 6;

/// Most words between a house number and the kind of street.
const NAME_WORDS_MAX: usize = 5;

/// Kinds of street that are hardly ever anything else.
const SURE_STREETS: &Words = words![
    "street" "avenue" "ave" "road" "rd" "boulevard" "blvd" "lane" "ln" "drive" "highway" "hwy"
    "parkway" "pkwy" "terrace" "turnpike" "expressway" "freeway" "alley" "crescent" "cul"
    "circle" "cir" "pl" "plaza"
];

/// Words that say that an address follows.
static CUES: WordSet<32> = WordSet::of(&[words![
    "address" "lives" "live" "living" "located" "resides" "residing" "mail" "mailed" "moved"
    "mailing" "deliver" "residence" "staying" "home"
]]);

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let mut index = 0;
    // The next chunk with a number in it, from the one after this on.
    let mut number = 0;
    while let Some(chunk) = scene.chunks.get(index) {
        budget.spend(1)?;
        number = number.max(index + 1);
        while scene.chunks.get(number).is_some_and(|next| !has_number(next)) {
            number += 1;
        }
        if !may_begin(scene, chunk, index, number) {
            index += 1;
            continue;
        }
        let hit = boxes::any(scene, index)
            .or_else(|| street(scene, index))
            .or_else(|| abroad::street(scene, index))
            .or_else(|| abroad::between_numbers(scene, index))
            .or_else(|| zip(scene, index));
        match hit {
            Some((hit, last)) => {
                budget.spend(NAME_WORDS_MAX * 4)?;
                found.push(hit);
                index = last + 1;
            }
            None => index += 1,
        }
    }
    Ok(())
}

type Hit = Option<(Found, usize)>;

fn hit(scene: &Scene<'_>, first: usize, last: usize, score: f32, rule: &'static str) -> Hit {
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    Some((Found { start, end, label: Label::Address, score, rule }, last))
}

/// Whether a word is a number, or has one in it.
fn has_number(chunk: &Chunk) -> bool {
    matches!(chunk.shape, Shape::Digits | Shape::Mixed) || chunk.traits.any(Traits::NUMBER)
}

/// Whether an address can begin with chunk `index`, where `number` is the next one with a number in it:
/// quick to say of most.
fn may_begin(scene: &Scene<'_>, chunk: &Chunk, index: usize, number: usize) -> bool {
    /// Words of post boxes.
    static BOXES: WordSet<16> =
        WordSet::of(&[words!["p" "po" "post" "box" "postfach" "pobox" "apartado"]]);
    match chunk.shape {
        Shape::Digits => {
            let is_followed = joins(scene, index) || scene.gap_in(index, gaps!["/"]);
            chunk.len() <= 6 && is_followed && may_lead(scene, index)
        }
        Shape::Mixed => true,
        // A street that begins with its name, or a region, has a number soon behind it.
        Shape::Title | Shape::Upper => {
            number < scene.chunks.len()
                && number < index + 8
                && (chunk.traits.any(Traits::NUMBER)
                    || abroad::may_go_on(scene, index)
                    || chunk.starts.any(Starts::BOX))
        }
        Shape::Lower => chunk.traits.any(Traits::NUMBER.with(Traits::WAY)) || BOXES.has(chunk.word),
    }
}

/// Whether a number can lead an address by what stands behind it. In lower case only a kind of street
/// makes one of it.
fn may_lead(scene: &Scene<'_>, index: usize) -> bool {
    const WAYS: Traits = Traits::WAY.with(Traits::DIRECTION).with(Traits::NUMBER);
    let is_street = |chunk: &Chunk| chunk.traits.any(Traits::STREET);
    let mut behind = scene.chunks.iter().skip(index + 1).take(NAME_WORDS_MAX + 3);
    scene.chunks.get(index + 1).is_some_and(|next| {
        next.shape != Shape::Lower
            || next.traits.any(WAYS)
            || scene.seen.any(Traits::STREET) && behind.any(is_street)
    })
}

/// House number, name, kind of street, then unit, city, state and ZIP where they follow.
fn street(scene: &Scene<'_>, index: usize) -> Hit {
    let number_end = house_number(scene, index)?;
    // What is tried below has a word right behind the number.
    if !joins(scene, number_end) {
        return None;
    }
    let is_cued = LazyCell::new(|| is_cued(scene, index));
    let mut kind = None;
    let mut names = 0;
    let mut at = number_end;
    while at - number_end <= NAME_WORDS_MAX
        && joins(scene, at)
        && !(scene.gap_in(at, gaps![". "])
            && (kind.is_some() || at == number_end || !is_short_word(scene, at)))
    {
        at += 1;
        let chunk = scene.chunks.get(at)?;
        let is_ordinal = chunk.shape == Shape::Mixed && is_ordinal(scene.word(at));
        if !(chunk.is_word() || is_ordinal || (chunk.shape == Shape::Digits && names > 0)) {
            break;
        }
        let is_street = chunk.traits.any(Traits::STREET) && names > 0;
        if is_street && fits(scene, number_end + 1, at, || *is_cued) {
            kind = Some(at);
        }
        let is_stop =
            chunk.traits.any(Traits::STOP.with(Traits::UNIT)) && chunk.shape == Shape::Lower;
        if is_stop && !(is_street && *is_cued) {
            break;
        }
        names += usize::from(!chunk.traits.any(Traits::DIRECTION) || chunk.len() > 2);
    }
    let is_spoken = scene.traits(index).any(Traits::NUMBER);
    let Some(kind) = kind else {
        return directed(scene, index, number_end)
            .or_else(|| unnamed_kind(scene, index, number_end, || *is_cued));
    };
    let kind = if scene.gap_in(kind, gaps![" "])
        && scene.chunks.get(kind + 1).is_some_and(|next| {
            next.traits.any(Traits::DIRECTION)
                && (next.shape == Shape::Upper && next.len() <= 2 || next.len() > 3)
        }) {
        kind + 1
    } else {
        kind
    };
    let is_capital =
        (number_end + 1..=kind).filter_map(|at| scene.chunks.get(at)).all(Chunk::is_capital);
    let score = if is_capital || *is_cued { 0.92 } else { 0.75 };
    let last = crossing(scene, tail::after(scene, kind, is_spoken));
    hit(scene, tail::before(scene, after_code(scene, index)), last, score, "street")
}

/// The number right before a house number, if there is one alone: a code, or a second number.
fn after_code(scene: &Scene<'_>, index: usize) -> usize {
    let is_digits = |at: Option<usize>| {
        at.and_then(|at| scene.chunks.get(at))
            .is_some_and(|chunk| chunk.shape == Shape::Digits && chunk.len() <= 6)
    };
    let before = index.checked_sub(1).filter(|before| scene.gap_in(*before, gaps![" "]));
    let is_lone = is_digits(before) && !is_digits(index.checked_sub(2));
    if is_lone && scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits) {
        index - 1
    } else {
        index
    }
}

/// The last chunk of a house number at `index`: `12`, `12B`, `12-14`, or one that was said.
fn house_number(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let chunk = scene.chunks.get(index)?;
    if chunk.is_word() && !chunk.traits.any(Traits::NUMBER) {
        return None;
    }
    if matches!(scene.gap_before(index).chars().last(), Some('.' | '-' | '/' | '$' | ':' | '#'))
        && !scene.gap_before(index).ends_with(": ")
    {
        return None;
    }
    if chunk.traits.any(Traits::NUMBER) {
        let run = spoken::run_within(scene, index, NUMBER_DIGITS_MAX)?;
        return run.is_number().then_some(run.last);
    }
    let is_number = match chunk.shape {
        Shape::Digits => chunk.len() <= NUMBER_DIGITS_MAX,
        Shape::Mixed => {
            let word = scene.word(index);
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            digits > 0 && word.len() == digits + 1
        }
        _ => false,
    };
    if !is_number {
        return None;
    }
    let has_street = (index + 2..index + 6).any(|at| scene.traits(at).any(Traits::STREET));
    let is_range = (scene.gap_in(index, gaps!["-"])
        || scene.gap_in(index, gaps!["/"]) && has_street)
        && scene
            .chunks
            .get(index + 1)
            .is_some_and(|next| next.shape == Shape::Digits && next.len() <= 5);
    Some(if is_range { index + 1 } else { index })
}

/// Whether a point shortens the word: `St.`, `Mt.`, no `May.` or `centres.`
fn is_short_word(scene: &Scene<'_>, at: usize) -> bool {
    scene.chunks.get(at).is_some_and(|chunk| chunk.len() <= 3 && !chunk.traits.any(Traits::MONTH))
}

fn joins(scene: &Scene<'_>, at: usize) -> bool {
    scene.gap_in(at, gaps![" " ". " "-" "'" "  "])
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| word.to_ascii_lowercase().ends_with(ending))
}

/// Whether a word that announces an address stands shortly before.
fn is_cued(scene: &Scene<'_>, index: usize) -> bool {
    let is_label =
        || scene.field_label.is_some_and(|label| label.to_ascii_lowercase().contains("address"));
    let before = scene.chunks.get(index.saturating_sub(4)..index).unwrap_or_default();
    before.iter().any(|chunk| CUES.has(chunk.word)) || is_label()
}

/// Whether `first..=kind` reads as the name and kind of a street.
fn fits(scene: &Scene<'_>, first: usize, kind: usize, is_cued: impl Fn() -> bool) -> bool {
    let names = || (first..kind).filter_map(|at| scene.chunks.get(at));
    let is_capital = names().all(|chunk| chunk.is_capital() || chunk.shape == Shape::Mixed)
        && scene.chunks.get(kind).is_some_and(Chunk::is_capital);
    let is_sure = scene.is_any(kind, SURE_STREETS);
    let is_name = names().any(|chunk| {
        chunk.traits.any(NAME) && !chunk.traits.any(Traits::COMMON) || chunk.shape == Shape::Mixed
    });
    let has_things = names()
        .any(|chunk| chunk.traits.any(Traits::THING.with(Traits::UNIT)) && !chunk.is_capital());
    is_capital || ((is_sure || is_name || is_cued()) && !has_things)
}

/// `1902 South Fairfax`, `forty forty west division suite two`: a direction and a name.
fn directed(scene: &Scene<'_>, index: usize, number_end: usize) -> Hit {
    let way = number_end + 1;
    let name = scene.chunks.get(way + 1)?;
    let digits = scene.chunks.get(index).map_or(0, Chunk::len);
    let is_spoken = scene.traits(index).any(Traits::NUMBER);
    let is_long = is_spoken && number_end > index || !is_spoken && digits >= 3;
    let is_way = scene.traits(way).any(Traits::DIRECTION)
        && scene.gap_in(number_end, gaps![" "])
        && scene.gap_in(way, gaps![" " ". "])
        && (is_spoken || scene.chunks.get(way).is_some_and(Chunk::is_capital));
    if !is_long || !is_way || !name.is_word() || name.traits.any(Traits::THING.with(Traits::STOP)) {
        return None;
    }
    let last = tail::after(scene, way + 1, is_spoken);
    let is_name = !name.traits.any(Traits::COMMON) && (name.is_capital() || is_spoken);
    (is_name || last > way + 1).then_some(())?;
    hit(scene, index, last, 0.6, "street_directed")
}

/// `12 Broadway` after a cue, or any `12 Name Name, City, ST 12345`.
fn unnamed_kind(
    scene: &Scene<'_>,
    index: usize,
    number_end: usize,
    is_cued: impl Fn() -> bool,
) -> Hit {
    let mut last = number_end;
    while last - number_end < 4
        && scene.gap_in(last, gaps![" " ". "])
        && scene.chunks.get(last + 1).is_some_and(|next| {
            next.is_capital()
                && !next.traits.any(Traits::STOP.with(Traits::UNIT).with(Traits::THING))
        })
    {
        last += 1;
    }
    if last == number_end {
        return None;
    }
    // `2893 Name 7`: a code, a street, a house.
    let is_number = |at: usize| {
        scene.gap_in(at - 1, gaps![" "])
            && scene
                .chunks
                .get(at)
                .is_some_and(|chunk| chunk.shape == Shape::Digits && chunk.len() <= 4)
            && !scene.traits(at + 1).any(Traits::UNIT)
    };
    if is_number(last + 1) {
        last += 1;
    }
    let end = tail::after(scene, last, false);
    let has_state = end > last + 1
        && (tail::is_region_or_code(scene, end, false)
            || end.checked_sub(1).is_some_and(|at| tail::is_region_or_code(scene, at, false)));
    if has_state {
        hit(scene, index, end, 0.85, "street_city_state")
    } else if is_cued() {
        hit(scene, index, end, 0.75, "street_cued")
    } else {
        None
    }
}

/// `12 Elm Street and Oak Avenue`: the street that crosses.
fn crossing(scene: &Scene<'_>, last: usize) -> usize {
    if !scene.gap_in(last, gaps![" " " & "])
        || !(scene.is(last + 1, w!("and")) || scene.gap_in(last, gaps![" & "]))
    {
        return last;
    }
    let first = if scene.gap_in(last, gaps![" & "]) { last + 1 } else { last + 2 };
    let is_name = |at: usize| scene.chunks.get(at).is_some_and(Chunk::is_capital);
    let kind = (first + 1..first + 4)
        .find(|at| scene.traits(*at).any(Traits::STREET) && (first..=*at).all(is_name));
    kind.unwrap_or(last)
}

/// A code without a street that this file knows: what stands before it is the address.
fn zip(scene: &Scene<'_>, index: usize) -> Hit {
    let is_digits = |at: usize, count: usize| {
        scene
            .chunks
            .get(at)
            .is_some_and(|chunk| chunk.shape == Shape::Digits && chunk.len() == count)
    };
    let (code, last) = if let Some(last) = tail::lettered_code(scene, index) {
        (index, last)
    } else if tail::is_short_state(scene, index)
        && scene.gap_in(index, gaps![" "])
        && is_digits(index + 1, 5)
    {
        let is_long = scene.gap_in(index + 1, gaps!["-"]) && is_digits(index + 2, 4);
        (index, if is_long { index + 2 } else { index + 1 })
    } else {
        return None;
    };
    let first = tail::start_before(scene, code).unwrap_or(code);
    // A town and a code of letters are a place of persons only with more before them.
    if first == code
        && code != last
        && scene.chunks.get(code).is_some_and(|chunk| chunk.shape == Shape::Mixed)
    {
        return hit(scene, first, last, 0.6, "code");
    }
    hit(scene, first, last, 0.75, "town_code")
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn addresses_are_found_whole() {
        for (text, value) in [
            (
                "lives at 42 W. Elm Street, Apt 3B, Springfield, IL 62704 now",
                "42 W. Elm Street, Apt 3B, Springfield, IL 62704",
            ),
            ("send it to PO Box 1204, Dayton, OH 45402.", "PO Box 1204, Dayton, OH 45402"),
            ("the house is four twelve elm street on the left", "four twelve elm street"),
            ("Mailing address: 9 Old Mill Road #2", "9 Old Mill Road #2"),
            ("keys to 9 Mill Ave. #2, Dayton, OH", "9 Mill Ave. #2, Dayton, OH"),
            ("keys to 4/42 Elm Street with the agent", "4/42 Elm Street"),
            (
                "keys to 4/17 Wattle Grove Road, Mount Barker SA 5251",
                "4/17 Wattle Grove Road, Mount Barker SA 5251",
            ),
        ] {
            assert_eq!(labels(text), [(Label::Address, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn counts_of_things_are_no_addresses() {
        for text in [
            "2 filters pass, 3 drains run dry",
            "48 sprinkler heads painted over in Level 3 east corridor",
            "Store 4 inches above the floor",
            "See Section 12 Work Area",
        ] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
