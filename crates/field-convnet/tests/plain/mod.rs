//! Small networks as ONNX files, and an interpreter that takes their layers one by one.

use std::collections::HashMap;

use rten_onnx::onnx::{
    AttributeProto, DataType, GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto,
};

/// A network in the making. Weights are the same in every run.
pub struct Builder {
    nodes: Vec<NodeProto>,
    tensors: Vec<TensorProto>,
    seed: u32,
}

/// Planes of numbers.
#[derive(Clone)]
pub struct Grid {
    pub planes: usize,
    pub width: usize,
    pub height: usize,
    pub numbers: Vec<f32>,
}

impl Builder {
    pub fn empty() -> Self {
        Self { nodes: Vec::new(), tensors: Vec::new(), seed: 1 }
    }

    fn number(&mut self) -> f32 {
        self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f32::from(u16::try_from(self.seed >> 16).expect("16 bits")) / 32_768.0 - 1.0
    }

    /// A tensor of small numbers around `middle`.
    fn tensor(&mut self, shape: &[usize], middle: f32, reach: f32) -> String {
        let count = shape.iter().product();
        let numbers = (0..count).map(|_| middle + self.number() * reach).collect();
        self.given(shape, numbers)
    }

    fn given(&mut self, shape: &[usize], numbers: Vec<f32>) -> String {
        let name = format!("w{}", self.tensors.len());
        self.tensors.push(TensorProto {
            dims: shape.iter().map(|edge| i64::try_from(*edge).expect("small")).collect(),
            data_type: Some(DataType::FLOAT),
            float_data: numbers,
            name: Some(name.clone()),
            ..TensorProto::default()
        });
        name
    }

    fn node(&mut self, kind: &str, input: &[&str], attributes: Vec<AttributeProto>) -> String {
        let name = format!("v{}", self.nodes.len());
        self.nodes.push(NodeProto {
            op_type: Some(kind.into()),
            input: input.iter().map(|name| (*name).to_owned()).collect(),
            output: vec![name.clone()],
            attribute: attributes,
            ..NodeProto::default()
        });
        name
    }

    fn window(&mut self, of: &str, shape: &[usize], stride: i64, pad: i64, group: usize) -> String {
        let reach = 1.5 / f32::from(u16::try_from(shape[1] * shape[2] * shape[3]).expect("small"));
        let weights = self.tensor(shape, 0.0, reach.sqrt());
        let bias = self.tensor(&shape[..1], 0.0, 0.3);
        let group = i64::try_from(group).expect("small");
        let attributes = vec![
            ints("strides", &[stride; 2]),
            ints("pads", &[pad; 4]),
            ints("dilations", &[1, 1]),
            AttributeProto { i: Some(group), ..named("group") },
        ];
        self.node("Conv", &[of, &weights, &bias], attributes)
    }

    /// Pads half of the window where `pads` is 1, nothing where it is 0.
    pub fn conv(
        &mut self,
        of: &str,
        (takes, makes): (usize, usize),
        edge: usize,
        stride: i64,
        pads: i64,
    ) -> String {
        let pad = pads * i64::try_from(edge / 2).expect("small");
        self.window(of, &[makes, takes, edge, edge], stride, pad, 1)
    }

    pub fn depthwise(&mut self, of: &str, channels: usize, edge: usize, stride: i64) -> String {
        let pad = i64::try_from(edge / 2).expect("small");
        self.window(of, &[channels, 1, edge, edge], stride, pad, channels)
    }

    pub fn up(&mut self, of: &str, (takes, makes): (usize, usize)) -> String {
        let weights = self.tensor(&[takes, makes, 2, 2], 0.0, 0.4);
        let bias = self.tensor(&[makes], 0.0, 0.3);
        let attributes = vec![ints("strides", &[2, 2]), ints("pads", &[0; 4])];
        self.node("ConvTranspose", &[of, &weights, &bias], attributes)
    }

    pub fn normalise(&mut self, of: &str, channels: usize) -> String {
        let parts = [(1.0, 0.3), (0.0, 0.3), (0.0, 0.3), (1.0, 0.5)]
            .map(|(middle, reach)| self.tensor(&[channels], middle, reach));
        let [gain, shift, mean, spread] = parts.each_ref().map(String::as_str);
        let epsilon = AttributeProto { f: Some(0.001), ..named("epsilon") };
        self.node("BatchNormalization", &[of, gain, shift, mean, spread], vec![epsilon])
    }

    pub fn one(&mut self, kind: &str, of: &str) -> String {
        self.node(kind, &[of], Vec::new())
    }

    pub fn relu(&mut self, of: &str) -> String {
        self.one("Relu", of)
    }

    pub fn two(&mut self, kind: &str, one: &str, other: &str) -> String {
        self.node(kind, &[one, other], Vec::new())
    }

    pub fn scalar(&mut self, kind: &str, of: &str, number: f32) -> String {
        let number = self.given(&[1], vec![number]);
        self.node(kind, &[of, &number], Vec::new())
    }

    pub fn hard_swish(&mut self, of: &str) -> String {
        let sum = self.scalar("Add", of, 3.0);
        let (least, most) = (self.given(&[], vec![0.0]), self.given(&[], vec![6.0]));
        let clip = self.node("Clip", &[&sum, &least, &most], Vec::new());
        let product = self.two("Mul", of, &clip);
        self.scalar("Div", &product, 6.0)
    }

    pub fn resize(&mut self, of: &str, times: f32) -> String {
        let empty = self.given(&[0], Vec::new());
        let scales = self.given(&[4], vec![1.0, 1.0, times, times]);
        let texts = [
            ("mode", "nearest"),
            ("coordinate_transformation_mode", "asymmetric"),
            ("nearest_mode", "floor"),
        ];
        let attributes =
            texts.map(|(name, text)| AttributeProto { s: Some(text.into()), ..named(name) });
        self.node("Resize", &[of, &empty, &scales], attributes.to_vec())
    }

    pub fn concat(&mut self, parts: &[&str]) -> String {
        self.node("Concat", parts, vec![AttributeProto { i: Some(1), ..named("axis") }])
    }

    /// Gives a value the name of an output.
    pub fn output(&mut self, name: &str, value: &str) -> String {
        for node in &mut self.nodes {
            for known in node.output.iter_mut().chain(&mut node.input) {
                if known == value {
                    name.clone_into(known);
                }
            }
        }
        name.to_owned()
    }

    /// The bytes of the file.
    pub fn onnx(&self) -> Vec<u8> {
        let graph = GraphProto {
            node: self.nodes.clone(),
            initializer: self.tensors.clone(),
            input: vec![ValueInfoProto { name: Some("x".into()), ..ValueInfoProto::default() }],
            ..GraphProto::default()
        };
        let model = ModelProto { graph: Some(graph), ..ModelProto::default() };
        model.write_buf().expect("a small file")
    }
}

fn named(name: &str) -> AttributeProto {
    AttributeProto { name: Some(name.into()), ..AttributeProto::default() }
}

fn ints(name: &str, ints: &[i64]) -> AttributeProto {
    AttributeProto { ints: ints.to_vec(), ..named(name) }
}

/// The value `wanted` for a picture.
pub fn interpreted(
    net: &Builder,
    (width, height): (usize, usize),
    pixels: &[[f32; 3]],
    wanted: &str,
) -> Grid {
    let numbers = (0..3).flat_map(|plane| pixels.iter().map(move |pixel| pixel[plane])).collect();
    let mut grids = HashMap::from([("x".to_owned(), Grid { planes: 3, width, height, numbers })]);
    let tensors: HashMap<&str, &TensorProto> =
        net.tensors.iter().filter_map(|tensor| Some((tensor.name.as_deref()?, tensor))).collect();
    for node in &net.nodes {
        let grid = |at: usize| node.input.get(at).and_then(|name| grids.get(name));
        let tensor = |at: usize| node.input.get(at).and_then(|name| tensors.get(name.as_str()));
        let list = |at: usize| tensor(at).map(|tensor| tensor.float_data.as_slice());
        let first = grid(0).expect("the first input is a grid");
        let kind = node.op_type.as_deref().expect("a kind");
        let made = match kind {
            "Conv" => conv(node, first, tensor(1).expect("weights"), list(2).expect("bias")),
            "ConvTranspose" => up(first, tensor(1).expect("weights"), list(2).expect("bias")),
            "BatchNormalization" => {
                let part = |at| list(at).expect("a list");
                first.each(|plane, x| {
                    (x - part(3)[plane]) / (part(4)[plane] + 0.001).sqrt() * part(1)[plane]
                        + part(2)[plane]
                })
            }
            "Relu" => first.each(|_, x| x.max(0.0)),
            "Sigmoid" => first.each(|_, x| 1.0 / (1.0 + (-x).exp())),
            "HardSigmoid" => first.each(|_, x| (x * 0.2 + 0.5).clamp(0.0, 1.0)),
            "Clip" => first.each(|_, x| x.clamp(0.0, 6.0)),
            "GlobalAveragePool" => first.average(),
            "Resize" => first.repeated(if list(2).expect("scales")[2] > 3.0 { 4 } else { 2 }),
            "Concat" => {
                let parts: Vec<&Grid> = (0..node.input.len()).filter_map(grid).collect();
                Grid {
                    planes: parts.iter().map(|part| part.planes).sum(),
                    numbers: parts.iter().flat_map(|part| part.numbers.clone()).collect(),
                    ..*first
                }
            }
            "Add" | "Mul" | "Div" => {
                let number = list(1).map(|list| list[0]);
                let other = grid(1);
                let area = first.width * first.height;
                let mut made = first.clone();
                for (at, x) in made.numbers.iter_mut().enumerate() {
                    let y = match (number, other) {
                        (Some(number), _) => number,
                        (None, Some(grid)) if grid.width * grid.height == area => grid.numbers[at],
                        (None, Some(grid)) => grid.numbers[at / area],
                        (None, None) => panic!("two inputs"),
                    };
                    *x = match kind {
                        "Add" => *x + y,
                        "Mul" => *x * y,
                        _ => *x / y,
                    };
                }
                made
            }
            other => panic!("{other}"),
        };
        grids.insert(node.output[0].clone(), made);
    }
    grids.remove(wanted).expect("the value is made")
}

impl Grid {
    fn at(&self, plane: usize, row: Option<usize>, column: Option<usize>) -> f32 {
        match (row, column) {
            (Some(row), Some(column)) if row < self.height && column < self.width => {
                self.numbers[(plane * self.height + row) * self.width + column]
            }
            _ => 0.0,
        }
    }

    fn each(&self, made: impl Fn(usize, f32) -> f32) -> Self {
        let area = self.width * self.height;
        let numbers = self.numbers.iter().enumerate();
        Self { numbers: numbers.map(|(at, x)| made(at / area, *x)).collect(), ..*self }
    }

    fn average(&self) -> Self {
        let area = self.width * self.height;
        let count = f32::from(u16::try_from(area).expect("a small picture"));
        let means = self.numbers.chunks_exact(area).map(|plane| plane.iter().sum::<f32>() / count);
        Self { planes: self.planes, width: 1, height: 1, numbers: means.collect() }
    }

    fn repeated(&self, times: usize) -> Self {
        Self::made((self.planes, self.width * times, self.height * times), |plane, row, column| {
            self.at(plane, Some(row / times), Some(column / times))
        })
    }

    fn made(
        (planes, width, height): (usize, usize, usize),
        number: impl Fn(usize, usize, usize) -> f32,
    ) -> Self {
        let area = width * height;
        let numbers = (0..planes * area).map(|at| number(at / area, at % area / width, at % width));
        Self { planes, width, height, numbers: numbers.collect() }
    }
}

fn conv(node: &NodeProto, of: &Grid, weights: &TensorProto, bias: &[f32]) -> Grid {
    let [_, takes, edge, _] = weights.dims[..] else { panic!("four edges") };
    let (takes, edge) =
        (usize::try_from(takes).expect("small"), usize::try_from(edge).expect("small"));
    let stride = node.attribute.iter().find(|found| found.name.as_deref() == Some("strides"));
    let stride = usize::try_from(stride.expect("strides").ints[0]).expect("small");
    let is_depthwise = takes != of.planes;
    let weights = &weights.float_data;
    let size = (bias.len(), of.width.div_ceil(stride), of.height.div_ceil(stride));
    Grid::made(size, |makes, row, column| {
        let mut sum = bias[makes];
        for (plane, down, across) in (0..takes)
            .flat_map(|plane| (0..edge * edge).map(move |at| (plane, at / edge, at % edge)))
        {
            let from = if is_depthwise { makes } else { plane };
            let row = (row * stride + down).checked_sub(edge / 2);
            let column = (column * stride + across).checked_sub(edge / 2);
            sum += of.at(from, row, column)
                * weights[((makes * takes + plane) * edge + down) * edge + across];
        }
        sum
    })
}

fn up(of: &Grid, weights: &TensorProto, bias: &[f32]) -> Grid {
    let makes = bias.len();
    Grid::made((makes, of.width * 2, of.height * 2), |plane, row, column| {
        let corner = row % 2 * 2 + column % 2;
        (0..of.planes).fold(bias[plane], |sum, takes| {
            sum + of.at(takes, Some(row / 2), Some(column / 2))
                * weights.float_data[(takes * makes + plane) * 4 + corner]
        })
    })
}
