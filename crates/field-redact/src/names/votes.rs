//! What the model says of each word.

use super::head::{ANSWERS, Head, Held, Judgement, Word};
use super::network::{Answer, KINDS};
use super::pieces::Piece;
use crate::scene::Scene;

/// The first of the head's answers that is a code.
pub(super) const CODES_FROM: usize = 4;

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

/// How likely a word is what. Each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Vote {
    judged: Judgement,
    kinds: [f32; KINDS],
    is_read: bool,
}

impl Vote {
    /// Part of a person's name, as the head judges it.
    pub(super) const fn person(&self) -> f32 {
        self.judged[1]
    }

    /// Part of an address, as the head judges it.
    pub(super) const fn address(&self) -> f32 {
        self.judged[2]
    }

    /// A part of anything personal, as the head judges it; 1 if nobody read the word.
    pub(super) fn personal(&self) -> f32 {
        if self.is_read { 1.0 - self.judged[0] - self.judged[3] } else { 1.0 }
    }

    /// A code of each kind, as the head judges it.
    pub(super) fn codes(&self) -> &[f32; ANSWERS - CODES_FROM] {
        self.judged.last_chunk().unwrap_or(&[0.0; ANSWERS - CODES_FROM])
    }

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
        Vote { judged: head.judge(words, index), kinds: word.kinds, is_read: true }
    };
    words.iter().enumerate().map(vote).collect()
}
