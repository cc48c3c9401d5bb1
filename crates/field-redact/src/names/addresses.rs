//! From what the network says to addresses.

use field_domain::Label;

use super::judge::{Known, push};
use super::votes::Vote;
use super::words::{is_title_short, may_tell};
use crate::find::Found;
use crate::lexicon::Traits;
use crate::scene::{Scene, Shape};

/// How likely a word must be a part of an address for an address to be built on it.
const PART_MIN: f32 = 0.5;

/// The same for a word beside such a part.
const BESIDE_MIN: f32 = 0.2;

/// How likely the word must be that makes an address of it: a street, a town.
const SURE_MIN: f32 = 0.7;

/// How likely its words must be on average.
const SCORE_MIN: f32 = 0.6;

/// The score of what goes on an address that a rule found.
const ADDED_SCORE: f32 = 0.75;

/// Most bytes between two words of one address: a line break as a pasted log has it, with blanks.
const GAP_BYTES_MAX: usize = 8;

/// Most digits of the number of a house.
const HOUSE_DIGITS_MAX: usize = 5;

/// Words of an address that stand before a number.
const SECONDARY: &[&str] = &[
    "apt",
    "apartment",
    "suite",
    "ste",
    "unit",
    "box",
    "flat",
    "floor",
    "rm",
    "room",
    "psc",
    "no",
];

/// Adds addresses that no rule knows, and what goes on an address that a rule knows.
pub(super) fn find(scene: &Scene<'_>, votes: &[Vote], known: &Known, found: &mut Vec<Found>) {
    let places = Places { scene, votes, known };
    let mut index = 0;
    while index < scene.chunks.len() {
        if !places.is_part(index, PART_MIN) {
            index += 1;
            continue;
        }
        let last = places.last_from(index);
        if let Some(score) = places.score(index, last) {
            let first = places.first_before(index);
            push(scene, (first, last), (Label::Address, score, "model_address"), found);
        }
        index = last + 1;
    }
}

struct Places<'a> {
    scene: &'a Scene<'a>,
    votes: &'a [Vote],
    known: &'a Known,
}

impl Places<'_> {
    fn vote(&self, index: usize) -> Vote {
        self.votes.get(index).copied().unwrap_or_default()
    }

    fn has_digits(&self, index: usize) -> bool {
        let chunk = self.scene.chunks.get(index);
        chunk.is_some_and(|chunk| matches!(chunk.shape, Shape::Digits | Shape::Mixed))
    }

    fn is_part(&self, index: usize, wanted: f32) -> bool {
        self.known.is_address(index)
            || self.known.is_open(index)
                && self.vote(index).address() >= wanted
                && !self.is_reading(index)
            // A street that is named after somebody.
            || self.known.is_person(index) && self.vote(index).address() >= SURE_MIN
    }

    /// A part, or what belongs to one: `Apt` and its number, a number that the network half takes
    /// for one.
    fn is_beside(&self, index: usize) -> bool {
        let is_open = self.known.is_open(index);
        let is_secondary = SECONDARY.iter().any(|word| self.scene.is(index, word));
        let after_secondary = index
            .checked_sub(1)
            .is_some_and(|before| SECONDARY.iter().any(|word| self.scene.is(before, word)));
        self.is_part(index, BESIDE_MIN)
            || is_open && is_secondary && self.has_digits(index + 1)
            || is_open && self.has_digits(index) && (after_secondary || self.is_house(index))
    }

    /// A short number right before or after a street.
    fn is_house(&self, index: usize) -> bool {
        let is_street = |at: usize| self.vote(at).street() >= PART_MIN;
        let before = index.checked_sub(1);
        self.scene.chunks.get(index).is_some_and(|chunk| chunk.len() <= HOUSE_DIGITS_MAX)
            && !self.is_reading(index)
            && (before.is_some_and(|at| is_street(at) && self.scene.gap(at) == " ")
                || is_street(index + 1) && self.scene.gap(index) == " ")
    }

    /// A number with a point, a dash to letters or a unit: `62.1`, `SEL-351`, `44 in`.
    fn is_reading(&self, index: usize) -> bool {
        if !self.has_digits(index) {
            return false;
        }
        let (before, after) = (self.scene.gap_before(index), self.scene.gap(index));
        let is_dashed =
            before == "-" && index.checked_sub(1).is_some_and(|before| !self.has_digits(before));
        before == "."
            || before.ends_with('#')
            || (after == "." && self.has_digits(index + 1))
            || is_dashed
            || (after == " " && self.scene.traits(index + 1).any(Traits::UNIT))
    }

    /// The last chunk of the address that begins at `first`.
    fn last_from(&self, first: usize) -> usize {
        let mut last = first;
        loop {
            let next = last + 1;
            if self.continues(last) && self.is_beside(next) {
                last = next;
            } else if self.continues(last)
                && self.scene.gap(next) == " "
                && self.known.is_open(next)
                && self.is_part(next + 1, PART_MIN)
            {
                last = next + 1;
            } else {
                return last;
            }
        }
    }

    /// The first chunk of the address whose first sure part is `index`.
    fn first_before(&self, index: usize) -> usize {
        let mut first = index;
        while let Some(before) = first.checked_sub(1)
            && self.known.is_open(before)
            && self.continues(before)
            && !self.scene.gap(before).contains('\n')
            && (self.has_digits(before) || SECONDARY.iter().any(|word| self.scene.is(before, word)))
            && self.is_beside(before)
        {
            first = before;
        }
        first
    }

    /// What may stand between two words of one address.
    fn continues(&self, index: usize) -> bool {
        let gap = self.scene.gap(index);
        let is_ending =
            gap.contains(". ") && !is_title_short(self.scene, index) && !self.has_digits(index + 1);
        let is_line = gap.contains('\n');
        index + 1 < self.scene.chunks.len()
            && gap.len() <= GAP_BYTES_MAX
            && gap.bytes().all(|sign| b" ,.\n\t#-/'\\nrt?".contains(&sign))
            && !is_ending
            && !(is_line && self.is_labelled(index + 1))
    }

    /// Whether the line of chunk `index` is a label and its answer.
    fn is_labelled(&self, index: usize) -> bool {
        let start = self.scene.chunks.get(index).map_or(0, |chunk| chunk.start);
        let rest = self.scene.slice(start, self.scene.text.len());
        rest.lines().next().is_some_and(|line| line.contains([':', '|', '\t', '=']))
    }

    /// How sure it is that the chunks `first` to `last` are an address; `None` if they are none.
    fn score(&self, first: usize, last: usize) -> Option<f32> {
        let (mut has_rule, mut is_new, mut has_number, mut tells) = (false, false, false, false);
        let mut sum = 0.0;
        let mut count = 0.0;
        for index in first..=last {
            if self.known.is_address(index) {
                has_rule = true;
                continue;
            }
            is_new = true;
            let likelihood = self.vote(index).address();
            let is_number = self.has_digits(index) || self.scene.traits(index).any(Traits::NUMBER);
            has_number |= is_number;
            tells |= !is_number && likelihood >= SURE_MIN && may_tell(self.scene, index);
            sum += likelihood;
            count += 1.0;
        }
        if has_rule {
            return is_new.then_some(ADDED_SCORE);
        }
        let score = if count > 0.0 { sum / count } else { 0.0 };
        (tells && has_number && first < last && score >= SCORE_MIN).then_some(score)
    }
}
