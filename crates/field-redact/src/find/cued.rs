//! Codes whose kind is said by the words before them, and codes of letters with a check.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::checks::{is_dea, is_iban, is_mbi, is_nino, is_vat, is_vin};
use crate::cues::{Cue, Hint};
use crate::error::Withheld;
use crate::lexicon::Traits;
use crate::scene::{Scene, Shape};

/// Most chunks of one code: an IBAN has nine groups.
const CODE_CHUNKS_MAX: usize = 10;

/// Words that may stand between a cue and its code.
const BETWEEN: &[&str] = &[
    "no", "number", "num", "nr", "nbr", "is", "was", "as", "id", "the", "are", "reads", "read",
    "ending", "in", "of", "for", "it", "its", "code", "set", "to", "s", "like", "says", "still",
    "now",
];

/// Most words between a cue and its code.
const BETWEEN_MAX: usize = 4;

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
        budget.spend(1)?;
        if has_check_shape(scene, index) {
            budget.spend(CODE_CHUNKS_MAX)?;
            found.extend(checked(scene, index));
        }
    }
    Ok(())
}

/// The first chunk after a cue that is not one of the words between. `None` beyond the line.
pub(super) fn first_after(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    let mut read = cue.end;
    for index in (scene.chunk_from(cue.end)..).take(BETWEEN_MAX + 1) {
        let chunk = scene.chunks.get(index)?;
        let gap = scene.slice(read, chunk.start);
        let is_link = gap.len() <= 6
            && gap.chars().all(|letter| " :#=.-\t|'\"(,*".contains(letter))
            && !gap.contains(". ");
        if !is_link {
            return None;
        }
        if !BETWEEN.iter().any(|word| scene.is(index, word)) {
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
        Label::Vin => (11, 17),
        Label::BankAccount => (4, 20),
        Label::Npi | Label::Mbi => (8, 12),
        Label::Dea | Label::Ein => (8, 10),
        Label::Nino => (8, 9),
        Label::Nhs => (9, 10),
        Label::Vat => (8, 14),
        Label::Iban => (10, 34),
        Label::Crypto => (20, 90),
        _ => return None,
    })
}

fn after_cue(scene: &Scene<'_>, cue: &Cue, label: Label) -> Option<Found> {
    if label == Label::Secret {
        return secret(scene, cue);
    }
    let (shortest, longest) = lengths(label)?;
    let first = first_after(scene, cue)?;
    let last = code_end(scene, first, longest)?;
    let code = joined(scene, first, last);
    let has_digit = code.bytes().any(|byte| byte.is_ascii_digit());
    if code.len() < shortest || !has_digit {
        return None;
    }
    let is_checked = passes(label, &code);
    let score = match is_checked {
        Some(false) => 0.75,
        Some(true) | None => 0.92,
    };
    hit(scene, first, last, label, score, "code_cued")
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
fn code_end(scene: &Scene<'_>, first: usize, longest: usize) -> Option<usize> {
    // A cued code may be typed in lower case; then a digit must be in it.
    if !is_code_part(scene, first) {
        return None;
    }
    let mut length = scene.chunks.get(first)?.len();
    let mut last = first;
    while last - first < CODE_CHUNKS_MAX {
        let next = last + 1;
        let Some(chunk) = scene.chunks.get(next) else { break };
        let is_joint = matches!(scene.gap(last), "-" | " " | "." | "/");
        let is_new_cue = scene.gap(last) == " " && scene.cue_starts_at(chunk.start);
        let is_word = chunk.shape == Shape::Upper
            && chunk.len() > 1
            && scene.gap(last) == " "
            && (chunk.traits.any(Traits::STOP) || chunk.len() > 4);
        let is_lone = chunk.shape == Shape::Lower && scene.gap(last) == " ";
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

/// A secret: the next run without spaces that does not look like an ordinary word.
fn secret(scene: &Scene<'_>, cue: &Cue) -> Option<Found> {
    let first = first_after(scene, cue)?;
    let start = scene.chunks.get(first)?.start;
    // Signs at the front belong to it: `#4711`, `*99`.
    let before = scene.slice(start.saturating_sub(1), start);
    let start = if matches!(before, "#" | "*") { start - 1 } else { start };
    let run = scene.slice(start, scene.text.len());
    let length = run.find(char::is_whitespace).unwrap_or(run.len());
    let run = run.get(..length)?.trim_end_matches(['.', ',', ';', ')', '"', '\'']);
    let end = start + run.len();
    let has_digit = run.bytes().any(|byte| byte.is_ascii_digit());
    let has_sign =
        run.chars().any(|letter| !letter.is_alphanumeric() && letter != '-' && letter != '\'');
    let chunk = scene.chunks.get(first)?;
    let is_strange = chunk.is_word() && !chunk.traits.any(Traits::COMMON) && run.len() >= 4;
    let is_called_secret = scene.slice(cue.end, start).trim_end().ends_with([':', '=']);
    if run.len() < 3 || !(has_digit || has_sign || is_strange || is_called_secret) {
        return None;
    }
    // `code is 4711 then hash`: digits that go on belong to it.
    let mut end = end;
    let mut last = scene.chunk_from(end);
    while let Some(next) = scene.chunks.get(last) {
        let is_more =
            next.shape == Shape::Digits && matches!(scene.slice(end, next.start), " " | "-");
        if !is_more || scene.traits(last + 1).any(Traits::UNIT) {
            break;
        }
        end = next.end;
        last += 1;
    }
    let score = if has_digit { 0.9 } else { 0.75 };
    Some(Found { start, end, label: Label::Secret, score, rule: "secret_cued" })
}

/// Whether a code with a check can begin here.
fn has_check_shape(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
        _ if scene.cue_starts_at(chunk.start) => false,
        Shape::Mixed => chunk.len() >= 2,
        Shape::Upper => chunk.len() == 2,
        Shape::Digits => chunk.len() == 4 && scene.gap(index) == "-",
        _ => false,
    })
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
    let mut code = String::new();
    for last in index..(index + CODE_CHUNKS_MAX).min(scene.chunks.len()) {
        if last > index && !matches!(scene.gap(last - 1), " " | "-" | ".") {
            return None;
        }
        let chunk = scene.chunks.get(last)?;
        let is_lower_case = scene.word(last).bytes().any(|byte| byte.is_ascii_lowercase());
        code.push_str(&scene.word(last).to_ascii_uppercase());
        if code.len() > 34 || (chunk.is_word() && chunk.len() > 4) {
            return None;
        }
        let is_kept = scene.cue_before(scene.chunks.get(index)?.start, 12) == Some(Hint::Keep);
        for (label, check, shortest, longest, score) in KINDS {
            // Lower case counts for the codes that are long enough to be no accident.
            let is_written = !is_lower_case || shortest >= 15;
            let fits = (shortest..=longest).contains(&code.len());
            if fits && is_written && check(&code) && (!is_kept || shortest >= 15) {
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
