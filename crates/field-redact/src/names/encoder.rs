//! The network's arithmetic: a BERT encoder (Devlin and others 2019) over one run of pieces.
//!
//! The matrix kernels and the functions over rows are rten's; only their order stands here. A general
//! inference engine takes these steps as some 600 nodes of a graph with 4-bit weights that are unpacked
//! anew for every note: that took twice as long (docs/measurements/redaction.md).

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, Normalize, NormalizeOptions, Softmax, Sum, SumSquareSub};

use super::dense::Multiplier;
use super::weights::{HELD, Layer, Norm, Weights};

/// Heads of the attention, and the numbers of each.
const HEADS: usize = 12;
const HEAD: usize = HELD / HEADS;

/// What is added to a spread so that nothing is divided by 0.
///
/// Source: `layer_norm_eps` of the network.
const EPSILON: f32 = 1e-12;

/// The arithmetic did not fit together; this is a bug of the program.
#[derive(Debug)]
pub(super) struct Failed;

/// The network's arithmetic with its numbers.
pub(super) struct Encoder<'a> {
    weights: &'a Weights,
    /// Made for each run: it stays on its thread.
    gemm: GemmExecutor<f32>,
    multiplier: Multiplier,
}

impl<'a> Encoder<'a> {
    /// The arithmetic over `count` pieces.
    pub(super) fn new(weights: &'a Weights, count: usize) -> Self {
        Self { weights, gemm: GemmExecutor::default(), multiplier: Multiplier::new(count) }
    }

    /// What the network holds of each of `ids`, [`HELD`] numbers each, and how much speaks for each
    /// class.
    pub(super) fn run(&mut self, ids: &[usize]) -> Result<(Vec<f32>, Vec<f32>), Failed> {
        let mut held = vec![0.0; ids.len() * HELD];
        for ((place, id), row) in ids.iter().enumerate().zip(held.chunks_exact_mut(HELD)) {
            self.weights.pieces.add(*id, row);
            self.weights.sentences.add(0, row);
            self.weights.places.add(place, row);
        }
        normalise(&mut held, &self.weights.norm);
        for layer in &self.weights.layers {
            self.attend(&mut held, layer, ids.len())?;
            let mut inner = self.multiplier.product(&held, &layer.inner)?;
            Gelu {}.map_mut(&mut inner);
            self.multiplier.add_product(&mut held, &inner, &layer.outer)?;
            normalise(&mut held, &layer.norm);
        }
        let classes = self.multiplier.product(&held, &self.weights.classes)?;
        Ok((held, classes))
    }

    /// Each piece looks at all of them, by twelve heads.
    fn attend(&mut self, held: &mut [f32], layer: &Layer, count: usize) -> Result<(), Failed> {
        let asked = self.multiplier.product(held, &layer.asked)?;
        let asked = NdTensorView::from_data([count, 3 * HELD], &asked[..]);
        let mut seen = vec![0.0; count * HELD];
        let mut looks = vec![0.0; count * count];
        let mut mine = vec![0.0; count * HEAD];
        for head in 0..HEADS {
            let part = |number: usize| {
                let first = number * HELD + head * HEAD;
                asked.slice((.., first..first + HEAD))
            };
            let (queries, keys, values) = (part(0), part(1), part(2));
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let options =
                GemmOptions { alpha: (HEAD as f32).sqrt().recip(), ..GemmOptions::default() };
            let (queries, keys) =
                (GemmInputA::Unpacked(queries), GemmInputB::Unpacked(keys.transposed()));
            self.gemm.gemm(&mut looks, queries, keys, options).map_err(|_| Failed)?;
            for row in looks.chunks_exact_mut(count) {
                Softmax::new_mut(row).dispatch();
            }
            let weights = NdTensorView::from_data([count, count], &looks[..]);
            let (weights, values) = (GemmInputA::Unpacked(weights), GemmInputB::Unpacked(values));
            let options = GemmOptions::default();
            self.gemm.gemm(&mut mine, weights, values, options).map_err(|_| Failed)?;
            let rows = seen.chunks_exact_mut(HELD).zip(mine.chunks_exact(HEAD));
            for (row, mine) in rows {
                let place = row.get_mut(head * HEAD..(head + 1) * HEAD).ok_or(Failed)?;
                place.copy_from_slice(mine);
            }
        }
        self.multiplier.add_product(held, &seen, &layer.attended)?;
        normalise(held, &layer.attended_norm);
        Ok(())
    }
}

/// Brings each row to mean 0 and spread 1, then to what `norm` says.
fn normalise(rows: &mut [f32], norm: &Norm) {
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let count = HELD as f32;
    for row in rows.chunks_exact_mut(HELD) {
        let mean = Sum::new(row).dispatch() / count;
        let spread = SumSquareSub::new(row, mean).dispatch() / count;
        let options = NormalizeOptions {
            pre_scale_bias: mean,
            scale: (spread + EPSILON).sqrt().recip(),
            element_scale: Some(&norm.weight),
            element_bias: Some(&norm.bias),
            ..NormalizeOptions::default()
        };
        Normalize::new_mut(row, options).dispatch();
    }
}
