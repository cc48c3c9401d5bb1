//! What the network says of each word.

use super::network::Likelihoods;
use super::pieces::Piece;
use crate::scene::Scene;

/// How likely a word is a part of a name, or of an address, and which part. Each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Vote {
    pub(super) given: f32,
    pub(super) surname: f32,
    pub(super) building: f32,
    pub(super) street: f32,
    /// `Apt 4`.
    pub(super) secondary: f32,
    pub(super) city: f32,
    pub(super) state: f32,
    pub(super) zip: f32,
}

impl Vote {
    /// The numbers of the kinds in the order of the network's classes, whose first is "nothing" and
    /// of which each kind has two.
    pub(super) fn of(row: &Likelihoods) -> Self {
        let kind = |number: usize| {
            let first = 1 + 2 * number;
            row.get(first).copied().unwrap_or(0.0) + row.get(first + 1).copied().unwrap_or(0.0)
        };
        Self {
            given: kind(0),
            surname: kind(1),
            building: kind(11),
            street: kind(12),
            secondary: kind(13),
            city: kind(14),
            state: kind(15),
            zip: kind(16),
        }
    }

    /// How likely it is a part of a person's name.
    pub(super) fn person(&self) -> f32 {
        self.given + self.surname
    }

    /// How likely it is a part of an address.
    pub(super) fn address(&self) -> f32 {
        self.building + self.street + self.secondary + self.city + self.state + self.zip
    }

    fn add(&mut self, other: &Self, share: f32) {
        let pairs = [
            (&mut self.given, other.given),
            (&mut self.surname, other.surname),
            (&mut self.building, other.building),
            (&mut self.street, other.street),
            (&mut self.secondary, other.secondary),
            (&mut self.city, other.city),
            (&mut self.state, other.state),
            (&mut self.zip, other.zip),
        ];
        for (mine, theirs) in pairs {
            *mine += theirs * share;
        }
    }
}

/// Adds the `answer` on each of `pieces` to the votes of the words that it is a part of, by its share
/// of the word.
pub(super) fn count(scene: &Scene<'_>, pieces: &[Piece], answer: &[Vote], votes: &mut [Vote]) {
    let Some(first) = pieces.first() else { return };
    let mut index = scene.chunks.partition_point(|chunk| chunk.end <= first.start);
    for (piece, vote) in pieces.iter().zip(answer) {
        while scene.chunks.get(index).is_some_and(|chunk| chunk.end <= piece.start) {
            index += 1;
        }
        // A piece can reach over several words only where it stands for what cannot be read.
        for (chunk, mine) in scene.chunks.iter().zip(votes.iter_mut()).skip(index) {
            if chunk.start >= piece.end {
                break;
            }
            let shared = piece.end.min(chunk.end) - piece.start.max(chunk.start);
            #[expect(clippy::cast_precision_loss, reason = "words are short")]
            mine.add(vote, shared as f32 / chunk.len().max(1) as f32);
        }
    }
}
