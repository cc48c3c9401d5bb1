//! The network: numbers of word pieces in, for each piece how likely it is what, and what it holds.

use std::error::Error;

use field_models::{Model, ModelError, VerifiedModel};

use super::encoder::Encoder;
pub(super) use super::encoder::Failed;
pub(super) use super::weights::HELD;
use super::weights::Weights;

/// How many kinds of things the network tells apart.
pub(super) const KINDS: usize = 17;

/// How many classes it tells apart: "nothing", and the beginning and the inside of each kind.
const CLASSES: usize = 1 + 2 * KINDS;

/// What the network says of a piece.
pub(super) struct Answer {
    /// For each kind how likely the piece is of it.
    pub(super) kinds: [f32; KINDS],
    /// What the network holds of it.
    pub(super) held: [f32; HELD],
}

/// A loaded network.
pub(super) struct Network {
    weights: Weights,
    /// One thread: a note is short, and other work goes on beside it.
    threads: rayon::ThreadPool,
}

impl Network {
    /// Loads the network.
    pub(super) fn new(file: VerifiedModel) -> Result<Self, ModelError> {
        let named = file.model();
        let weights = Weights::read(&file.into_bytes(), CLASSES)
            .map_err(|cause| unusable(named, Box::new(cause)))?;
        let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build();
        let threads = threads.map_err(|cause| unusable(named, Box::new(cause)))?;
        Ok(Self { weights, threads })
    }

    /// What the network says of each of `ids`.
    pub(super) fn run(&self, ids: &[i32]) -> Result<Vec<Answer>, Failed> {
        let ids: Vec<usize> = ids.iter().map(|id| usize::try_from(*id).unwrap_or(0)).collect();
        let (held, classes) =
            self.threads.install(|| Encoder::new(&self.weights, ids.len()).run(&ids))?;
        let (held, _) = held.as_chunks::<HELD>();
        let (classes, _) = classes.as_chunks::<CLASSES>();
        let both = classes.iter().zip(held);
        Ok(both.map(|(row, held)| Answer { kinds: kinds(row), held: *held }).collect())
    }
}

fn unusable(model: Model, source: Box<dyn Error + Send + Sync>) -> ModelError {
    ModelError::Unusable { model, source }
}

/// The kinds' likelihoods from a row of classes (softmax).
fn kinds(row: &[f32; CLASSES]) -> [f32; KINDS] {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights = row.map(|number| (number - highest).exp());
    let sum: f32 = weights.iter().sum();
    let (pairs, _) = weights.get(1..).unwrap_or_default().as_chunks::<2>();
    let mut pairs = pairs.iter();
    std::array::from_fn(|_| pairs.next().map_or(0.0, |[first, second]| (first + second) / sum))
}
