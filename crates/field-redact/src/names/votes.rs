//! What the model says of each word.

use super::head::{Head, Held, Word};
use super::network::{Answer, KINDS};
use super::pieces::Piece;
use crate::scene::Scene;

/// What the network says of a piece, as far as it is used: this is what is remembered.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Reading {
    kinds: [f32; KINDS],
    held: Held,
}

impl Reading {
    /// The part of `answer` that is used.
    pub(super) fn of(answer: &Answer, head: &Head) -> Self {
        Self { kinds: answer.kinds, held: head.held(answer) }
    }
}

/// How likely a word is a part of a name, or of an address. Each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Vote {
    /// Part of a person's name, as the head judges it.
    pub(super) person: f32,
    /// Part of an address, as the head judges it.
    pub(super) address: f32,
    kinds: [f32; KINDS],
}

impl Vote {
    /// A first name, as the network judges it.
    pub(super) fn given(&self) -> f32 {
        self.kind(0)
    }

    /// A surname, as the network judges it.
    pub(super) fn surname(&self) -> f32 {
        self.kind(1)
    }

    /// A street's name, as the network judges it.
    pub(super) fn street(&self) -> f32 {
        self.kind(12)
    }

    /// A town, a region or a country, as the network judges it.
    pub(super) fn town(&self) -> f32 {
        self.kind(14) + self.kind(15)
    }

    fn kind(&self, number: usize) -> f32 {
        self.kinds.get(number).copied().unwrap_or(0.0)
    }
}

/// Adds the `readings` of `pieces` to the words that they are parts of, each by its share of the word.
pub(super) fn read(scene: &Scene<'_>, pieces: &[Piece], readings: &[Reading], words: &mut [Word]) {
    let Some(first) = pieces.first() else { return };
    let mut index = scene.chunks.partition_point(|chunk| chunk.end <= first.start);
    for (piece, reading) in pieces.iter().zip(readings) {
        while scene.chunks.get(index).is_some_and(|chunk| chunk.end <= piece.start) {
            index += 1;
        }
        // A piece can reach over several words only where it stands for what cannot be read.
        for (chunk, word) in scene.chunks.iter().zip(words.iter_mut()).skip(index) {
            if chunk.start >= piece.end {
                break;
            }
            let shared = piece.end.min(chunk.end) - piece.start.max(chunk.start);
            #[expect(clippy::cast_precision_loss, reason = "words are short")]
            let share = shared as f32 / chunk.len().max(1) as f32;
            for (mine, theirs) in word.kinds.iter_mut().zip(reading.kinds) {
                *mine += theirs * share;
            }
            for (mine, theirs) in word.held.iter_mut().zip(reading.held) {
                *mine += theirs * share;
            }
            word.is_read = true;
        }
    }
}

/// What the head says of each word that was read; nothing of the others.
pub(super) fn votes(head: &Head, words: &[Word]) -> Vec<Vote> {
    let vote = |(index, word): (usize, &Word)| {
        if !word.is_read {
            return Vote::default();
        }
        let (person, address) = head.judge(words, index);
        Vote { person, address, kinds: word.kinds }
    };
    words.iter().enumerate().map(vote).collect()
}
