//! How well a word does as a name before the network is asked.

use crate::find::people::{is_no_persons, names_storm};
use crate::lexicon::{NAME, Traits};
use crate::scene::{Chunk, Scene, Shape};

/// What the lists say of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is of a kind that stays: a role, a maker, a thing, a place, a unit, a word of grammar.
    Stays,
    /// An ordinary word and no name.
    Ordinary,
    /// A surname that is an ordinary word too.
    OrdinarySurname,
    /// A first name that is an ordinary word too.
    OrdinaryGiven,
    /// A surname.
    Surname,
    /// A first name.
    Given,
    /// No list has it.
    Unknown,
}

/// Words that are no person, whatever the network says.
const STAYS: Traits = Traits::BRAND
    .with(Traits::ROLE)
    .with(Traits::THING)
    .with(Traits::TITLE)
    .with(Traits::STOP)
    .with(Traits::MONTH)
    .with(Traits::UNIT)
    .with(Traits::PLACE)
    .with(Traits::STREET)
    .with(Traits::STATE)
    .with(Traits::DIRECTION)
    .with(Traits::NUMBER)
    .with(Traits::ORDINAL)
    .with(Traits::ACT);

/// What the lists say of `traits`.
pub(super) fn kind(traits: Traits) -> Kind {
    if traits.any(STAYS) {
        return Kind::Stays;
    }
    match (traits.any(Traits::GIVEN), traits.any(Traits::SURNAME), traits.any(Traits::COMMON)) {
        (true, _, true) => Kind::OrdinaryGiven,
        (true, _, false) => Kind::Given,
        (false, true, true) => Kind::OrdinarySurname,
        (false, true, false) => Kind::Surname,
        (false, false, true) => Kind::Ordinary,
        (false, false, false) => Kind::Unknown,
    }
}

/// How likely a word must be part of a name, for it to be one with nothing beside it that says so.
/// `None`: then it is none.
///
/// The numbers were chosen on notes and chats with marked names; what they reach is in
/// docs/measurements/redaction.md.
pub(super) fn wanted_alone(scene: &Scene<'_>, index: usize) -> Option<f32> {
    let chunk = scene.chunks.get(index)?;
    // `Hurricane Ida`: neither word.
    if names_storm(scene, index) || names_storm(scene, index + 1) {
        return None;
    }
    let is_labelled = scene.gap_before(index).contains([':', '|', '\t']);
    let is_van = chunk.shape == Shape::Lower && chunk.traits.any(Traits::VEHICLE);
    if !is_labelled && is_no_persons(scene, index) || is_van {
        return None;
    }
    let is_called = is_called(scene, index) || is_labelled;
    Some(match (chunk.shape, kind(chunk.traits)) {
        (Shape::Title | Shape::Lower, Kind::Stays) if may_be_both(chunk) => 0.7,
        (_, Kind::Stays) => return None,
        (Shape::Title, Kind::Ordinary) => 0.7,
        (Shape::Title, _) if is_called => 0.3,
        (Shape::Title, Kind::Unknown) if begins_sentence(scene, index) => 0.65,
        (Shape::Title, _) => 0.45,
        (Shape::Upper, Kind::Given | Kind::Surname | Kind::Unknown) if chunk.len() > 3 => 0.6,
        (Shape::Lower, Kind::Given | Kind::Surname | Kind::Unknown) if is_called => 0.4,
        (Shape::Lower, Kind::Given) => 0.55,
        (Shape::Lower, Kind::Surname) if chunk.len() > 1 => 0.55,
        (Shape::Lower, Kind::Unknown) if chunk.len() > 3 => 0.65,
        (Shape::Lower, Kind::OrdinaryGiven) if is_called => 0.6,
        (Shape::Lower, Kind::OrdinaryGiven | Kind::OrdinarySurname) => 0.75,
        _ => return None,
    })
}

/// The same for a word beside one that is a name already.
pub(super) fn wanted_beside(scene: &Scene<'_>, index: usize) -> Option<f32> {
    let chunk = scene.chunks.get(index)?;
    if names_storm(scene, index) {
        return None;
    }
    let is_name = chunk.traits.any(NAME);
    Some(match (chunk.shape, kind(chunk.traits)) {
        (Shape::Title | Shape::Upper, Kind::Stays) if is_name => 0.4,
        (Shape::Lower, Kind::Stays) if may_be_both(chunk) => 0.55,
        (_, Kind::Stays) => return None,
        (Shape::Title | Shape::Upper, Kind::Ordinary) | (Shape::Lower, Kind::OrdinarySurname) => {
            0.45
        }
        (Shape::Title | Shape::Upper, _) => 0.25,
        (Shape::Lower, Kind::Given | Kind::Surname | Kind::Unknown) if chunk.len() > 1 => 0.3,
        (Shape::Lower, Kind::OrdinaryGiven) => 0.4,
        _ => return None,
    })
}

/// Whether a word of a kind that stays is a name as well: `June`, `Austin`, `Forrest`, but no role,
/// maker or word of grammar.
fn may_be_both(chunk: &Chunk) -> bool {
    const NEVER: Traits = Traits::BRAND
        .with(Traits::ROLE)
        .with(Traits::THING)
        .with(Traits::TITLE)
        .with(Traits::STOP)
        .with(Traits::UNIT)
        .with(Traits::ACT)
        .with(Traits::NUMBER);
    chunk.traits.any(Traits::GIVEN) && !chunk.traits.any(NEVER)
}

/// Whether a role, a title or an act stands right before chunk `index`, or an act right after.
fn is_called(scene: &Scene<'_>, index: usize) -> bool {
    const BEFORE: Traits = Traits::ROLE.with(Traits::TITLE).with(Traits::ACT);
    const CALLING: &[&str] = &[
        "with", "to", "from", "for", "tell", "by", "is", "named", "ask", "and", "or", "copy",
        "goes",
    ];
    let before = index.checked_sub(1);
    before.is_some_and(|before| {
        let calls = CALLING.iter().any(|word| scene.is(before, word));
        matches!(scene.gap(before), " " | ". ") && (calls || scene.traits(before).any(BEFORE))
    }) || scene.gap(index) == " " && scene.traits(index + 1).any(Traits::ACT)
}

/// Whether chunk `index` is a word that a point shortens: an initial, `Wm.`, `St.`.
pub(super) fn is_title_short(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(|chunk| {
        chunk.len() == 1 && chunk.is_word()
            || chunk.len() <= 3
                && chunk.shape == Shape::Title
                && !chunk.traits.any(Traits::COMMON.with(Traits::UNIT))
    })
}

/// Whether chunk `index` is a word that can make an address one: a street, a town, no thing or code.
pub(super) fn may_tell(scene: &Scene<'_>, index: usize) -> bool {
    const PLAIN: Traits = Traits::THING
        .with(Traits::DIRECTION)
        .with(Traits::UNIT)
        .with(Traits::BRAND)
        .with(Traits::ROLE)
        .with(Traits::STOP);
    let Some(chunk) = scene.chunks.get(index) else { return false };
    let known = NAME.with(Traits::STREET).with(Traits::PLACE).with(Traits::COMMON);
    chunk.len() > 1
        && !chunk.traits.any(PLAIN)
        && match chunk.shape {
            Shape::Title => true,
            Shape::Upper => chunk.traits.any(known),
            Shape::Lower => chunk.traits.any(Traits::STREET),
            Shape::Digits | Shape::Mixed => false,
        }
}

/// Whether a sentence begins at chunk `index`.
pub(super) fn begins_sentence(scene: &Scene<'_>, index: usize) -> bool {
    index == 0 || ends_sentence(scene, index - 1)
}

/// Whether a sentence ends after chunk `index`.
pub(super) fn ends_sentence(scene: &Scene<'_>, index: usize) -> bool {
    let gap = scene.gap(index);
    let is_short = scene.traits(index).any(Traits::TITLE) || is_title_short(scene, index);
    gap.contains('\n') || (gap.contains(['!', '?']) || gap.contains(". ") && !is_short)
}

/// Whether the model could find that chunk `index` is a name or begins an address: then it is worth
/// asking.
pub(super) fn is_candidate(scene: &Scene<'_>, index: usize) -> bool {
    let Some(chunk) = scene.chunks.get(index) else { return false };
    if matches!(chunk.shape, Shape::Digits | Shape::Mixed) || chunk.traits.any(Traits::NUMBER) {
        return begins_address(scene, index) || may_be_code(scene, index);
    }
    if !Chunk::is_word(chunk) || chunk.len() < 2 {
        return false;
    }
    let kind = kind(chunk.traits);
    match chunk.shape {
        Shape::Title => match kind {
            Kind::Ordinary => false,
            Kind::OrdinarySurname => !begins_sentence(scene, index),
            Kind::Stays => may_be_both(chunk) && !begins_sentence(scene, index),
            _ => true,
        },
        Shape::Upper => !matches!(kind, Kind::Ordinary | Kind::Stays) && chunk.len() > 3,
        Shape::Lower => match kind {
            Kind::Given => true,
            Kind::Surname | Kind::Unknown => chunk.len() >= 4 || is_called(scene, index),
            Kind::OrdinaryGiven => is_called(scene, index),
            Kind::Stays => may_be_both(chunk) && is_called(scene, index),
            _ => false,
        },
        Shape::Digits | Shape::Mixed => false,
    }
}

/// Whether chunk `index` is long enough for a code by itself, or begins one that is said.
fn may_be_code(scene: &Scene<'_>, index: usize) -> bool {
    /// Fewest digits and letters of a code that is written.
    const WRITTEN_MIN: usize = 4;
    /// Fewest words of a code that is said.
    const SAID_MIN: usize = 3;
    let is_said = |at: usize| scene.traits(at).any(Traits::NUMBER.with(Traits::NATO));
    let is_measured = scene.traits(index + 1).any(Traits::UNIT) && scene.gap(index) == " ";
    scene.chunks.get(index).is_some_and(|chunk| chunk.len() >= WRITTEN_MIN && !chunk.is_word())
        && !is_measured
        || (index..index + SAID_MIN).all(is_said)
}

/// Whether a number at chunk `index` has the name of a street shortly after it.
fn begins_address(scene: &Scene<'_>, index: usize) -> bool {
    const REACH: usize = 5;
    (index + 1..=index + REACH)
        .take_while(|at| matches!(scene.gap(at - 1), " " | ", "))
        .any(|at| scene.traits(at).any(Traits::STREET))
}
