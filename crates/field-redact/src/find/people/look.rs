//! What a run of name words looks like: a thing, a label, an abbreviation, one of a pair.

use super::piece::{self, Run};
use crate::lexicon::{Traits, w, words};
use crate::scene::{Scene, gaps};

/// `Regards⏎Olof`: a line of its own under a closing.
pub(super) fn is_signed_off(scene: &Scene<'_>, run: &Run) -> bool {
    let is_closing = run.first.checked_sub(1).is_some_and(|before| {
        scene.is_any(
            before,
            words!["regards" "thanks" "cheers" "thx" "best" "sincerely" "merci" "rgds" "ta" "wishes" "tks"],
        )
    });
    let is_end = || {
        scene.gap(run.last).trim_matches(['.', ' ']).starts_with('\n')
            || run.last + 1 == scene.chunks.len()
    };
    is_closing && is_end() && run.is_capital && scene.gap_before(run.first).contains('\n')
}

/// Whether a lower-case word stands as a name would: something else than its noun or verb follows.
pub(super) fn is_free(scene: &Scene<'_>, run: &Run) -> bool {
    let next = scene.traits(run.last + 1);
    !scene.gap_in(run.last, gaps![" "])
        || next.any(Traits::STOP.with(Traits::ACT).with(Traits::NUMBER))
        || scene.chunks.get(run.last + 1).is_none()
}

/// Whether the words before byte-wise chunk `index` are in lower case: capitals then mean something.
pub(super) fn is_lower(scene: &Scene<'_>, index: usize) -> bool {
    (0..3)
        .filter_map(|step| index.checked_sub(step))
        .filter_map(|at| scene.chunks.get(at))
        .any(|chunk| chunk.shape == crate::scene::Shape::Lower && chunk.len() > 1)
}

/// `the cleaner's van`: a vehicle, however many persons are called so.
pub(super) fn is_vehicle(scene: &Scene<'_>, run: &Run) -> bool {
    !run.is_capital
        && run.pieces == 1
        && scene.traits(run.first).any(Traits::VEHICLE.with(Traits::ROLE))
}

/// `Crew Leader:`: a role that is the label of a form.
pub(super) fn is_label(scene: &Scene<'_>, run: &Run) -> bool {
    scene.gap(run.last).starts_with(':')
        && scene.traits(run.last).any(Traits::ROLE.with(Traits::COMMON))
}

/// Whether a capital word goes on as the name of a thing: `the Mark Street door`.
pub(super) fn is_heading(scene: &Scene<'_>, run: &Run) -> bool {
    scene.gap_in(run.last, gaps![" " "-"])
        && scene
            .chunks
            .get(run.last + 1)
            .is_some_and(|next| next.is_capital() || next.shape == crate::scene::Shape::Digits)
}

/// Four capitals at most: rather an abbreviation than one of a pair of persons.
pub(super) fn is_short_upper(scene: &Scene<'_>, run: &Run) -> bool {
    run.pieces == 1 && !run.is_title_case && scene.word(run.first).len() <= 4
}

/// Capitals that no list has: rather a standard or an agency than a person.
pub(super) fn is_acronym(run: &Run) -> bool {
    run.is_capital && !run.is_title_case && run.yes + run.weak == 0 && run.pieces == 1
}

/// Whether the sentence speaks of a person by role, shortly before chunk `index`.
pub(super) fn has_role(scene: &Scene<'_>, index: usize) -> bool {
    (1..=8)
        .map_while(|step| index.checked_sub(step))
        .take_while(|at| !scene.gap(*at).contains(['.', '\n', ';']))
        .any(|at| scene.traits(at).any(Traits::ROLE) || scene.is(at, w!("owner")))
}

/// The first of `Zyx and Ann`: the second one is a first name.
pub(super) fn is_first_of_pair(scene: &Scene<'_>, run: &Run) -> bool {
    let and = run.last + 1;
    if !run.is_title_case
        || run.is_brand()
        || run.pieces != 1
        || !scene.gap_in(run.last, gaps![" "])
    {
        return false;
    }
    scene.is(and, w!("and"))
        && scene.gap_in(and, gaps![" "])
        && piece::run_from(scene, and + 1, false).is_some_and(|next| {
            // `March and April`, but April and June may be two people.
            let are_months =
                [run.first, next.first].iter().all(|at| scene.traits(*at).any(Traits::MONTH))
                    && !scene.traits(run.first).any(Traits::GIVEN);
            next.yes > 0
                && next.has_given()
                && next.is_title_case
                && !next.is_brand()
                && !are_months
        })
}
