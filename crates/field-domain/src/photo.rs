//! Places on a photo that hold personal data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::rel_rect::RelRect;

/// What a region of a photo shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RegionKind {
    /// A face.
    Face,
    /// Readable text: a badge, a plate, a paper, a screen.
    Text,
    /// A place that a person marked by hand.
    Marked,
}

/// How large the picture of a photo leaves. A smaller photo keeps its size.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum PictureSize {
    /// For reading and printing a report.
    #[default]
    Report,
    /// For looking closely: a serial plate across the room, a hairline crack.
    Evidence,
}

impl PictureSize {
    /// The longest edge of the picture, in pixels: 2016 or 3024.
    ///
    /// Source: a half and three quarters of 4032, the usual width of a photo of 12 million pixels. A
    /// report is read at 1280 px, so half is plenty, and a JPEG gives it for less than the price of
    /// the whole. Three quarters keep what the sensor resolved (its colours have half of 4032) and are
    /// some 1.5 MB, which a phone's network still carries; all of it would be twice that.
    #[must_use]
    pub const fn long_edge_px(self) -> u32 {
        match self {
            Self::Report => 2016,
            Self::Evidence => 3024,
        }
    }
}

/// A place on a photo, and how sure the finder was.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// What it shows.
    pub kind: RegionKind,
    /// Where it is, on the upright photo.
    pub rect: RelRect,
    /// 0 to 1; 1 for a place that a person marked.
    pub score: f32,
}
