//! From what the network says to names of persons.

use field_domain::Label;

use super::judge::{Known, push};
use super::votes::Vote;
use super::words::{is_title_short, wanted_alone, wanted_beside};
use crate::find::Found;
use crate::scene::{Chunk, Scene, Shape};

/// Adds the names of persons.
pub(super) fn find(scene: &Scene<'_>, votes: &[Vote], known: &Known, found: &mut Vec<Found>) {
    let names = Names::new(scene, votes, known);
    let mut index = 0;
    while index < names.mine.len() {
        if !names.is_mine(index) {
            index += 1;
            continue;
        }
        let mut last = index;
        while names.is_mine(last + 1) && names.goes_on(last) {
            last += 1;
        }
        let has_letters = |at: &usize| scene.chunks.get(*at).is_some_and(Chunk::is_word);
        let score = (index..=last).filter(has_letters).map(|at| names.vote(at).person());
        let score = score.fold(0.0, f32::max);
        // A rule's name beside it is the same name.
        let is_same = |at: usize| names.goes_on(at) && names.stands(at) && names.stands(at + 1);
        let first = if index > 0 && is_same(index - 1) { index - 1 } else { index };
        let end = if is_same(last) { last + 1 } else { last };
        push(scene, (first, end), (Label::Person, score, "model_name"), found);
        index = last + 1;
    }
}

/// Which words are names.
struct Names<'a> {
    scene: &'a Scene<'a>,
    votes: &'a [Vote],
    known: &'a Known,
    /// The words that no rule has.
    mine: Vec<bool>,
}

impl<'a> Names<'a> {
    fn new(scene: &'a Scene<'a>, votes: &'a [Vote], known: &'a Known) -> Self {
        let count = scene.chunks.len();
        let mut names = Self { scene, votes, known, mine: vec![false; count] };
        for index in 0..count {
            if names.reaches(index, wanted_alone(scene, index)) {
                names.take(index);
            }
        }
        // A name leads to the rest of it, to the right and to the left.
        for index in (1..count).chain((0..count.saturating_sub(1)).rev()) {
            if !names.is_mine(index) && names.is_beside(index) && names.is_more(index) {
                names.take(index);
            }
        }
        names
    }

    fn take(&mut self, index: usize) {
        if let Some(mine) = self.mine.get_mut(index) {
            *mine = true;
        }
    }

    fn vote(&self, index: usize) -> Vote {
        self.votes.get(index).copied().unwrap_or_default()
    }

    fn is_mine(&self, index: usize) -> bool {
        self.mine.get(index) == Some(&true)
    }

    /// Whether chunk `index` is part of a name, by a rule or by the network.
    fn stands(&self, index: usize) -> bool {
        self.is_mine(index) || self.known.is_person(index)
    }

    fn reaches(&self, index: usize, wanted: Option<f32>) -> bool {
        self.known.is_open(index)
            && wanted.is_some_and(|wanted| self.vote(index).person() >= wanted)
    }

    fn is_beside(&self, index: usize) -> bool {
        let before = index.checked_sub(1);
        before.is_some_and(|before| joins(self.scene, before) && self.stands(before))
            || joins(self.scene, index) && self.stands(index + 1)
    }

    /// Whether a word beside a name belongs to it: the network says so, or it is an initial.
    fn is_more(&self, index: usize) -> bool {
        self.reaches(index, wanted_beside(self.scene, index)) || self.is_initial(index)
    }

    fn is_initial(&self, index: usize) -> bool {
        let is_letter = |chunk: &Chunk| chunk.len() == 1 && chunk.shape == Shape::Upper;
        self.known.is_open(index)
            && self.scene.chunks.get(index).is_some_and(is_letter)
            && !self.scene.is(index, "I")
            && !self.scene.is(index, "A")
    }

    /// Whether the name of chunk `index` goes on in the next one.
    fn goes_on(&self, index: usize) -> bool {
        joins(self.scene, index) || self.is_turned(index)
    }

    /// `Sample, Ann` after a label: the surname first.
    fn is_turned(&self, index: usize) -> bool {
        let (surname, given) = (self.vote(index), self.vote(index + 1));
        let before = self.scene.gap_before(index);
        self.scene.gap(index) == ", "
            && (index == 0 || before.contains([':', '|', '\t', '\n', '/']))
            && surname.surname() > surname.given()
            && given.given() > given.surname()
    }
}

/// What may stand between two words of one name.
fn joins(scene: &Scene<'_>, index: usize) -> bool {
    match scene.gap(index) {
        " " | "-" | "'" | " \"" | "\" " | " '" | "' " => index + 1 < scene.chunks.len(),
        ". " | "." => is_title_short(scene, index),
        _ => false,
    }
}
