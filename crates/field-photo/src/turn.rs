//! From pixels as a camera stores them to the upright photo. Source: EXIF 2.32, tag Orientation.

use std::borrow::Cow;

use field_domain::PixelRect;

use crate::pixels::Pixels;

/// How stored pixels lie: the upright pixel (x, y) is the stored one at (x, y), or at (y, x), counted
/// from the far edge where an axis is flipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn {
    swaps_axes: bool,
    flips_x: bool,
    flips_y: bool,
}

/// Edge of the squares in which a photo is turned: two of them fit into the nearest cache.
const TILE_PX: usize = 32;

impl Turn {
    /// Stored upright.
    pub(crate) const NONE: Self = Self { swaps_axes: false, flips_x: false, flips_y: false };

    /// The turn of an EXIF orientation; one that is not 1 to 8 says nothing.
    pub(crate) fn from_exif(orientation: u8) -> Self {
        match orientation {
            2..=8 => Self {
                swaps_axes: orientation >= 5,
                flips_x: matches!(orientation, 2 | 3 | 7 | 8),
                flips_y: matches!(orientation, 3 | 4 | 6 | 7),
            },
            _ => Self::NONE,
        }
    }

    /// The upright size of a stored one, and the other way round.
    pub(crate) fn size(self, (width_px, height_px): (u32, u32)) -> (u32, u32) {
        if self.swaps_axes { (height_px, width_px) } else { (width_px, height_px) }
    }

    /// Where a rectangle of the upright photo lies among the stored pixels.
    pub(crate) fn stored_rect(self, upright: PixelRect, stored_px: (u32, u32)) -> PixelRect {
        let PixelRect { left, top, right, bottom } = upright;
        let (across, down) = if self.swaps_axes {
            ((top, bottom), (left, right))
        } else {
            ((left, right), (top, bottom))
        };
        let (left, right) = flipped(across, self.flips_x, stored_px.0);
        let (top, bottom) = flipped(down, self.flips_y, stored_px.1);
        PixelRect { left, top, right, bottom }
    }

    /// The upright picture of stored pixels.
    pub(crate) fn upright(self, stored: Cow<'_, Pixels>) -> Cow<'_, Pixels> {
        if self == Self::NONE {
            return stored;
        }
        let (width_px, height_px) = self.size((stored.width_px, stored.height_px));
        let mut upright = Pixels { width_px, height_px, rgb: vec![0; stored.rgb.len()] };
        let (width, height) = (width_px as usize, height_px as usize);
        let (from, _) = stored.rgb.as_chunks::<3>();
        let (to, _) = upright.rgb.as_chunks_mut::<3>();
        let stored_px = (stored.width_px as usize, stored.height_px as usize);
        for top in (0..height).step_by(TILE_PX) {
            for left in (0..width).step_by(TILE_PX) {
                for y in top..(top + TILE_PX).min(height) {
                    let row = y * width;
                    let tile = left..(left + TILE_PX).min(width);
                    let Some(cells) = to.get_mut(row + tile.start..row + tile.end) else {
                        continue;
                    };
                    for (x, cell) in tile.zip(cells) {
                        if let Some(pixel) = from.get(self.stored_index((x, y), stored_px)) {
                            *cell = *pixel;
                        }
                    }
                }
            }
        }
        Cow::Owned(upright)
    }

    fn stored_index(self, (x, y): (usize, usize), (width, height): (usize, usize)) -> usize {
        let (x, y) = if self.swaps_axes { (y, x) } else { (x, y) };
        let x = if self.flips_x { width - 1 - x } else { x };
        let y = if self.flips_y { height - 1 - y } else { y };
        y * width + x
    }
}

fn flipped((start, end): (u32, u32), is_flipped: bool, edge_px: u32) -> (u32, u32) {
    if is_flipped {
        (edge_px.saturating_sub(end), edge_px.saturating_sub(start))
    } else {
        (start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_rectangle_and_its_pixels_turn_alike(
            orientation in 0_u8..=9,
            size in (1_u32..80, 1_u32..80),
            corner in (0_u32..80, 0_u32..80), edges in (1_u32..40, 1_u32..40),
        ) {
            let turn = Turn::from_exif(orientation);
            let (width, height) = turn.size(size);
            let left = corner.0.min(width - 1);
            let top = corner.1.min(height - 1);
            let upright = PixelRect {
                left, top, right: (left + edges.0).min(width), bottom: (top + edges.1).min(height),
            };
            let marked = turn.stored_rect(upright, size);
            let rgb = (0..size.1)
                .flat_map(|y| (0..size.0).map(move |x| (x, y)))
                .flat_map(|(x, y)| {
                    let is_in = (marked.left..marked.right).contains(&x)
                        && (marked.top..marked.bottom).contains(&y);
                    [if is_in { 255 } else { 0 }; 3]
                })
                .collect();
            let seen = turn.upright(Cow::Owned(Pixels { width_px: size.0, height_px: size.1, rgb }));
            prop_assert_eq!((seen.width_px, seen.height_px), (width, height));
            for y in 0..height {
                for x in 0..width {
                    let is_in = (upright.left..upright.right).contains(&x)
                        && (upright.top..upright.bottom).contains(&y);
                    let at = (y as usize * width as usize + x as usize) * 3;
                    prop_assert_eq!(seen.rgb[at] == 255, is_in, "at {}, {}", x, y);
                }
            }
        }
    }
}
