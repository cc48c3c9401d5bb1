//! Readable text, with the detector of PP-OCRv4: badges, plates, papers, screens.
//!
//! The network marks the cores of text lines; a line's box is its core grown back (differentiable
//! binarisation, Liao et al. 2020). Reading follows RapidOCR 1.4.4 (`ch_ppocr_det/utils.py`) with
//! upright boxes; thresholds are lower and the growth is ours.

use field_models::{Model, ModelError, VerifiedModel};

use super::boxes::Found;
use super::network::{ChannelOrder, Map, Network};
use crate::error::FindError;
use crate::pixels::Pixels;

/// Least probability of a pixel in the core of a line. Source: RapidOCR has 0.3.
const PIXEL_SCORE_MIN: f32 = 0.3;

/// Least mean probability over the slanted box around a core, counting its core alone.
///
/// Source: RapidOCR has 0.5 and counts every pixel of the box. Fences and house fronts make large
/// sparse patches, which this refuses.
const LINE_SCORE_MIN: f32 = 0.5;

/// Shortest edge of a core, in pixels of the map. Source: RapidOCR's `min_size`.
const CORE_EDGE_PX_MIN: f32 = 3.0;

/// How far a core is grown back: area times this, by perimeter. Source: RapidOCR's `unclip_ratio`.
const UNCLIP_RATIO: f32 = 1.6;

/// Further growth on each side, as a share of the line's height.
///
/// Source: measured on number plates: with 35 %, nine of ten plates are covered by more than half.
const GROWTH_OF_HEIGHT: f32 = 0.35;

/// What is read of the network's answers: how likely a pixel belongs to the core of a line.
const OUTPUT: &str = "sigmoid_0.tmp_0";

/// The finder of text.
pub(super) struct TextFinder {
    network: Network,
}

impl TextFinder {
    pub(super) fn new(model: VerifiedModel) -> Result<Self, ModelError> {
        let network = Network::new(Model::TextRegions, &model.into_bytes(), &[OUTPUT])?;
        Ok(Self { network })
    }

    /// Text on a picture whose edges are multiples of 32.
    pub(super) fn find(&self, picture: &Pixels) -> Result<Vec<Found>, FindError> {
        // Mean 0.5 and deviation 0.5 of bytes scaled to 0..1.
        let number = |byte| f32::from(byte) / 127.5 - 1.0;
        let [map] = self.network.run(picture, ChannelOrder::Bgr, number)?;
        if (map.width(), map.height()) != (picture.width_px as usize, picture.height_px as usize) {
            return Err(FindError::UnknownAnswer);
        }
        Ok(lines(&map))
    }
}

/// A connected patch of the map: the core of a line.
struct Core {
    /// Row and column of each pixel.
    pixels: Vec<(f32, f32)>,
    score_sum: f32,
}

/// The box around a core that lies along it, in pixels of the map.
struct Slanted {
    length: f32,
    breadth: f32,
}

/// The boxes of all lines on the map.
fn lines(map: &Map) -> Vec<Found> {
    let scores = map.first_plane();
    let mut is_open: Vec<bool> = scores.iter().map(|score| *score >= PIXEL_SCORE_MIN).collect();
    let mut found = Vec::new();
    for start in 0..scores.len() {
        if is_open.get(start) == Some(&true) {
            let core = take_core(start, scores, &mut is_open, map.width());
            found.extend(line_of(&core, (map.width(), map.height())));
        }
    }
    found
}

/// Collects the patch around `start` and closes its pixels, so that none is taken twice.
#[expect(clippy::cast_precision_loss, reason = "a map has fewer than 2^24 rows and columns")]
fn take_core(start: usize, scores: &[f32], is_open: &mut [bool], width: usize) -> Core {
    let mut core = Core { pixels: Vec::new(), score_sum: 0.0 };
    let mut waiting = vec![start];
    while let Some(at) = waiting.pop() {
        match is_open.get_mut(at) {
            Some(open) if *open => *open = false,
            _ => continue,
        }
        let (row, column) = (at / width, at % width);
        core.pixels.push((row as f32, column as f32));
        core.score_sum += scores.get(at).copied().unwrap_or_default();
        // Diagonal neighbours too: thin slanted text must not fall apart.
        for near_row in row.saturating_sub(1)..=row + 1 {
            for near_column in column.saturating_sub(1)..=(column + 1).min(width - 1) {
                waiting.push(near_row * width + near_column);
            }
        }
    }
    core
}

impl Core {
    /// Left, top, right and bottom, the latter two exclusive.
    fn edges(&self) -> (f32, f32, f32, f32) {
        let start = (f32::INFINITY, f32::INFINITY, 0.0_f32, 0.0_f32);
        self.pixels.iter().fold(start, |(left, top, right, bottom), (row, column)| {
            (left.min(*column), top.min(*row), right.max(column + 1.0), bottom.max(row + 1.0))
        })
    }

    /// The box along the core's main axis, or the upright one where that is smaller.
    #[expect(clippy::cast_precision_loss, reason = "a map has fewer than 2^24 pixels")]
    fn slanted(&self) -> Slanted {
        let count = self.pixels.len().max(1) as f32;
        let sum = |value: &dyn Fn(f32, f32) -> f32| {
            self.pixels.iter().map(|(row, column)| value(*row, *column)).sum::<f32>() / count
        };
        let (row, column) = (sum(&|row, _| row), sum(&|_, column| column));
        let across = sum(&|_, c| (c - column).powi(2));
        let down = sum(&|r, _| (r - row).powi(2));
        let mixed = sum(&|r, c| (r - row) * (c - column));
        let (sine, cosine) = (0.5 * (2.0 * mixed).atan2(across - down)).sin_cos();
        let along = self.extent(|r, c| c * cosine + r * sine);
        let beside = self.extent(|r, c| r * cosine - c * sine);
        let (left, top, right, bottom) = self.edges();
        let (width, height) = (right - left, bottom - top);
        if along * beside <= width * height {
            Slanted { length: along.max(beside), breadth: along.min(beside) }
        } else {
            Slanted { length: width.max(height), breadth: width.min(height) }
        }
    }

    /// Length of the core's shadow on an axis, one pixel counted as one.
    fn extent(&self, position: impl Fn(f32, f32) -> f32) -> f32 {
        let start = (f32::INFINITY, f32::NEG_INFINITY);
        let (least, most) = self.pixels.iter().fold(start, |(least, most), (row, column)| {
            let at = position(*row, *column);
            (least.min(at), most.max(at))
        });
        most - least + 1.0
    }
}

/// The upright box of a line, if the core is large and sure enough.
#[expect(clippy::cast_precision_loss, reason = "a map has fewer than 2^24 pixels a row")]
fn line_of(core: &Core, (map_width, map_height): (usize, usize)) -> Option<Found> {
    let Slanted { length, breadth } = core.slanted();
    let score = core.score_sum / (length * breadth);
    if breadth < CORE_EDGE_PX_MIN || score < LINE_SCORE_MIN {
        return None;
    }
    let unclip = length * breadth * UNCLIP_RATIO / (2.0 * (length + breadth));
    let line_height = breadth + 2.0 * unclip;
    let growth = unclip + line_height * GROWTH_OF_HEIGHT;
    let (left, top, right, bottom) = core.edges();
    let (map_width, map_height) = (map_width as f32, map_height as f32);
    Some(Found {
        left: (left - growth) / map_width,
        top: (top - growth) / map_height,
        right: (right + growth) / map_width,
        bottom: (bottom + growth) / map_height,
        score: score.min(1.0),
    })
}
