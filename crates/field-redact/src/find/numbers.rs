//! Runs of digits, with the usual separators, that are known by shape and check.

use std::borrow::Cow;

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::checks::{
    is_card, is_ein, is_gb_phone, is_itin, is_nanp_phone, is_nhs, is_npi, is_routing, is_ssn,
};
use crate::cues::Hint;
use crate::error::Withheld;
use crate::lexicon::{Traits, w, words};
use crate::scene::{Scene, Shape, gaps};

/// How far before a number its cue may stand, in bytes (`redaction.md`: about 40 characters).
pub(super) const CUE_REACH_BEFORE: usize = 40;

/// How far after a number its cue may stand, in bytes.
pub(super) const CUE_REACH_AFTER: usize = 15;

/// Most groups of one number.
const GROUPS_MAX: usize = 8;

/// Fewest digits of a number that is personal: an account's, beside its cue.
const DIGITS_MIN: usize = 4;

/// Lengths of the groups of a run.
#[derive(Debug, Clone, Copy, Default)]
struct Groups {
    lengths: [usize; GROUPS_MAX],
    count: usize,
}

impl std::ops::Deref for Groups {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        self.lengths.get(..self.count).unwrap_or_default()
    }
}

/// A run of digit groups.
#[derive(Debug)]
struct Run<'a> {
    /// The first chunk.
    first: usize,
    groups: Groups,
    digits: Cow<'a, str>,
    has_plus: bool,
    start: usize,
    end: usize,
}

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    budget.spend(scene.chunks.len())?;
    // The first chunk behind what was read.
    let mut next = 0;
    for index in scene.numerals.iter().copied() {
        let is_digits = scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits);
        if index < next || !is_digits || is_inside_code(scene, index) {
            continue;
        }
        let whole = run_from(scene, index);
        if whole.digits.len() < DIGITS_MIN {
            continue;
        }
        budget.spend(whole.groups.len() * whole.groups.len())?;
        // The longest reading first; then without groups at the end.
        let shorter = || {
            (1..whole.groups.len())
                .rev()
                .filter_map(|count| shortened(scene, &whole, count))
                .find_map(|run| judge(scene, &run).map(|hit| (hit, run.groups.len())))
        };
        let reading = judge(scene, &whole).map(|hit| (hit, whole.groups.len()));
        if let Some((hit, groups)) = reading.or_else(shorter) {
            found.push(hit);
            next = index + groups;
        }
    }
    Ok(())
}

/// Digits that go on a code of letters before them (`TRN-860`) or a fraction or clause (`3-501.16`).
fn is_inside_code(scene: &Scene<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|before| scene.chunks.get(before)) else {
        return false;
    };
    let joins = scene.gap_before_in(index, gaps!["-" "/" "." "_" "#-"]);
    joins && before.shape != Shape::Digits
}

fn is_joint(scene: &Scene<'_>, index: usize) -> bool {
    scene.gap_in(index, gaps![" " "-" "." ") " ")" " (" "(" ")-" " - " "/" "  " ".-" "-(" ") - "])
}

fn run_from<'a>(scene: &Scene<'a>, first: usize) -> Run<'a> {
    let mut last = first;
    while last + 1 - first < GROUPS_MAX
        && scene.chunks.get(last + 1).is_some_and(|next| next.shape == Shape::Digits)
        && is_joint(scene, last)
    {
        last += 1;
    }
    made(scene, first, last)
}

/// The first `count` groups, which are not all.
fn shortened<'a>(scene: &Scene<'a>, whole: &Run<'a>, count: usize) -> Option<Run<'a>> {
    let last = whole.first + count - 1;
    // A hyphen, point or slash after the run joins it to what follows: then it is not the end.
    let is_cut = scene.gap_in(last, gaps!["-" "." "/"]);
    (!is_cut).then(|| made(scene, whole.first, last))
}

fn made<'a>(scene: &Scene<'a>, first: usize, last: usize) -> Run<'a> {
    let mut groups = Groups::default();
    let chunks = scene.chunks.get(first..=last).unwrap_or_default();
    for (length, chunk) in groups.lengths.iter_mut().zip(chunks) {
        *length = chunk.len();
        groups.count += 1;
    }
    let digits = if first == last {
        Cow::Borrowed(scene.word(first))
    } else {
        let mut digits = String::with_capacity(groups.iter().sum());
        digits.extend((first..=last).map(|index| scene.word(index)));
        digits.into()
    };
    let before = scene.gap_before(first);
    let sign = before.trim_end_matches('(').len();
    let has_plus =
        before.get(..sign).is_some_and(|gap| gap.ends_with('+')) || before.ends_with('+');
    let start = scene.chunks.get(first).map_or(0, |chunk| chunk.start);
    let opened = before.ends_with('(') && scene.slice(start, scene.text.len()).contains(')');
    let start = start - usize::from(opened) - usize::from(has_plus);
    let end = scene.chunks.get(last).map_or(start, |chunk| chunk.end);
    Run { first, groups, digits, has_plus, start, end }
}

/// What the run is, if it is personal data.
fn judge(scene: &Scene<'_>, run: &Run) -> Option<Found> {
    let cue = scene
        .cue_before(run.start, CUE_REACH_BEFORE)
        .or_else(|| scene.cue_after(run.end, CUE_REACH_AFTER));
    let cued = |label| cue == Some(Hint::Is(label));
    let last = run.first + run.groups.len() - 1;
    let found =
        |label, score, rule| Some(Found { start: run.start, end: run.end, label, score, rule });
    let is_bare = run.groups.len() == 1;
    // `sort code 20-41-08`, `BSB 062-000`, a Canadian transit: shapes of their own.
    let is_branch = matches!(run.groups[..], [2, 2, 2] | [6 | 8] | [3 | 5, 3]);
    if is_branch && cued(Label::Routing) && !is_measured(scene, last) {
        return found(Label::Routing, 0.88, "branch_cued");
    }
    if is_measured(scene, last) || is_inside_larger(scene, run, last) {
        return None;
    }
    let keep = cue == Some(Hint::Keep);
    let is_named = |label| scene.has_cue(label, run.start, CUE_REACH_BEFORE);
    match (run.digits.len(), &run.groups[..]) {
        (9, [3, 2, 4]) if is_itin(&run.digits) => return found(Label::Itin, 0.95, "itin"),
        (9, [3, 2, 4]) if is_ssn(&run.digits) && (!keep || is_named(Label::Ssn)) => {
            return found(Label::Ssn, 0.95, "ssn");
        }
        (9, [3, 2, 4]) if !keep => return found(Label::Ssn, 0.75, "ssn_shape"),
        (9, [2, 7]) if is_named(Label::Ein) || (is_ein(&run.digits) && !keep) => {
            return found(Label::Ein, if cued(Label::Ein) { 0.95 } else { 0.6 }, "ein");
        }
        (9, _) if cued(Label::Ssn) => return found(Label::Ssn, 0.9, "ssn_cued"),
        (9, _) if cued(Label::Itin) => return found(Label::Itin, 0.9, "itin_cued"),
        (9, _) if cued(Label::Routing) => {
            let score = if is_routing(&run.digits) { 0.95 } else { 0.75 };
            return found(Label::Routing, score, "routing_cued");
        }
        (10, [10]) if cued(Label::Npi) => {
            let score = if is_npi(&run.digits) { 0.95 } else { 0.75 };
            return found(Label::Npi, score, "npi_cued");
        }
        (10, [3, 3, 4])
            if cued(Label::Nhs)
                || (is_nhs(&run.digits) && !cued(Label::Phone) && !is_us_plan(&run.digits)) =>
        {
            return found(Label::Nhs, 0.9, "nhs");
        }
        (10, _) if cued(Label::Nhs) => return found(Label::Nhs, 0.9, "nhs_cued"),
        (12..=19, groups)
            if is_card(&run.digits)
                && (!keep || groups.len() > 1 || !cue_is_adjacent(scene, run)) =>
        {
            return found(Label::CreditCard, 0.95, "card");
        }
        (12..=19, _) if cued(Label::CreditCard) => {
            return found(Label::CreditCard, 0.75, "card_cued");
        }
        (4..=17, _) if cued(Label::BankAccount) && run.groups.iter().all(|group| *group >= 2) => {
            return found(Label::BankAccount, 0.9, "account_cued");
        }
        _ => {}
    }
    let other_cue = matches!(cue, Some(Hint::Is(label)) if label != Label::Phone);
    if (keep || other_cue) && (is_bare || cue_is_adjacent(scene, run)) && !run.has_plus {
        return None;
    }
    phone(scene, run, cued(Label::Phone), last)
}

/// Whether the cue before stands right before the number, so that it says what the number is.
fn cue_is_adjacent(scene: &Scene<'_>, run: &Run) -> bool {
    scene.cue_before(run.start, 6).is_some()
}

/// A unit of measurement or a sign after the number: it is a reading.
fn is_measured(scene: &Scene<'_>, last: usize) -> bool {
    let gap = scene.gap(last);
    let is_next = gap == " " || gap == "-" || gap.is_empty();
    (is_next && scene.traits(last + 1).any(Traits::UNIT) && !scene.is(last + 1, w!("in")))
        || gap.starts_with(['%', '°'])
}

/// Part of a date, an amount, a decimal number or a longer code.
fn is_inside_larger(scene: &Scene<'_>, run: &Run, last: usize) -> bool {
    let before = scene.gap_before(run.first);
    let after = scene.gap(last);
    let money = before.ends_with('$') || before.ends_with('€') || before.ends_with('£');
    let goes_on = matches!(after, "-" | "/" | "." | "_" | ":")
        && scene.chunks.get(last + 1).is_some_and(|next| next.shape != Shape::Lower);
    let date = matches!(run.groups[..], [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2]);
    money || goes_on || date || before.ends_with(':') && run.digits.len() <= 2
}

/// A US number by the numbering plan: area and exchange begin with 2 to 9.
fn is_us_shape(digits: &str) -> bool {
    let national = if digits.len() == 11 { digits.strip_prefix('1') } else { Some(digits) };
    national.is_some_and(|digits| {
        let at = |place: usize| digits.as_bytes().get(place).copied().unwrap_or(b'0');
        digits.len() == 10 && at(0) >= b'2' && at(3) >= b'2'
    })
}

/// Whether an international number begins with a country's code (ITU-T E.164, zones of one digit,
/// then all codes of two): the others are of three digits, not all of them given out.
fn has_country(digits: &str) -> bool {
    const TWO: [&str; 46] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98", "21",
        "35",
    ];
    match digits.bytes().next() {
        Some(b'1') => digits.len() == 11 && is_us_plan(digits),
        Some(b'7') => digits.len() == 11,
        _ => {
            digits.get(..2).is_some_and(|code| TWO.contains(&code)) && digits.len() >= 9
                || digits.starts_with(['2', '3', '4', '5', '6', '8', '9']) && digits.len() >= 10
        }
    }
}

/// Whether the area and the exchange can be given out (NANPA: no N11, no 37X or 96X areas).
fn is_us_plan(digits: &str) -> bool {
    let national = if digits.len() == 11 { digits.strip_prefix('1') } else { Some(digits) };
    let part = |from: usize| national.and_then(|digits| digits.get(from..from + 3));
    is_us_shape(digits)
        && part(0).is_some_and(|area| {
            !area.ends_with("11") && !area.starts_with("37") && !area.starts_with("96")
        })
        && part(3).is_some_and(|exchange| !exchange.ends_with("11"))
}

fn is_us_phone(run: &Run) -> bool {
    is_us_shape(&run.digits) && is_nanp_phone(&run.digits)
}

/// Phones of the US, international ones with `+`, and any plausible number with a cue.
fn phone(scene: &Scene<'_>, run: &Run, is_cued: bool, last: usize) -> Option<Found> {
    let count = run.digits.len();
    let is_separated = run.groups.len() > 1;
    // `555 0142 80 heads`: a whole US number is not the beginning of a longer one.
    if matches!(run.groups[..], [3, 3, 4, _, ..] | [1, 3, 3, 4, _, ..]) && !run.has_plus {
        return None;
    }
    let is_grouped = matches!(run.groups[..], [3, 3, 4] | [1, 3, 3, 4] | [3, 7] | [6, 4] | [1, 10]);
    let has_brackets = scene.slice(run.start, run.end).starts_with('(');
    let (score, rule) = if run.has_plus && (7..=15).contains(&count) {
        (if has_country(&run.digits) { 0.95 } else { 0.75 }, "phone_plus")
    } else if is_us_shape(&run.digits) && (is_grouped || has_brackets) {
        (if is_us_plan(&run.digits) { 0.95 } else { 0.8 }, "phone_grouped")
    } else if is_cued && (7..=13).contains(&count) && !matches!(run.groups[..], [5..=12, 1 | 2]) {
        (0.85, "phone_cued")
    } else if is_separated
        && (10..=12).contains(&count)
        && run.digits.starts_with('0')
        && is_gb_phone(&run.digits)
    {
        (0.75, "phone_gb")
    } else if is_separated
        && (9..=11).contains(&count)
        && run.digits.starts_with('0')
        && run.groups.len() <= 5
    {
        (0.55, "phone_trunk")
    } else if matches!(run.groups[..], [3, 3, 3] | [2, 2, 2, 2])
        && (run.first..last).all(|index| scene.gap(index) == scene.gap(run.first))
        && scene.gap_in(run.first, gaps![" " "-"])
    {
        (0.5, "phone_groups")
    } else if matches!(run.groups[..], [3, 4]) && scene.gap_in(run.first, gaps!["-"]) {
        (0.6, "phone_short")
    } else if count == 11 && !is_separated && run.digits.starts_with("07") {
        (0.6, "phone_mobile")
    } else if count == 10 && !is_separated && is_us_phone(run) {
        (0.5, "phone_bare")
    } else {
        return None;
    };
    Some(Found {
        start: run.start,
        end: extended(scene, run.end, last),
        label: Label::Phone,
        score,
        rule,
    })
}

/// The end of the number with its extension: `ext. 22`, `x22`.
fn extended(scene: &Scene<'_>, end: usize, last: usize) -> usize {
    let next = last + 1;
    let is_word = scene.is_any(next, words!["ext" "extn" "extension" "x"]);
    let number = scene.chunks.get(next + 1);
    if is_word
        && scene.gap(last).len() <= 2
        && number.is_some_and(|chunk| chunk.shape == Shape::Digits)
        && scene.gap(next).len() <= 2
    {
        return number.map_or(end, |chunk| chunk.end);
    }
    let word = scene.word(next);
    let is_short = word.strip_prefix(['x', 'X']).is_some_and(|rest| {
        (1..=6).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit())
    });
    if is_short && scene.gap_in(last, gaps![" " ""]) {
        return scene.chunks.get(next).map_or(end, |chunk| chunk.end);
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn numbers_are_known_by_shape_and_check() {
        for (text, label, value) in [
            ("Cell (212) 555-0142 ext. 7", Label::Phone, "(212) 555-0142 ext. 7"),
            ("ring +44 20 7946 0123", Label::Phone, "+44 20 7946 0123"),
            ("SSN 219-09-9999", Label::Ssn, "219-09-9999"),
            ("his 912-71-1234 came", Label::Itin, "912-71-1234"),
            ("paid with 4111 1111 1111 1111", Label::CreditCard, "4111 1111 1111 1111"),
            ("amex 3782 822463 10005 declined", Label::CreditCard, "3782 822463 10005"),
            ("routing 011000015", Label::Routing, "011000015"),
            ("account no: 4417263", Label::BankAccount, "4417263"),
            ("NHS number: 943 476 5919", Label::Nhs, "943 476 5919"),
            ("NPI 1234567893", Label::Npi, "1234567893"),
            ("tax id 12-3456789", Label::Ein, "12-3456789"),
        ] {
            assert_eq!(labels(text), [(label, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn readings_dates_clauses_and_serials_stay() {
        for text in [
            "Cold holding at 41 F, hot at 135 F, see 3-501.16(A)(2).",
            "Inspected 2025-06-14 at 14:30, next due 12/06/2026.",
            "Serial 4417263001, model TRN-860-62, permit B-2024-87570.",
            "Static pressure 159 psi, residual 47 psi; total $15,592.00",
            "29 CFR 1910.147 and NEC 210.8(A)(1)",
        ] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
