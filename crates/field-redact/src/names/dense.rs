//! Multiplication with the network's matrices in whole numbers of eight bits.
//!
//! The network's file has four bits a weight, so that seven with a scale for each column lose little; what is
//! given is brought to eight bits row by row (Dettmers and others 2022, "vector-wise" scales). That is more than
//! twice as quick as in floating point and takes a quarter of the memory (docs/measurements/redaction.md). Whole
//! numbers are added up without rounding, so that every processor comes to the same sums.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_simd::{Isa, SimdOp};
use rten_tensor::NdTensorView;

use super::encoder::Failed;

/// The largest weight in whole numbers: twice its product with 255 fits the 16 bits in which processors
/// without VNNI add up pairs.
const WEIGHT_MAX: f32 = 63.0;

/// The largest number that is given, on each side of [`GIVEN_ZERO`].
const GIVEN_MAX: f32 = 127.0;

/// What stands for 0 in the numbers that are given.
const GIVEN_ZERO: u8 = 128;

/// Multiplies bytes.
pub(super) type Bytes = GemmExecutor<u8, i8, i32>;

/// A multiplication with an offset.
pub(super) struct Dense {
    weights: PackedBMatrix<i8>,
    /// What a whole number of each column stands for.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// The multiplication by `weights`, for each of the numbers that come out `from` of them.
    pub(super) fn new(weights: &[f32], from: usize, bias: Vec<f32>, bytes: &Bytes) -> Self {
        let mut whole = Vec::with_capacity(weights.len());
        let mut scales = Vec::with_capacity(bias.len());
        for column in weights.chunks_exact(from) {
            let most = column.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
            scales.push(most / WEIGHT_MAX);
            #[expect(clippy::cast_possible_truncation, reason = "it is between -63 and 63")]
            whole.extend(column.iter().map(|weight| (weight / most * WEIGHT_MAX).round() as i8));
        }
        // A row of the file is a column of the matrix.
        let rows = NdTensorView::from_data([scales.len(), from], &whole[..]);
        Self { weights: bytes.prepack_b(rows.transposed()), scales, bias }
    }
}

/// Multiplies, with the room that it takes.
pub(super) struct Multiplier {
    /// Made for each run: it stays on its thread.
    bytes: Bytes,
    given: Vec<u8>,
    /// What a whole number of each given row stands for.
    scales: Vec<f32>,
    zeros: Vec<u8>,
    sums: Vec<i32>,
}

impl Multiplier {
    /// Room for `count` rows.
    pub(super) fn new(count: usize) -> Self {
        Self {
            bytes: Bytes::default(),
            given: Vec::new(),
            scales: Vec::with_capacity(count),
            zeros: vec![GIVEN_ZERO; count],
            sums: Vec::new(),
        }
    }

    /// `given` times `dense`, with its offset.
    pub(super) fn product(&mut self, given: &[f32], dense: &Dense) -> Result<Vec<f32>, Failed> {
        let mut made = vec![0.0; self.zeros.len() * dense.bias.len()];
        self.add_product(&mut made, given, dense)?;
        Ok(made)
    }

    /// Adds `given` times `dense`, with its offset, to `out`.
    pub(super) fn add_product(
        &mut self,
        out: &mut [f32],
        given: &[f32],
        dense: &Dense,
    ) -> Result<(), Failed> {
        let (from, to) = (dense.weights.rows(), dense.bias.len());
        let shape = [self.zeros.len(), from];
        self.given.resize(given.len(), GIVEN_ZERO);
        self.scales.clear();
        for (from, to) in given.chunks_exact(from).zip(self.given.chunks_exact_mut(from)) {
            self.scales.push(Whole { from, to }.dispatch());
        }
        self.sums.resize(out.len(), 0);
        let whole = NdTensorView::try_from_data(shape, &self.given[..]).map_err(|_| Failed)?;
        let options = GemmOptions {
            a_quant: Some(QuantParams { zero_point: &self.zeros }),
            ..GemmOptions::default()
        };
        let (whole, weights) = (GemmInputA::Unpacked(whole), GemmInputB::Packed(&dense.weights));
        self.bytes.gemm(&mut self.sums, whole, weights, options).map_err(|_| Failed)?;
        let rows = out.chunks_exact_mut(to).zip(self.sums.chunks_exact(to)).zip(&self.scales);
        for ((out, sums), scale) in rows {
            Added { out, sums, scale: *scale, dense }.dispatch();
        }
        Ok(())
    }
}

/// Brings a row to whole numbers; gives what one of them stands for.
struct Whole<'a> {
    from: &'a [f32],
    to: &'a mut [u8],
}

impl SimdOp for Whole<'_> {
    type Output = f32;

    // Plain loops, which the compiler turns into the instructions of the caller's set.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> f32 {
        /// Numbers of which the largest is looked for side by side.
        const LANES: usize = 16;
        /// Beside it a number between -2^22 and 2^22 has its whole part in its lowest bits.
        const ROUNDING: f32 = 12_582_912.0;
        let mut most = [f32::MIN_POSITIVE; LANES];
        let (lanes, rest) = self.from.as_chunks::<LANES>();
        for numbers in lanes {
            for (most, number) in most.iter_mut().zip(numbers) {
                *most = if number.abs() > *most { number.abs() } else { *most };
            }
        }
        let most = rest.iter().map(|number| number.abs()).chain(most).fold(0.0, f32::max);
        let factor = GIVEN_MAX / most;
        for (to, from) in self.to.iter_mut().zip(self.from) {
            #[expect(clippy::cast_possible_truncation, reason = "the lowest byte is meant")]
            let whole = (from * factor + ROUNDING).to_bits() as u8;
            *to = whole.wrapping_add(GIVEN_ZERO);
        }
        most / GIVEN_MAX
    }
}

/// Adds a row of sums in whole numbers, and the offset, to a row.
struct Added<'a> {
    out: &'a mut [f32],
    sums: &'a [i32],
    scale: f32,
    dense: &'a Dense,
}

impl SimdOp for Added<'_> {
    type Output = ();

    #[expect(
        clippy::inline_always,
        reason = "the compiler turns the plain loop into the instructions of the caller's set"
    )]
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let columns = self.dense.scales.iter().zip(&self.dense.bias);
        for ((out, sum), (scale, bias)) in self.out.iter_mut().zip(self.sums).zip(columns) {
            #[expect(clippy::cast_precision_loss, reason = "a sum of 1536 products of bytes")]
            let sum = *sum as f32;
            *out += sum * (self.scale * scale) + bias;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_that_of_the_numbers_but_for_a_hundredth() {
        const FROM: usize = 100;
        const TO: usize = 40;
        let number =
            |at: usize| f32::from(u8::try_from(at * 37 % 251).expect("small")) / 125.0 - 1.0;
        let weights: Vec<f32> = (0..FROM * TO).map(number).collect();
        let given: Vec<f32> = (0..3 * FROM).map(|at| number(at * 7 + 3) * 5.0).collect();
        let dense = Dense::new(&weights, FROM, vec![0.5; TO], &Bytes::default());
        let made = Multiplier::new(3).product(&given, &dense).expect("the sizes fit");
        for (row, made) in given.chunks_exact(FROM).zip(made.chunks_exact(TO)) {
            for (column, made) in weights.chunks_exact(FROM).zip(made) {
                let products = row.iter().zip(column).map(|(given, weight)| given * weight);
                let exact = products.sum::<f32>() + 0.5;
                assert!((made - exact).abs() < 2.5, "{made} instead of {exact}");
            }
        }
    }
}
