//! Places that are written as codes: plus codes, geohashes, grid references, three words, and degrees with
//! minutes and letters but without their signs.

use field_domain::Label;

use super::Found;
use super::cued::first_after;
use crate::budget::Budget;
use crate::cues::Hint;
use crate::error::Withheld;
use crate::scene::{Scene, Shape, gaps};

/// The digits of plus codes (Open Location Code, specification, 3.1).
const PLUS_DIGITS: &str = "23456789CFGHJMPQRVWX";

/// The digits of geohashes.
const HASH_DIGITS: &str = "0123456789bcdefghjkmnpqrstuvwxyz";

/// How far a code of a place reaches at most, in bytes.
const BYTES_MAX: usize = 48;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let bytes = scene.text.as_bytes();
    // Plus codes of letters alone and three words have no digit in them.
    let all = 0..if scene.seen.may_have_sign(b'+') || scene.seen.may_have_sign(b'/') {
        scene.chunks.len()
    } else {
        0
    };
    let near = if all.is_empty() { Some(scene.near_digits(1)) } else { None };
    for index in near.into_iter().flatten().chain(all) {
        let Some(chunk) = scene.chunks.get(index) else { break };
        let hit = match chunk.shape {
            Shape::Mixed | Shape::Upper if bytes.get(chunk.end) == Some(&b'+') => {
                plus_code(scene, index)
            }
            Shape::Lower if bytes.get(chunk.start.wrapping_sub(1)) == Some(&b'/') => {
                three_words(scene, index)
            }
            Shape::Digits if chunk.len() <= 3 && is_before_wind(scene, index) => {
                degrees(scene, index)
            }
            Shape::Mixed | Shape::Upper if starts_with_wind(scene, index) => degrees(scene, index),
            _ => None,
        };
        if let Some((start, end)) = hit {
            budget.spend(BYTES_MAX)?;
            found.push(made(start, end));
        }
    }
    for cue in scene.cues() {
        if cue.hint == Hint::Is(Label::Gps) {
            budget.spend(BYTES_MAX)?;
            let first = first_after(scene, cue);
            let place = first.and_then(|first| cued(scene, first));
            found.extend(place.map(|(start, end)| made(start, end)));
        }
    }
    budget.spend(scene.chunks.len() / 4)
}

fn made(start: usize, end: usize) -> Found {
    Found { start, end, label: Label::Gps, score: 0.93, rule: "place_code" }
}

type Range = Option<(usize, usize)>;

/// `87G7PX7V+4H`, `PX7V+4H`.
fn plus_code(scene: &Scene<'_>, index: usize) -> Range {
    let (one, two) = (scene.chunks.get(index)?, scene.chunks.get(index + 1)?);
    let are_digits =
        |word: &str| word.chars().all(|letter| PLUS_DIGITS.contains(letter.to_ascii_uppercase()));
    let is_code = scene.gap_in(index, gaps!["+"])
        && matches!(one.len(), 4 | 6 | 8)
        && matches!(two.len(), 2 | 3)
        && are_digits(scene.word(index))
        && are_digits(scene.word(index + 1));
    is_code.then_some((one.start, two.end))
}

/// `///filled.count.soap`.
fn three_words(scene: &Scene<'_>, index: usize) -> Range {
    let start = scene.chunks.get(index)?.start;
    let is_led = scene.slice(0, start).ends_with("///");
    let end = words_end(scene, index)?;
    is_led.then(|| (start - 3, end))
}

/// Where three words end that points join.
fn words_end(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let is_word =
        |at: usize| scene.chunks.get(at).is_some_and(|chunk| chunk.is_word() && chunk.len() >= 3);
    let are_joined = scene.gap_in(index, gaps!["."]) && scene.gap_in(index + 1, gaps!["."]);
    ((index..index + 3).all(is_word) && are_joined)
        .then(|| scene.chunks.get(index + 2).map(|chunk| chunk.end))
        .flatten()
}

/// What only a cue makes a place: a geohash, a grid reference, three words.
fn cued(scene: &Scene<'_>, index: usize) -> Range {
    let chunk = scene.chunks.get(index)?;
    let word = scene.word(index);
    if let Some(end) = words_end(scene, index) {
        return Some((chunk.start, end));
    }
    let digits = |at: usize| {
        scene
            .chunks
            .get(at)
            .filter(|chunk| chunk.shape == Shape::Digits && scene.gap_in(at - 1, gaps![" "]))
            .map(crate::scene::Chunk::len)
    };
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    // `TQ 30162 80545`, `TQ3016280545`, `SU 387 148`; `18T 583959 4507523`.
    let pair = digits(index + 1).zip(digits(index + 2));
    let is_grid = letters == 2
        && word.len() == 2
        && pair.is_some_and(|(one, two)| one == two && (3..=5).contains(&one));
    let is_zone = chunk.shape == Shape::Mixed
        && word.len() <= 3
        && pair.is_some_and(|(one, two)| (5..=7).contains(&one) && (6..=7).contains(&two));
    if is_grid || is_zone {
        return Some((chunk.start, scene.chunks.get(index + 2)?.end));
    }
    let is_joined_grid = letters == 2
        && matches!(word.len(), 8 | 10 | 12)
        && word.bytes().skip(2).all(|byte| byte.is_ascii_digit());
    let is_hash = (6..=12).contains(&word.len())
        && chunk.shape == Shape::Mixed
        && word.chars().all(|letter| HASH_DIGITS.contains(letter));
    (is_joined_grid || is_hash).then_some((chunk.start, chunk.end))
}

/// Whether `N` or `S` follows the numbers at chunk `index`.
fn is_before_wind(scene: &Scene<'_>, index: usize) -> bool {
    let bytes = scene.text.as_bytes();
    (index + 1..index + 5).map_while(|at| scene.chunks.get(at)).any(|chunk| {
        chunk.len() == 1 && matches!(bytes.get(chunk.start), Some(b'N' | b'S'))
            || chunk.shape == Shape::Mixed && matches!(bytes.get(chunk.end - 1), Some(b'N' | b'S'))
    })
}

/// Whether `N40` or `N 40` stands at chunk `index`.
fn starts_with_wind(scene: &Scene<'_>, index: usize) -> bool {
    let word = scene.word(index);
    word.starts_with(['N', 'S'])
        && (word.len() == 1
            && scene.gap_in(index, gaps![" "])
            && scene.chunks.get(index + 1).is_some_and(|next| next.shape == Shape::Digits)
            || word.len() <= 4 && word.bytes().skip(1).all(|byte| byte.is_ascii_digit()))
}

/// `40 42 46 N 74 00 21 W`, `N40 42.767 W074 00.360`.
fn degrees(scene: &Scene<'_>, index: usize) -> Range {
    let start = scene.chunks.get(index)?.start;
    let text = scene.slice(start, scene.text.len());
    let text = text.get(..text.floor_char_boundary(BYTES_MAX))?;
    let (first, one) = half(text, ['N', 'S'], 90.0)?;
    let rest = text.get(first..)?;
    let gap = rest.len() - rest.trim_start_matches([' ', ',', '/', ';']).len();
    let (second, two) = half(rest.get(gap..)?, ['E', 'W'], 180.0)?;
    // Whole degrees alone are a direction or a count.
    (one >= 2 && two >= 2).then_some((start, start + first + gap + second))
}

/// One of the two: where it ends, and how many numbers it has.
fn half(text: &str, winds: [char; 2], most: f64) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut has_wind = text.starts_with(winds);
    at += usize::from(has_wind);
    let mut numbers = 0;
    let mut end = at;
    while numbers < 3 {
        let rest = text.get(at..)?;
        let skip = rest.len() - rest.trim_start_matches([' ', '°', '\'', '"', ':']).len();
        let number = rest.get(skip..)?;
        let length =
            number.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let Ok(value) = number.get(..length).unwrap_or("").parse::<f64>() else { break };
        if value > if numbers == 0 { most } else { 60.0 } {
            return None;
        }
        numbers += 1;
        at += skip + length;
        end = at;
    }
    let rest = text.get(end..)?;
    let signs = rest.len() - rest.trim_start_matches([' ', '°', '\'', '"']).len();
    if !has_wind && rest.get(signs..).is_some_and(|tail| tail.starts_with(winds)) {
        has_wind = true;
        end += signs + 1;
    } else {
        end += rest.len() - rest.trim_start_matches(['°', '\'', '"']).len();
    }
    (has_wind && numbers > 0).then_some((end, numbers))
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn codes_of_places_are_found() {
        for (text, value) in [
            ("pin 87G7PX7V+4H dropped", "87G7PX7V+4H"),
            ("hatch at ///filled.count.soap today", "///filled.count.soap"),
            ("geohash dr5regw3p", "dr5regw3p"),
            ("grid ref TQ 30162 80545, gate", "TQ 30162 80545"),
            ("valve at 40 42 46 N 74 00 21 W", "40 42 46 N 74 00 21 W"),
            ("valve at N40 42.767 W074 00.360 there", "N40 42.767 W074 00.360"),
        ] {
            assert_eq!(labels(text), [(Label::Gps, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn sums_grids_and_directions_are_no_places() {
        for text in
            ["QO20+4H wire", "12 N 4 W of the riser", "Grid C-4", "1/4+1/2 in", "N 12 panel"]
        {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
