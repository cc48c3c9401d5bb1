//! Dates of birth, and ages over 89. Every other date stays: an inspection lives by its dates.

use field_domain::Label;

use super::Found;
use super::cued::first_after;
use crate::budget::Budget;
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::{Traits, Words, w, words};
use crate::scene::{Scene, Shape, gaps};

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
            found.extend(date.filter(|date| is_birth(scene, cue, date)));
        }
    }
    let is_number = |index: &usize| {
        let chunk = scene.chunks.get(*index);
        chunk.is_some_and(|chunk| chunk.has_digit() || chunk.traits.any(Traits::NUMBER))
    };
    let all = 0..if scene.seen.any(Traits::NUMBER) { scene.chunks.len() } else { 0 };
    let written = if all.is_empty() { &scene.numerals[..] } else { &[] };
    for index in written.iter().copied().chain(all.filter(is_number)) {
        let Some(chunk) = scene.chunks.get(index) else { break };
        if chunk.shape == Shape::Digits && chunk.len() > 1 {
            budget.spend(4)?;
            found.extend(age(scene, index));
            found.extend(old(scene, index));
        } else if chunk.shape != Shape::Digits {
            found.extend(age(scene, index));
        }
    }
    budget.spend(scene.chunks.len())
}

/// Whether the date behind `b` or `born in` is a birth's: its year says so, or the `b` stands by itself:
/// `(b 14/3/61)`.
fn is_birth(scene: &Scene<'_>, cue: &crate::cues::Cue, date: &Found) -> bool {
    let is_alone = scene.slice(0, cue.start).trim_end_matches(' ').ends_with(['(', ',', ';']);
    let parts = scene.slice(date.start, date.end).split(['/', '-', '.']).count();
    has_year_of_birth(scene, date) || is_alone && parts == 3
}

/// Whether the date's year is written in four digits and lies within a life.
fn has_year_of_birth(scene: &Scene<'_>, date: &Found) -> bool {
    let text = scene.slice(date.start, date.end);
    let years = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| part.len() == 4);
    years.filter_map(|year| year.parse().ok()).any(|year: u32| (1900..2015).contains(&year))
}

/// A whole date so long ago that it is rather a person's birth than an inspection.
fn old(scene: &Scene<'_>, index: usize) -> Option<Found> {
    const THINGS: &Words = words![
        "built" "installed" "dated" "since" "erected" "constructed" "manufactured" "made" "opened"
        "permit" "approved" "of" "deed" "recorded" "adopted" "edition" "founded" "est" "issued"
    ];
    /// Years of birth of people who are grown up, before most records of an inspection.
    const YEARS: std::ops::RangeInclusive<u32> = 1920..=1985;
    let year: u32 = scene.word(index).parse().ok().filter(|year| YEARS.contains(year))?;
    let is_middle = |at: usize| {
        scene.chunks.get(at).is_some_and(|chunk| {
            chunk.shape == Shape::Digits && chunk.len() <= 2 || is_month(scene, at)
        })
    };
    let (month, day) = (index.checked_sub(1)?, index.checked_sub(2)?);
    let joins = |at: usize| scene.gap_in(at, gaps![" " "/" "-" "." ", "]);
    let has_month = is_month(scene, month) || is_month(scene, day);
    let is_slashed = scene.gap(month) == scene.gap(day) && !scene.gap_in(day, gaps![" "]);
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

/// Whether chunk `index` is a month, also in Spanish, French, German, Italian, Portuguese or Dutch.
fn is_month(scene: &Scene<'_>, index: usize) -> bool {
    const ABROAD: &Words = words![
        "enero" "febrero" "marzo" "abril" "mayo" "junio" "julio" "agosto" "septiembre" "setiembre"
        "octubre" "noviembre" "diciembre" "janvier" "fevrier" "mars" "avril" "mai" "juin" "juillet"
        "aout" "septembre" "octobre" "novembre" "decembre" "januar" "februar" "marz" "maerz" "juni"
        "juli" "oktober" "dezember" "gennaio" "febbraio" "aprile" "maggio" "giugno" "luglio"
        "settembre" "ottobre" "dicembre" "janeiro" "fevereiro" "marco" "maio" "junho" "julho"
        "setembro" "outubro" "novembro" "dezembro" "januari" "februari" "maart" "mei" "augustus"
    ];
    scene.traits(index).any(Traits::MONTH) || scene.is_any(index, ABROAD)
}

/// A date in one piece: `03141961`, `14MAR1961`, `031461`.
fn is_whole_date(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let part =
        |from: usize, to: usize| word.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let is_day = |one: Option<u32>| one.is_some_and(|one| (1..=31).contains(&one));
    let is_month = |one: Option<u32>| one.is_some_and(|one| (1..=12).contains(&one));
    let is_pair = |from: usize| {
        let (one, two) = (part(from, from + 2), part(from + 2, from + 4));
        is_day(one) && is_month(two) || is_month(one) && is_day(two)
    };
    let is_year = |year: Option<u32>| year.is_some_and(|year| (1900..2030).contains(&year));
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return match word.len() {
            6 => is_pair(0) || is_pair(2),
            8 => is_pair(0) && is_year(part(4, 8)) || is_year(part(0, 4)) && is_pair(4),
            _ => false,
        };
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let month = word.get(digits..digits + 3).unwrap_or("").to_ascii_lowercase();
    let year = word.get(digits + 3..).unwrap_or("");
    MONTHS.contains(&month.as_str())
        && is_day(part(0, digits))
        && matches!(year.len(), 2 | 4)
        && year.bytes().all(|byte| byte.is_ascii_digit())
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
            (is_month(scene, index) || chunk.traits.any(Traits::ORDINAL.with(Traits::NUMBER)))
                && !scene.is(index, w!("double"))
        }
    }
}

/// Words that stand inside a date but not at its end.
fn is_date_link(scene: &Scene<'_>, index: usize) -> bool {
    scene.is_any(
        index,
        words!["the" "of" "and" "in" "day" "year" "a" "slash" "dash" "stroke" "de" "del" "el" "le"],
    )
}

fn date_from(scene: &Scene<'_>, first: usize) -> Option<Found> {
    if is_whole_date(scene.word(first)) {
        return made(scene, first, first, "dob_cued");
    }
    let mut last = None;
    let (mut months, mut numbers) = (0, 0);
    let mut has_year = false;
    for index in first..first + DATE_CHUNKS_MAX {
        let is_joint = index == first
            || scene.gap_in(
                index - 1,
                gaps![" " "-" "/" "." ", " ". " " / " " - " " '" "'" ", '" "," "  "],
            );
        // After a full stop only a short month (`Oct. 7`) or a day can go on.
        let is_new_sentence = index > first
            && scene.gap_in(index - 1, gaps![". "])
            && !is_month(scene, index - 1)
            && !is_counted_day(scene, index - 1);
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
            let is_month = is_month(scene, index);
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

/// `14.` of a German date.
fn is_counted_day(scene: &Scene<'_>, index: usize) -> bool {
    let is_day = scene
        .chunks
        .get(index)
        .is_some_and(|chunk| chunk.shape == Shape::Digits && chunk.len() <= 2);
    is_day && is_month(scene, index + 1)
}

/// `3/4/1960 (DOB)`, `March 14, 1961 is her date of birth`: the whole date before the cue.
fn date_before(scene: &Scene<'_>, at: usize) -> Option<Found> {
    /// Words between the date and its cue.
    const BETWEEN: &Words =
        words!["is" "was" "her" "his" "their" "the" "my" "as" "for" "s" "a" "mom" "mother"];
    /// Most chunks of a date that stands before its cue.
    const BACK_MAX: usize = 8;
    let mut last = scene.chunk_from(at).checked_sub(1)?;
    let mut words = 0;
    while words < 4 && scene.gap_in(last, gaps![" "]) && scene.is_any(last, BETWEEN) {
        last = last.checked_sub(1)?;
        words += 1;
    }
    let is_near = scene.gap_in(last, gaps![" (" " " " [" "(" " - " ", "]);
    let end = scene.chunks.get(last)?.end;
    let has_three = |date: &Found| {
        let chunks = scene.chunk_from(date.end) - scene.chunk_from(date.start);
        chunks >= 3 || is_whole_date(scene.slice(date.start, date.end))
    };
    let whole = (last.saturating_sub(BACK_MAX)..=last)
        .filter(|first| is_date_part(scene, *first) || is_whole_date(scene.word(*first)))
        .filter_map(|first| date_from(scene, first))
        .find(|date| date.end == end && has_three(date))?;
    is_near.then_some(Found { rule: "dob_before", ..whole })
}

/// The age that is said or written at chunk `index`, and the last chunk of it.
fn years_at(scene: &Scene<'_>, index: usize) -> Option<(u32, usize)> {
    let chunk = scene.chunks.get(index)?;
    if chunk.shape == Shape::Digits {
        return Some((scene.word(index).parse().ok().filter(|_| chunk.len() <= 3)?, index));
    }
    // `97yo`.
    if chunk.shape == Shape::Mixed {
        let word = scene.word(index).to_ascii_lowercase();
        let years = word.strip_suffix("yo").or_else(|| word.strip_suffix("yrs"))?;
        return Some((years.parse().ok()?, index));
    }
    let starts = scene.is_any(index, words!["ninety" "hundred"])
        || scene.is(index, w!("one")) && scene.is(index + 1, w!("hundred"));
    let run = starts.then(|| crate::spoken::run_at(scene, index)).flatten()?;
    let years = if scene.is(index, w!("one")) { 100 } else { run.code.parse().ok()? };
    (run.code.len() <= 3).then_some((years, run.last))
}

/// `aged 93`, `93 years old`, `93-year-old`, `93 yo`, `she is ninety three`.
fn age(scene: &Scene<'_>, index: usize) -> Option<Found> {
    let (years, last) = years_at(scene, index)?;
    if !(AGE_MIN..=AGE_MAX).contains(&years) {
        return None;
    }
    let (start, mut end) = (scene.chunks.get(index)?.start, scene.chunks.get(last)?.end);
    let word = scene.word(index);
    let is_glued = word.ends_with(|letter: char| letter.is_ascii_alphabetic())
        && word.starts_with(|letter: char| letter.is_ascii_digit());
    if is_glued {
        end = start + word.bytes().take_while(u8::is_ascii_digit).count();
    }
    let is_cued = scene.cue_before(start, 8) == Some(Hint::Is(Label::Age));
    let is_year = scene.is_any(last + 1, words!["year" "years" "yr" "yrs" "y"]);
    let is_old = is_year && scene.is_any(last + 2, words!["old" "o"]);
    let is_said = index.checked_sub(2).is_some_and(|who| {
        scene.is_any(
            who,
            words!["he" "she" "resident" "tenant" "mother" "father" "lady" "mom" "dad"],
        ) && scene.is_any(who + 1, words!["is" "s" "was" "turned" "just" "now"])
    }) && !scene.traits(last + 1).any(Traits::UNIT);
    let is_age = is_glued || is_cued || is_old || is_said || scene.is(last + 1, w!("yo"));
    is_age.then_some(Found { start, end, label: Label::Age, score: 0.85, rule: "age" })
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
