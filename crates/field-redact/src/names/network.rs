//! The network: numbers of word pieces in, for each piece how likely it is what, and what it holds.

use std::error::Error;
use std::sync::Arc;

use field_models::{Model, ModelError, VerifiedModel};
use rten::{NodeId, RunOptions, ThreadPool, Value, ValueOrView};

/// How many kinds of things the network tells apart.
pub(super) const KINDS: usize = 17;

/// How many classes it tells apart: "nothing", and the beginning and the inside of each kind.
const CLASSES: usize = 1 + 2 * KINDS;

/// How many numbers the network holds of each piece.
pub(super) const HELD: usize = 384;

/// The outputs of the network: the classes, and what its last layer holds.
const OUTPUTS: [&str; 2] =
    ["logits", "/bert/encoder/layer.5/output/LayerNorm/LayerNormalization_output_0"];

/// The inputs of the network, in the order in which they are filled: pieces, which are no padding,
/// which sentence.
const INPUTS: [&str; 3] = ["input_ids", "attention_mask", "token_type_ids"];

/// What the network says of a piece.
pub(super) struct Answer {
    /// For each kind how likely the piece is of it.
    pub(super) kinds: [f32; KINDS],
    /// What the network holds of it.
    pub(super) held: [f32; HELD],
}

/// A loaded network.
pub(super) struct Network {
    model: rten::Model,
    inputs: [NodeId; 3],
    outputs: [NodeId; 2],
    /// One thread: a note is short, and other work goes on beside it.
    threads: Arc<ThreadPool>,
}

/// The network did not answer as it should; this is a bug of the program or of its libraries.
#[derive(Debug)]
pub(super) struct Failed;

impl Network {
    /// Loads the network.
    pub(super) fn new(file: VerifiedModel) -> Result<Self, ModelError> {
        let named = file.model();
        let model = rten::Model::load(file.into_bytes())
            .map_err(|cause| unusable(named, Box::new(cause)))?;
        let id = |name: &str| model.node_id(name).map_err(|cause| unusable(named, Box::new(cause)));
        let [pieces, mask, sentence] = INPUTS;
        let inputs = [id(pieces)?, id(mask)?, id(sentence)?];
        let [classes, held] = OUTPUTS;
        let outputs = [id(classes)?, id(held)?];
        Ok(Self { model, inputs, outputs, threads: Arc::new(ThreadPool::with_num_threads(1)) })
    }

    /// What the network says of each of `ids`.
    pub(super) fn run(&self, ids: Vec<i32>) -> Result<Vec<Answer>, Failed> {
        let count = ids.len();
        let shape = [1, count];
        let of = |numbers: Vec<i32>| Value::from_shape(shape, numbers).map_err(|_| Failed);
        let values = [of(ids)?, of(vec![1; count])?, of(vec![0; count])?];
        let inputs = self.inputs.into_iter().zip(values.map(ValueOrView::from)).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        let answers = self.model.run(inputs, &self.outputs, Some(options)).map_err(|_| Failed)?;
        let [classes, held]: [Value; 2] = answers.try_into().map_err(|_| Failed)?;
        let classes = rows::<CLASSES>(classes, count)?;
        let held = rows::<HELD>(held, count)?;
        let both = classes.iter().zip(held);
        Ok(both.map(|(row, held)| Answer { kinds: kinds(row), held }).collect())
    }
}

fn unusable(model: Model, source: Box<dyn Error + Send + Sync>) -> ModelError {
    ModelError::Unusable { model, source }
}

/// The rows of an output, one for each piece.
fn rows<const WIDTH: usize>(value: Value, count: usize) -> Result<Vec<[f32; WIDTH]>, Failed> {
    let (shape, numbers) = value.into_shape_vec::<f32, 3>().map_err(|_| Failed)?;
    if shape == [1, count, WIDTH] {
        Ok(numbers.as_chunks::<WIDTH>().0.to_vec())
    } else {
        Err(Failed)
    }
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
