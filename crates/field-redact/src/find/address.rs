//! Street addresses and post boxes, typed and said.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::lexicon::{NAME, Traits};
use crate::scene::{Chunk, Scene, Shape};
use crate::spoken;

/// Most words between a house number and the kind of street.
const NAME_WORDS_MAX: usize = 5;

/// Most words of a city.
const CITY_WORDS_MAX: usize = 4;

/// Kinds of street that are hardly ever anything else.
const SURE_STREETS: &[&str] = &[
    "street",
    "avenue",
    "ave",
    "road",
    "rd",
    "boulevard",
    "blvd",
    "lane",
    "ln",
    "drive",
    "highway",
    "hwy",
    "parkway",
    "pkwy",
    "terrace",
    "turnpike",
    "expressway",
    "freeway",
    "alley",
    "crescent",
    "cul",
    "circle",
    "cir",
    "blvd",
    "pl",
    "plaza",
];

/// Words that say that an address follows.
const CUES: &[&str] = &[
    "address",
    "lives",
    "live",
    "living",
    "located",
    "resides",
    "residing",
    "mail",
    "mailed",
    "moved",
    "mailing",
    "deliver",
    "residence",
    "staying",
    "home",
];

/// Parts of a building that an address can end with.
const UNITS: &[&str] = &[
    "apt",
    "apartment",
    "unit",
    "suite",
    "ste",
    "room",
    "rm",
    "floor",
    "fl",
    "bldg",
    "building",
    "lot",
    "space",
    "trailer",
    "flat",
];

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let mut index = 0;
    while index < scene.chunks.len() {
        budget.spend(1)?;
        let hit =
            post_box(scene, index).or_else(|| street(scene, index)).or_else(|| zip(scene, index));
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

/// `P.O. Box 12`, `PO Box 12`.
fn post_box(scene: &Scene<'_>, index: usize) -> Hit {
    let is_joint = |at: usize| matches!(scene.gap(at), "." | ". " | " ");
    let is_spelled = scene.is(index, "p") && scene.is(index + 1, "o") && is_joint(index);
    let is_full = scene.is(index, "post") && scene.is(index + 1, "office");
    let name = if scene.is(index, "po") && scene.gap(index) == " " {
        index + 1
    } else if is_full || (is_spelled && is_joint(index + 1)) {
        index + 2
    } else {
        return None;
    };
    let number = scene.chunks.get(name + 1)?;
    let is_box = scene.is(name, "box") && matches!(scene.gap(name), " " | " #" | " no. ");
    let has_number =
        matches!(number.shape, Shape::Digits | Shape::Mixed) || number.traits.any(Traits::NUMBER);
    if !is_box || !has_number {
        return None;
    }
    let number_end = spoken::run_at(scene, name + 1).map_or(name + 1, |run| run.last);
    hit(scene, index, with_city(scene, number_end), 0.95, "post_box")
}

/// House number, name, kind of street, then unit, city, state and ZIP where they follow.
fn street(scene: &Scene<'_>, index: usize) -> Hit {
    let number_end = house_number(scene, index)?;
    let is_cued = is_cued(scene, index);
    let mut kind = None;
    let mut names = 0;
    let mut at = number_end;
    while at - number_end <= NAME_WORDS_MAX && joins(scene, at) {
        at += 1;
        let chunk = scene.chunks.get(at)?;
        let is_ordinal = chunk.shape == Shape::Mixed && is_ordinal(scene.word(at));
        if !(chunk.is_word() || is_ordinal || (chunk.shape == Shape::Digits && names > 0)) {
            break;
        }
        let is_street = chunk.traits.any(Traits::STREET) && names > 0;
        if is_street && fits(scene, number_end + 1, at, is_cued) {
            kind = Some(at);
        }
        let is_stop =
            chunk.traits.any(Traits::STOP.with(Traits::UNIT)) && chunk.shape == Shape::Lower;
        if is_stop && !(is_cued && is_street) {
            break;
        }
        names += usize::from(!chunk.traits.any(Traits::DIRECTION) || chunk.len() > 2);
    }
    let Some(kind) = kind else { return unnamed_kind(scene, index, number_end, is_cued) };
    let kind = if scene.gap(kind) == " "
        && scene.chunks.get(kind + 1).is_some_and(|next| {
            next.traits.any(Traits::DIRECTION) && next.shape == Shape::Upper && next.len() <= 2
        }) {
        kind + 1
    } else {
        kind
    };
    let is_capital =
        (number_end + 1..=kind).filter_map(|at| scene.chunks.get(at)).all(Chunk::is_capital);
    let score = if is_capital || is_cued { 0.92 } else { 0.75 };
    hit(scene, index, with_city(scene, with_unit(scene, kind)), score, "street")
}

/// The last chunk of a house number at `index`: `12`, `12B`, `12-14`, or one that was said.
fn house_number(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let chunk = scene.chunks.get(index)?;
    if matches!(scene.gap_before(index).chars().last(), Some('.' | '-' | '/' | '$' | ':' | '#'))
        && !scene.gap_before(index).ends_with(": ")
    {
        return None;
    }
    if chunk.traits.any(Traits::NUMBER) {
        let run = spoken::run_at(scene, index)?;
        return (run.is_number() && run.code.len() <= 6).then_some(run.last);
    }
    let is_number = match chunk.shape {
        Shape::Digits => chunk.len() <= 6,
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
    let is_range = scene.gap(index) == "-"
        && scene
            .chunks
            .get(index + 1)
            .is_some_and(|next| next.shape == Shape::Digits && next.len() <= 5);
    Some(if is_range { index + 1 } else { index })
}

fn joins(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.gap(at), " " | ". " | "-" | "'" | "  ")
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| word.to_ascii_lowercase().ends_with(ending))
}

/// Whether a word that announces an address stands shortly before.
fn is_cued(scene: &Scene<'_>, index: usize) -> bool {
    let is_label =
        scene.field_label.is_some_and(|label| label.to_ascii_lowercase().contains("address"));
    let before = (1..=4).map_while(|step| index.checked_sub(step));
    is_label || before.into_iter().any(|at| CUES.iter().any(|cue| scene.is(at, cue)))
}

/// Whether `first..=kind` reads as the name and kind of a street.
fn fits(scene: &Scene<'_>, first: usize, kind: usize, is_cued: bool) -> bool {
    let names = || (first..kind).filter_map(|at| scene.chunks.get(at));
    let is_capital = names().all(|chunk| chunk.is_capital() || chunk.shape == Shape::Mixed)
        && scene.chunks.get(kind).is_some_and(Chunk::is_capital);
    let is_sure = SURE_STREETS.iter().any(|street| scene.is(kind, street));
    let is_name = names().any(|chunk| {
        chunk.traits.any(NAME) && !chunk.traits.any(Traits::COMMON) || chunk.shape == Shape::Mixed
    });
    let has_things = names()
        .any(|chunk| chunk.traits.any(Traits::THING.with(Traits::UNIT)) && !chunk.is_capital());
    is_capital || ((is_sure || is_cued || is_name) && !has_things)
}

/// `12 Broadway` after a cue, or any `12 Name Name, City, ST 12345`.
fn unnamed_kind(scene: &Scene<'_>, index: usize, number_end: usize, is_cued: bool) -> Hit {
    let mut last = number_end;
    while last - number_end < 4
        && matches!(scene.gap(last), " " | ". ")
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
    let end = with_city(scene, with_unit(scene, last));
    let has_state = end > last + 1 && ends_with_state(scene, end);
    if has_state {
        hit(scene, index, end, 0.85, "street_city_state")
    } else if is_cued {
        hit(scene, index, end, 0.75, "street_cued")
    } else {
        None
    }
}

fn is_state(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| {
        chunk.traits.any(Traits::STATE) && chunk.shape == Shape::Upper && chunk.len() == 2
            || chunk.traits.any(Traits::PLACE) && chunk.is_capital()
    })
}

fn is_zip(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits && chunk.len() == 5)
}

fn ends_with_state(scene: &Scene<'_>, last: usize) -> bool {
    is_state(scene, last)
        || is_zip(scene, last)
        || last.checked_sub(1).is_some_and(|zip| is_zip(scene, zip))
}

/// `, Unit 4`, `#3`, `Apt B`.
fn with_unit(scene: &Scene<'_>, last: usize) -> usize {
    let gap = scene.gap(last);
    if matches!(gap, " #" | ", #" | "#") {
        return last + 1;
    }
    let is_unit =
        matches!(gap, " " | ", " | ". ") && UNITS.iter().any(|unit| scene.is(last + 1, unit));
    let number = scene.chunks.get(last + 2);
    let is_number = number.is_some_and(|chunk| {
        matches!(chunk.shape, Shape::Digits | Shape::Mixed)
            || chunk.len() == 1
            || chunk.traits.any(Traits::NUMBER)
    });
    if is_unit && is_number && matches!(scene.gap(last + 1), " " | ". " | " #" | "-") {
        let spoken = spoken::run_at(scene, last + 2).map(|run| run.last);
        spoken.unwrap_or(last + 2)
    } else {
        last
    }
}

/// `, City, ST 12345-6789`.
fn with_city(scene: &Scene<'_>, last: usize) -> usize {
    let mut city = last;
    if !matches!(scene.gap(last), ", " | " " | ",\n" | "\n" | ",") {
        return last;
    }
    let has_comma = scene.gap(last).contains(',');
    while city - last < CITY_WORDS_MAX
        && (city == last || matches!(scene.gap(city), " " | ". " | "-"))
        && scene.chunks.get(city + 1).is_some_and(|next| next.is_capital() && next.is_word())
        && !is_plain_state(scene, city + 1)
    {
        city += 1;
    }
    // `12 Main St, CA 94107`
    let state = city + 1;
    if matches!(scene.gap(city), ", " | " " | ",")
        && is_state(scene, state)
        && (city > last || has_comma)
    {
        return with_zip(scene, state);
    }
    if city > last && matches!(scene.gap(city), " " | ", ") && is_zip(scene, state) {
        return with_zip(scene, city);
    }
    let is_city = has_comma && city > last && reads_as_city(scene, last + 1, city);
    if is_city { city } else { last }
}

fn is_plain_state(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| chunk.len() == 2) && is_state(scene, index)
}

fn with_zip(scene: &Scene<'_>, last: usize) -> usize {
    if !(matches!(scene.gap(last), " " | ", " | "  ") && is_zip(scene, last + 1)) {
        return last;
    }
    let is_long = scene.gap(last + 1) == "-"
        && scene
            .chunks
            .get(last + 2)
            .is_some_and(|next| next.shape == Shape::Digits && next.len() == 4);
    if is_long { last + 2 } else { last + 1 }
}

/// Capitalised words after a street without a state behind them: a city, or the next clause.
fn reads_as_city(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    const NO_CITY: Traits = Traits::ROLE
        .with(Traits::TITLE)
        .with(Traits::STOP)
        .with(Traits::THING)
        .with(Traits::ACT)
        .with(Traits::UNIT);
    let Some(chunk) = scene.chunks.get(first) else { return false };
    let goes_on = scene.gap(last) == " "
        && scene.chunks.get(last + 1).is_some_and(|next| next.shape == Shape::Lower);
    let is_person = chunk.traits.any(Traits::GIVEN) && goes_on;
    let leads_city = chunk.traits.any(Traits::DIRECTION)
        || [
            "new", "lake", "port", "fort", "mount", "saint", "st", "san", "santa", "los", "las",
            "el",
        ]
        .iter()
        .any(|word| scene.is(first, word));
    (leads_city && last > first) || (!chunk.traits.any(NO_CITY) && !is_person)
}

/// `City, ST 12345` without a street.
fn zip(scene: &Scene<'_>, index: usize) -> Hit {
    if !is_plain_state(scene, index) || scene.gap(index) != " " || !is_zip(scene, index + 1) {
        return None;
    }
    let mut first = index;
    while index - first < CITY_WORDS_MAX
        && matches!(scene.gap_before(first), " " | ", ")
        && first.checked_sub(1).and_then(|at| scene.chunks.get(at)).is_some_and(|chunk| {
            chunk.is_capital() && chunk.is_word() && !chunk.traits.any(Traits::STOP)
        })
        && (first == index || scene.gap_before(first) == " ")
    {
        first -= 1;
    }
    hit(scene, first, with_zip(scene, index), 0.75, "state_zip")
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
