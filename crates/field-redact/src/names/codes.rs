//! From what the network says to codes: numbers and secrets that no rule knows by their form or their cue.
//!
//! A person looks at each of them: the network knows what such codes are used for, not what they look like.

use field_domain::Label;

use super::judge::{Known, push};
use super::votes::Vote;
use crate::cues::Hint;
use crate::find::Found;
use crate::lexicon::Traits;
use crate::scene::{Chunk, Scene, Shape};

/// The kinds, in the order of the head's answers.
const KINDS: [Label; 12] = [
    Label::Secret,
    Label::Plate,
    Label::BankAccount,
    Label::Mrn,
    Label::DriverLicense,
    Label::Passport,
    Label::Dob,
    Label::Phone,
    Label::Email,
    Label::Handle,
    Label::Other,
    Label::Url,
];

/// What a rule finds that is no code.
const NO_CODES: [Label; 6] = [
    Label::Person,
    Label::Address,
    Label::Location,
    Label::Organization,
    Label::Health,
    Label::Age,
];

/// How likely a word must be a code of some kind for a code to be built on it.
const PART_MIN: f32 = 0.6;

/// How likely its words must be a code on average.
const SCORE_MIN: f32 = 0.9;

/// The same for a code of letters alone: a password, a name in the net.
const LETTERS_MIN: f32 = 0.95;

/// Fewest letters and digits of a code.
const LENGTH_MIN: usize = 3;

/// The highest score, below that of what is certain.
const SCORE_MAX: f32 = 0.65;

/// How far before a code the word may stand that gives it to a thing, in bytes.
const KEEP_REACH: usize = 24;

/// Adds codes that no rule knows, and what goes on a code that a rule knows.
pub(super) fn find(scene: &Scene<'_>, votes: &[Vote], known: &Known, found: &mut Vec<Found>) {
    let likelihood = |index: usize| votes.get(index).map_or(0.0, |vote| vote.codes().iter().sum());
    let is_part = |index: usize| known.is_open(index) && likelihood(index) >= PART_MIN;
    let mut index = 0;
    while index < scene.chunks.len() {
        if !is_part(index) {
            index += 1;
            continue;
        }
        let mut last = index;
        while joins(scene.gap(last)) && is_part(last + 1) {
            last += 1;
        }
        let run = (index, last);
        index = last + 1;
        if goes_on(scene, run, found) {
            continue;
        }
        let (first, last) = run;
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let average = (first..=last).map(likelihood).sum::<f32>() / (last + 1 - first) as f32;
        if average >= wanted(scene, first, last) && !is_of_thing(scene, first, last) {
            let label = kind(votes.get(first..=last).unwrap_or_default());
            push(scene, (first, last), (label, average * SCORE_MAX, "model_code"), found);
        }
    }
}

/// Makes the words `first` to `last` part of the code that a rule found right before or behind them.
fn goes_on(scene: &Scene<'_>, (first, last): (usize, usize), found: &mut [Found]) -> bool {
    let ends = (scene.chunks.get(first), scene.chunks.get(last));
    let (Some(from), Some(to)) = ends else { return false };
    let after = scene.chunks.get(last + 1).filter(|_| joins(scene.gap(last)));
    let before = first.checked_sub(1).filter(|before| joins(scene.gap(*before)));
    let before = before.and_then(|before| scene.chunks.get(before));
    for hit in found.iter_mut().filter(|hit| !NO_CODES.contains(&hit.label)) {
        if after.is_some_and(|after| hit.start == after.start) {
            hit.start = from.start;
            return true;
        }
        if before.is_some_and(|before| hit.end == before.end) {
            hit.end = to.end;
            return true;
        }
    }
    false
}

/// What may stand between two words of one code.
fn joins(gap: &str) -> bool {
    matches!(gap, " " | "-" | "." | "/" | ":" | ", " | " - " | "_" | "@" | "#" | "*")
}

/// How likely the words `first` to `last` must be a code.
fn wanted(scene: &Scene<'_>, first: usize, last: usize) -> f32 {
    const SAID: Traits = Traits::NUMBER.with(Traits::NATO);
    let chunks = scene.chunks.get(first..=last).unwrap_or_default();
    let length: usize = chunks.iter().map(Chunk::len).sum();
    let is_number = chunks
        .iter()
        .any(|chunk| matches!(chunk.shape, Shape::Digits | Shape::Mixed) || chunk.traits.any(SAID));
    // A single number that was said is no code: `zero` has four letters and one digit.
    let is_digit = matches!(chunks, [one] if one.traits.any(Traits::NUMBER));
    match (length >= LENGTH_MIN && !is_digit, is_number) {
        (false, _) => f32::INFINITY,
        (true, true) => SCORE_MIN,
        (true, false) => LETTERS_MIN,
    }
}

/// Whether what stands around says that the number belongs to a thing, or measures one.
fn is_of_thing(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let start = scene.chunks.get(first).map_or(0, |chunk| chunk.start);
    scene.cue_before(start, KEEP_REACH) == Some(Hint::Keep)
        // `point two eight`: a part of a reading.
        || scene.is(first, "point") && last - first <= 2
        || scene.gap(last) == " " && scene.traits(last + 1).any(Traits::UNIT)
        || scene.gap(last).starts_with(['°', '%'])
}

/// The kind that most speaks for.
fn kind(votes: &[Vote]) -> Label {
    let sum =
        |number: usize| -> f32 { votes.iter().filter_map(|vote| vote.codes().get(number)).sum() };
    let best = (0..KINDS.len()).max_by(|one, two| sum(*one).total_cmp(&sum(*two)));
    best.and_then(|best| KINDS.get(best)).copied().unwrap_or(Label::Other)
}
