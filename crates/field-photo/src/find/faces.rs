//! Faces, with CenterFace.
//!
//! Source: the reading of its maps follows the reference implementation in deface 1.5.0
//! (`centerface.py`); the growth is ours.

use field_models::{Model, ModelError, VerifiedModel};

use super::boxes::{Found, keep_best};
use super::network::{ChannelOrder, Map, Network};
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

/// What is read of the network's answers: heat, edges, offsets.
const OUTPUTS: [&str; 3] = ["537", "538", "539"];

/// The finder of faces.
pub(super) struct FaceFinder {
    network: Network,
}

impl FaceFinder {
    pub(super) fn new(model: VerifiedModel) -> Result<Self, ModelError> {
        // The file fixes its input to ten pictures of 32 × 32; its layers take any size, and the engine does
        // not ask for that of the declaration.
        let network = Network::new(Model::Faces, &model.into_bytes(), &OUTPUTS)?;
        Ok(Self { network })
    }

    /// Faces on a picture whose edges are multiples of 32.
    pub(super) fn find(&self, picture: &Pixels) -> Result<Vec<Found>, FindError> {
        let size_px = (picture.width_px, picture.height_px);
        let [heat, edges, offsets] = self.network.run(picture, ChannelOrder::Rgb, f32::from)?;
        let mut found = Vec::new();
        for row in 0..heat.height() {
            for column in 0..heat.width() {
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
