//! Sums of maps, each of which may be enlarged and weighted by channel.

use rten_simd::ops::{BitOps as _, NumOps as _};
use rten_simd::{Isa, SimdOp};

/// One map of a sum.
#[derive(Debug, Clone)]
pub(crate) struct Term<M> {
    pub(crate) map: M,
    /// How many times it is enlarged, each number repeated.
    pub(crate) times: usize,
    pub(crate) gate: Option<Gate<M>>,
}

/// What each channel of a term is multiplied by.
#[derive(Debug, Clone)]
pub(crate) struct Gate<M> {
    pub(crate) map: M,
    /// Whether the term itself stays in the sum beside its product.
    pub(crate) keeps: bool,
}

/// One row of a sum.
pub(crate) struct SumRow<'a, 'b> {
    /// Rows from the first pixel.
    pub(crate) terms: &'b [Term<&'a [f32]>],
    pub(crate) channels: usize,
    /// The row that is made, from the first channel of the first pixel.
    pub(crate) made: &'b mut [f32],
    /// Numbers from one pixel to the next in it.
    pub(crate) made_step: usize,
}

impl SimdOp for SumRow<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Self { terms, channels, made, made_step } = self;
        for (number, term) in terms.iter().enumerate() {
            for (pixel, made) in made.chunks_mut(made_step).enumerate() {
                let given = &term.map[pixel / term.times * channels..][..channels];
                add(isa, given, term.gate.as_ref(), number == 0, &mut made[..channels]);
            }
        }
    }
}

#[inline(always)]
fn add<I: Isa>(
    isa: I,
    given: &[f32],
    gate: Option<&Gate<&[f32]>>,
    is_first: bool,
    made: &mut [f32],
) {
    let ops = isa.f32();
    let lanes = ops.len();
    for at in (0..made.len()).step_by(lanes) {
        let given = ops.load(&given[at..]);
        let part = match gate {
            None => given,
            Some(gate) => {
                let rest = if gate.keeps { given } else { ops.zero() };
                ops.mul_add(given, ops.load(&gate.map[at..]), rest)
            }
        };
        let made = &mut made[at..];
        let sum = if is_first { part } else { ops.add(part, ops.load(made)) };
        ops.store(sum, made);
    }
}
