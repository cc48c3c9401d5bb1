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
