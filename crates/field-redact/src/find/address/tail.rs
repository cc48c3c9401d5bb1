//! What follows a street: unit, town, region, code, country.

use crate::lexicon::{Traits, Words, w, words};
use crate::scene::{Chunk, Scene, Shape, gaps};
use crate::spoken;

/// Most words of a town.
const CITY_WORDS_MAX: usize = 4;

/// Most parts after a street.
const PARTS_MAX: usize = 7;

/// Parts of a building that an address can end with.
const UNITS: &Words = words![
    "apt" "apartment" "unit" "suite" "ste" "room" "rm" "floor" "fl" "bldg" "building" "lot" "space"
    "trailer" "flat" "spc" "door" "tower" "block" "level" "appt" "unidad" "depto" "piso" "wing" "no"
    "slot" "hangar" "office" "bay" "box"
];

/// Words that say where behind a house someone lives.
const SIDES: &Words = words!["rear" "upstairs" "downstairs" "upper" "lower" "front" "basement"];

/// Where an address that ends with chunk `last` goes on to, itself if it does not.
pub(super) fn after(scene: &Scene<'_>, last: usize, is_spoken: bool) -> usize {
    let mut end = last;
    for _ in 0..PARTS_MAX {
        let next = unit(scene, end)
            .or_else(|| code(scene, end, last))
            .or_else(|| region(scene, end, last, is_spoken))
            .or_else(|| town(scene, end, is_spoken));
        match next {
            Some(next) if next > end => end = next,
            _ => break,
        }
    }
    block(scene, end).unwrap_or(end)
}

/// The rest of an address in lines: capital words and codes up to a country or a postal code.
fn block(scene: &Scene<'_>, from: usize) -> Option<usize> {
    /// Most words of it.
    const WORDS_MAX: usize = 10;
    let (mut seen, mut index) = (None, from + 1);
    while index - from <= WORDS_MAX {
        let Some(chunk) = scene.chunks.get(index) else { break };
        let gap = scene.gap_before(index);
        let is_one = is_between(gap) || matches!(gap, "-" | "'" | " (" | ") " | ". " | ".\n");
        let is_code = chunk.shape == Shape::Digits && (4..=6).contains(&chunk.len());
        let is_short = chunk.is_word() && chunk.len() <= 3 && gap.contains(',');
        let is_part = is_code
            || is_short
            || chunk.is_word()
                && (chunk.is_capital() || chunk.traits.any(Traits::PARTICLE) && gap == " ");
        let is_label = scene.gap(index).starts_with(':');
        let is_other = chunk.traits.any(Traits::TITLE.with(Traits::ACT).with(Traits::THING))
            || scene.cue_starts_at(chunk.start);
        if !is_one || !is_part || is_label || is_other && !is_short {
            break;
        }
        let is_pair = scene.is_any(
            index,
            words!["kingdom" "states" "republic" "zealand" "islands" "wales" "rico" "herzegovina"],
        );
        if is_code || is_pair || chunk.traits.any(Traits::COUNTRY) || is_short_state(scene, index) {
            seen = Some(index);
        }
        index += 1;
    }
    seen
}

/// What may stand between two parts of one address: spaces, commas, line breaks, also written ones.
pub(super) fn is_between(gap: &str) -> bool {
    /// Longest gap, in bytes.
    const MOST: usize = 12;
    if matches!(gap, " " | ", ") {
        return true;
    }
    let gap = gap.strip_prefix('.').unwrap_or(gap);
    let is_one_line = !gap.contains("\n\n") && gap.matches('\n').count() <= 2;
    let mut parts = gap.split("\\n");
    !gap.is_empty()
        && gap.len() <= MOST
        && is_one_line
        && parts.all(|part| part.bytes().all(|letter| b" ,\n\t?".contains(&letter)))
}

fn is_break(gap: &str) -> bool {
    gap.contains([',', '\n']) || gap.contains("\\n")
}

/// `, Unit 4`, `#3`, `Apt B`, `rear`.
fn unit(scene: &Scene<'_>, last: usize) -> Option<usize> {
    let gap = scene.gap(last);
    if matches!(gap, " #" | ", #" | "#" | " # " | ". #") {
        return scene.chunks.get(last + 1).map(|_| last + 1);
    }
    let next = last + 1;
    if !(is_between(gap) || gap == ". ") {
        return None;
    }
    let ends_here = matches!(scene.gap(next).chars().next(), None | Some('.' | ',' | '\n'));
    if scene.is_any(next, SIDES) && (ends_here || scene.is(next, w!("rear"))) {
        return Some(next);
    }
    // `2nd floor`, `third floor`.
    let is_counted = scene.traits(next).any(Traits::ORDINAL)
        || scene.chunks.get(next).is_some_and(|chunk| chunk.shape == Shape::Mixed);
    if is_counted
        && scene.gap_in(next, gaps![" "])
        && scene.is_any(next + 1, words!["floor" "fl" "flr"])
        && gap.contains(',')
    {
        return Some(next + 1);
    }
    if !scene.is_any(next, UNITS) || !scene.gap_in(next, gaps![" " ". " " #" "-" "."]) {
        return None;
    }
    let number = scene.chunks.get(next + 1)?;
    let is_number = matches!(number.shape, Shape::Digits | Shape::Mixed)
        || (number.len() == 1
            && number.is_word()
            && !number.traits.any(Traits::UNIT.with(Traits::STOP)))
        || (number.len() == 1 && number.shape == Shape::Upper)
        || number.traits.any(Traits::NUMBER);
    // `no 4` alone is no unit.
    if !is_number || (scene.is(next, w!("no")) && !gap.contains(',')) {
        return None;
    }
    let spoken = spoken::run_at(scene, next + 1).map(|run| run.last);
    let end = spoken.unwrap_or(next + 1);
    let is_range = scene.gap_in(end, gaps!["-"])
        && scene.chunks.get(end + 1).is_some_and(|chunk| chunk.len() <= 3);
    Some(if is_range { end + 1 } else { end })
}

/// A postal code of any country where one can stand.
fn code(scene: &Scene<'_>, last: usize, street: usize) -> Option<usize> {
    let gap = scene.gap(last);
    let next = scene.chunks.get(last + 1)?;
    if !is_between(gap) {
        return None;
    }
    if let Some(end) = lettered_code(scene, last + 1) {
        return Some(end);
    }
    let has_town = last > street;
    match next.shape {
        Shape::Digits if next.len() == 5 && (has_town || gap.contains(',')) => {
            let is_long = scene.gap_in(last + 1, gaps!["-"])
                && scene
                    .chunks
                    .get(last + 2)
                    .is_some_and(|tail| tail.shape == Shape::Digits && tail.len() == 4);
            Some(if is_long { last + 2 } else { last + 1 })
        }
        Shape::Digits if (3..=6).contains(&next.len()) && has_town => {
            let is_split = scene.gap_in(last + 1, gaps!["-" " "])
                && scene
                    .chunks
                    .get(last + 2)
                    .is_some_and(|tail| tail.shape == Shape::Digits && tail.len() <= 4);
            let end = if is_split { last + 2 } else { last + 1 };
            (!scene.traits(end + 1).any(Traits::UNIT)).then_some(end)
        }
        _ if next.is_word() && has_town && is_said_letter(scene, last + 1) => {
            let run = spoken::run_at(scene, last + 1)?;
            is_lettered_shape(&run.code).then_some(run.last)
        }
        _ if next.traits.any(Traits::NUMBER) && has_town => {
            let run = spoken::run_at(scene, last + 1)?;
            (run.is_number() && run.code.len() == 5).then_some(run.last)
        }
        _ => None,
    }
}

/// Whether a letter is said at chunk `index`, by itself or in the NATO alphabet.
fn is_said_letter(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| {
        chunk.is_word() && (chunk.len() == 1 || chunk.traits.any(Traits::NATO))
    })
}

/// `CF158DZ`, `F91K7P2`, `K1A0B1`: a British, Irish or Canadian code without its space.
fn is_lettered_shape(code: &str) -> bool {
    let kinds: String =
        code.bytes().map(|byte| if byte.is_ascii_digit() { '9' } else { 'A' }).collect();
    let is_british = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"]
        .into_iter()
        .any(|head| kinds.strip_prefix(head) == Some("9AA"));
    let is_irish = kinds.len() == 7 && (kinds.starts_with("A99A") || kinds.starts_with("A9AA"));
    is_british || is_irish || kinds == "A9A9A9"
}

/// The last chunk of a British (`SK4 9QT`) or Canadian (`K1A 0B1`) code at chunk `index`.
pub(super) fn lettered_code(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let (one, two) = (kinds(scene, index)?, kinds(scene, index + 1)?);
    let (one, two) = (one.trim_ascii_end(), two.trim_ascii_end());
    let is_british =
        matches!(one, b"A9" | b"A99" | b"AA9" | b"AA99" | b"A9A" | b"AA9A") && two == b"9AA";
    let is_canadian = one == b"A9A" && two == b"9A9";
    // An Irish one: `D02 X285`.
    let is_irish = matches!(one, b"A99" | b"A9A")
        && matches!(two, [b'A', rest @ ..] if rest.len() == 3 && rest.contains(&b'9'));
    (scene.gap_in(index, gaps![" "]) && (is_british || is_canadian || is_irish))
        .then_some(index + 1)
}

/// The kinds of the signs of a short code in capitals: `9` and `A`, filled up with spaces.
fn kinds(scene: &Scene<'_>, index: usize) -> Option<[u8; 4]> {
    let chunk = scene.chunks.get(index).filter(|chunk| chunk.shape == Shape::Mixed)?;
    let mut kinds = [b' '; 4];
    if chunk.len() > kinds.len() {
        return None;
    }
    for (kind, byte) in kinds.iter_mut().zip(scene.word(index).bytes()) {
        *kind = match byte {
            b'0'..=b'9' => b'9',
            b'A'..=b'Z' => b'A',
            _ => return None,
        };
    }
    Some(kinds)
}

/// A state, a region, a country.
fn region(scene: &Scene<'_>, last: usize, street: usize, is_spoken: bool) -> Option<usize> {
    let gap = scene.gap(last);
    let next = last + 1;
    let chunk = scene.chunks.get(next)?;
    if !is_between(gap) {
        return None;
    }
    let has_town = last > street;
    let is_written = chunk.is_capital() || is_spoken;
    if is_short_state(scene, next) && (has_town || gap.contains(',')) {
        return Some(next);
    }
    // `Fitzroy VIC 3065`: a state of Australia with its code.
    let is_australian = chunk.shape == Shape::Upper
        && scene.is_any(next, words!["vic" "nsw" "qld" "tas" "act" "nt" "sa" "wa"])
        && (has_town || gap.contains(','));
    let is_four = |at: usize| {
        scene.chunks.get(at).is_some_and(|code| code.shape == Shape::Digits && code.len() == 4)
    };
    if is_australian && (is_four(next + 1) || has_town && chunk.len() == 3) {
        return Some(next);
    }
    // A region of two capitals in another country, before a code: `Gap, MD 55101`, `Kun, JN`.
    let is_coded = is_between(scene.gap(next))
        && scene
            .chunks
            .get(next + 1)
            .is_some_and(|code| code.shape == Shape::Digits && (4..=6).contains(&code.len()));
    if chunk.is_word() && chunk.len() <= 3 && has_town && is_break(gap) && is_coded {
        return Some(next);
    }
    if chunk.traits.any(Traits::PLACE.with(Traits::COUNTRY))
        && is_written
        && (has_town || is_break(gap))
    {
        return Some(next);
    }
    // `New York`, `South Africa`, `United Kingdom`.
    let leads = words!["new" "south" "north" "west" "united" "czech" "saudi" "costa" "el" "sri" "puerto" "hong" "great" "rhode" "faroe" "bosnia"];
    let follows = words!["kingdom" "states" "republic" "rica" "salvador" "lanka" "rico" "kong" "britain" "zealand" "islands" "wales" "herzegovina"];
    let second = scene.chunks.get(next + 1)?;
    let is_pair = scene.is_any(next, leads)
        && scene.gap_in(next, gaps![" "])
        && (second.traits.any(Traits::PLACE.with(Traits::COUNTRY))
            || scene.is_any(next + 1, follows));
    let is_three = is_pair && scene.gap_in(next + 1, gaps![" "]) && scene.is(next + 2, w!("wales"));
    (is_pair && is_written && (has_town || is_break(gap))).then_some(if is_three {
        next + 2
    } else {
        next + 1
    })
}

/// A state's two letters, in capitals.
pub(super) fn is_short_state(scene: &Scene<'_>, index: usize) -> bool {
    // `RETEST IN 7 DAYS`: among capitals these are words.
    let is_shouted = scene.is_any(index, words!["in" "or" "me" "ok" "hi" "as"])
        && index
            .checked_sub(1)
            .and_then(|before| scene.chunks.get(before))
            .is_some_and(|before| before.shape == Shape::Upper && before.len() > 2)
        && !scene
            .chunks
            .get(index + 1)
            .is_some_and(|code| code.shape == Shape::Digits && code.len() == 5);
    !is_shouted
        && scene.chunks.get(index).is_some_and(|chunk| {
            chunk.traits.any(Traits::STATE) && chunk.shape == Shape::Upper && chunk.len() == 2
        })
}

/// A state by letters or name, or a code: what shows that the words before are a town.
pub(super) fn is_region_or_code(scene: &Scene<'_>, index: usize, is_spoken: bool) -> bool {
    let Some(chunk) = scene.chunks.get(index) else { return false };
    let is_zip = chunk.shape == Shape::Digits && (4..=6).contains(&chunk.len());
    let is_place = chunk.traits.any(Traits::PLACE.with(Traits::COUNTRY));
    is_short_state(scene, index)
        || chunk.shape == Shape::Upper && scene.is_any(index, words!["vic" "nsw" "qld" "tas"])
        || is_zip
        || is_place && (chunk.is_capital() || is_spoken)
        || lettered_code(scene, index).is_some()
        || is_spoken
            && chunk.traits.any(Traits::NUMBER)
            && spoken::run_at(scene, index).is_some_and(|run| run.code.len() == 5)
}

/// A town: capital words after a comma or a line break, or before a region or a code.
fn town(scene: &Scene<'_>, last: usize, is_spoken: bool) -> Option<usize> {
    let gap = scene.gap(last);
    if !is_between(gap) {
        return None;
    }
    // `in duluth`, after a street that was said.
    let from = if is_spoken && scene.is(last + 1, w!("in")) { last + 1 } else { last };
    let mut city = from;
    while city - from < CITY_WORDS_MAX
        && (city == from || scene.gap_in(city, gaps![" " ". " "-" "'"]))
        && scene.chunks.get(city + 1).is_some_and(|next| {
            next.is_word()
                && (next.is_capital()
                    || is_spoken && !next.traits.any(Traits::STOP.with(Traits::NUMBER))
                    || (city > from && next.traits.any(Traits::PARTICLE)))
        })
        && !(city > from && is_region_or_code(scene, city + 1, is_spoken))
        && !is_short_state(scene, city + 1)
    {
        city += 1;
    }
    if city == from {
        return None;
    }
    let is_followed = is_between(scene.gap(city)) && is_region_or_code(scene, city + 1, is_spoken);
    if is_followed && !scene.traits(city).any(Traits::ACT) {
        return Some(city);
    }
    // `79098 Freiburg`: the code stands before the town.
    let is_after_code = scene
        .chunks
        .get(last)
        .is_some_and(|code| code.shape == Shape::Digits && (4..=6).contains(&code.len()))
        && last > 0
        && scene.gap(last - 1).contains([',', '\n'])
        && gap == " ";
    if is_after_code && !scene.traits(from + 1).any(Traits::UNIT.with(Traits::THING)) {
        return Some(city);
    }
    if is_spoken {
        // One word after `in`, or a town that everybody knows, or capital words right behind.
        let is_known = scene.traits(last + 1).any(Traits::PLACE);
        let is_name = |index: usize| {
            scene.chunks.get(index).is_some_and(|chunk| {
                chunk.shape == Shape::Title
                    && !chunk.traits.any(
                        Traits::ROLE.with(Traits::TITLE).with(Traits::THING).with(Traits::STOP),
                    )
            }) && !scene.traits(index + 1).any(Traits::ACT)
        };
        if from == last && !is_known && gap == " " && is_name(last + 1) {
            return Some(if scene.gap_in(last + 1, gaps![" "]) && is_name(last + 2) {
                last + 2
            } else {
                last + 1
            });
        }
        return (from > last || is_known).then_some(from + 1);
    }
    (gap.contains(',') && !gap.contains('\n') && reads_as_town(scene, last + 1, city))
        .then_some(city)
}

/// Capitalised words after a street without a state behind them: a town, or the next clause.
fn reads_as_town(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    const NO_TOWN: Traits = Traits::ROLE
        .with(Traits::TITLE)
        .with(Traits::STOP)
        .with(Traits::THING)
        .with(Traits::ACT)
        .with(Traits::UNIT);
    const LEADS: &Words = words![
        "new" "lake" "port" "fort" "mount" "saint" "st" "san" "santa" "los" "las" "el"
    ];
    let Some(chunk) = scene.chunks.get(first) else { return false };
    let goes_on = scene.gap_in(last, gaps![" "])
        && scene.chunks.get(last + 1).is_some_and(|next| next.shape == Shape::Lower);
    let is_person = chunk.traits.any(Traits::GIVEN) && goes_on;
    let leads_town = chunk.traits.any(Traits::DIRECTION) || scene.is_any(first, LEADS);
    (leads_town && last > first) || (!chunk.traits.any(NO_TOWN) && !is_person)
}

/// Ends of the names of houses.
const HOUSES: &Words = words![
    "house" "court" "lodge" "hall" "farm" "cottage" "maltings" "mill" "manor" "park" "arms"
    "building" "centre" "center" "villas" "towers" "tower" "estate" "mansions" "barn" "works"
    "chambers" "place" "point" "apartments" "mhp" "inn" "b" "villa" "residence" "plaza" "square"
    "view" "heights" "gardens" "mews" "wharf" "quay" "buildings" "flats"
];

/// Most words of a house's name.
const HOUSE_WORDS_MAX: usize = 4;

/// The first chunk of what stands before the house number: `Flat 3, `, `Rowan Lodge, `, both.
pub(super) fn before(scene: &Scene<'_>, first: usize) -> usize {
    let house = house_before(scene, first);
    let unit = unit_before(scene, house);
    if unit < house { unit } else { house_before(scene, unit_before(scene, house)) }
}

/// `The Maltings, `: capital words that end like the name of a house.
fn house_before(scene: &Scene<'_>, number: usize) -> usize {
    let Some(last) = number.checked_sub(1) else { return number };
    if !scene.gap_in(last, gaps![", "]) || !scene.is_any(last, HOUSES) {
        return number;
    }
    let mut first = last;
    while let Some(before) = first.checked_sub(1) {
        let joins = scene.gap_in(before, gaps![" " "'" "-" "&" " & "]);
        let is_name = scene.chunks.get(before).is_some_and(|chunk| {
            chunk.is_capital() && !chunk.traits.any(Traits::ROLE.with(Traits::TITLE))
        });
        if !joins || !is_name || last - before > HOUSE_WORDS_MAX {
            break;
        }
        first = before;
    }
    if first < last { first } else { number }
}

fn unit_before(scene: &Scene<'_>, first: usize) -> usize {
    let Some(number) = first.checked_sub(1) else { return first };
    let is_number = scene.chunks.get(number).is_some_and(|chunk: &Chunk| {
        matches!(chunk.shape, Shape::Digits | Shape::Mixed) || chunk.len() == 1
    });
    // `2F1, 88 ...`: floor and door in one.
    let is_floor = scene
        .chunks
        .get(number)
        .is_some_and(|chunk| chunk.shape == Shape::Mixed && chunk.len() <= 4);
    let Some(unit) = number.checked_sub(1) else {
        return if is_floor && scene.gap_in(number, gaps![", "]) { number } else { first };
    };
    let is_unit = (scene.is_any(unit, UNITS)
        || scene.is_any(
            unit,
            words!["shop" "pmb" "dock" "gate" "pitch" "plot" "stall" "rd" "villa" "cabin" "berth"],
        ))
        && scene.gap_in(unit, gaps![" " ". " " #"])
        && scene.gap_in(number, gaps![", " " " "/" ","])
        && is_number;
    if is_unit {
        unit
    } else if is_floor && scene.gap_in(number, gaps![", "]) && scene.gap(unit).contains(':') {
        number
    } else {
        first
    }
}

/// The first chunk of an address that ends with the code at chunk `code`: back over capital words
/// and numbers, up to the start of the line or a word of the sentence.
pub(super) fn start_before(scene: &Scene<'_>, code: usize) -> Option<usize> {
    /// Most words of an address before its code.
    const WORDS_MAX: usize = 16;
    const NEVER: Traits = Traits::ACT.with(Traits::TITLE);
    let mut first = code;
    let mut numbers = 0;
    let mut commas = 0;
    while let Some(before) = first.checked_sub(1) {
        let gap = scene.gap(before);
        let chunk = scene.chunks.get(before)?;
        let is_number = matches!(chunk.shape, Shape::Digits | Shape::Mixed);
        let is_part = is_number || chunk.is_capital();
        let is_role = chunk.traits.any(Traits::ROLE) && gap != " ";
        if !matches!(gap, " " | ", " | ". " | "-" | "'" | "," | "/" | " - ")
            || !is_part
            || is_role
            || code - before > WORDS_MAX
            || chunk.traits.any(NEVER)
            || (chunk.traits.any(Traits::STOP) && !is_number)
            || (scene.cue_starts_at(chunk.start) && chunk.len() > 2)
            || (chunk.shape == Shape::Digits && chunk.len() > 5)
        {
            break;
        }
        numbers += usize::from(is_number);
        commas += usize::from(gap.contains(','));
        first = before;
    }
    (first < code && (numbers > 0 || commas > 0)).then_some(first)
}
