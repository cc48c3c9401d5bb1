//! What is known of a text's words beside the network, and how what it found is written down.

use field_domain::Label;

use super::doubts::is_doubtful;

use crate::find::Found;
use crate::resolve::Kept;
use crate::scene::Scene;

/// Highest score of what the network found: a rule with a check is surer.
const SCORE_MAX: f32 = 0.95;

/// What is known of each word beside the network.
pub(super) struct Known {
    /// A rule has it, or it stays.
    pub(super) covered: Vec<bool>,
    /// A rule found that it is part of a person's name.
    pub(super) people: Vec<bool>,
    /// A rule found that it is part of an address.
    pub(super) addresses: Vec<bool>,
    /// The network may take back what a rule found there.
    doubtful: Vec<bool>,
}

impl Known {
    /// What the rules know of each word.
    pub(super) fn new(scene: &Scene<'_>, kept: &[Kept], found: &[Found]) -> Self {
        let none = vec![false; scene.chunks.len()];
        let mut known = Self {
            covered: none.clone(),
            people: none.clone(),
            addresses: none.clone(),
            doubtful: none,
        };
        for hit in found {
            mark(scene, &mut known.covered, hit.start, hit.end);
            if is_doubtful(hit) {
                mark(scene, &mut known.doubtful, hit.start, hit.end);
            }
            match hit.label {
                Label::Person => mark(scene, &mut known.people, hit.start, hit.end),
                Label::Address => mark(scene, &mut known.addresses, hit.start, hit.end),
                _ => {}
            }
        }
        for (start, end) in kept {
            mark(scene, &mut known.covered, *start, *end);
        }
        known
    }

    /// Whether no rule has chunk `index`, and it need not stay.
    pub(super) fn is_open(&self, index: usize) -> bool {
        self.covered.get(index) == Some(&false)
    }

    /// Whether the network may take back what a rule found of chunk `index`.
    pub(super) fn is_doubtful(&self, index: usize) -> bool {
        self.doubtful.get(index) == Some(&true)
    }

    /// Whether a rule found that chunk `index` is part of a person's name.
    pub(super) fn is_person(&self, index: usize) -> bool {
        self.people.get(index) == Some(&true)
    }

    /// Whether a rule found that chunk `index` is part of an address.
    pub(super) fn is_address(&self, index: usize) -> bool {
        self.addresses.get(index) == Some(&true)
    }
}

fn mark(scene: &Scene<'_>, list: &mut [bool], start: usize, end: usize) {
    let first = scene.chunks.partition_point(|chunk| chunk.end <= start);
    for (chunk, mine) in scene.chunks.iter().zip(list).skip(first) {
        if chunk.start >= end {
            break;
        }
        *mine = true;
    }
}

/// Writes down that the chunks `first` to `last` are of kind `label`.
pub(super) fn push(
    scene: &Scene<'_>,
    (first, last): (usize, usize),
    (label, score, rule): (Label, f32, &'static str),
    found: &mut Vec<Found>,
) {
    if let (Some(from), Some(to)) = (scene.chunks.get(first), scene.chunks.get(last)) {
        let score = score.min(SCORE_MAX);
        found.push(Found { start: from.start, end: to.end, label, score, rule });
    }
}
