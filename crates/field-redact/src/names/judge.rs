//! From what the network says to names and addresses.

use field_domain::Label;

use super::votes::Vote;
use super::words::{wanted_alone, wanted_beside};
use crate::find::Found;
use crate::lexicon::Traits;
use crate::scene::{Chunk, Scene, Shape};

/// What is known of each word beside the network.
pub(super) struct Known {
    /// A rule has it, or it stays.
    pub(super) covered: Vec<bool>,
    /// A rule found that it is part of a person's name.
    pub(super) people: Vec<bool>,
    /// A rule found that it is part of an address.
    pub(super) addresses: Vec<bool>,
}

/// Highest score of what the network found: a rule with a check is surer.
const SCORE_MAX: f32 = 0.95;

/// Adds the names of persons.
pub(super) fn people(scene: &Scene<'_>, votes: &[Vote], known: &Known, found: &mut Vec<Found>) {
    let count = scene.chunks.len();
    let person = |index: usize| votes.get(index).map_or(0.0, Vote::person);
    let is_open = |index: usize| known.covered.get(index) == Some(&false);
    let reaches = |index: usize, wanted: Option<f32>| {
        is_open(index) && wanted.is_some_and(|wanted| person(index) >= wanted)
    };
    let mut is_name: Vec<bool> =
        (0..count).map(|index| reaches(index, wanted_alone(scene, index))).collect();
    let stands = |is_name: &[bool], index: usize| {
        is_name.get(index) == Some(&true) || known.people.get(index) == Some(&true)
    };
    for index in (1..count).chain((0..count.saturating_sub(1)).rev()) {
        let is_beside = |is_name: &[bool]| {
            let before = index.checked_sub(1);
            before.is_some_and(|before| joins(scene, before) && stands(is_name, before))
                || joins(scene, index) && stands(is_name, index + 1)
        };
        if is_name.get(index) == Some(&false)
            && is_beside(&is_name)
            && (reaches(index, wanted_beside(scene, index)) || is_initial(scene, index, known))
            && let Some(mine) = is_name.get_mut(index)
        {
            *mine = true;
        }
    }
    let mut index = 0;
    while index < count {
        if is_name.get(index) != Some(&true) {
            index += 1;
            continue;
        }
        let mut last = index;
        while last + 1 < count && joins(scene, last) && is_name.get(last + 1) == Some(&true) {
            last += 1;
        }
        let score =
            (index..=last).filter(|at| has_letters(scene, *at)).map(person).fold(0.0, f32::max);
        // A rule's name beside it is the same name.
        let first = if index > 0 && joins(scene, index - 1) && stands(&is_name, index - 1) {
            index - 1
        } else {
            index
        };
        let end = if joins(scene, last) && stands(&is_name, last + 1) { last + 1 } else { last };
        push(scene, (first, end), Label::Person, score, "model_name", found);
        index = last + 1;
    }
}

/// Adds addresses that no rule knows.
pub(super) fn addresses(scene: &Scene<'_>, votes: &[Vote], known: &Known, found: &mut Vec<Found>) {
    let count = scene.chunks.len();
    let vote = |index: usize| votes.get(index).copied().unwrap_or_default();
    let is_rule = |index: usize| known.addresses.get(index) == Some(&true);
    let is_part = |index: usize| {
        is_rule(index)
            || known.covered.get(index) == Some(&false) && vote(index).address() >= PART_MIN
    };
    let mut index = 0;
    while index < count {
        if !is_part(index) {
            index += 1;
            continue;
        }
        let mut last = index;
        loop {
            let next = last + 1;
            if next < count && continues(scene, last) && is_part(next) {
                last = next;
            } else if next + 1 < count
                && continues(scene, last)
                && continues(scene, next)
                && known.covered.get(next) == Some(&false)
                && is_part(next + 1)
            {
                last = next + 1;
            } else {
                break;
            }
        }
        let parts = Parts::of(scene, (index, last), &vote, &is_rule);
        if let Some(score) = parts.score() {
            push(scene, (index, last), Label::Address, score, "model_address", found);
        }
        index = last + 1;
    }
}

/// How likely a word must be a part of an address to be taken into one.
const PART_MIN: f32 = 0.5;

/// What stands in a run of words that could be an address.
#[derive(Debug, Default)]
struct Parts {
    has_rule: bool,
    is_new: bool,
    number: f32,
    street: f32,
    secondary: f32,
    city: f32,
    state: f32,
    zip: f32,
}

impl Parts {
    fn of(
        scene: &Scene<'_>,
        (first, last): (usize, usize),
        vote: &impl Fn(usize) -> Vote,
        is_rule: &impl Fn(usize) -> bool,
    ) -> Self {
        const PLAIN: Traits = Traits::THING
            .with(Traits::DIRECTION)
            .with(Traits::UNIT)
            .with(Traits::BRAND)
            .with(Traits::ROLE)
            .with(Traits::STOP);
        let mut parts = Self::default();
        for index in first..=last {
            parts.has_rule |= is_rule(index);
            parts.is_new |= !is_rule(index);
            let Some(chunk) = scene.chunks.get(index) else { continue };
            let vote = vote(index);
            let has_digits = matches!(chunk.shape, Shape::Digits | Shape::Mixed);
            let is_telling = !has_digits && !chunk.traits.any(PLAIN) && chunk.len() > 1;
            if has_digits {
                parts.number = parts.number.max(vote.building);
                if chunk.len() >= 4 {
                    parts.zip = parts.zip.max(vote.zip);
                }
                parts.secondary = parts.secondary.max(vote.secondary);
            } else if is_telling && (chunk.is_capital() || chunk.traits.any(Traits::STREET)) {
                parts.street = parts.street.max(vote.street);
                parts.city = parts.city.max(vote.city);
            }
            parts.state = parts.state.max(vote.state);
        }
        parts
    }

    /// How sure it is that this is an address; `None` if it is none.
    fn score(&self) -> Option<f32> {
        if self.has_rule {
            return self.is_new.then_some(0.75);
        }
        let with =
            |one: f32, two: f32| if one.min(two) >= 0.6 { f32::midpoint(one, two) } else { 0.0 };
        let best = [
            with(self.number, self.street),
            with(self.secondary, self.street),
            with(self.city, self.zip),
            with(self.city, self.state),
            with(self.city, self.street),
            with(self.street, self.zip),
            with(self.secondary, self.zip),
            with(self.secondary, self.city),
        ]
        .into_iter()
        .fold(0.0, f32::max);
        (best > 0.0).then_some(best)
    }
}

/// What may stand between two words of one address.
fn continues(scene: &Scene<'_>, index: usize) -> bool {
    let gap = scene.gap(index);
    gap.len() <= 4 && gap.bytes().all(|sign| b" ,.\n\t#-/'\\".contains(&sign))
}

/// What may stand between two words of one name.
fn joins(scene: &Scene<'_>, index: usize) -> bool {
    match scene.gap(index) {
        " " | "-" | "'" => index + 1 < scene.chunks.len(),
        ". " | "." => scene.chunks.get(index).is_some_and(|chunk| chunk.len() == 1),
        _ => false,
    }
}

fn has_letters(scene: &Scene<'_>, index: usize) -> bool {
    scene.chunks.get(index).is_some_and(Chunk::is_word)
}

/// Whether chunk `index` is a single capital that could stand for a name.
fn is_initial(scene: &Scene<'_>, index: usize, known: &Known) -> bool {
    known.covered.get(index) == Some(&false)
        && scene
            .chunks
            .get(index)
            .is_some_and(|chunk| chunk.len() == 1 && chunk.shape == Shape::Upper)
        && !scene.is(index, "I")
        && !scene.is(index, "A")
}

fn push(
    scene: &Scene<'_>,
    (first, last): (usize, usize),
    label: Label,
    score: f32,
    rule: &'static str,
    found: &mut Vec<Found>,
) {
    if let (Some(from), Some(to)) = (scene.chunks.get(first), scene.chunks.get(last)) {
        let score = score.min(SCORE_MAX);
        found.push(Found { start: from.start, end: to.end, label, score, rule });
    }
}
