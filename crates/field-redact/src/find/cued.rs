//! Codes whose kind is said by the words before them, and codes of letters with a check.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::checks::{
    is_british_licence, is_dea, is_grouped_licence, is_iban, is_mbi, is_nino, is_vat, is_vin,
};
use crate::cues::{Cue, Hint};
use crate::error::Withheld;
use crate::lexicon::Traits;
use crate::scene::{LINKS, Scene, Shape};

/// Most chunks of one code: an IBAN has nine groups.
const CODE_CHUNKS_MAX: usize = 10;

/// How far before a national insurance number its cue may stand, in bytes.
const NINO_REACH: usize = 60;

/// Most words between a cue and its code.
const BETWEEN_MAX: usize = 4;

/// Longest hint in brackets between a cue and its code, in bytes.
const BRACKET_MAX: usize = 40;

/// Most words of any kind between a cue and a code that looks like one by itself.
const LOOSE_MAX: usize = 7;

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for cue in scene.cues() {
        budget.spend(4)?;
        if let Hint::Is(label) = cue.hint {
            found.extend(after_cue(scene, cue, label));
        }
    }
    for index in 0..scene.chunks.len() {
        if let Some(hit) = licence(scene, index) {
            budget.spend(CODE_CHUNKS_MAX)?;
            found.push(hit);
        }
        if has_check_shape(scene, index) {
            budget.spend(CODE_CHUNKS_MAX)?;
            found.extend(checked(scene, index));
        }
    }
    budget.spend(scene.chunks.len())
}

/// The first chunk after a cue that is not one of the words between. `None` beyond the line.
pub(super) fn first_after(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    let mut read = cue.end;
    // `Date of birth (dd/mm/yyyy): ...`: what stands in brackets says how to write it.
    let bracket = scene.slice(cue.end, scene.text.len());
    if bracket.starts_with(" (")
        && let Some(close) = bracket.find("):").filter(|close| *close <= BRACKET_MAX)
    {
        read = cue.end + close + 1;
    }
    for index in (scene.chunk_from(read)..).take(BETWEEN_MAX + 1) {
        let chunk = scene.chunks.get(index)?;
        if !is_link(scene.slice(read, chunk.start)) {
            return None;
        }
        if !scene.is_any(index, LINKS) {
            return Some(index);
        }
        read = chunk.end;
    }
    None
}

/// What may stand between a cue, the words after it and its code.
fn is_link(gap: &str) -> bool {
    let is_leader = gap.bytes().all(|letter| b" ._-".contains(&letter))
        && gap.bytes().filter(|letter| !letter.is_ascii_whitespace()).count() >= 3;
    let has_stop = gap.trim_start_matches('.').contains(". ");
    is_leader
        || gap.len() <= 6
            && !has_stop
            && gap.chars().all(|letter| " :#=.-\t|'\"(,*/_&;)?>$".contains(letter))
}

/// The first chunk with a digit after a cue, if only words stand between them.
fn first_loose(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    let mut read = cue.end;
    for index in (scene.chunk_from(cue.end)..).take(LOOSE_MAX + 1) {
        let chunk = scene.chunks.get(index)?;
        let gap = scene.slice(read, chunk.start);
        if !is_link(gap) || gap.contains([';', '.']) || scene.cue_starts_at(chunk.start) {
            return None;
        }
        let has_digit = matches!(chunk.shape, Shape::Digits | Shape::Mixed);
        let leads_code = chunk.shape == Shape::Upper
            && chunk.len() <= 3
            && scene.chunks.get(index + 1).is_some_and(|next| next.shape == Shape::Digits)
            && matches!(scene.gap(index), "-" | " ");
        if has_digit || leads_code {
            return Some(index);
        }
        read = chunk.end;
    }
    None
}

/// The shortest and longest code of a kind, in letters and digits, where a cue says the kind.
fn lengths(label: Label) -> Option<(usize, usize)> {
    Some(match label {
        // The last four digits; the whole number is known by its shape.
        Label::Ssn => (4, 4),
        Label::Mrn => (5, 14),
        Label::DriverLicense => (5, 20),
        Label::Passport => (6, 12),
        Label::Plate => (3, 10),
        Label::Vin => (6, 17),
        Label::BankAccount => (4, 20),
        Label::Npi | Label::Mbi => (8, 12),
        Label::Dea | Label::Ein => (8, 10),
        Label::Nino => (8, 9),
        Label::Nhs => (9, 10),
        Label::Vat => (8, 14),
        Label::Iban => (10, 34),
        Label::Crypto => (20, 95),
        _ => return None,
    })
}

/// Fewest digits of a code that stands some words behind its cue.
fn loose_digits(label: Label) -> usize {
    match label {
        Label::Plate => 2,
        Label::Ssn | Label::Mrn | Label::BankAccount => 6,
        Label::Crypto | Label::Iban => 8,
        _ => 5,
    }
}

fn after_cue(scene: &Scene<'_>, cue: &Cue, label: Label) -> Option<Found> {
    let (shortest, longest) = lengths(label)?;
    let made = |first: usize, least_digits: usize, score: f32| {
        let last = code_end(scene, first, longest)?;
        let code = joined(scene, first, last);
        let digits = code.bytes().filter(u8::is_ascii_digit).count();
        if code.len() < shortest || digits < least_digits || is_reading(scene, first, last) {
            return None;
        }
        let score = if passes(label, &code) == Some(false) { score.min(0.75) } else { score };
        hit(scene, first, last, label, score, "code_cued")
    };
    let near = first_after(scene, cue).and_then(|first| {
        // A plate of letters alone is one too, if it is written as a code.
        let is_vanity = label == Label::Plate
            && scene.chunks.get(first).is_some_and(|chunk| {
                chunk.shape == Shape::Upper
                    && chunk.len() >= 4
                    && !chunk.traits.any(Traits::COMMON.with(Traits::STOP))
            });
        made(first, usize::from(!is_vanity), 0.92)
    });
    near.or_else(|| {
        let first = first_loose(scene, cue)?;
        made(first, loose_digits(label), 0.72)
    })
}

/// A unit of measurement behind the code, or a sign of money before it.
fn is_reading(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let is_measured = scene.gap(last) == " "
        && scene.traits(last + 1).any(Traits::UNIT)
        && !scene.is_any(last + 1, crate::lexicon::words!["in" "a" "c" "f"]);
    is_measured || scene.gap_before(first).ends_with(['$', '€', '£'])
}

fn hit(
    scene: &Scene<'_>,
    first: usize,
    last: usize,
    label: Label,
    score: f32,
    rule: &'static str,
) -> Option<Found> {
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    Some(Found { start, end, label, score, rule })
}

/// Whether the code passes its kind's check; `None` if the kind has none.
fn passes(label: Label, code: &str) -> Option<bool> {
    Some(match label {
        Label::Vin => is_vin(code),
        Label::Dea => is_dea(code),
        Label::Mbi => is_mbi(code),
        Label::Nino => is_nino(code),
        Label::Vat => is_vat(code),
        Label::Iban => is_iban(code),
        Label::Nhs => crate::checks::is_nhs(code),
        Label::Npi => crate::checks::is_npi(code),
        _ => return None,
    })
}

/// Letters and digits of chunks `first` to `last`, in upper case.
fn joined(scene: &Scene<'_>, first: usize, last: usize) -> String {
    (first..=last).map(|index| scene.word(index)).collect::<String>().to_ascii_uppercase()
}

/// Whether chunk `index` can be part of a code.
fn is_code_part(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
        Shape::Digits | Shape::Mixed => true,
        Shape::Upper => chunk.len() <= 5,
        Shape::Lower | Shape::Title => chunk.len() == 1,
    })
}

/// The last chunk of the code that begins at `first`, at most `longest` letters and digits.
pub(super) fn code_end(scene: &Scene<'_>, first: usize, longest: usize) -> Option<usize> {
    // A cued code may be typed in lower case; then a digit must be in it.
    if !is_code_part(scene, first) {
        return None;
    }
    let mut length = scene.chunks.get(first)?.len();
    let mut last = first;
    while last - first < CODE_CHUNKS_MAX {
        let next = last + 1;
        let Some(chunk) = scene.chunks.get(next) else { break };
        let is_joint = matches!(scene.gap(last), "-" | " " | "." | "/" | " - ");
        let is_new_cue = scene.gap(last) == " " && scene.cue_starts_at(chunk.start);
        let is_word = chunk.shape == Shape::Upper
            && chunk.len() > 1
            && scene.gap(last) == " "
            && (chunk.traits.any(Traits::STOP) || chunk.len() > 4);
        let is_lone = matches!(chunk.shape, Shape::Lower | Shape::Title) && scene.gap(last) == " ";
        if !is_joint || is_new_cue || is_word || is_lone || !is_code_part(scene, next) {
            break;
        }
        if length + chunk.len() > longest {
            break;
        }
        length += chunk.len();
        last = next;
    }
    (length <= longest).then_some(last)
}

/// Whether a code with a check can begin here.
fn has_check_shape(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
        Shape::Mixed => chunk.len() >= 2,
        Shape::Upper => {
            chunk.len() == 2
                && scene.chunks.get(index + 1).is_some_and(|next| !next.is_word())
                && (!scene.cue_starts_at(chunk.start)
                    || scene.has_cue(Label::Nino, chunk.start, NINO_REACH))
        }
        Shape::Digits => chunk.len() == 4 && scene.gap(index) == "-",
        _ => false,
    })
}

/// A driver licence that says by its shape what it is, in one piece or in groups.
fn licence(scene: &Scene<'_>, index: usize) -> Option<Found> {
    let chunk = scene.chunks.get(index)?;
    let may_begin = match chunk.shape {
        Shape::Mixed => matches!(chunk.len(), 4 | 16),
        Shape::Upper => matches!(chunk.len(), 1 | 5),
        _ => false,
    };
    let is_letter_first = || scene.word(index).starts_with(|it: char| it.is_ascii_uppercase());
    if !may_begin || !is_letter_first() || scene.cue_before(chunk.start, 12) == Some(Hint::Keep) {
        return None;
    }
    let mut groups = vec![scene.word(index)];
    let mut last = index;
    while groups.len() < 5 && matches!(scene.gap(last), " " | "-") {
        last += 1;
        groups.push(scene.word(last));
        let more = matches!(scene.gap(last), "-") && groups.len() < 5;
        if !more && is_british_licence(&groups.concat()) {
            return hit(scene, index, last, Label::DriverLicense, 0.85, "licence_british");
        }
    }
    if is_british_licence(groups.first()?) {
        return hit(scene, index, index, Label::DriverLicense, 0.85, "licence_british");
    }
    let count = (3..=groups.len()).rev().find(|count| {
        groups.get(..*count).is_some_and(is_grouped_licence) && scene.gap(index) == "-"
    })?;
    hit(scene, index, index + count - 1, Label::DriverLicense, 0.75, "licence_grouped")
}

/// A kind of code with a check: the check, the shortest and longest length, the score.
type Checked = (Label, fn(&str) -> bool, usize, usize, f32);

/// A code whose own check says what it is.
fn checked(scene: &Scene<'_>, index: usize) -> Option<Found> {
    const KINDS: [Checked; 6] = [
        (Label::Iban, is_iban, 15, 34, 0.97),
        (Label::Vin, is_vin, 17, 17, 0.95),
        (Label::Dea, is_dea, 9, 9, 0.9),
        (Label::Mbi, is_mbi, 11, 11, 0.9),
        (Label::Nino, is_nino, 9, 9, 0.9),
        (Label::Vat, is_vat, 10, 14, 0.85),
    ];
    let mut code = String::with_capacity(40);
    let mut is_kept = None;
    for last in index..(index + CODE_CHUNKS_MAX).min(scene.chunks.len()) {
        if last > index && !matches!(scene.gap(last - 1), " " | "-" | ".") {
            return None;
        }
        let chunk = scene.chunks.get(last)?;
        let word = scene.word(last);
        let is_lower_case = word.bytes().any(|byte| byte.is_ascii_lowercase());
        code.push_str(word);
        code.make_ascii_uppercase();
        if code.len() > 34 || !code.is_ascii() || (chunk.is_word() && chunk.len() > 4) {
            return None;
        }
        if code.len() < 9 {
            continue;
        }
        for (label, check, shortest, longest, score) in KINDS {
            // Lower case counts for the codes that are long enough to be no accident.
            let is_written = !is_lower_case || shortest >= 15;
            let fits = (shortest..=longest).contains(&code.len());
            if !fits || !is_written || !check(&code) {
                continue;
            }
            let is_kept = *is_kept.get_or_insert_with(|| {
                let start = scene.chunks.get(index).map_or(0, |chunk| chunk.start);
                scene.cue_before(start, 12) == Some(Hint::Keep)
            });
            let is_named = is_kept
                && scene
                    .chunks
                    .get(index)
                    .is_some_and(|chunk| scene.has_cue(label, chunk.start, 40));
            if !is_kept || shortest >= 15 || is_named {
                return hit(scene, index, last, label, score, "code_checked");
            }
        }
    }
    None
}
#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn codes_are_known_by_cue_or_check() {
        for (text, label, value) in [
            (
                "transfer to GB82 WEST 1234 5698 7654 32.",
                Label::Iban,
                "GB82 WEST 1234 5698 7654 32",
            ),
            ("VIN 1M8GDM9AXKP042788", Label::Vin, "1M8GDM9AXKP042788"),
            ("nurse AB1234563 was in", Label::Dea, "AB1234563"),
            ("NI number AB 12 34 56 C", Label::Nino, "AB 12 34 56 C"),
            ("passport X1234567, shown", Label::Passport, "X1234567"),
            ("DL D123 4567 8901 checked", Label::DriverLicense, "D123 4567 8901"),
            ("van with plate ABC-1234", Label::Plate, "ABC-1234"),
            ("chart MRN0042217.", Label::Mrn, "MRN0042217"),
            ("gate code 4711#", Label::Secret, "4711#"),
            ("wifi password: Tr0ub4dor!", Label::Secret, "Tr0ub4dor!"),
        ] {
            assert_eq!(labels(text), [(label, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn cues_without_a_code_find_nothing() {
        for text in [
            "Gate code posted at the desk",
            "License plate light is out",
            "Chart on the wall shows cooling times",
            "Password policy is fine",
        ] {
            assert!(labels(text).is_empty(), "{text}: {:?}", labels(text));
        }
    }
}
