//! Codes whose kind is said by the words before them, and codes of letters with a check.

mod checked;
mod code;
mod licence;

use field_domain::Label;

use self::checked::{checked, has_check_shape};
use self::code::{CODE_CHUNKS_MAX, code_start, passes};
pub(super) use self::code::{code_end, is_reading, joined};
pub(super) use self::licence::LICENCES;
use self::licence::{licence, licence_of_driver, licence_words};
use super::{Found, hit};
use crate::budget::Budget;
use crate::checks::is_nino_shape;
use crate::cues::{Cue, Hint};
use crate::error::Withheld;
use crate::lexicon::{Traits, Words, words};
use crate::scene::{LINKS, Scene, Shape, gaps};

/// Most groups of letters before the first digit of a code that is known by its shape.
const LETTERS_BEFORE_MAX: usize = 4;

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
            if label == Label::Ip {
                found.extend(spaced_ip(scene, cue));
                continue;
            }
            if label == Label::Nino
                && let Some(hit) = nino_after(scene, cue)
            {
                found.push(hit);
                continue;
            }
            let after = after_cue(scene, cue, label);
            found.extend(after.or_else(|| before_cue(scene, cue, label)));
        }
    }
    for cue in scene.maybe_cues() {
        budget.spend(4)?;
        if let Hint::Is(label) = cue.hint {
            found.extend(after_maybe(scene, cue, label));
        }
    }
    for index in licence_words(scene) {
        budget.spend(CODE_CHUNKS_MAX)?;
        found.extend(licence_of_driver(scene, index));
    }
    for index in scene.near_digits(LETTERS_BEFORE_MAX) {
        // Most words before a number are longer than what can begin a code.
        if scene.chunks.get(index).is_none_or(|chunk| {
            chunk.shape == Shape::Title || chunk.shape == Shape::Lower && chunk.len() != 2
        }) {
            continue;
        }
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
    if let Some(under) = under_label(scene, cue) {
        return Some(under);
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

/// `DOB (1)⏎17/06/1990`: the first chunk of the line under a label that has a line of its own.
fn under_label(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    /// Longest label, in bytes.
    const LABEL_MAX: usize = 32;
    if !scene.seen.may_have_sign(b'\n') {
        return None;
    }
    let rest = scene.slice(cue.end, scene.text.len());
    let line = rest.find('\n').filter(|line| *line <= 6)?;
    let label_end = rest.get(..line)?;
    let is_bare = label_end.bytes().all(|sign| b" ():#.0123456789\r\t".contains(&sign))
        && label_end.bytes().filter(u8::is_ascii_digit).count() <= 1;
    let before = scene.slice(0, cue.start);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let label = before.get(start..)?;
    let is_label = label.len() <= LABEL_MAX && !label.contains(['.', ',', ';', ':']);
    let first = scene.chunk_from(cue.end + line);
    let gap = scene.slice(cue.end + line, scene.chunks.get(first)?.start);
    (is_bare && is_label && gap.matches('\n').count() == 1 && gap.len() <= 4).then_some(first)
}

/// What may stand between a cue, the words after it and its code.
fn is_link(gap: &str) -> bool {
    let is_leader = gap.bytes().all(|letter| b" ._-)".contains(&letter))
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
        // `no. 4471` does not end a sentence, nor do points that lead to the value of a form.
        let is_short =
            index.checked_sub(1).is_some_and(|before| scene.is_any(before, words!["no" "nos"]))
                && gap == ". "
                || gap.contains("..");
        let is_stop = gap.contains([';', '.']) && !is_short;
        if !is_link(gap) || is_stop || scene.cue_starts_at(chunk.start) {
            return None;
        }
        let has_digit = matches!(chunk.shape, Shape::Digits | Shape::Mixed);
        let leads_code = chunk.shape == Shape::Upper
            && chunk.len() <= 3
            && scene.chunks.get(index + 1).is_some_and(|next| next.shape == Shape::Digits)
            && scene.gap_in(index, gaps!["-" " "]);
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
        Label::Mac => (12, 12),
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
        let is_hex = label != Label::Mac || code.bytes().all(|byte| byte.is_ascii_hexdigit());
        if code.len() < shortest
            || digits < least_digits
            || !is_hex
            || is_reading(scene, first, last)
        {
            return None;
        }
        let score = if passes(label, &code) == Some(false) { score.min(0.75) } else { score };
        hit(scene, first, last, label, score, "code_cued")
    };
    let near = first_after(scene, cue).and_then(|first| {
        // A plate of letters alone is one too, if it is written as a code.
        let is_long_vanity = label == Label::Plate
            && scene.chunks.get(first).is_some_and(|chunk| {
                chunk.shape == Shape::Upper
                    && (6..=8).contains(&chunk.len())
                    && !chunk.traits.any(Traits::COMMON.with(Traits::STOP).with(Traits::THING))
            });
        if is_long_vanity {
            return hit(scene, first, first, label, 0.72, "plate_vanity");
        }
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

/// A number of insurance in any case and grouping, whatever words its letters are.
fn nino_after(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let first = first_after(scene, cue)?;
    let mut code = String::with_capacity(16);
    for last in first..first + 5 {
        code.push_str(&scene.word(last).to_ascii_uppercase());
        if is_nino_shape(&code) {
            return hit(scene, first, last, Label::Nino, 0.92, "nino_cued");
        }
        if code.len() >= 9 || !scene.gap_in(last, gaps![" " "-" "." "/" ""]) {
            return None;
        }
    }
    None
}

/// `IP: 10. 0. 88. 3`: an address whose points stand apart, as a form or a scan has them.
fn spaced_ip(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let first = first_after(scene, cue)?;
    let is_byte = |index: usize| {
        let is_digits = scene.chunks.get(index).is_some_and(|chunk| chunk.shape == Shape::Digits);
        is_digits && scene.word(index).parse::<u8>().is_ok()
    };
    let gap = scene.gap(first);
    let is_address = (first..first + 4).all(is_byte)
        && (first..first + 3).all(|index| scene.gap(index) == gap)
        && matches!(gap, ". " | " . " | " ." | "," | ", " | " ");
    is_address.then(|| hit(scene, first, first + 3, Label::Ip, 0.8, "ip_spaced")).flatten()
}

/// Fewest letters and digits of a code that stands before its cue.
const BEFORE_MIN: usize = 6;

/// `JT 51 20 88 B is her NI number`, `7XRT219 (plate)`: the code before its cue.
fn before_cue(scene: &Scene<'_>, cue: &Cue, label: Label) -> Option<Found> {
    const BETWEEN: &Words = words![
        "is" "was" "s" "the" "her" "his" "their" "my" "a" "an" "as" "this" "that" "are" "for" "our"
        "your" "its"
    ];
    let (shortest, longest) = lengths(label)?;
    let next = scene.chunk_from(cue.start);
    let mut last = next.checked_sub(1)?;
    let (mut is_told, mut words) = (scene.gap(last).trim_start().starts_with('('), 0);
    while words < BETWEEN_MAX && scene.is_any(last, BETWEEN) && is_one_clause(scene.gap(last)) {
        is_told |= scene.is_any(last, words!["is" "was" "s" "are"]);
        last = last.checked_sub(1)?;
        words += 1;
    }
    if !is_told || !is_one_clause(scene.gap(last)) {
        return None;
    }
    let first = code_start(scene, last, longest)?;
    let code = joined(scene, first, last);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_enough = code.len() >= shortest.max(BEFORE_MIN) && digits >= loose_digits(label);
    let start = scene.chunks.get(first)?.start;
    let is_others = scene.cue_before(start, 12).is_some_and(|hint| hint != Hint::Is(label));
    (is_enough && !is_others && passes(label, &code) != Some(false))
        .then(|| hit(scene, first, last, label, 0.75, "code_before"))
        .flatten()
}

/// Whether what stands between two words is no border of a clause.
fn is_one_clause(gap: &str) -> bool {
    gap.len() <= 2 && !gap.contains(['\n', '.', ';', ':', ','])
}

/// After a word that announces a code only beside one that looks like it: `claim #2291804`.
fn after_maybe(scene: &Scene<'_>, cue: &Cue, label: Label) -> Option<Found> {
    let (_, longest) = lengths(label)
        .filter(|_| matches!(label, Label::Mrn | Label::DriverLicense | Label::BankAccount))?;
    if scene.sure_cue_holds(cue.start) {
        return None;
    }
    let first = first_after(scene, cue)?;
    let last = code_end(scene, first, longest)?;
    let code = joined(scene, first, last);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let between = scene.slice(cue.end, scene.chunks.get(first)?.start);
    let has_sign = between.contains(['#', ':']) || between.len() > 2;
    let is_written = match label {
        // A letter or two and six digits at least, as most issuers have them.
        Label::DriverLicense => {
            let letters = code.bytes().take_while(u8::is_ascii_uppercase).count();
            (1..=2).contains(&letters) && digits >= 6 && letters + digits == code.len()
        }
        Label::Mrn => has_sign && digits >= 5 && first == last,
        _ => digits >= 7 && digits == code.len() && first == last,
    };
    (is_written && !is_reading(scene, first, last))
        .then(|| hit(scene, first, last, label, 0.6, "code_maybe"))
        .flatten()
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
