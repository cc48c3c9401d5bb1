//! The network as layers that take maps of earlier ones.

use crate::error::ReadError;
use crate::kernels::{Activation, Term};

/// A layer, by its place in the list.
pub(crate) type Id = usize;

/// One layer and what it takes.
#[derive(Debug, Clone)]
pub(crate) enum Layer {
    /// The picture.
    Input,
    Conv(Conv),
    /// Each pixel becomes four.
    Up(Up),
    /// The mean of each channel.
    Average(Id),
    Sum(Vec<Term<Id>>),
    Concat(Vec<Id>),
    /// A step that only means something together with its neighbours, by its name. If it is still needed when
    /// these are put together, the network is refused.
    Loose(String),
}

/// A convolution.
#[derive(Debug, Clone)]
pub(crate) struct Conv {
    pub(crate) of: Id,
    /// Whether each channel has a window of its own.
    pub(crate) is_depthwise: bool,
    /// Channels that it takes.
    pub(crate) takes: usize,
    pub(crate) edge: usize,
    pub(crate) stride: usize,
    /// In ONNX's order: channel that is made, channel that is taken, row, column.
    pub(crate) weights: Vec<f32>,
    /// One for each channel that is made.
    pub(crate) bias: Vec<f32>,
    pub(crate) activation: Activation,
    /// What is added after the activation.
    pub(crate) added: Option<Id>,
}

/// A convolution that makes a square of two by two pixels of each.
#[derive(Debug, Clone)]
pub(crate) struct Up {
    pub(crate) of: Id,
    /// Channels that it takes.
    pub(crate) takes: usize,
    /// In ONNX's order: channel that is taken, channel that is made, row, column.
    pub(crate) weights: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    pub(crate) activation: Activation,
}

/// What is asked of a network.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) of: Id,
    /// Whether its numbers become shares between 0 and 1.
    pub(crate) is_sigmoid: bool,
}

/// All layers, each after those that it takes, and the outputs that were asked for.
#[derive(Debug)]
pub(crate) struct Graph {
    pub(crate) layers: Vec<Layer>,
    pub(crate) outputs: Vec<Output>,
}

impl Layer {
    /// What it takes.
    pub(crate) fn takes(&self) -> Vec<Id> {
        match self {
            Self::Input | Self::Loose(_) => Vec::new(),
            Self::Conv(conv) => [Some(conv.of), conv.added].into_iter().flatten().collect(),
            Self::Up(Up { of, .. }) | Self::Average(of) => vec![*of],
            Self::Sum(terms) => terms
                .iter()
                .flat_map(|term| [Some(term.map), term.gate.as_ref().map(|gate| gate.map)])
                .flatten()
                .collect(),
            Self::Concat(parts) => parts.clone(),
        }
    }
}

impl Graph {
    /// How often each layer is taken, by layers that are needed or as an output; 0 for those that are not
    /// needed.
    pub(crate) fn uses(&self) -> Vec<usize> {
        let mut uses = vec![0; self.layers.len()];
        for output in &self.outputs {
            uses[output.of] += 1;
        }
        for id in (0..self.layers.len()).rev() {
            if uses[id] > 0 {
                for taken in self.layers[id].takes() {
                    uses[taken] += 1;
                }
            }
        }
        uses
    }

    /// Channels that a layer makes.
    pub(crate) fn channels(&self, id: Id) -> Result<usize, ReadError> {
        Ok(match &self.layers[id] {
            Layer::Input => 3,
            Layer::Conv(conv) => conv.bias.len(),
            Layer::Up(up) => up.bias.len(),
            Layer::Average(of) => self.channels(*of)?,
            Layer::Sum(terms) => {
                let first = terms.first().ok_or_else(|| ReadError::Layer("Sum".into()))?;
                self.channels(first.map)?
            }
            Layer::Concat(parts) => {
                let mut sum = 0;
                for part in parts {
                    sum += self.channels(*part)?;
                }
                sum
            }
            Layer::Loose(name) => return Err(ReadError::Layer(name.clone())),
        })
    }

    /// Whether a layer makes one pixel for the whole picture.
    pub(crate) fn is_point(&self, id: Id) -> bool {
        match &self.layers[id] {
            Layer::Average(_) => true,
            Layer::Conv(conv) => self.is_point(conv.of),
            _ => false,
        }
    }
}
