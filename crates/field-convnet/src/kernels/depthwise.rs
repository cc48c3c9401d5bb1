//! Convolution of each channel with a window of its own.

use rten_simd::ops::{BitOps as _, NumOps as _};
use rten_simd::{Isa, SimdOp};

use super::{Activation, padded};

/// Pixels that are summed up side by side, so that a number is read once for several of them.
const PIXELS: usize = 4;

/// The weights: for each place of the window those of all channels.
pub(crate) struct Depthwise {
    /// Edge of the window: 3 or 5.
    pub(crate) edge: usize,
    /// Pixels from one window to the next: 1 or 2.
    pub(crate) stride: usize,
    /// Channels with their padding.
    pub(crate) channels: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
    activation: Activation,
}

impl Depthwise {
    /// `weights` hold the window of each channel, as ONNX has them.
    pub(crate) fn new(
        (edge, stride): (usize, usize),
        weights: &[f32],
        bias: &[f32],
        activation: Activation,
    ) -> Self {
        let channels = padded(bias.len());
        let area = edge * edge;
        let mut placed = vec![0.0; area * channels];
        for (channel, window) in weights.chunks_exact(area).enumerate() {
            for (place, weight) in window.iter().enumerate() {
                placed[place * channels + channel] = *weight;
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(channels, 0.0);
        Self { edge, stride, channels, weights: placed, bias, activation }
    }
}

/// One row of a map, made of the rows under the window.
pub(crate) struct DepthwiseRow<'a> {
    pub(crate) depthwise: &'a Depthwise,
    /// The rows under the window, from the first pixel under the first window.
    pub(crate) given: &'a [&'a [f32]],
    /// The row, from the first pixel.
    pub(crate) made: &'a mut [f32],
    /// Pixels of the row.
    pub(crate) width: usize,
}

impl SimdOp for DepthwiseRow<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        // One of these is left when the processor's instructions are known.
        match isa.f32().len() {
            16 => self.by_edge::<I, 16>(isa),
            8 => self.by_edge::<I, 8>(isa),
            _ => self.by_edge::<I, 4>(isa),
        }
    }
}

impl DepthwiseRow<'_> {
    #[inline(always)]
    fn by_edge<I: Isa, const LANES: usize>(self, isa: I) {
        match (self.depthwise.edge, self.depthwise.stride) {
            (3, 1) => self.row::<I, LANES, 3, 1, 6>(isa),
            (3, _) => self.row::<I, LANES, 3, 2, 9>(isa),
            (_, 1) => self.row::<I, LANES, 5, 1, 8>(isa),
            (_, _) => self.row::<I, LANES, 5, 2, 11>(isa),
        }
    }

    /// `REACH` are the pixels under [`PIXELS`] windows.
    #[inline(always)]
    fn row<
        I: Isa,
        const LANES: usize,
        const EDGE: usize,
        const STRIDE: usize,
        const REACH: usize,
    >(
        self,
        isa: I,
    ) {
        let Self { depthwise, given, made, width } = self;
        let mut pixel = 0;
        while pixel + PIXELS <= width {
            block::<I, LANES, EDGE, STRIDE, PIXELS, REACH>(isa, depthwise, given, pixel, made);
            pixel += PIXELS;
        }
        if pixel < width && width >= PIXELS {
            // The last block lies over the one before: what is made twice is the same.
            let pixel = width - PIXELS;
            block::<I, LANES, EDGE, STRIDE, PIXELS, REACH>(isa, depthwise, given, pixel, made);
        } else {
            for pixel in pixel..width {
                block::<I, LANES, EDGE, STRIDE, 1, EDGE>(isa, depthwise, given, pixel, made);
            }
        }
    }
}

#[inline(always)]
fn block<
    I: Isa,
    const LANES: usize,
    const EDGE: usize,
    const STRIDE: usize,
    const COUNT: usize,
    const REACH: usize,
>(
    isa: I,
    depthwise: &Depthwise,
    given: &[&[f32]],
    pixel: usize,
    made: &mut [f32],
) {
    let ops = isa.f32();
    let channels = depthwise.channels;
    let vectors = channels / LANES;
    let made = made[pixel * channels..][..COUNT * channels].as_chunks_mut::<LANES>().0;
    let weights = depthwise.weights.as_chunks::<LANES>().0;
    let bias = depthwise.bias.as_chunks::<LANES>().0;
    for vector in 0..vectors {
        let mut sums = [ops.load(&bias[vector]); COUNT];
        let mut left = weights;
        // As many rows as the window has, which the compiler is not told: it would take them all at once and
        // run out of registers.
        for given in given {
            let weights;
            (weights, left) = left.split_at(EDGE * vectors);
            let given = given[pixel * STRIDE * channels..].as_chunks::<LANES>().0;
            let mut numbers = [ops.zero(); REACH];
            for place in 0..REACH {
                numbers[place] = ops.load(&given[place * vectors + vector]);
            }
            for column in 0..EDGE {
                let weight = ops.load(&weights[column * vectors + vector]);
                for at in 0..COUNT {
                    sums[at] = ops.mul_add(numbers[at * STRIDE + column], weight, sums[at]);
                }
            }
        }
        for at in 0..COUNT {
            let sum = depthwise.activation.apply(isa, sums[at]);
            ops.store(sum, &mut made[at * vectors + vector]);
        }
    }
}
