//! Coordinates.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::cues::Hint;
use crate::error::Withheld;
use crate::scene::{Scene, Shape, gaps};

/// Decimals from which a pair of numbers is a place: 4 are about 11 m (`redaction.md` section 2).
const DECIMALS_MIN: usize = 4;

/// Longest text of one coordinate, in bytes.
const COORDINATE_BYTES_MAX: usize = 40;

/// How far before a coordinate its cue may stand.
const CUE_REACH: usize = 24;

/// One coordinate in the text.
struct Coordinate {
    end: usize,
    degrees: f64,
    decimals: usize,
    /// Whether a hemisphere is written.
    is_marked: bool,
    /// Whether a degree sign is, perhaps with minutes.
    has_minutes: bool,
}

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let mut read = 0;
    budget.spend(scene.chunks.len())?;
    for index in scene.numerals.iter().copied() {
        let Some(chunk) = scene.chunks.get(index) else { break };
        let may_begin = chunk.shape == Shape::Digits
            && chunk.len() <= 3
            && (scene.gap_in(index, gaps!["."]) || scene.gap(index).starts_with('°'));
        let is_lettered = chunk.len() >= 2
            && scene.word(index).starts_with(['N', 'S'])
            && scene.word(index).bytes().skip(1).all(|byte| byte.is_ascii_digit());
        if chunk.start < read || !(may_begin || is_lettered) {
            continue;
        }
        budget.spend(COORDINATE_BYTES_MAX)?;
        if let Some(hit) = pair(scene, index) {
            read = hit.end;
            found.push(hit);
        }
    }
    Ok(())
}

fn pair(scene: &Scene<'_>, index: usize) -> Option<Found> {
    let mut start = scene.chunks.get(index)?.start;
    let before = scene.slice(0, start);
    if before.ends_with(['-', '+']) {
        start -= 1;
    } else if before.ends_with(" N ") || before.ends_with(" S ") || matches!(before, "N " | "S ") {
        start -= 2;
    }
    let first = coordinate(scene, start)?;
    let is_cued = scene.cue_before(start, CUE_REACH) == Some(Hint::Is(Label::Gps));
    let rest = scene.slice(first.end, scene.text.len());
    let gap = rest.find(|letter: char| !" ,;/\n".contains(letter)).unwrap_or(rest.len());
    let words = ["longitude", "long", "lon", "lng", "lg"];
    let mut skip = gap;
    let after = rest.as_bytes().get(gap..).unwrap_or_default();
    let begins = |word: &&&str| {
        after.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word.as_bytes()))
    };
    if let Some(word) = words.iter().find(begins) {
        skip += word.len();
        let tail = rest.get(skip..).unwrap_or("");
        skip += tail.find(|letter: char| !" :=.".contains(letter)).unwrap_or(0);
    }
    let second = (gap > 0 && gap <= 4 || first.is_marked)
        .then(|| coordinate(scene, first.end + skip))
        .flatten();
    let decimals = if is_cued { DECIMALS_MIN - 2 } else { DECIMALS_MIN };
    let made =
        |end, score| Some(Found { start, end, label: Label::Gps, score, rule: "coordinates" });
    match second {
        Some(second) => {
            let is_place = (first.decimals >= decimals && second.decimals >= decimals)
                || (first.is_marked && second.is_marked && first.decimals + second.decimals > 0)
                || first.has_minutes && second.has_minutes;
            let in_range = first.degrees <= 180.0 && second.degrees <= 180.0;
            if is_place && in_range { made(second.end, 0.95) } else { None }
        }
        None if is_cued && (first.decimals >= DECIMALS_MIN || first.is_marked) => {
            made(first.end, 0.8)
        }
        None => None,
    }
}

/// Reads digits at `at`; gives the end and how many there are.
fn digits(text: &str, at: usize) -> (usize, usize) {
    let count = text.bytes().skip(at).take_while(u8::is_ascii_digit).count();
    (at + count, count)
}

/// `-40.12345`, `40°20'29.8"N`, `45.9216° N`, `N 40.1234`.
fn coordinate(scene: &Scene<'_>, start: usize) -> Option<Coordinate> {
    let text = scene.slice(start, scene.text.len());
    let text = text.get(..text.floor_char_boundary(COORDINATE_BYTES_MAX))?;
    let mut at = 0;
    let skip_one = |at: usize, letters: &str| -> usize {
        let next = text.get(at..).and_then(|rest| rest.chars().next());
        next.filter(|next| letters.contains(*next)).map_or(at, |next| at + next.len_utf8())
    };
    let after_letter = skip_one(at, "NSEW");
    let has_letter = after_letter > at;
    at = skip_one(skip_one(after_letter, " "), "-+");
    let (whole_end, whole) = digits(text, at);
    if !(1..=3).contains(&whole) {
        return None;
    }
    let mut decimals = 0;
    let number_start = at;
    at = whole_end;
    if text.get(at..).is_some_and(|rest| rest.starts_with('.')) {
        let (end, count) = digits(text, at + 1);
        if count > 0 {
            (at, decimals) = (end, count);
        }
    }
    let degrees: f64 = text.get(number_start..at)?.parse().ok()?;
    let after_sign = skip_one(at, "°");
    let has_sign = after_sign > at;
    at = after_sign;
    if has_sign {
        // Minutes and seconds, each with its sign.
        for signs in ["'", "\""] {
            let from = skip_one(at, " ");
            let (mut end, count) = digits(text, from);
            if count == 0 {
                break;
            }
            if text.get(end..).is_some_and(|rest| rest.starts_with('.')) {
                end = digits(text, end + 1).0;
            }
            let after = skip_one(end, signs);
            let after = if after == end { skip_one(skip_one(end, "'"), "'") } else { after };
            if after > end {
                at = after;
            }
        }
    }
    let hemisphere = skip_one(skip_one(at, " "), "NSEW");
    let is_hemisphere = hemisphere > skip_one(at, " ")
        && !text.get(hemisphere..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let end = if is_hemisphere { hemisphere } else { at };
    let is_marked = has_letter || is_hemisphere;
    Some(Coordinate {
        end: start + end,
        degrees,
        decimals,
        is_marked,
        has_minutes: has_sign && is_marked,
    })
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn coordinates_are_found_in_every_form() {
        for (text, value) in [
            ("photo at 40.71280, -74.00600 taken", "40.71280, -74.00600"),
            ("photo at -33.85680,151.21530.", "-33.85680,151.21530"),
            ("at 40°42'46.1\"N 74°00'21.6\"W here", "40°42'46.1\"N 74°00'21.6\"W"),
            ("at 40.7128° N, 74.0060° W here", "40.7128° N, 74.0060° W"),
            ("lat 40.71280, long -74.00600", "40.71280, long -74.00600"),
        ] {
            assert_eq!(labels(text), [(Label::Gps, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn readings_are_no_coordinates() {
        for text in ["41.5° F, 135.2° F", "0.25, 0.375 in", "ratio 1.0000 to 2"] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
