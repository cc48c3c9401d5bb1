//! Rectangles on a photo, independent of its resolution.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A rectangle on a photo, as fractions of the photo's own width and height.
///
/// * Origin: top-left corner of the upright image (EXIF orientation applied).
/// * Units: dimensionless; `0.0` is the left/top edge, `1.0` the right/bottom edge.
/// * Invariant: finite, non-empty, and entirely inside the photo.
///
/// Source: ADR 0005 (redaction gate).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(try_from = "Edges", into = "Edges")]
#[ts(as = "Edges")]
pub struct RelRect {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

/// The four edges as they are written; [`RelRect`] is what has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "documented on RelRect")]
pub struct Edges {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// Why four numbers are not a [`RelRect`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RelRectError {
    /// NaN or infinite.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// Left is not before right, or top not above bottom.
    #[error("the rectangle is empty or inside out")]
    Empty,
    /// An edge is below 0 or above 1.
    #[error("the rectangle leaves the photo")]
    OutsidePhoto,
}

/// A rectangle in whole pixels; `right` and `bottom` are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PixelRect {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
}

impl RelRect {
    /// Checks the invariant and builds the rectangle.
    ///
    /// # Errors
    /// [`RelRectError`] names the first rule that the numbers break.
    pub fn new(left: f32, top: f32, right: f32, bottom: f32) -> Result<Self, RelRectError> {
        let edges = [left, top, right, bottom];
        if edges.iter().any(|edge| !edge.is_finite()) {
            return Err(RelRectError::NotFinite);
        }
        if left >= right || top >= bottom {
            return Err(RelRectError::Empty);
        }
        if edges.iter().any(|edge| !(0.0..=1.0).contains(edge)) {
            return Err(RelRectError::OutsidePhoto);
        }
        Ok(Self { left, top, right, bottom })
    }

    /// The part of the given rectangle that lies on the photo, if any does.
    ///
    /// # Errors
    /// [`RelRectError`] if nothing is left or a number is not finite.
    pub fn clipped(left: f32, top: f32, right: f32, bottom: f32) -> Result<Self, RelRectError> {
        if [left, top, right, bottom].iter().any(|edge| !edge.is_finite()) {
            return Err(RelRectError::NotFinite);
        }
        Self::new(
            left.clamp(0.0, 1.0),
            top.clamp(0.0, 1.0),
            right.clamp(0.0, 1.0),
            bottom.clamp(0.0, 1.0),
        )
    }

    /// The four edges.
    #[must_use]
    pub fn edges(self) -> Edges {
        self.into()
    }

    /// Share of the photo's area, above 0 and at most 1.
    #[must_use]
    pub fn area_fraction(self) -> f32 {
        (self.right - self.left) * (self.bottom - self.top)
    }

    /// The smallest pixel rectangle that covers this one on a photo of the given size.
    ///
    /// Rounds outward: a redaction may hide a pixel too many, never one too few.
    #[must_use]
    pub fn covering_pixels(self, width_px: u32, height_px: u32) -> PixelRect {
        PixelRect {
            left: floor_px(self.left, width_px),
            top: floor_px(self.top, height_px),
            right: ceil_px(self.right, width_px),
            bottom: ceil_px(self.bottom, height_px),
        }
    }
}

impl TryFrom<Edges> for RelRect {
    type Error = RelRectError;
    fn try_from(edges: Edges) -> Result<Self, RelRectError> {
        Self::new(edges.left, edges.top, edges.right, edges.bottom)
    }
}

impl From<RelRect> for Edges {
    fn from(rect: RelRect) -> Self {
        Self { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom }
    }
}

fn floor_px(fraction: f32, length_px: u32) -> u32 {
    to_px((f64::from(fraction) * f64::from(length_px)).floor())
}

fn ceil_px(fraction: f32, length_px: u32) -> u32 {
    to_px((f64::from(fraction) * f64::from(length_px)).ceil()).min(length_px)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a fraction in 0..=1 of a u32 is a whole number in the range of u32"
)]
fn to_px(whole: f64) -> u32 {
    whole as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn broken_rectangles_are_named() {
        assert_eq!(RelRect::new(0.5, 0.0, 0.5, 1.0), Err(RelRectError::Empty));
        assert_eq!(RelRect::new(0.5, 0.0, 1.5, 1.0), Err(RelRectError::OutsidePhoto));
        assert_eq!(RelRect::new(f32::NAN, 0.0, 1.0, 1.0), Err(RelRectError::NotFinite));
        assert!(RelRect::clipped(-0.5, 0.2, 1.5, 0.4).is_ok(), "clipped to the photo");
    }

    proptest! {
        #[test]
        fn covering_pixels_cover(
            left in 0.0_f32..0.98, top in 0.0_f32..0.98,
            width in 0.001_f32..1.0, height in 0.001_f32..1.0,
            width_px in 1_u32..9000, height_px in 1_u32..9000,
        ) {
            let rect = RelRect::clipped(left, top, left + width, top + height)
                .expect("not empty by construction");
            let pixels = rect.covering_pixels(width_px, height_px);
            prop_assert!(f64::from(pixels.left) <= f64::from(rect.left) * f64::from(width_px));
            prop_assert!(f64::from(pixels.right) >= f64::from(rect.right) * f64::from(width_px));
            prop_assert!(pixels.left < pixels.right && pixels.right <= width_px);
            prop_assert!(pixels.top < pixels.bottom && pixels.bottom <= height_px);
        }
    }
}
