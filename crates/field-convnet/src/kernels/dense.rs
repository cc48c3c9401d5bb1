//! Convolution over all channels, as a multiplication of matrices that reads the map where it lies.
//!
//! A block of pixels times a panel of channels is summed up in registers; bias, activation and what is added
//! follow before the sums are written. With channels last, the numbers under one row of the window lie side by
//! side, so that no matrix has to be built.

use rten_simd::ops::{BitOps as _, NumOps as _};
use rten_simd::{Isa, SimdOp};

use super::{Activation, padded};

/// Most vectors of channels in a panel.
const VECTORS_MAX: usize = 3;

/// The weights, in the order in which they are read.
pub(crate) struct Dense {
    /// Rows of the window.
    pub(crate) taps: usize,
    /// Numbers of the map under one row of the window.
    run: usize,
    /// Channels with their padding.
    pub(crate) channels: usize,
    /// For each panel, row of the window and number of the map: the weights of the panel's channels.
    panels: Vec<Panel>,
    activation: Activation,
}

struct Panel {
    first_channel: usize,
    vectors: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// `weight(channel, row, number)` for each row of the window and each number under it.
    pub(crate) fn new(
        (taps, run): (usize, usize),
        bias: &[f32],
        activation: Activation,
        weight: impl Fn(usize, usize, usize) -> f32,
    ) -> Self {
        let lanes = super::lanes();
        let channels = padded(bias.len());
        let mut panels = Vec::new();
        let mut first_channel = 0;
        for vectors in panel_vectors(channels / lanes) {
            let width = vectors * lanes;
            let names = first_channel..first_channel + width;
            let mut weights = Vec::with_capacity(taps * run * width);
            for (tap, number) in (0..taps).flat_map(|tap| (0..run).map(move |at| (tap, at))) {
                weights.extend(names.clone().map(|channel| {
                    if channel < bias.len() { weight(channel, tap, number) } else { 0.0 }
                }));
            }
            let bias = names.map(|channel| bias.get(channel).copied().unwrap_or_default());
            panels.push(Panel { first_channel, vectors, weights, bias: bias.collect() });
            first_channel += width;
        }
        Self { taps, run, channels, panels, activation }
    }
}

/// Splits vectors of channels into panels: pairs, and three together where one is over.
fn panel_vectors(mut left: usize) -> Vec<usize> {
    let mut panels = Vec::new();
    while left > 0 {
        let panel = if left == 1 || left == VECTORS_MAX { left } else { 2 };
        panels.push(panel);
        left -= panel;
    }
    panels
}

/// Rows of a map, made of rows of another.
pub(crate) struct DenseRows<'a, 'b> {
    pub(crate) dense: &'a Dense,
    /// For each row that is made, the rows under the window, from the first number of the first pixel.
    pub(crate) given: &'b [&'b [f32]],
    /// Numbers from one pixel to the next in these.
    pub(crate) step: usize,
    /// For each row that is made, what is added after the activation; empty if nothing is.
    pub(crate) added: &'b [&'b [f32]],
    /// The rows, from the first pixel.
    pub(crate) made: &'b mut [&'a mut [f32]],
    /// Numbers from one pixel to the next in the row that is made.
    pub(crate) made_step: usize,
    /// Pixels of a row.
    pub(crate) width: usize,
}

impl SimdOp for DenseRows<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        // As many sums as there are registers for, beside a panel's weights: 16 with AVX2, 32 with
        // AVX-512 and NEON.
        let is_wide = isa.f32().len() != 8;
        let Self { dense, given, step, added, made, made_step, width } = self;
        for panel in &dense.panels {
            for (number, row) in made.iter_mut().enumerate() {
                let work = Work {
                    dense,
                    panel,
                    given: &given[number * dense.taps..][..dense.taps],
                    step,
                    added: added.get(number).copied(),
                    made_step,
                    width,
                };
                match (panel.vectors, is_wide) {
                    (1, true) => work.row::<I, 12, 1>(isa, row),
                    (2, true) => work.row::<I, 12, 2>(isa, row),
                    (_, true) => work.row::<I, 8, 3>(isa, row),
                    (1, false) => work.row::<I, 8, 1>(isa, row),
                    (2, false) => work.row::<I, 6, 2>(isa, row),
                    (_, false) => work.row::<I, 4, 3>(isa, row),
                }
            }
        }
    }
}

/// One panel on one row.
struct Work<'a> {
    dense: &'a Dense,
    panel: &'a Panel,
    given: &'a [&'a [f32]],
    step: usize,
    added: Option<&'a [f32]>,
    made_step: usize,
    width: usize,
}

impl Work<'_> {
    #[inline(always)]
    fn row<I: Isa, const PIXELS: usize, const VECTORS: usize>(&self, isa: I, made: &mut [f32]) {
        if self.width < PIXELS {
            for pixel in 0..self.width {
                self.block::<I, 1, VECTORS>(isa, pixel, made);
            }
            return;
        }
        let mut pixel = 0;
        while pixel + PIXELS <= self.width {
            self.block::<I, PIXELS, VECTORS>(isa, pixel, made);
            pixel += PIXELS;
        }
        if pixel < self.width {
            // The last block lies over the one before: what is made twice is the same.
            self.block::<I, PIXELS, VECTORS>(isa, self.width - PIXELS, made);
        }
    }

    #[inline(always)]
    fn block<I: Isa, const PIXELS: usize, const VECTORS: usize>(
        &self,
        isa: I,
        pixel: usize,
        made: &mut [f32],
    ) {
        let ops = isa.f32();
        let lanes = ops.len();
        let (panel, run) = (self.panel, self.dense.run);
        let mut sums = [[ops.zero(); VECTORS]; PIXELS];
        for vector in 0..VECTORS {
            let bias = ops.load(&panel.bias[vector * lanes..]);
            for sums in &mut sums {
                sums[vector] = bias;
            }
        }
        let mut left = &panel.weights[..];
        for row in self.given {
            let weights;
            (weights, left) = left.split_at(run * VECTORS * lanes);
            let mut given: [&[f32]; PIXELS] = [&[]; PIXELS];
            for (at, given) in given.iter_mut().enumerate() {
                *given = &row[(pixel + at) * self.step..][..run];
            }
            // All of these have the same length, so that the compiler sees that none is left.
            for (number, weights) in (0..run).zip(weights.chunks_exact(VECTORS * lanes)) {
                let mut factors = [ops.zero(); VECTORS];
                for (vector, factor) in factors.iter_mut().enumerate() {
                    *factor = ops.load(&weights[vector * lanes..]);
                }
                for pixel in 0..PIXELS {
                    let given = ops.splat(given[pixel][number]);
                    for vector in 0..VECTORS {
                        sums[pixel][vector] =
                            ops.mul_add(given, factors[vector], sums[pixel][vector]);
                    }
                }
            }
        }
        for (at, sums) in sums.into_iter().enumerate() {
            let from = (pixel + at) * self.made_step + panel.first_channel;
            let made = &mut made[from..][..VECTORS * lanes];
            let added = self
                .added
                .map(|added| &added[(pixel + at) * self.dense.channels + panel.first_channel..]);
            for (vector, sum) in sums.into_iter().enumerate() {
                let mut sum = self.dense.activation.apply(isa, sum);
                if let Some(added) = added {
                    sum = ops.add(sum, ops.load(&added[vector * lanes..]));
                }
                ops.store(sum, &mut made[vector * lanes..]);
            }
        }
    }
}
