//! Dates of birth, and ages over 89. Every other date stays: an inspection lives by its dates.

use field_domain::Label;

use super::Found;
use super::cued::first_after;
use crate::budget::Budget;
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::{Traits, Word, w, words};
use crate::scene::{Scene, Shape};

/// Most chunks of one date: `the twenty third of may nineteen hundred and fifty eight`.
const DATE_CHUNKS_MAX: usize = 12;

/// The youngest age that is personal by itself (HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)(C)).
const AGE_MIN: u32 = 90;

/// The oldest age that anybody reached, rounded up.
const AGE_MAX: u32 = 125;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for cue in scene.cues() {
        budget.spend(1)?;
        if cue.hint != Hint::Is(Label::Dob) {
            continue;
        }
        budget.spend(DATE_CHUNKS_MAX * 2)?;
        let after = first_after(scene, cue).and_then(|first| date_from(scene, first));
        found.extend(after.or_else(|| date_before(scene, cue.start)));
    }
    for cue in scene.maybe_cues() {
        if cue.hint == Hint::Is(Label::Dob) {
            budget.spend(DATE_CHUNKS_MAX)?;
            let date = first_after(scene, cue).and_then(|first| date_from(scene, first));
            found.extend(date.filter(|date| has_year_of_birth(scene, date)));
        }
    }
    for (index, chunk) in scene.chunks.iter().enumerate() {
        if chunk.shape == Shape::Digits && chunk.len() > 1 {
            budget.spend(4)?;
            found.extend(age(scene, index));
            found.extend(old(scene, index));
        }
    }
    budget.spend(scene.chunks.len())
}

/// Whether the date's year is written in four digits and lies within a life.
fn has_year_of_birth(scene: &Scene<'_>, date: &Found) -> bool {
    let text = scene.slice(date.start, date.end);
    let years = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| part.len() == 4);
    years.filter_map(|year| year.parse().ok()).any(|year: u32| (1900..2015).contains(&year))
}

/// A whole date so long ago that it is rather a person's birth than an inspection.
fn old(scene: &Scene<'_>, index: usize) -> Option<Found> {
    const THINGS: &[Word] = words![
        "built" "installed" "dated" "since" "erected" "constructed" "manufactured" "made" "opened"
        "permit" "approved" "of" "deed" "recorded" "adopted" "edition" "founded" "est" "issued"
    ];
    /// Years of birth of people who are grown up, before most records of an inspection.
    const YEARS: std::ops::RangeInclusive<u32> = 1920..=1985;
    let year: u32 = scene.word(index).parse().ok().filter(|year| YEARS.contains(year))?;
    let is_middle = |at: usize| {
        scene.chunks.get(at).is_some_and(|chunk| {
            chunk.shape == Shape::Digits && chunk.len() <= 2 || chunk.traits.any(Traits::MONTH)
        })
    };
    let (month, day) = (index.checked_sub(1)?, index.checked_sub(2)?);
    let joins = |at: usize| matches!(scene.gap(at), " " | "/" | "-" | "." | ", ");
    let has_month = scene.traits(month).any(Traits::MONTH) || scene.traits(day).any(Traits::MONTH);
    let is_slashed = scene.gap(month) == scene.gap(day) && scene.gap(day) != " ";
    let is_date = is_middle(month)
        && is_middle(day)
        && joins(month)
        && joins(day)
        && (has_month || is_slashed)
        && year > 0;
    let is_thing = day.checked_sub(1).is_some_and(|before| scene.is_any(before, THINGS));
    if is_date && !is_thing {
        let date = made(scene, day, index, "old_date")?;
        return Some(Found { score: 0.5, ..date });
    }
    None
}

/// Whether chunk `index` can be part of a date.
fn is_date_part(scene: &Scene<'_>, index: usize) -> bool {
    let Some(chunk) = scene.chunks.get(index) else { return false };
    match chunk.shape {
        Shape::Digits => matches!(chunk.len(), 1 | 2 | 4),
        Shape::Mixed => {
            scene.word(index).bytes().take_while(u8::is_ascii_digit).count() == chunk.len() - 2
        }
        _ => {
            chunk.traits.any(Traits::MONTH.with(Traits::ORDINAL).with(Traits::NUMBER))
                && !scene.is(index, w!("double"))
        }
    }
}

/// Words that stand inside a date but not at its end.
fn is_date_link(scene: &Scene<'_>, index: usize) -> bool {
    scene.is_any(index, words!["the" "of" "and" "in" "day" "year" "a"])
}

fn date_from(scene: &Scene<'_>, first: usize) -> Option<Found> {
    let mut last = None;
    let (mut months, mut numbers) = (0, 0);
    let mut has_year = false;
    for index in first..first + DATE_CHUNKS_MAX {
        let is_joint = index == first
            || matches!(scene.gap(index - 1), " " | "-" | "/" | "." | ", " | ". " | " / " | " - ");
        // After a full stop only a short month (`Oct. 7`) or a day can go on.
        let is_new_sentence = index > first
            && scene.gap(index - 1) == ". "
            && !scene.traits(index - 1).any(Traits::MONTH);
        if !is_joint || is_new_sentence || has_year {
            break;
        }
        // `nineteen sixty one 27 heads`: digits do not go on a year in words.
        let is_new_number = index > first
            && scene.traits(index - 1).any(Traits::NUMBER)
            && scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits);
        if is_new_number {
            break;
        }
        if is_date_part(scene, index) {
            let is_month = scene.traits(index).any(Traits::MONTH);
            months += usize::from(is_month);
            numbers += usize::from(!is_month);
            let is_digits =
                scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits);
            let is_long =
                is_digits && scene.chunks.get(index).is_some_and(|chunk| chunk.len() == 4);
            has_year = is_digits && months + numbers >= 3 || is_long && months + numbers >= 2;
            last = Some(index);
        } else if !is_date_link(scene, index) {
            break;
        }
    }
    let last = last?;
    let is_year = scene
        .chunks
        .get(last)
        .is_some_and(|chunk| chunk.shape == Shape::Digits && chunk.len() == 4);
    if months + numbers < 2 && !is_year {
        return None;
    }
    // `the` was taken for a word between the cue and the date.
    let has_the = first.checked_sub(1).is_some_and(|before| scene.is(before, w!("the")));
    let first = if has_the { first - 1 } else { first };
    made(scene, first, last, "dob_cued")
}

fn made(scene: &Scene<'_>, first: usize, last: usize, rule: &'static str) -> Option<Found> {
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    Some(Found { start, end, label: Label::Dob, score: 0.93, rule })
}

/// `3/4/1960 (DOB)`: three groups of digits right before the cue.
fn date_before(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let last = scene.chunk_from(at).checked_sub(1)?;
    let first = last.checked_sub(2)?;
    let is_near = matches!(scene.gap(last), " (" | " " | " [" | "(" | " - " | ", ");
    let is_date = (first..=last).all(|index| {
        scene
            .chunks
            .get(index)
            .is_some_and(|chunk| chunk.shape == Shape::Digits && chunk.len() <= 4)
    }) && (first..last).all(|index| matches!(scene.gap(index), "/" | "-" | "."));
    if is_near && is_date { made(scene, first, last, "dob_before") } else { None }
}

/// `aged 93`, `93 years old`, `93-year-old`, `93 yo`.
fn age(scene: &Scene<'_>, index: usize) -> Option<Found> {
    let chunk = scene.chunks.get(index)?;
    if chunk.shape != Shape::Digits || chunk.len() > 3 {
        return None;
    }
    let years: u32 = scene.word(index).parse().ok()?;
    let is_cued = scene.cue_before(chunk.start, 8) == Some(Hint::Is(Label::Age));
    let is_year = scene.is_any(index + 1, words!["year" "years" "yr" "yrs" "y"]);
    let is_old = is_year && scene.is_any(index + 2, words!["old" "o"]);
    let is_age = is_cued || is_old || scene.is(index + 1, w!("yo"));
    let (start, end) = (chunk.start, chunk.end);
    ((AGE_MIN..=AGE_MAX).contains(&years) && is_age).then_some(Found {
        start,
        end,
        label: Label::Age,
        score: 0.85,
        rule: "age",
    })
}

#[cfg(test)]
mod tests {
    use crate::find::test::{labels, labels_in};
    use field_domain::Label;

    #[test]
    fn dates_of_birth_and_high_ages_are_found() {
        for (text, label, value) in [
            ("DOB 3/14/1961", Label::Dob, "3/14/1961"),
            ("born on 14 March 1961, from here", Label::Dob, "14 March 1961"),
            (
                "date of birth is the fourteenth of march nineteen sixty one",
                Label::Dob,
                "the fourteenth of march nineteen sixty one",
            ),
            ("1961-03-14 (DOB)", Label::Dob, "1961-03-14"),
            ("tenant is 93 years old", Label::Age, "93"),
        ] {
            assert_eq!(labels(text), [(label, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn the_label_of_a_form_field_is_a_cue() {
        let found = labels_in("3/14/1961", Some("Date of birth"));
        assert_eq!(found, [(Label::Dob, "3/14/1961".to_owned())]);
    }

    #[test]
    fn other_dates_and_ages_stay() {
        for text in ["Inspected March 14, 2025", "roof is 93 years", "cook is 45 years old"] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
