//! One neural network on one picture: pixels in, maps out.

use field_convnet::Planes;
use field_models::{Model, ModelError};

use crate::error::FindError;
use crate::pixels::Pixels;

/// A network with one picture as its input.
pub(super) struct Network(field_convnet::Network);

/// Some planes of a network's answer: rows from the top.
pub(super) struct Map(Planes);

/// In which order a network wants the colours.
#[derive(Debug, Clone, Copy)]
pub(super) enum ChannelOrder {
    /// Red first.
    Rgb,
    /// Blue first.
    Bgr,
}

impl Network {
    /// Loads a network from ONNX bytes, for the outputs of the given names.
    pub(super) fn new(model: Model, onnx: &[u8], outputs: &[&str]) -> Result<Self, ModelError> {
        field_convnet::Network::read(onnx, outputs)
            .map(Self)
            .map_err(|error| ModelError::Unusable { model, source: Box::new(error) })
    }

    /// Runs the network on a picture whose bytes are turned by `number`; one map for each output.
    pub(super) fn run<const N: usize>(
        &self,
        picture: &Pixels,
        order: ChannelOrder,
        number: impl Fn(u8) -> f32,
    ) -> Result<[Map; N], FindError> {
        let (pixels, _) = picture.rgb.as_chunks::<3>();
        let pixels = pixels.iter().map(|[red, green, blue]| {
            let bytes = match order {
                ChannelOrder::Rgb => [red, green, blue],
                ChannelOrder::Bgr => [blue, green, red],
            };
            bytes.map(|byte| number(*byte))
        });
        let size_px = (picture.width_px as usize, picture.height_px as usize);
        let planes = self
            .0
            .run(size_px, pixels)
            .map_err(|error| FindError::Engine { source: Box::new(error) })?;
        let maps: Vec<Map> = planes.into_iter().map(Map).collect();
        maps.try_into().map_err(|_| FindError::UnknownAnswer)
    }
}

impl Map {
    /// Numbers of a row.
    pub(super) fn width(&self) -> usize {
        self.0.width
    }

    /// Rows of a plane.
    pub(super) fn height(&self) -> usize {
        self.0.height
    }

    /// The number at a place; `None` outside the map.
    pub(super) fn at(&self, plane: usize, row: usize, column: usize) -> Option<f32> {
        let Planes { width, height, numbers } = &self.0;
        if row >= *height || column >= *width {
            return None;
        }
        numbers.get((plane * height + row) * width + column).copied()
    }

    /// The numbers of the first plane, row by row.
    pub(super) fn first_plane(&self) -> &[f32] {
        self.0.numbers.get(..self.0.height * self.0.width).unwrap_or_default()
    }
}
