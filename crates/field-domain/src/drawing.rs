//! What a person draws over a photo to point something out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A point on a photo, as fractions of its own width and height from the top left corner.
///
/// Invariant: finite, and on the photo.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(try_from = "Place", into = "Place")]
#[ts(as = "Place")]
pub struct RelPoint {
    x: f32,
    y: f32,
}

/// The two numbers as they are written; [`RelPoint`] is what has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "documented on RelPoint")]
pub struct Place {
    pub x: f32,
    pub y: f32,
}

/// Why two numbers are no [`RelPoint`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the point is not on the photo")]
pub struct RelPointError;

impl RelPoint {
    /// Fractions from the left and from the top.
    #[must_use]
    pub const fn place(self) -> (f32, f32) {
        (self.x, self.y)
    }
}

impl TryFrom<Place> for RelPoint {
    type Error = RelPointError;
    fn try_from(Place { x, y }: Place) -> Result<Self, RelPointError> {
        let is_on_photo = |part: f32| (0.0..=1.0).contains(&part);
        if is_on_photo(x) && is_on_photo(y) { Ok(Self { x, y }) } else { Err(RelPointError) }
    }
}

impl From<RelPoint> for Place {
    fn from(RelPoint { x, y }: RelPoint) -> Self {
        Self { x, y }
    }
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DrawingKind {
    /// From `from` to `to`, with its head at `to`.
    Arrow,
    /// The rectangle between the two points.
    Box,
    /// The ellipse in the rectangle between the two points.
    Circle,
    /// A line with an end mark at each point, and its length in words.
    Measure,
    /// Words at `from`; `to` counts for nothing.
    Text,
}

/// One thing drawn over a photo. `T` is the kind of its words: as typed, or redacted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Drawing<T> {
    /// What.
    pub kind: DrawingKind,
    /// Where it begins.
    pub from: RelPoint,
    /// Where it ends.
    pub to: RelPoint,
    /// Its words; none for most arrows, boxes and circles.
    pub words: Option<T>,
}

impl<T> Drawing<T> {
    /// The same drawing with other words.
    ///
    /// # Errors
    /// That of `turn`.
    pub fn try_map_words<U, E>(
        self,
        turn: impl FnOnce(T) -> Result<U, E>,
    ) -> Result<Drawing<U>, E> {
        let Self { kind, from, to, words } = self;
        Ok(Drawing { kind, from, to, words: words.map(turn).transpose()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_beside_the_photo_is_refused() {
        assert!(RelPoint::try_from(Place { x: 0.0, y: 1.0 }).is_ok(), "the corners are on it");
        for (x, y) in [(-0.1, 0.5), (0.5, 1.1), (f32::NAN, 0.5), (0.5, f32::INFINITY)] {
            assert_eq!(RelPoint::try_from(Place { x, y }), Err(RelPointError), "{x}, {y}");
        }
    }
}
