//! Licences of drivers by the word for them or by their shape.

use field_domain::Label;

use super::code::{code_end, is_reading, joined};
use crate::checks::{is_british_licence, is_grouped_licence};
use crate::cues::Hint;
use crate::find::{Found, hit};
use crate::lexicon::{Starts, Traits, Words, w, words};
use crate::scene::{Scene, Shape, gaps};

/// Words for a licence of any kind.
pub(in crate::find) const LICENCES: &Words =
    words!["license" "licence" "lic" "idp" "ol" "permis" "fuhrerschein"];

/// The words for a licence of any kind, where the text speaks of drivers.
pub(super) fn licence_words<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = usize> + use<'a> {
    const DRIVERS: &Words = words![
        "driver" "drivers" "drvr" "driving" "renter" "hirer" "odometer" "odo" "dl" "cdl" "rego" "plate" "reg"
        "dob" "vin" "car" "truck" "van" "vehicle" "fahrer" "chauffeur" "lorry"
    ];
    let speaks = scene.seen.starts.any(Starts::LICENCE)
        && (0..scene.chunks.len()).any(|at| scene.is_any(at, DRIVERS));
    // `Ohio OL`, `WA license`.
    scene.starting(Starts::LICENCE).filter(move |index| {
        let before = index.checked_sub(1);
        let is_state = before.is_some_and(|before| {
            scene.traits(before).any(Traits::PLACE.with(Traits::STATE))
                && scene.chunks.get(before).is_some_and(crate::scene::Chunk::is_capital)
        });
        speaks && !scene.is(*index, w!("ol")) || is_state
    })
}

/// `Lic No  DB448190`, `lic .. KY T94-118-402`: the number behind the word, unless a trade's licence is meant.
pub(super) fn licence_of_driver(scene: &Scene<'_>, index: usize) -> Option<Found> {
    /// Words before `licence` that make it a trade's.
    const TRADES: &Words = words![
        "contractor" "contractors" "trade" "business" "boiler" "electrical" "electrician" "plumbing" "plumber"
        "food" "liquor" "gas" "operating" "premises" "permit" "establishment" "professional" "pe" "state"
        "inspector" "installer" "alarm" "hvac" "mechanical" "roofing" "builder" "engineer" "risk" "premise"
    ];
    /// Most words between.
    const BETWEEN: usize = 5;
    let is_trade = (1..=2)
        .filter_map(|step| index.checked_sub(step))
        .any(|before| scene.is_any(before, TRADES) && scene.gap_in(before, gaps![" "]));
    let first = (index + 1..=index + BETWEEN).find(|at| {
        let is_code = matches!(
            scene.chunks.get(*at).map(|chunk| chunk.shape),
            Some(Shape::Digits | Shape::Mixed)
        );
        let leads = scene.chunks.get(*at).is_some_and(|chunk| {
            chunk.shape == Shape::Upper
                && chunk.len() <= 2
                && !chunk.traits.any(Traits::STATE)
                && scene.chunks.get(at + 1).is_some_and(|next| next.shape == Shape::Digits)
        });
        is_code || leads
    })?;
    let is_clause = (index..first).all(|at| {
        let gap = scene.gap(at);
        !gap.contains(['\n', ';']) && (!gap.contains(". ") || gap.contains(".."))
    });
    let last = code_end(scene, first, 20)?;
    let code = joined(scene, first, last);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_washington = code.len() == 12 && code.starts_with("WDL");
    (is_clause
        && !is_trade
        && (digits >= 5 || is_washington)
        && code.len() >= 6
        && !is_reading(scene, first, last))
    .then(|| hit(scene, first, last, Label::DriverLicense, 0.6, "licence_driver"))
    .flatten()
}

/// A driver licence that says by its shape what it is, in one piece or in groups.
pub(super) fn licence(scene: &Scene<'_>, index: usize) -> Option<Found> {
    let chunk = scene.chunks.get(index)?;
    let may_begin = match chunk.shape {
        Shape::Mixed => matches!(chunk.len(), 4 | 16),
        Shape::Upper => matches!(chunk.len(), 1 | 5),
        _ => false,
    };
    let is_letter_first = || scene.word(index).starts_with(|it: char| it.is_ascii_uppercase());
    if !may_begin || !is_letter_first() || is_kept_licence(scene, chunk.start) {
        return None;
    }
    let mut groups = vec![scene.word(index)];
    let mut last = index;
    while groups.len() < 5 && scene.gap_in(last, gaps![" " "-"]) {
        last += 1;
        groups.push(scene.word(last));
        let more = scene.gap_in(last, gaps!["-"]) && groups.len() < 5;
        if !more && is_british_licence(&groups.concat()) {
            // The issue's two digits.
            let has_issue = scene.gap_in(last, gaps![" "])
                && scene
                    .chunks
                    .get(last + 1)
                    .is_some_and(|next| next.shape == Shape::Digits && next.len() == 2);
            let last = if has_issue { last + 1 } else { last };
            return hit(scene, index, last, Label::DriverLicense, 0.85, "licence_british");
        }
    }
    if is_british_licence(groups.first()?) {
        return hit(scene, index, index, Label::DriverLicense, 0.85, "licence_british");
    }
    let count = (3..=groups.len()).rev().find(|count| {
        groups.get(..*count).is_some_and(is_grouped_licence) && scene.gap_in(index, gaps!["-"])
    })?;
    hit(scene, index, index + count - 1, Label::DriverLicense, 0.75, "licence_grouped")
}

/// Whether the words before byte `at` give it to a thing. `Licence number` alone does not: this shape
/// is a driver's.
fn is_kept_licence(scene: &Scene<'_>, at: usize) -> bool {
    const LICENCES: &Words = words!["license" "licence" "lic"];
    let first = scene.chunk_from(at);
    let is_licence =
        (1..=3).filter_map(|step| first.checked_sub(step)).any(|at| scene.is_any(at, LICENCES));
    scene.cue_before(at, 12) == Some(Hint::Keep) && !is_licence
}
