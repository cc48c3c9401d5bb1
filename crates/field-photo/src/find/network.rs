//! One neural network on one picture: planar numbers in, maps out.

use std::error::Error;

use field_models::{Model, ModelError};
use rten::{Dimension, NodeId, Value, ValueOrView};

use crate::error::FindError;
use crate::pixels::Pixels;

/// A network with one picture as its input.
pub(super) struct Network {
    model: rten::Model,
    input: NodeId,
}

/// One plane of a network's answer: rows from the top.
pub(super) struct Map {
    pub(super) width: usize,
    pub(super) height: usize,
    /// `planes` × `height` × `width` numbers.
    values: Vec<f32>,
}

/// In which order a network wants the colours.
#[derive(Debug, Clone, Copy)]
pub(super) enum ChannelOrder {
    /// Red first.
    Rgb,
    /// Blue first.
    Bgr,
}

impl Network {
    /// Loads a network from ONNX bytes.
    pub(super) fn new(model: Model, onnx: Vec<u8>) -> Result<Self, ModelError> {
        let unusable =
            |source: Box<dyn Error + Send + Sync>| ModelError::Unusable { model, source };
        let loaded = rten::Model::load(onnx).map_err(|error| unusable(Box::new(error)))?;
        let input = *loaded.input_ids().first().ok_or_else(|| unusable("no input".into()))?;
        // A fixed edge would refuse every photo: better noticed now.
        let is_flexible = loaded.input_shape(0).is_some_and(|shape| {
            matches!(shape.as_slice(), [_, _, Dimension::Symbolic(_), Dimension::Symbolic(_)])
        });
        if !is_flexible {
            return Err(unusable("the input has a fixed size".into()));
        }
        Ok(Self { model: loaded, input })
    }

    /// The output of the given name.
    pub(super) fn output(&self, model: Model, name: &str) -> Result<NodeId, ModelError> {
        self.model
            .node_id(name)
            .map_err(|error| ModelError::Unusable { model, source: Box::new(error) })
    }

    /// The first output.
    pub(super) fn first_output(&self, model: Model) -> Result<NodeId, ModelError> {
        let first = self.model.output_ids().first().copied();
        first.ok_or_else(|| ModelError::Unusable { model, source: "no output".into() })
    }

    /// Runs the network. `planes` are the numbers of one picture, plane by plane.
    pub(super) fn run<const N: usize>(
        &self,
        (width_px, height_px): (u32, u32),
        planes: Vec<f32>,
        outputs: [NodeId; N],
    ) -> Result<[Map; N], FindError> {
        let failed = |source: Box<dyn Error + Send + Sync>| FindError::Engine { source };
        let shape = [1, 3, height_px as usize, width_px as usize];
        let input = Value::from_shape(shape, planes).map_err(|error| failed(Box::new(error)))?;
        let answers = self
            .model
            .run(vec![(self.input, ValueOrView::from(input))], &outputs, None)
            .map_err(|error| failed(error.to_string().into()))?;
        let maps = answers.into_iter().map(Map::new).collect::<Result<Vec<Map>, FindError>>()?;
        maps.try_into().map_err(|_| FindError::UnknownAnswer)
    }
}

impl Map {
    fn new(answer: Value) -> Result<Self, FindError> {
        let (shape, values) =
            answer.into_shape_vec::<f32, 4>().map_err(|_| FindError::UnknownAnswer)?;
        let [_, _, height, width] = shape;
        Ok(Self { width, height, values })
    }

    /// The number at a place; `None` outside the map.
    pub(super) fn at(&self, plane: usize, row: usize, column: usize) -> Option<f32> {
        if row >= self.height || column >= self.width {
            return None;
        }
        self.values.get((plane * self.height + row) * self.width + column).copied()
    }

    /// The numbers of the first plane, row by row.
    pub(super) fn first_plane(&self) -> &[f32] {
        self.values.get(..self.height * self.width).unwrap_or_default()
    }
}

/// The picture as three planes of numbers, each byte turned by `number`.
pub(super) fn planes(
    picture: &Pixels,
    order: ChannelOrder,
    number: impl Fn(u8) -> f32,
) -> Vec<f32> {
    let channels: [usize; 3] = match order {
        ChannelOrder::Rgb => [0, 1, 2],
        ChannelOrder::Bgr => [2, 1, 0],
    };
    let mut numbers = Vec::with_capacity(picture.rgb.len());
    for channel in channels {
        numbers.extend(picture.rgb.iter().skip(channel).step_by(3).map(|byte| number(*byte)));
    }
    numbers
}
