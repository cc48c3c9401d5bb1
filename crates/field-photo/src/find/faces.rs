//! Faces, with CenterFace.
//!
//! Source: the reading of its maps follows the reference implementation in deface 1.5.0
//! (`centerface.py`); the growth is ours.

use field_models::{Model, ModelError, VerifiedModel};
use rten::NodeId;

use super::boxes::{Found, keep_best};
use super::network::{ChannelOrder, Map, Network, planes};
use crate::error::FindError;
use crate::pixels::Pixels;

/// Least score of a face, 0 to 1.
///
/// Source: deface's default. Low on purpose: a person takes away a false box at a glance, and nobody
/// sees a face that was missed.
const SCORE_MIN: f32 = 0.2;

/// Growth on each side as a share of the box: CenterFace hugs the face and leaves hair and chin.
const GROWTH_FRACTION: f32 = 0.2;

/// Pixels of the input for one cell of the maps.
const CELL_PX: f32 = 4.0;

/// Largest natural logarithm of a box's edge in cells that is believed: e^7 is 1096 cells, 4386 px,
/// more than any input is long.
const LOG_EDGE_MAX: f32 = 7.0;

/// The input's declaration as shipped: name, then float, then the fixed sizes 10, 3, 32, 32.
const FIXED_INPUT: &[u8] =
    b"\x0a\x07input.1\x12\x16\x0a\x14\x08\x01\x12\x10\x0a\x02\x08\x0a\x0a\x02\x08\x03\x0a\x02\x08\x20\x0a\x02\x08\x20";

/// The same declaration with batch, height and width left open: each two-byte size is replaced by an
/// empty description (ONNX `TensorShapeProto.Dimension`, field 3), so that no length changes.
const OPEN_INPUT: &[u8] =
    b"\x0a\x07input.1\x12\x16\x0a\x14\x08\x01\x12\x10\x0a\x02\x1a\x00\x0a\x02\x08\x03\x0a\x02\x1a\x00\x0a\x02\x1a\x00";

/// The finder of faces.
pub(super) struct FaceFinder {
    network: Network,
    /// Heat, edges, offsets.
    outputs: [NodeId; 3],
}

impl FaceFinder {
    pub(super) fn new(model: VerifiedModel) -> Result<Self, ModelError> {
        let network = Network::new(Model::Faces, with_open_input(model.into_bytes())?)?;
        let output = |name| network.output(Model::Faces, name);
        let outputs = [output("537")?, output("538")?, output("539")?];
        Ok(Self { network, outputs })
    }

    /// Faces on a picture whose edges are multiples of 32.
    pub(super) fn find(&self, picture: &Pixels) -> Result<Vec<Found>, FindError> {
        let size_px = (picture.width_px, picture.height_px);
        let numbers = planes(picture, ChannelOrder::Rgb, f32::from);
        let [heat, edges, offsets] = self.network.run(size_px, numbers, self.outputs)?;
        let mut found = Vec::new();
        for row in 0..heat.height {
            for column in 0..heat.width {
                let score = heat.at(0, row, column).unwrap_or_default();
                if score >= SCORE_MIN {
                    let cell = (row, column);
                    let face = face_at(cell, score, &edges, &offsets, size_px);
                    found.push(face.ok_or(FindError::UnknownAnswer)?);
                }
            }
        }
        Ok(keep_best(found)?.iter().map(Found::grown_as_face).collect())
    }
}

impl Found {
    fn grown_as_face(&self) -> Self {
        let across = (self.right - self.left) * GROWTH_FRACTION;
        let down = (self.bottom - self.top) * GROWTH_FRACTION;
        Self {
            left: self.left - across,
            top: self.top - down,
            right: self.right + across,
            bottom: self.bottom + down,
            score: self.score.min(1.0),
        }
    }
}

/// The box of the face whose heat stands in one cell; `None` if the maps differ in size.
#[expect(
    clippy::cast_precision_loss,
    reason = "maps and pictures have fewer than 2^24 cells a row"
)]
fn face_at(
    (row, column): (usize, usize),
    score: f32,
    edges: &Map,
    offsets: &Map,
    (width_px, height_px): (u32, u32),
) -> Option<Found> {
    let edge =
        |plane| edges.at(plane, row, column).map(|log| log.min(LOG_EDGE_MAX).exp() * CELL_PX);
    let (height, width) = (edge(0)?, edge(1)?);
    let middle_y = (row as f32 + offsets.at(0, row, column)? + 0.5) * CELL_PX;
    let middle_x = (column as f32 + offsets.at(1, row, column)? + 0.5) * CELL_PX;
    let (photo_width, photo_height) = (width_px as f32, height_px as f32);
    Some(Found {
        left: (middle_x - width / 2.0) / photo_width,
        top: (middle_y - height / 2.0) / photo_height,
        right: (middle_x + width / 2.0) / photo_width,
        bottom: (middle_y + height / 2.0) / photo_height,
        score,
    })
}

/// The shipped file fixes its input to ten pictures of 32 × 32; its layers take any size. The file is
/// pinned by hash, so the change is made in memory, on the bytes that were verified.
fn with_open_input(mut onnx: Vec<u8>) -> Result<Vec<u8>, ModelError> {
    let at = onnx.windows(FIXED_INPUT.len()).position(|bytes| bytes == FIXED_INPUT);
    let Some(declaration) = at.and_then(|at| onnx.get_mut(at..at + FIXED_INPUT.len())) else {
        let source = "the input is not declared as expected".into();
        return Err(ModelError::Unusable { model: Model::Faces, source });
    };
    declaration.copy_from_slice(OPEN_INPUT);
    Ok(onnx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_the_input_changes_no_length() {
        assert_eq!(FIXED_INPUT.len(), OPEN_INPUT.len(), "the lengths around it must stay true");
        let before = [b"head".as_slice(), FIXED_INPUT, b"tail"].concat();
        let after = with_open_input(before).expect("the declaration is there");
        assert_eq!(after, [b"head".as_slice(), OPEN_INPUT, b"tail"].concat());
    }

    #[test]
    fn another_file_is_refused() {
        assert!(matches!(
            with_open_input(b"something else".to_vec()),
            Err(ModelError::Unusable { model: Model::Faces, .. })
        ));
    }
}
