//! Which parts of a text the network reads: only those where it can change something.

use super::judge::Known;
use super::network::KINDS;
use super::pieces::{Piece, Vocabulary};
use super::words::{ends_sentence, is_candidate};
use crate::scene::Scene;

/// Most pieces that the network reads at once, with the two around them.
///
/// Source: the network's table of places has 512; the work grows with the square of the count, and
/// 250 pieces are about 1 kB of text.
const PIECES_MAX: usize = 250;

/// Sentences around a candidate that are read with it.
const SENTENCES_AROUND: usize = 1;

/// The sentences of a text, as first and last chunk.
fn sentences(scene: &Scene<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut first = 0;
    for index in 0..scene.chunks.len() {
        if index + 1 == scene.chunks.len() || ends_sentence(scene, index) {
            found.push((first, index));
            first = index + 1;
        }
    }
    found
}

/// The runs of pieces to read: the sentences with a word that could be a name and is not covered,
/// and those around them. Each run is at most as long as the network takes.
pub(super) fn worth_reading(
    scene: &Scene<'_>,
    known: &Known,
    vocabulary: &Vocabulary,
) -> Vec<Vec<Piece>> {
    let sentences = sentences(scene);
    let is_worth: Vec<bool> = sentences
        .iter()
        .map(|(first, last)| {
            (*first..=*last).any(|index| {
                known.is_doubtful(index) || known.is_open(index) && is_candidate(scene, index)
            })
        })
        .collect();
    let mut runs: Vec<Vec<Piece>> = Vec::new();
    let mut goes_on = false;
    for (number, (first, last)) in sentences.iter().enumerate() {
        let from = number.saturating_sub(SENTENCES_AROUND);
        let to = number + SENTENCES_AROUND + 1;
        if !is_worth.iter().take(to).skip(from).any(|is_worth| *is_worth) {
            goes_on = false;
            continue;
        }
        let start = scene.chunks.get(*first).map_or(0, |chunk| chunk.start);
        // The signs after the last word belong to the sentence.
        let end = scene.chunks.get(last + 1).map_or(scene.text.len(), |next| next.start);
        let pieces = vocabulary.pieces(scene.slice(start, end), start);
        for part in pieces.chunks(PIECES_MAX - 2) {
            match runs.last_mut() {
                Some(run) if goes_on && run.len() + part.len() <= PIECES_MAX - 2 => {
                    run.extend_from_slice(part);
                }
                _ => runs.push(part.to_vec()),
            }
            goes_on = true;
        }
    }
    runs
}

/// Steps of the text's budget that a run takes.
pub(super) const fn steps(pieces: usize) -> usize {
    pieces * KINDS
}
