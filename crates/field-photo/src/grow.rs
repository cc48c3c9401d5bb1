//! The margin around what was found.

use field_domain::rel_rect::Edges;
use field_domain::{Region, RegionKind, RelRect};

/// Margin on each side of a found region, as a share of its own width or height.
///
/// Source: the redaction design (max of 8 % and 16 px), because finders cut hair, chins and the ends
/// of lines.
const MARGIN_FRACTION: f32 = 0.08;

/// Least margin on each side of a found region, in pixels of the photo. Source: as above.
const MARGIN_PX: f32 = 16.0;

/// The box that will be filled for `region` on a photo of the given size; what the screen shows.
///
/// A found region grows by the margin on each side and is cut at the photo's edge. A place that a
/// person marked stays as drawn. This is the only place where a region grows after it was found, and
/// [`crate::burn`] adds no more than the rounding to coding blocks.
#[must_use]
pub fn grow(region: &Region, width_px: u32, height_px: u32) -> RelRect {
    match region.kind {
        RegionKind::Marked => region.rect,
        RegionKind::Face | RegionKind::Text => {
            let Edges { left, top, right, bottom } = region.rect.edges();
            let across = margin(right - left, width_px);
            let down = margin(bottom - top, height_px);
            RelRect::clipped(left - across, top - down, right + across, bottom + down)
                // Growing cannot empty a rectangle; should it ever, the found one still stands.
                .unwrap_or(region.rect)
        }
    }
}

/// The margin along an edge of the photo, as a fraction of that edge.
#[expect(clippy::cast_precision_loss, reason = "a margin need not be exact beyond a pixel")]
fn margin(length_fraction: f32, edge_px: u32) -> f32 {
    (length_fraction * MARGIN_FRACTION).max(MARGIN_PX / edge_px.max(1) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn region(kind: RegionKind, edges: (f32, f32, f32, f32)) -> Region {
        let rect = RelRect::clipped(edges.0, edges.1, edges.2, edges.3).expect("not empty");
        Region { kind, rect, score: 0.5 }
    }

    #[test]
    fn a_small_region_grows_by_pixels_and_a_large_one_by_its_share() {
        let small = grow(&region(RegionKind::Text, (0.5, 0.5, 0.51, 0.51)), 1000, 1000).edges();
        assert!((small.left - 0.484).abs() < 1e-5, "16 px to the left, got {}", small.left);
        let large = grow(&region(RegionKind::Face, (0.25, 0.25, 0.75, 0.75)), 1000, 1000).edges();
        assert!((large.right - 0.79).abs() < 1e-5, "8 % of its width, got {}", large.right);
    }

    #[test]
    fn what_a_person_drew_stays_as_drawn() {
        let drawn = region(RegionKind::Marked, (0.1, 0.2, 0.3, 0.4));
        assert_eq!(grow(&drawn, 500, 500), drawn.rect);
    }

    proptest! {
        #[test]
        fn a_grown_box_holds_the_region(
            left in 0.0_f32..0.98, top in 0.0_f32..0.98,
            width in 0.001_f32..1.0, height in 0.001_f32..1.0,
            photo in (1_u32..9000, 1_u32..9000),
        ) {
            let found = region(RegionKind::Face, (left, top, left + width, top + height));
            let (inner, outer) = (found.rect.edges(), grow(&found, photo.0, photo.1).edges());
            prop_assert!(outer.left <= inner.left && outer.top <= inner.top);
            prop_assert!(outer.right >= inner.right && outer.bottom >= inner.bottom);
        }
    }
}
