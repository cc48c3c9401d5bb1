//! Reading a code: where it begins and ends, and whether it passes the check of its kind.

use field_domain::Label;

use crate::checks::{is_dea, is_iban, is_mbi, is_nino, is_nino_shape, is_vat, is_vin};
use crate::lexicon::{Traits, words};
use crate::scene::{Scene, Shape, gaps};

/// Most chunks of one code: an IBAN has nine groups.
pub(super) const CODE_CHUNKS_MAX: usize = 10;

/// Letters and digits of most codes: their place is made at once.
const CODE_LENGTH: usize = 24;

/// The first chunk of the code that ends with chunk `last`.
pub(super) fn code_start(scene: &Scene<'_>, last: usize, longest: usize) -> Option<usize> {
    if !is_code_part(scene, last) {
        return None;
    }
    let mut first = last;
    let mut length = scene.chunks.get(last)?.len();
    while let Some(before) = first.checked_sub(1) {
        let chunk = scene.chunks.get(before)?;
        let is_word = chunk.is_word() && (chunk.len() > 3 || chunk.traits.any(Traits::STOP));
        let is_joint = scene.gap_in(before, gaps!["-" " "]);
        if !is_joint || is_word || !is_code_part(scene, before) || length + chunk.len() > longest {
            break;
        }
        length += chunk.len();
        first = before;
    }
    Some(first)
}

/// A unit of measurement behind the code, or a sign of money before it.
pub(in crate::find) fn is_reading(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let is_measured = scene.gap_in(last, gaps![" "])
        && scene.traits(last + 1).any(Traits::UNIT)
        && !scene.is_any(last + 1, crate::lexicon::words!["in" "a" "c" "f"]);
    is_measured || scene.gap_before(first).ends_with(['$', '€', '£'])
}

/// Whether the code passes its kind's check; `None` if the kind has none.
pub(super) fn passes(label: Label, code: &str) -> Option<bool> {
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
pub(in crate::find) fn joined(scene: &Scene<'_>, first: usize, last: usize) -> String {
    let mut code = String::with_capacity(CODE_LENGTH);
    code.extend((first..=last).map(|index| scene.word(index)));
    code.make_ascii_uppercase();
    code
}

/// Whether chunk `index` can be part of a code.
fn is_code_part(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
        Shape::Digits | Shape::Mixed => true,
        Shape::Upper => chunk.len() <= 5,
        Shape::Lower | Shape::Title => chunk.len() == 1 || is_small_group(scene, index),
    })
}

/// Two or three letters in lower case beside digits: `krt 4088`, `yk19 vhm`.
fn is_small_group(scene: &Scene<'_>, index: usize) -> bool {
    /// Words that are no group of a code.
    const NEVER: Traits = Traits::STOP
        .with(Traits::COMMON)
        .with(Traits::UNIT)
        .with(Traits::CUE)
        .with(Traits::THING)
        .with(Traits::MONTH)
        .with(Traits::TITLE)
        .with(Traits::NUMBER);
    let has_digit = |at: usize| {
        scene
            .chunks
            .get(at)
            .is_some_and(|chunk| matches!(chunk.shape, Shape::Digits | Shape::Mixed))
    };
    let joins = |at: usize| scene.gap_in(at, gaps![" " "-"]);
    scene.chunks.get(index).is_some_and(|chunk| {
        chunk.shape == Shape::Lower && chunk.len() <= 3 && !chunk.traits.any(NEVER)
    }) && (has_digit(index + 1) && joins(index)
        || index.checked_sub(1).is_some_and(|before| has_digit(before) && joins(before)))
}

/// The last chunk of the code that begins at `first`, at most `longest` letters and digits.
pub(in crate::find) fn code_end(scene: &Scene<'_>, first: usize, longest: usize) -> Option<usize> {
    // A cued code may be typed in lower case; then a digit must be in it.
    if !is_code_part(scene, first) {
        return None;
    }
    let mut length = scene.chunks.get(first)?.len();
    let mut last = first;
    while last - first < CODE_CHUNKS_MAX {
        let next = last + 1;
        let Some(chunk) = scene.chunks.get(next) else { break };
        let is_joint = scene.gap_in(last, gaps!["-" " " "." "/" " - "]);
        let is_new_cue = scene.gap_in(last, gaps![" "]) && scene.cue_starts_at(chunk.start);
        let is_word = chunk.shape == Shape::Upper
            && chunk.len() > 1
            && scene.gap_in(last, gaps![" "])
            && (chunk.traits.any(Traits::STOP) || chunk.len() > 4);
        let is_lone = matches!(chunk.shape, Shape::Lower | Shape::Title)
            && scene.gap_in(last, gaps![" "])
            && !is_end_letter(scene, next)
            && !(first < next && is_small_group(scene, next) && is_lower(scene, first, last));
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

/// Whether the code so far has letters in lower case alone.
fn is_lower(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let mut letters = (first..=last).flat_map(|index| scene.word(index).bytes());
    letters.clone().any(|byte| byte.is_ascii_lowercase())
        && !letters.any(|byte| byte.is_ascii_uppercase())
}

/// The `d` of `jk 40 22 17 d`: a letter alone that ends a number of insurance.
fn is_end_letter(scene: &Scene<'_>, index: usize) -> bool {
    scene.is_any(index, words!["a" "b" "c" "d"])
        && [4, 2]
            .into_iter()
            .filter_map(|groups| index.checked_sub(groups))
            .any(|first| is_nino_shape(&joined(scene, first, index)))
}
