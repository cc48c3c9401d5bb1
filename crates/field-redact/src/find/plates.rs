//! Plates of vehicles that no cue announces: by their look, beside a vehicle.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::{Traits, Words, words};
use crate::scene::{Scene, Shape, gaps};

/// How many words before and after a plate a vehicle may stand.
const REACH: usize = 9;

/// Shortest and longest plate, in letters and digits.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=8;

/// Most groups of letters before the first digit of a plate: `B-KX 3391`.
const LETTERS_BEFORE_MAX: usize = 2;

/// Most groups of a plate.
const GROUPS_MAX: usize = 3;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    // The first chunk behind the last plate.
    let mut next = 0;
    for index in scene.near_digits(LETTERS_BEFORE_MAX) {
        if index < next {
            continue;
        }
        let is_start = scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
            Shape::Mixed => (3..=8).contains(&chunk.len()),
            Shape::Upper | Shape::Digits => chunk.len() <= 4 && starts_plate(scene, index),
            _ => false,
        });
        if is_start {
            budget.spend(GROUPS_MAX + REACH)?;
            if let Some((last, score, rule)) = plate(scene, index) {
                let ends = (scene.chunks.get(index), scene.chunks.get(last));
                if let (Some(from), Some(to)) = ends {
                    let (start, end) = (from.start, to.end);
                    found.push(Found { start, end, label: Label::Plate, score, rule });
                }
                next = last + 1;
            }
        }
    }
    budget.spend(scene.chunks.len())
}

/// Whether letters go on with digits, or digits with letters.
fn starts_plate(scene: &Scene<'_>, index: usize) -> bool {
    let (Some(one), Some(two)) = (scene.chunks.get(index), scene.chunks.get(index + 1)) else {
        return false;
    };
    // `B-KX 3391`.
    let is_german = one.shape == Shape::Upper
        && two.shape == Shape::Upper
        && two.len() <= 2
        && scene.gap_in(index, gaps!["-"])
        && scene.chunks.get(index + 2).is_some_and(|next| next.shape == Shape::Digits);
    let turns = is_german
        || (one.shape == Shape::Upper && two.shape != Shape::Upper)
        || (one.shape == Shape::Digits && two.shape == Shape::Upper);
    turns
        && two.shape != Shape::Lower
        && two.shape != Shape::Title
        && two.len() <= 4
        && scene.gap_in(index, gaps![" " "-"])
}

/// The last chunk of the plate that begins at chunk `first`.
fn plate(scene: &Scene<'_>, first: usize) -> Option<(usize, f32, &'static str)> {
    let start = scene.chunks.get(first)?.start;
    if !(scene.gap_before(first).ends_with([' ', '(', ':', '\n', '"', '#', '\t', '='])
        || first == 0)
        || scene.is_any(first, words!["no" "rm" "unit" "room" "apt" "bay" "nfpa" "nec" "ul"])
    {
        return None;
    }
    if let Some(last) = lower_british(scene, first) {
        let is_kept = scene.cue_before(start, 16) == Some(Hint::Keep);
        return (!is_kept && is_beside_vehicle(scene, first, last)).then_some((
            last,
            0.7,
            "plate_british",
        ));
    }
    for last in (first..first + GROUPS_MAX).rev() {
        let Some(code) = code(scene, first, last) else { continue };
        if is_british(&code) || is_irish(scene, first, last) {
            let is_kept = scene.cue_before(start, 16) == Some(Hint::Keep);
            if !is_kept {
                return Some((last, 0.75, "plate_british"));
            }
        }
        if !(scene.seen.any(Traits::VEHICLE) || has_state(scene, start) || has_pickup(scene))
            || !LENGTHS.contains(&code.len())
            || !is_alternating(&code)
        {
            continue;
        }
        let cue = scene.cue_before(start, 24);
        let maybe = scene.maybe_before(start, 24) == Some(Hint::Is(Label::Plate));
        if cue == Some(Hint::Keep) && !maybe {
            return None;
        }
        if maybe || is_beside_vehicle(scene, first, last) {
            return Some((last, if maybe { 0.8 } else { 0.6 }, "plate_vehicle"));
        }
    }
    None
}

/// The last chunk of `lx68 zro` or `lx68zro`.
fn lower_british(scene: &Scene<'_>, first: usize) -> Option<usize> {
    let one = scene.word(first);
    if !one.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        return None;
    }
    let whole = one.to_ascii_uppercase();
    if is_british(&whole) {
        return Some(first);
    }
    let two = scene.word(first + 1).to_ascii_uppercase();
    (scene.gap_in(first, gaps![" "]) && is_british(&format!("{whole}{two}"))).then_some(first + 1)
}

/// Letters and digits of `first..=last` in capitals, if that can be a plate.
fn code(scene: &Scene<'_>, first: usize, last: usize) -> Option<String> {
    let is_joined = (first..last).all(|index| scene.gap_in(index, gaps![" " "-"]));
    let is_written = (first..=last).all(|index| {
        scene.chunks.get(index).is_some_and(|chunk| {
            matches!(chunk.shape, Shape::Upper | Shape::Mixed | Shape::Digits)
                && !scene.word(index).bytes().any(|byte| byte.is_ascii_lowercase())
                && !(chunk.shape == Shape::Upper
                    && chunk.traits.any(Traits::BRAND.with(Traits::UNIT)))
        })
    });
    let is_end =
        !scene.gap_in(last, gaps!["-" "/" "." "_"]) || scene.chunks.get(last + 1).is_none();
    if !(is_joined && is_written && is_end) {
        return None;
    }
    let code: String = (first..=last).map(|index| scene.word(index)).collect();
    let letters = code.bytes().filter(u8::is_ascii_alphabetic).count();
    (letters > 0 && letters < code.len()).then_some(code)
}

/// `191-D-12345`: year, county, number, as given out in Ireland since 1987.
fn is_irish(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    const COUNTIES: &Words = words![
        "c" "ce" "cn" "cw" "d" "dl" "g" "ke" "kk" "ky" "l" "ld" "lh" "lk" "lm" "ls" "mh" "mn" "mo"
        "oy" "rn" "so" "t" "tn" "ts" "w" "wd" "wh" "wx" "ww"
    ];
    let digits = |at: usize, lengths: std::ops::RangeInclusive<usize>| {
        scene
            .chunks
            .get(at)
            .is_some_and(|chunk| chunk.shape == Shape::Digits && lengths.contains(&chunk.len()))
    };
    last == first + 2
        && digits(first, 2..=3)
        && scene.is_any(first + 1, COUNTIES)
        && digits(last, 3..=6)
        && scene.gap(first) == scene.gap(first + 1)
}

/// `AB12CDE`, as given out in Great Britain since 2001 (DVLA INF104).
fn is_british(code: &str) -> bool {
    code.len() == 7
        && code.bytes().enumerate().all(|(at, byte)| match at {
            2 | 3 => byte.is_ascii_digit(),
            0 | 1 => byte.is_ascii_uppercase() && !b"IQZ".contains(&byte),
            _ => byte.is_ascii_uppercase() && !b"IQ".contains(&byte),
        })
}

/// Whether digits and letters change at most twice, as on plates: `7XRT219`, `482KLM`.
fn is_alternating(code: &str) -> bool {
    let kinds: Vec<bool> = code.bytes().map(|byte| byte.is_ascii_digit()).collect();
    let changes = kinds.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let digits = kinds.iter().filter(|is_digit| **is_digit).count();
    let is_model = code.len() - digits == 1 && digits <= 4;
    changes <= 2 && digits >= 2 && !is_model
}

/// `Ohio tag HRC 2915`, `TX tag`: a state before the word for a plate.
fn has_state(scene: &Scene<'_>, at: usize) -> bool {
    let index = scene.chunk_from(at);
    (2..=3).filter_map(|step| index.checked_sub(step)).any(|before| {
        scene.is_any(before + 1, words!["tag" "tags" "license" "licence" "registration"])
            && scene.traits(before).any(Traits::PLACE.with(Traits::STATE))
            && scene.chunks.get(before).is_some_and(crate::scene::Chunk::is_capital)
    })
}

/// Whether the text speaks of an `F-150` or one of its kin, whose letter and number are two words.
fn has_pickup(scene: &Scene<'_>) -> bool {
    let letters = words!["f" "e"];
    scene.seen.may_have(letters)
        && (0..scene.chunks.len()).any(|at| {
            scene.is_any(at, letters)
                && scene.gap_in(at, gaps!["-"])
                && scene.is_any(at + 1, words!["150" "250" "350" "450" "550"])
        })
}

fn is_beside_vehicle(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let ends = |index: usize| scene.gap(index).contains(['\n', ';']);
    let before = (1..=REACH).map_while(|step| first.checked_sub(step)).take_while(|at| !ends(*at));
    let after = (last + 1..scene.chunks.len().min(last + REACH)).take_while(|at| !ends(at - 1));
    before.chain(after).any(|index| {
        let traits = scene.traits(index);
        traits.any(Traits::VEHICLE)
    })
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn plates_beside_a_vehicle_are_found() {
        for (text, value) in [
            ("grey van on the ramp, KL72 PWX", "KL72 PWX"),
            ("towed silver Camry 7XRT219 from the lane", "7XRT219"),
            ("black pickup, tag 482 KLM, gone", "482 KLM"),
        ] {
            assert_eq!(labels(text), [(Label::Plate, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn models_and_equipment_beside_a_vehicle_stay() {
        for text in [
            "Ford F-150 parked by RTU-3",
            "truck serial 48TC1234 checked",
            "panel 48TCED12 is full",
            "van blocked door B-2207",
        ] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
