//! The numbers of the network, read from its ONNX file and laid out for quick multiplication.
//!
//! The file holds four bits a weight, in blocks of 32 with a scale. They are unpacked once, fitted, and brought
//! into the order that the processor's kernel reads (`dense`): that is quicker at every note and costs 11 MB.

use std::collections::HashMap;

use rten_onnx::onnx::{ModelProto, TensorProto};

use super::dense::{Bytes, Dense};
use super::fit::Fit;

/// How many numbers the network holds of each piece.
pub(super) const HELD: usize = 384;

/// Layers of the network.
pub(super) const LAYERS: usize = 6;

/// Weights that share a scale, two in a byte.
const BLOCK: usize = 32;

/// What four bits say when they mean 0 (ONNX Runtime's operator `MatMulNBits`).
const ZERO: i16 = 8;

/// Why a file is not the network that is expected; only its structure is named.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    /// It is no ONNX file.
    #[error("the file is no ONNX model")]
    Format,
    /// A part is missing, or has another size.
    #[error("{0} is missing or has another size")]
    Part(String),
}

/// A table of rows of [`HELD`] numbers, a byte each.
pub(super) struct Table {
    rows: Vec<u8>,
    scale: f32,
    zero: f32,
}

/// What follows each half of a layer: each row is brought to the same mean and spread.
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// One layer.
pub(super) struct Layer {
    /// Queries, keys and values side by side.
    pub(super) asked: Dense,
    pub(super) attended: Dense,
    pub(super) attended_norm: Norm,
    pub(super) inner: Dense,
    pub(super) outer: Dense,
    pub(super) norm: Norm,
}

/// All numbers of the network.
pub(super) struct Weights {
    pub(super) pieces: Table,
    pub(super) places: Table,
    pub(super) sentences: Table,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
    pub(super) classes: Dense,
}

impl Table {
    /// Adds row `index` to `sum`; a row that is not there adds nothing.
    pub(super) fn add(&self, index: usize, sum: &mut [f32]) {
        let row = self.rows.get(index * HELD..(index + 1) * HELD).unwrap_or_default();
        for (mine, number) in sum.iter_mut().zip(row) {
            *mine += (f32::from(*number) - self.zero) * self.scale;
        }
    }
}

impl Weights {
    /// Reads an ONNX file with `classes` classes.
    pub(super) fn read(file: &[u8], classes: usize) -> Result<Self, Unreadable> {
        let model = ModelProto::parse_buf(file).map_err(|_| Unreadable::Format)?;
        let parts = Parts::new(&model)?;
        let inner = HELD * 4;
        let mut fit = Fit::new();
        let layer = |number: usize| {
            let name = |part: &str| format!("layer.{number}/{part}");
            let ask = ["query", "key", "value"].map(|part| name(&format!("attention/self/{part}")));
            Ok(Layer {
                asked: parts.dense(
                    &ask.each_ref().map(String::as_str),
                    (HELD, HELD),
                    Some(&mut fit),
                )?,
                attended: parts.dense(
                    &[&name("attention/output/dense")],
                    (HELD, HELD),
                    Some(&mut fit),
                )?,
                attended_norm: parts.norm(&name("attention/output/LayerNorm"))?,
                inner: parts.dense(
                    &[&name("intermediate/dense")],
                    (HELD, inner),
                    Some(&mut fit),
                )?,
                outer: parts.dense(&[&name("output/dense")], (inner, HELD), Some(&mut fit))?,
                norm: parts.norm(&name("output/LayerNorm"))?,
            })
        };
        Ok(Self {
            pieces: parts.table("word")?,
            places: parts.table("position")?,
            sentences: parts.table("token_type")?,
            norm: parts.norm("bert.embeddings.LayerNorm")?,
            layers: (0..LAYERS).map(layer).collect::<Result<_, _>>()?,
            classes: parts.dense(&["classifier"], (HELD, classes), None)?,
        })
    }
}

/// The tensors of the file by name, and which of them a multiplication takes.
struct Parts<'a> {
    tensors: HashMap<&'a str, &'a TensorProto>,
    /// Weights and scales, by the name of what is made of them.
    factors: HashMap<&'a str, (&'a str, &'a str)>,
    bytes: Bytes,
}

impl<'a> Parts<'a> {
    fn new(model: &'a ModelProto) -> Result<Self, Unreadable> {
        let graph = model.graph.as_ref().ok_or(Unreadable::Format)?;
        let named = graph.initializer.iter();
        let tensors = named.filter_map(|tensor| Some((tensor.name.as_deref()?, tensor))).collect();
        let products =
            graph.node.iter().filter(|node| node.op_type.as_deref() == Some("MatMulNBits"));
        let factors = products.filter_map(|node| match (&node.output[..], &node.input[..]) {
            ([made], [_, weights, scales]) => {
                Some((made.as_str(), (weights.as_str(), scales.as_str())))
            }
            _ => None,
        });
        Ok(Self { tensors, factors: factors.collect(), bytes: Bytes::default() })
    }

    /// The bytes of a tensor, if there are `count` of them.
    fn bytes(&self, name: &str, count: usize) -> Result<Vec<u8>, Unreadable> {
        let raw = self.tensors.get(name).and_then(|tensor| tensor.raw_data.as_ref());
        let bytes = raw.map(std::cell::RefCell::take).filter(|bytes| bytes.len() == count);
        bytes.ok_or_else(|| Unreadable::Part(name.to_owned()))
    }

    /// The numbers of a tensor, if there are `count` of them.
    fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, Unreadable> {
        let bytes = self.bytes(name, count * size_of::<f32>())?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// The tensor of a single number, which stands beside the bytes.
    fn single<Number: Copy>(
        &self,
        name: &str,
        of: impl Fn(&TensorProto) -> &[Number],
    ) -> Result<Number, Unreadable> {
        match self.tensors.get(name).map(|tensor| of(tensor)) {
            Some([number]) => Ok(*number),
            _ => Err(Unreadable::Part(name.to_owned())),
        }
    }

    fn table(&self, kind: &str) -> Result<Table, Unreadable> {
        let name = |part: &str| format!("bert.embeddings.{kind}_embeddings.weight_{part}");
        let rows = name("quantized");
        let dims = self.tensors.get(rows.as_str()).map_or(&[][..], |tensor| &tensor.dims[..]);
        let count = dims.first().and_then(|count| usize::try_from(*count).ok()).unwrap_or(0);
        let rows = self.bytes(&rows, count * HELD)?;
        let scale = self.single(&name("scale"), |tensor| &tensor.float_data)?;
        let zero = self.single(&name("zero_point"), |tensor| &tensor.int32_data)?;
        let zero = u8::try_from(zero).map_err(|_| Unreadable::Part(name("zero_point")))?;
        Ok(Table { rows, scale, zero: f32::from(zero) })
    }

    fn norm(&self, name: &str) -> Result<Norm, Unreadable> {
        let part = |part: &str| self.floats(&format!("{}.{part}", dotted(name)), HELD);
        Ok(Norm { weight: part("weight")?, bias: part("bias")? })
    }

    /// The multiplications `names`, each from `from` to `to` numbers, side by side, with their next changes
    /// from `fit`.
    fn dense(
        &self,
        names: &[&str],
        (from, to): (usize, usize),
        mut fit: Option<&mut Fit>,
    ) -> Result<Dense, Unreadable> {
        let (mut weights, mut bias) = (Vec::new(), Vec::new());
        for name in names {
            bias.extend(self.floats(&format!("{}.bias", dotted(name)), to)?);
            let encoder = if name.starts_with("layer") { "/bert/encoder/" } else { "/" };
            let made = format!("{encoder}{name}/MatMul_output_0");
            let missing = || Unreadable::Part(made.clone());
            let (packed, scales) = *self.factors.get(made.as_str()).ok_or_else(missing)?;
            let packed = self.bytes(packed, from * to / 2)?;
            let scales = self.floats(scales, from * to / BLOCK)?;
            let (blocks, _) = packed.as_chunks::<{ BLOCK / 2 }>();
            let first = weights.len();
            for (block, scale) in blocks.iter().zip(scales) {
                let pairs = block.iter().flat_map(|pair| [pair & 0x0f, pair >> 4]);
                weights.extend(pairs.map(|bits| f32::from(i16::from(bits) - ZERO) * scale));
            }
            if let (Some(fit), Some(weights)) = (&mut fit, weights.get_mut(first..)) {
                fit.add(weights, from);
            }
        }
        Ok(Dense::new(&weights, from, bias, &self.bytes))
    }
}

/// The name of a parameter: that of the step in dots.
fn dotted(name: &str) -> String {
    let name = name.replace('/', ".");
    if name.starts_with("layer") { format!("bert.encoder.{name}") } else { name }
}
