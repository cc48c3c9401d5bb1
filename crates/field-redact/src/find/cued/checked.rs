//! Codes of letters and digits whose own check says what they are.

use field_domain::Label;

use super::code::CODE_CHUNKS_MAX;
use crate::checks::{
    is_dea, is_iban, is_mbi, is_nino, is_nino_shape, is_vat, is_vat_shape, is_vin,
};
use crate::cues::Hint;
use crate::find::{Found, hit};
use crate::lexicon::Traits;
use crate::scene::{Scene, Shape, gaps};

/// How far before a national insurance number its cue may stand, in bytes.
const NINO_REACH: usize = 60;

/// Whether a code with a check can begin here.
pub(super) fn has_check_shape(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| match chunk.shape {
        Shape::Mixed => chunk.len() >= 2,
        Shape::Upper => {
            chunk.len() == 2
                && scene.chunks.get(index + 1).is_some_and(|next| !next.is_word())
                && (!scene.cue_starts_at(chunk.start)
                    || scene.has_cue(Label::Nino, chunk.start, NINO_REACH))
        }
        // `ab 12 34 56 c`: a number of insurance in lower case.
        Shape::Lower => {
            chunk.len() == 2
                && !chunk.traits.any(Traits::STOP)
                && scene
                    .chunks
                    .get(index + 1)
                    .is_some_and(|next| next.shape == Shape::Digits && matches!(next.len(), 2 | 6))
        }
        Shape::Digits => chunk.len() == 4 && scene.gap_in(index, gaps!["-"]),
        Shape::Title => false,
    })
}

/// A kind of code with a check: the check, the shortest and longest length, the score.
type Checked = (Label, fn(&str) -> bool, usize, usize, f32);

/// A code whose own check says what it is.
pub(super) fn checked(scene: &Scene<'_>, index: usize) -> Option<Found> {
    const KINDS: [Checked; 8] = [
        (Label::Iban, is_iban, 15, 34, 0.97),
        (Label::Vin, is_vin, 17, 17, 0.95),
        (Label::Dea, is_dea, 9, 9, 0.9),
        (Label::Mbi, is_mbi, 11, 11, 0.9),
        (Label::Nino, is_nino, 9, 9, 0.9),
        (Label::Nino, is_nino_shape, 9, 9, 0.72),
        (Label::Vat, is_vat, 10, 14, 0.9),
        (Label::Vat, is_vat_shape, 10, 14, 0.6),
    ];
    let mut code = String::with_capacity(40);
    let mut is_kept = None;
    for last in index..(index + CODE_CHUNKS_MAX).min(scene.chunks.len()) {
        if last > index && !scene.gap_in(last - 1, gaps![" " "-" "." "/"]) {
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
            // `EN 81-20 5.2.1.4` passes for a number of a prescriber.
            if label == Label::Dea && last > index + 1 {
                continue;
            }
            // Lower case counts for the codes that are long enough to be no accident.
            let is_written = !is_lower_case || shortest >= 15 || label == Label::Nino;
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
            let is_sure = shortest >= 15 || label == Label::Vat && score > 0.8;
            if !is_kept || is_sure || is_named {
                return hit(scene, index, last, label, score, "code_checked");
            }
        }
    }
    None
}
