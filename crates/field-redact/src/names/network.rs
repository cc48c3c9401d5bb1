//! The network: numbers of word pieces in, for each piece how likely it is what.

use std::error::Error;
use std::sync::Arc;

use field_models::{Model, ModelError, VerifiedModel};
use rten::{NodeId, RunOptions, ThreadPool, Value, ValueOrView};

/// How many classes the network tells apart: "nothing", and the beginning and the inside of 17 kinds.
pub(super) const CLASSES: usize = 35;

/// The inputs of the network, in the order in which they are filled: pieces, which are no padding,
/// which sentence.
const INPUTS: [&str; 3] = ["input_ids", "attention_mask", "token_type_ids"];

/// For each class how likely it is; they sum to 1.
pub(super) type Likelihoods = [f32; CLASSES];

/// A loaded network.
pub(super) struct Network {
    model: rten::Model,
    inputs: [NodeId; 3],
    output: NodeId,
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
        let output = id("logits")?;
        Ok(Self { model, inputs, output, threads: Arc::new(ThreadPool::with_num_threads(1)) })
    }

    /// For each of `ids` how likely it is what.
    pub(super) fn run(&self, ids: Vec<i32>) -> Result<Vec<Likelihoods>, Failed> {
        let count = ids.len();
        let shape = [1, count];
        let of = |numbers: Vec<i32>| Value::from_shape(shape, numbers).map_err(|_| Failed);
        let values = [of(ids)?, of(vec![1; count])?, of(vec![0; count])?];
        let inputs = self.inputs.into_iter().zip(values.map(ValueOrView::from)).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        let answers = self.model.run(inputs, &[self.output], Some(options)).map_err(|_| Failed)?;
        let answer = answers.into_iter().next().ok_or(Failed)?;
        let (shape, numbers) = answer.into_shape_vec::<f32, 3>().map_err(|_| Failed)?;
        if shape != [1, count, CLASSES] {
            return Err(Failed);
        }
        let rows = numbers.as_chunks::<CLASSES>().0;
        Ok(rows.iter().map(likelihoods).collect())
    }
}

fn unusable(model: Model, source: Box<dyn Error + Send + Sync>) -> ModelError {
    ModelError::Unusable { model, source }
}

/// Softmax.
fn likelihoods(row: &[f32; CLASSES]) -> Likelihoods {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights = row.map(|number| (number - highest).exp());
    let sum: f32 = weights.iter().sum();
    weights.map(|weight| weight / sum)
}
