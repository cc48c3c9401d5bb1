//! Reading a network from an ONNX file. Steps over single channels are put into the layer before them here.

use std::collections::HashMap;

use rten_onnx::onnx::{DataType, ModelProto, NodeProto, TensorProto};

use crate::error::ReadError;
use crate::graph::{Conv, Graph, Id, Layer, Output, Up};
use crate::kernels::{Activation, Gate, Term};

/// Numbers that stand in the file, with their shape.
struct Constant {
    shape: Vec<usize>,
    numbers: Vec<f32>,
}

/// Reads the file for the outputs that are asked for.
pub(crate) fn read(file: &[u8], outputs: &[&str]) -> Result<Graph, ReadError> {
    let model = ModelProto::parse_buf(file).map_err(|_| ReadError::Format)?;
    let graph = model.graph.as_ref().ok_or(ReadError::Format)?;
    let mut reader = Reader::new(&graph.initializer, &graph.node);
    let mut inputs = graph.input.iter().filter_map(|input| input.name.as_deref());
    let input = inputs.find(|name| !reader.constants.contains_key(name));
    let input = input.ok_or(ReadError::Format)?;
    let input = reader.push(Layer::Input, input);
    debug_assert_eq!(input, 0, "the picture is the first layer");
    for node in &graph.node {
        reader.read(node)?;
    }
    let outputs = outputs.iter().map(|name| reader.output(name)).collect::<Result<_, _>>()?;
    Ok(Graph { layers: reader.graph.layers, outputs })
}

struct Reader<'a> {
    constants: HashMap<&'a str, Constant>,
    /// The node that makes a value.
    makers: HashMap<&'a str, &'a NodeProto>,
    /// How many nodes take a value.
    uses: HashMap<&'a str, usize>,
    /// The layer that makes a value.
    layers: HashMap<&'a str, Id>,
    /// Values that are the sigmoid of a layer.
    sigmoids: HashMap<&'a str, Id>,
    graph: Graph,
}

impl<'a> Reader<'a> {
    fn new(initializers: &'a [TensorProto], nodes: &'a [NodeProto]) -> Self {
        let named = initializers
            .iter()
            .filter_map(|tensor| Some((tensor.name.as_deref()?, constant(tensor)?)));
        let makers = nodes
            .iter()
            .flat_map(|node| node.output.iter().map(move |output| (output.as_str(), node)));
        let mut uses = HashMap::new();
        for input in nodes.iter().flat_map(|node| &node.input) {
            *uses.entry(input.as_str()).or_default() += 1;
        }
        Self {
            constants: named.collect(),
            makers: makers.collect(),
            uses,
            layers: HashMap::new(),
            sigmoids: HashMap::new(),
            graph: Graph { layers: Vec::new(), outputs: Vec::new() },
        }
    }

    fn push(&mut self, layer: Layer, name: &'a str) -> Id {
        let id = self.graph.layers.len();
        self.graph.layers.push(layer);
        self.layers.insert(name, id);
        id
    }

    fn output(&self, name: &str) -> Result<Output, ReadError> {
        if let Some(of) = self.sigmoids.get(name) {
            return Ok(Output { of: *of, is_sigmoid: true });
        }
        let of = self.layers.get(name).ok_or_else(|| ReadError::Output(name.into()))?;
        Ok(Output { of: *of, is_sigmoid: false })
    }

    fn read(&mut self, node: &'a NodeProto) -> Result<(), ReadError> {
        let kind = node.op_type.as_deref().unwrap_or_default();
        let made = node.output.first().ok_or(ReadError::Format)?.as_str();
        let read = match kind {
            "Constant" => {
                let value = node.attribute.iter().find_map(|attribute| attribute.t.as_ref());
                if let Some(value) = value.and_then(constant) {
                    self.constants.insert(made, value);
                }
                return Ok(());
            }
            "Sigmoid" => {
                self.sigmoids.insert(made, self.taken(node, 0)?);
                return Ok(());
            }
            "Conv" => self.conv(node).map(Layer::Conv),
            "ConvTranspose" => self.up(node).map(Layer::Up),
            "BatchNormalization" => return self.normalise(node, made),
            "Relu" => return self.activate(node, made, Activation::Relu),
            "HardSigmoid" => {
                let number =
                    |name, usual| attribute(node, name).and_then(|found| found.f).unwrap_or(usual);
                let (alpha, beta) = (number("alpha", 0.2), number("beta", 0.5));
                return self.activate(node, made, Activation::HardSigmoid { alpha, beta });
            }
            "Add" | "Mul" | "Div" => return self.arithmetic(node, kind, made),
            "GlobalAveragePool" => Some(Layer::Average(self.taken(node, 0)?)),
            "Resize" => self.resize(node)?,
            "Concat" => {
                let parts = (0..node.input.len()).map(|at| self.taken(node, at));
                let parts = parts.collect::<Result<_, _>>()?;
                (int(node, "axis") == Some(1)).then_some(Layer::Concat(parts))
            }
            _ => None,
        };
        self.push(read.unwrap_or_else(|| Layer::Loose(kind.into())), made);
        Ok(())
    }

    /// The layer that a node takes.
    fn taken(&self, node: &NodeProto, at: usize) -> Result<Id, ReadError> {
        let name = node.input.get(at).map(String::as_str).unwrap_or_default();
        self.layers.get(name).copied().ok_or_else(|| unsupported(node))
    }

    fn constant(&self, node: &NodeProto, at: usize) -> Option<&Constant> {
        self.constants.get(node.input.get(at)?.as_str())
    }

    fn conv(&self, node: &NodeProto) -> Option<Conv> {
        let of = self.taken(node, 0).ok()?;
        let weights = self.constant(node, 1)?;
        let [makes, takes, edge, across] = weights.shape[..] else { return None };
        let bias = match self.constant(node, 2) {
            Some(bias) => bias.numbers.clone(),
            None => vec![0.0; makes],
        };
        let groups = usize::try_from(int(node, "group").unwrap_or(1)).ok()?;
        let is_depthwise = groups > 1;
        let stride = *ints(node, "strides").first()?;
        let is_known = edge == across
            && bias.len() == makes
            && ints(node, "strides") == [stride, stride]
            && ints(node, "pads").iter().all(|pad| *pad == edge / 2)
            && ints(node, "dilations").iter().all(|pixels| *pixels == 1)
            && edge % 2 == 1
            && (stride == 1 || stride == 2)
            && if is_depthwise {
                groups == makes && takes == 1 && (edge == 3 || edge == 5)
            } else {
                true
            };
        is_known.then(|| Conv {
            of,
            is_depthwise,
            takes: if is_depthwise { makes } else { takes },
            edge,
            stride,
            weights: weights.numbers.clone(),
            bias,
            activation: Activation::None,
            added: None,
        })
    }

    fn up(&self, node: &NodeProto) -> Option<Up> {
        let of = self.taken(node, 0).ok()?;
        let weights = self.constant(node, 1)?;
        let [takes, makes, 2, 2] = weights.shape[..] else { return None };
        let bias = match self.constant(node, 2) {
            Some(bias) => bias.numbers.clone(),
            None => vec![0.0; makes],
        };
        let is_known = ints(node, "strides") == [2, 2]
            && ints(node, "pads").iter().all(|pad| *pad == 0)
            && ints(node, "dilations").iter().all(|pixels| *pixels == 1)
            && int(node, "group").unwrap_or(1) == 1
            && bias.len() == makes;
        let weights = weights.numbers.clone();
        is_known.then_some(Up { of, takes, weights, bias, activation: Activation::None })
    }

    fn resize(&self, node: &NodeProto) -> Result<Option<Layer>, ReadError> {
        let map = self.taken(node, 0)?;
        let is_repeated = text(node, "mode") == Some("nearest")
            && text(node, "coordinate_transformation_mode") == Some("asymmetric")
            && text(node, "nearest_mode") == Some("floor");
        let times = self.constant(node, 2).and_then(|scales| match scales.numbers[..] {
            [1.0, 1.0, down, across] if down.to_bits() == across.to_bits() => {
                [2_u8, 4, 8].into_iter().find(|times| f32::from(*times).to_bits() == down.to_bits())
            }
            _ => None,
        });
        let times = times.filter(|_| is_repeated).map(usize::from);
        Ok(times.map(|times| Layer::Sum(vec![Term { map, times, gate: None }])))
    }

    fn normalise(&mut self, node: &'a NodeProto, made: &'a str) -> Result<(), ReadError> {
        let of = self.taken(node, 0)?;
        let part = |at| self.constant(node, at).map(|part| part.numbers.as_slice());
        let (Some(gain), Some(shift), Some(mean), Some(spread)) =
            (part(1), part(2), part(3), part(4))
        else {
            return Err(unsupported(node));
        };
        let epsilon = attribute(node, "epsilon").and_then(|found| found.f).unwrap_or(1e-5);
        let scale: Vec<f32> = gain
            .iter()
            .zip(spread)
            .map(|(gain, spread)| gain / (spread + epsilon).sqrt())
            .collect();
        let offset: Vec<f32> = shift
            .iter()
            .zip(mean)
            .zip(&scale)
            .map(|((shift, mean), scale)| shift - mean * scale)
            .collect();
        self.fold(node, of, made, &scale, &offset);
        Ok(())
    }

    /// A node that multiplies or adds.
    fn arithmetic(
        &mut self,
        node: &'a NodeProto,
        kind: &str,
        made: &'a str,
    ) -> Result<(), ReadError> {
        if kind == "Div"
            && let Some(of) = self.hard_swish(node)
            && let Some(activation) = self.graph.layers.get_mut(of).and_then(activation)
            && *activation == Activation::None
        {
            *activation = Activation::HardSwish { scale: 1.0, offset: 0.0 };
            self.layers.insert(made, of);
            return Ok(());
        }
        let (of, constant) = match (self.constant(node, 0), self.constant(node, 1)) {
            (None, Some(constant)) => (self.taken(node, 0)?, constant),
            (Some(constant), None) if kind != "Div" => (self.taken(node, 1)?, constant),
            (None, None) => {
                let (one, other) = (self.taken(node, 0)?, self.taken(node, 1)?);
                let layer = self.combined(kind, one, other);
                self.push(layer, made);
                return Ok(());
            }
            _ => return Err(unsupported(node)),
        };
        let channels = self.graph.channels(of)?;
        let Some(numbers) = by_channel(constant, channels) else {
            self.push(Layer::Loose(kind.into()), made);
            return Ok(());
        };
        let (ones, zeros) = (vec![1.0; channels], vec![0.0; channels]);
        match kind {
            "Add" => self.fold(node, of, made, &ones, &numbers),
            "Mul" => self.fold(node, of, made, &numbers, &zeros),
            _ => {
                let inverse: Vec<f32> = numbers.iter().map(|number| number.recip()).collect();
                self.fold(node, of, made, &inverse, &zeros);
            }
        }
        Ok(())
    }

    fn combined(&self, kind: &str, one: Id, other: Id) -> Layer {
        let plain = |map| Term { map, times: 1, gate: None };
        match kind {
            "Add" => Layer::Sum(vec![plain(one), plain(other)]),
            "Mul" if self.graph.is_point(other) != self.graph.is_point(one) => {
                let (map, gate) =
                    if self.graph.is_point(other) { (one, other) } else { (other, one) };
                let gate = Some(Gate { map: gate, keeps: false });
                Layer::Sum(vec![Term { map, times: 1, gate }])
            }
            _ => Layer::Loose(kind.into()),
        }
    }

    /// Multiplies each channel of a layer and adds to it.
    fn fold(&mut self, node: &NodeProto, of: Id, made: &'a str, scale: &[f32], offset: &[f32]) {
        let is_alone = self.is_taken_once(node, of);
        let is_folded = is_alone
            && match self.graph.layers.get_mut(of) {
                Some(Layer::Conv(conv)) => {
                    let window = conv.weights.len() / conv.bias.len();
                    let weights = conv.weights.chunks_exact_mut(window);
                    fold_into(&mut conv.activation, weights, &mut conv.bias, scale, offset)
                }
                Some(Layer::Up(up)) => {
                    let makes = up.bias.len();
                    let mut by_channel: Vec<Vec<f32>> = vec![Vec::new(); makes];
                    for (at, window) in up.weights.chunks_exact(4).enumerate() {
                        by_channel[at % makes].extend(window);
                    }
                    let weights = by_channel.iter_mut().map(Vec::as_mut_slice);
                    let is_folded =
                        fold_into(&mut up.activation, weights, &mut up.bias, scale, offset);
                    for (at, window) in up.weights.chunks_exact_mut(4).enumerate() {
                        window.copy_from_slice(&by_channel[at % makes][at / makes * 4..][..4]);
                    }
                    is_folded
                }
                _ => false,
            };
        if is_folded {
            self.layers.insert(made, of);
        } else {
            self.push(Layer::Loose(node.op_type.clone().unwrap_or_default()), made);
        }
    }

    fn activate(
        &mut self,
        node: &NodeProto,
        made: &'a str,
        wanted: Activation,
    ) -> Result<(), ReadError> {
        let of = self.taken(node, 0)?;
        let is_alone = self.is_taken_once(node, of);
        match self.graph.layers.get_mut(of).and_then(activation) {
            Some(activation) if is_alone && *activation == Activation::None => {
                *activation = wanted;
                self.layers.insert(made, of);
            }
            _ => {
                self.push(Layer::Loose(node.op_type.clone().unwrap_or_default()), made);
            }
        }
        Ok(())
    }

    /// Whether the value of layer `of` that `node` takes is taken by nothing else.
    fn is_taken_once(&self, node: &NodeProto, of: Id) -> bool {
        node.input.iter().any(|name| {
            self.layers.get(name.as_str()) == Some(&of) && self.uses.get(name.as_str()) == Some(&1)
        })
    }

    /// The layer `x` if the node is the last of `x * clip(x + 3, 0, 6) / 6` and nothing else takes `x`.
    fn hard_swish(&self, node: &NodeProto) -> Option<Id> {
        let is = |constant: Option<&Constant>, number: f32| {
            constant.is_some_and(|found| found.numbers == [number])
        };
        let maker = |node: &NodeProto, at: usize, kind: &str| {
            let maker = *self.makers.get(node.input.get(at)?.as_str())?;
            (maker.op_type.as_deref() == Some(kind)).then_some(maker)
        };
        let product = maker(node, 0, "Mul").filter(|_| is(self.constant(node, 1), 6.0))?;
        let clip = maker(product, 1, "Clip")?;
        let clip = Some(clip)
            .filter(|clip| is(self.constant(clip, 1), 0.0) && is(self.constant(clip, 2), 6.0))?;
        let sum = maker(clip, 0, "Add").filter(|sum| is(self.constant(sum, 1), 3.0))?;
        let x = product.input.first().filter(|x| sum.input.first() == Some(x))?;
        if self.uses.get(x.as_str()) != Some(&2) {
            return None;
        }
        self.layers.get(x.as_str()).copied()
    }
}

fn unsupported(node: &NodeProto) -> ReadError {
    ReadError::Layer(node.op_type.clone().unwrap_or_default())
}

fn activation(layer: &mut Layer) -> Option<&mut Activation> {
    match layer {
        Layer::Conv(conv) => Some(&mut conv.activation),
        Layer::Up(up) => Some(&mut up.activation),
        _ => None,
    }
}

/// Puts a factor and an offset for each channel into a layer; says whether it takes them.
fn fold_into<'a>(
    activation: &mut Activation,
    weights: impl Iterator<Item = &'a mut [f32]>,
    bias: &mut [f32],
    by: &[f32],
    plus: &[f32],
) -> bool {
    match activation {
        Activation::None => {
            for (((weights, bias), by), plus) in weights.zip(bias).zip(by).zip(plus) {
                for weight in weights {
                    *weight *= by;
                }
                *bias = *bias * by + plus;
            }
            true
        }
        Activation::HardSwish { scale, offset } => {
            let same = |numbers: &[f32]| {
                let first = *numbers.first()?;
                numbers.iter().all(|number| number.to_bits() == first.to_bits()).then_some(first)
            };
            let (Some(by), Some(plus)) = (same(by), same(plus)) else { return false };
            *scale *= by;
            *offset = *offset * by + plus;
            true
        }
        _ => false,
    }
}

/// A constant as one number for each channel, if that is what it means.
fn by_channel(constant: &Constant, channels: usize) -> Option<Vec<f32>> {
    match (&constant.numbers[..], &constant.shape[..]) {
        ([number], _) => Some(vec![*number; channels]),
        (numbers, [.., found, 1, 1]) if *found == channels && numbers.len() == channels => {
            Some(numbers.to_vec())
        }
        _ => None,
    }
}

fn constant(tensor: &TensorProto) -> Option<Constant> {
    // Whole numbers (a shape, a count) are none of those that a layer is made of.
    if tensor.data_type != Some(DataType::FLOAT) {
        return None;
    }
    let shape: Vec<usize> =
        tensor.dims.iter().map(|edge| usize::try_from(*edge)).collect::<Result<_, _>>().ok()?;
    let numbers = match &tensor.raw_data {
        Some(raw) if tensor.float_data.is_empty() => {
            let raw = raw.borrow();
            let (numbers, rest) = raw.as_chunks::<4>();
            rest.is_empty()
                .then(|| numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())?
        }
        _ => tensor.float_data.clone(),
    };
    (numbers.len() == shape.iter().product::<usize>()).then_some(Constant { shape, numbers })
}

fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a rten_onnx::onnx::AttributeProto> {
    node.attribute.iter().find(|attribute| attribute.name.as_deref() == Some(name))
}

fn int(node: &NodeProto, name: &str) -> Option<i64> {
    attribute(node, name).and_then(|found| found.i)
}

fn ints(node: &NodeProto, name: &str) -> Vec<usize> {
    let found = attribute(node, name).map(|found| found.ints.as_slice()).unwrap_or_default();
    // A negative number becomes one that nothing expects.
    found.iter().map(|number| usize::try_from(*number).unwrap_or(usize::MAX)).collect()
}

fn text<'a>(node: &'a NodeProto, name: &str) -> Option<&'a str> {
    attribute(node, name).and_then(|found| found.s.as_deref())
}
