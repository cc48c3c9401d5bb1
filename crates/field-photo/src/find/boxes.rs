//! Boxes that the finders make: growing, scoring, merging.

use field_domain::{PixelRect, RelRect};

use crate::error::FindError;

/// A box in fractions of the photo; may reach over its edge until [`Found::rect`] cuts it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
    /// 0 to 1.
    pub(super) score: f32,
}

/// Two boxes are one thing if their common part is at least this share of the smaller one.
///
/// Source: judgement; the two search sizes put their boxes for one thing within a fifth of each
/// other, and neighbouring lines of text share less than a half even after growing.
const COMMON_SHARE_MIN: f32 = 0.5;

/// Most boxes that are merged. Source: merging compares each with each; 8192 take some 0.1 s.
const CANDIDATES_MAX: usize = 8192;

impl Found {
    /// The part on the photo, if there is one.
    pub(super) fn rect(&self) -> Option<RelRect> {
        RelRect::clipped(self.left, self.top, self.right, self.bottom).ok()
    }

    /// The same box in fractions of the whole of which it was found on one part.
    #[expect(clippy::cast_precision_loss, reason = "pictures have fewer than 2^24 pixels a row")]
    pub(super) fn on_whole(&self, part: PixelRect, (width_px, height_px): (u32, u32)) -> Self {
        let along = |at: f32, from: u32, to: u32, edge: u32| {
            (from as f32 + at * (to - from) as f32) / edge as f32
        };
        Self {
            left: along(self.left, part.left, part.right, width_px),
            top: along(self.top, part.top, part.bottom, height_px),
            right: along(self.right, part.left, part.right, width_px),
            bottom: along(self.bottom, part.top, part.bottom, height_px),
            score: self.score,
        }
    }

    fn area(&self) -> f32 {
        (self.right - self.left).max(0.0) * (self.bottom - self.top).max(0.0)
    }

    fn common_area(&self, other: &Self) -> f32 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    fn is_same_thing(&self, other: &Self) -> bool {
        self.common_area(other) >= COMMON_SHARE_MIN * self.area().min(other.area())
    }

    /// The smallest box around both, with the better score.
    fn around(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
            score: self.score.max(other.score),
        }
    }
}

/// Keeps the best of boxes that show the same thing and drops the others.
pub(super) fn keep_best(mut found: Vec<Found>) -> Result<Vec<Found>, FindError> {
    check_count(found.len(), CANDIDATES_MAX)?;
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Found> = Vec::new();
    for candidate in found {
        if !kept.iter().any(|better| better.is_same_thing(&candidate)) {
            kept.push(candidate);
        }
    }
    Ok(kept)
}

/// Joins boxes that show the same thing into the box around them, best first. Nothing that any of
/// them covered is lost.
pub(super) fn merge_overlapping(
    mut found: Vec<Found>,
    count_max: usize,
) -> Result<Vec<Found>, FindError> {
    check_count(found.len(), CANDIDATES_MAX)?;
    found.retain(|candidate| candidate.rect().is_some());
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut merged: Vec<Found> = Vec::new();
    for candidate in found {
        // A grown box may now touch another kept one; taken out and offered again until none does.
        let mut grown = candidate;
        while let Some(at) = merged.iter().position(|kept| kept.is_same_thing(&grown)) {
            grown = merged.swap_remove(at).around(&grown);
        }
        merged.push(grown);
    }
    check_count(merged.len(), count_max)?;
    merged.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(merged)
}

fn check_count(count: usize, max: usize) -> Result<(), FindError> {
    if count <= max { Ok(()) } else { Err(FindError::TooManyRegions { max }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(left: f32, top: f32, right: f32, bottom: f32, score: f32) -> Found {
        Found { left, top, right, bottom, score }
    }

    #[test]
    fn two_views_of_one_face_become_one_box_around_both() {
        let merged = merge_overlapping(
            vec![found(0.1, 0.1, 0.3, 0.3, 0.6), found(0.12, 0.1, 0.32, 0.3, 0.9)],
            10,
        )
        .expect("two boxes are few");
        assert_eq!(merged, [found(0.1, 0.1, 0.32, 0.3, 0.9)]);
    }

    #[test]
    fn more_regions_than_a_person_can_check_are_an_error_and_not_a_cut_list() {
        let line = |row: f32| found(0.0, row / 10.0, 1.0, (row + 0.5) / 10.0, 0.5);
        let lines = (0_u8..8).map(|row| line(f32::from(row))).collect();
        assert!(matches!(merge_overlapping(lines, 7), Err(FindError::TooManyRegions { max: 7 })));
    }

    proptest! {
        #[test]
        fn merging_uncovers_nothing(boxes in proptest::collection::vec(
            (0.0_f32..0.9, 0.0_f32..0.9, 0.01_f32..0.4, 0.01_f32..0.4, 0.0_f32..1.0), 0..20)
        ) {
            let boxes: Vec<Found> = boxes
                .into_iter()
                .map(|(left, top, width, height, score)| {
                    found(left, top, left + width, top + height, score)
                })
                .collect();
            let merged = merge_overlapping(boxes.clone(), 100).expect("few boxes");
            for inner in boxes {
                let is_covered = merged.iter().any(|outer| {
                    outer.left <= inner.left && outer.top <= inner.top
                        && outer.right >= inner.right && outer.bottom >= inner.bottom
                });
                prop_assert!(is_covered, "a merged box holds all of its parts");
            }
        }
    }
}
