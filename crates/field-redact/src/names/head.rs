//! The judge of single words: a small net of our own on top of what the network says.
//!
//! The network was trained on other text than notes. This net takes, for each word, what the network
//! holds of it, what the word lists say of it, and the same of the words around, and says how likely it is
//! part of a name, an address, a town or a code. `assets/models/README.md` says how it was trained.

use super::network::{Answer, HELD, KINDS};
use super::plain::{PLAIN, Plain};

/// Numbers of the net, as little-endian f32: the weights of what the network holds, of the word, of the
/// four words around it, and the offsets, each [`WIDTH`] numbers for one input; then those of the
/// answer.
const NUMBERS: &[u8] = include_bytes!("../../../../assets/models/names-head.bin");

/// Width of the net.
pub(super) const WIDTH: usize = 32;

/// What the net tells apart.
pub(super) const ANSWERS: usize = 16;

/// How likely a word is each of the net's answers: nothing, a person, an address, a town, then a code of the
/// kinds in `codes`. They sum up to 1.
pub(super) type Judgement = [f32; ANSWERS];

/// The words around a word that count, by their distance.
const AROUND: [isize; 4] = [-2, -1, 1, 2];

/// What the network holds of a piece of a word, as far as the net wants it.
pub(super) type Held = [f32; WIDTH];

/// What is known of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Word {
    pub(super) held: Held,
    pub(super) kinds: [f32; KINDS],
    pub(super) plain: Plain,
    /// Whether the network read it.
    pub(super) is_read: bool,
}

/// The net.
pub(super) struct Head {
    held: Vec<Held>,
    word: Vec<Held>,
    around: Vec<Vec<Held>>,
    offset: Held,
    answer: Vec<[f32; ANSWERS]>,
    answer_offset: [f32; ANSWERS],
}

impl Head {
    /// Reads the numbers that are part of the program.
    pub(super) fn new() -> Self {
        let mut numbers = NUMBERS.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let mut row = || std::array::from_fn(|_| numbers.next().unwrap_or_default());
        let mut rows = |count: usize| (0..count).map(|_| row()).collect::<Vec<Held>>();
        let held = rows(HELD);
        let word = rows(KINDS + PLAIN);
        let around = AROUND.iter().map(|_| rows(KINDS + PLAIN + 1)).collect();
        let offset = rows(1).pop().unwrap_or_default();
        let mut row = || std::array::from_fn(|_| numbers.next().unwrap_or_default());
        let answer = (0..WIDTH).map(|_| row()).collect();
        Self { held, word, around, offset, answer, answer_offset: row() }
    }

    /// What the net wants of what the network holds of a piece.
    pub(super) fn held(&self, answer: &Answer) -> Held {
        let mut sum = [0.0; WIDTH];
        for (weights, number) in self.held.iter().zip(answer.held.iter()) {
            add(&mut sum, weights, *number);
        }
        sum
    }

    /// What word `index` of `words` is.
    pub(super) fn judge(&self, words: &[Word], index: usize) -> Judgement {
        let Some(word) = words.get(index) else { return [0.0; ANSWERS] };
        let mut sum = self.offset;
        add(&mut sum, &word.held, 1.0);
        for (weights, number) in self.word.iter().zip(word.kinds.iter().chain(&word.plain)) {
            add(&mut sum, weights, *number);
        }
        for (steps, rows) in AROUND.into_iter().zip(&self.around) {
            let Some(other) = index.checked_add_signed(steps).and_then(|at| words.get(at)) else {
                continue;
            };
            let numbers = other.kinds.iter().chain(&other.plain).chain(&[1.0]);
            for (weights, number) in rows.iter().zip(numbers) {
                add(&mut sum, weights, *number);
            }
        }
        let mut answer = self.answer_offset;
        for (weights, number) in self.answer.iter().zip(sum) {
            for (mine, weight) in answer.iter_mut().zip(weights) {
                *mine += weight * number.max(0.0);
            }
        }
        let highest = answer.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let answer = answer.map(|number| (number - highest).exp());
        let all: f32 = answer.iter().sum();
        answer.map(|number| number / all)
    }
}

fn add(sum: &mut Held, weights: &Held, number: f32) {
    if number != 0.0 {
        for (mine, weight) in sum.iter_mut().zip(weights) {
            *mine += weight * number;
        }
    }
}

/// Everything plain of every word of a scene.
pub(super) fn words(plain: Vec<Plain>) -> Vec<Word> {
    plain.into_iter().map(|plain| Word { plain, ..Word::default() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_fit_the_net() {
        let inputs = HELD + (KINDS + PLAIN) + AROUND.len() * (KINDS + PLAIN + 1) + 1;
        assert_eq!(NUMBERS.len(), 4 * (inputs * WIDTH + WIDTH * ANSWERS + ANSWERS));
    }
}
