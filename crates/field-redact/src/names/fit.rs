//! What fits the network to notes: a small change to each of its matrices, made when it is loaded.
//!
//! Each change is the product of two thin matrices (Hu and others 2021, "LoRA"), which takes a tenth of the
//! place of the weights themselves and no time at a note. `assets/models/README.md` says how they were made.

/// The thin matrices in the order in which the network is read, each `DEPTH` rows of what goes in, then for
/// each number that comes out `DEPTH` factors. A number is the upper half of an `f32`.
const NUMBERS: &[u8] = include_bytes!("../../../../assets/models/names-fit.bin");

/// How thin they are.
const DEPTH: usize = 12;

/// The changes, taken one after the other.
pub(super) struct Fit {
    left: &'static [[u8; 2]],
}

impl Fit {
    /// All changes, from the first on.
    pub(super) fn new() -> Self {
        Self { left: NUMBERS.as_chunks::<2>().0 }
    }

    /// Adds the next change to `weights`: for each of the numbers that come out, `from` weights.
    pub(super) fn add(&mut self, weights: &mut [f32], from: usize) {
        let rows = self.take(DEPTH * from);
        let factors = self.take(weights.len() / from.max(1) * DEPTH);
        for (weights, factors) in weights.chunks_exact_mut(from).zip(factors.as_chunks::<DEPTH>().0)
        {
            for (row, factor) in rows.chunks_exact(from).zip(factors) {
                for (weight, number) in weights.iter_mut().zip(row) {
                    *weight += factor * number;
                }
            }
        }
    }

    /// Whether no change is left.
    #[cfg(test)]
    pub(super) fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    fn take(&mut self, count: usize) -> Vec<f32> {
        let (taken, left) = self.left.split_at(count.min(self.left.len()));
        self.left = left;
        let number = |[low, high]: &[u8; 2]| f32::from_le_bytes([0, 0, *low, *high]);
        taken.iter().map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::weights::{HELD, LAYERS};

    #[test]
    fn there_is_a_change_for_each_matrix_of_each_layer() {
        let mut fit = Fit::new();
        for _ in 0..LAYERS {
            for (from, to) in
                [(HELD, HELD); 4].into_iter().chain([(HELD, HELD * 4), (HELD * 4, HELD)])
            {
                let mut weights = vec![0.0; from * to];
                fit.add(&mut weights, from);
                assert!(weights.iter().any(|weight| *weight != 0.0), "each changes something");
                assert!(
                    weights.iter().all(|weight| weight.abs() < 4.0),
                    "and none out of all measure"
                );
            }
        }
        assert!(fit.is_done());
    }
}
