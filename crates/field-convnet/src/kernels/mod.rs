//! The loops in which the time goes. They are written against [`rten_simd`], which picks the processor's
//! instructions at run time; nothing here is `unsafe`.
#![expect(
    clippy::inline_always,
    reason = "what is not inlined is compiled without the instructions that were picked"
)]

mod dense;
mod depthwise;
mod sum;

use rten_simd::ops::{BitOps as _, NumOps as _};
use rten_simd::{Isa, SimdOp};

pub(crate) use dense::{Dense, DenseRows};
pub(crate) use depthwise::{Depthwise, DepthwiseRow};
pub(crate) use sum::{Gate, SumRow, Term};

/// What is done to each number that a layer gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Activation {
    /// Nothing.
    None,
    /// Negative numbers become 0.
    Relu,
    /// `x * clamp(x + 3, 0, 6) / 6`, then times `scale` and plus `offset`.
    HardSwish { scale: f32, offset: f32 },
    /// `clamp(x * alpha + beta, 0, 1)`.
    HardSigmoid { alpha: f32, beta: f32 },
}

impl Activation {
    #[inline(always)]
    fn apply<I: Isa>(self, isa: I, x: I::F32) -> I::F32 {
        let ops = isa.f32();
        match self {
            Self::None => x,
            Self::Relu => ops.max(x, ops.zero()),
            Self::HardSwish { scale, offset } => {
                let slope = ops.clamp(ops.add(x, ops.splat(3.0)), ops.zero(), ops.splat(6.0));
                let slope = ops.mul(slope, ops.splat(scale / 6.0));
                ops.mul_add(x, slope, ops.splat(offset))
            }
            Self::HardSigmoid { alpha, beta } => {
                let y = ops.mul_add(x, ops.splat(alpha), ops.splat(beta));
                ops.clamp(y, ops.zero(), ops.one())
            }
        }
    }
}

/// How many numbers the processor takes at once.
pub(crate) fn lanes() -> usize {
    struct Lanes;
    impl SimdOp for Lanes {
        type Output = usize;
        #[inline(always)]
        fn eval<I: Isa>(self, isa: I) -> usize {
            isa.f32().len()
        }
    }
    Lanes.dispatch()
}

/// Channels with the room that fills whole vectors.
pub(crate) fn padded(channels: usize) -> usize {
    channels.next_multiple_of(lanes())
}
