//! From what the network says to towns and countries.

use field_domain::Label;

use super::judge::{Known, push};
use super::votes::Vote;
use super::words::{Kind, kind};
use crate::find::Found;
use crate::lexicon::Traits;
use crate::scene::{Chunk, Scene, Shape};

/// How likely a word must be a town for it to be one.
const TOWN_MIN: f32 = 0.8;

/// Words before a place.
const BEFORE: &[&str] = &["in", "from", "to", "near", "of", "at", "around", "via", "visit"];

/// Most words of the name of a town.
const WORDS_MAX: usize = 5;

/// Adds towns and countries that somebody is in, from or on the way to.
pub(super) fn find(scene: &Scene<'_>, votes: &[Vote], known: &Known, found: &mut Vec<Found>) {
    let likelihood = |index: usize| votes.get(index).map_or(0.0, Vote::town);
    let is_town = |index: usize| {
        let may_be = |chunk: &Chunk| {
            chunk.len() > 2
                && matches!(chunk.shape, Shape::Title | Shape::Upper)
                && (kind(chunk.traits) != Kind::Stays || chunk.traits.any(Traits::PLACE))
        };
        known.is_open(index)
            && scene.chunks.get(index).is_some_and(may_be)
            && likelihood(index) >= TOWN_MIN
    };
    // `Mercy` and `Grace` are houses as often as towns.
    let tells = |index: usize| {
        let traits = scene.traits(index);
        matches!(kind(traits), Kind::Unknown | Kind::Given | Kind::Surname)
            || traits.any(Traits::PLACE)
    };
    for before in 0..scene.chunks.len() {
        let first = before + 1;
        let is_led = BEFORE.iter().any(|word| scene.is(before, word)) && scene.gap(before) == " ";
        if !is_led || !is_town(first) {
            continue;
        }
        let mut last = first;
        while last + 1 < first + WORDS_MAX
            && matches!(scene.gap(last), " " | ", " | "-")
            && is_town(last + 1)
        {
            last += 1;
        }
        if last > first || tells(first) {
            let score = (first..=last).map(likelihood).fold(1.0, f32::min);
            push(scene, (first, last), (Label::Location, score, "model_town"), found);
        }
    }
}
