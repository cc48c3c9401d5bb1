//! Which pixels are filled: rectangles rounded outward to the coding blocks of the output.

use field_domain::{PixelRect, RelRect};

use crate::frame::Frame;
use crate::pixels::Pixels;

/// Edge of a coding block of a 4:2:0 JPEG, in pixels. Source: ITU-T T.81, A.2 (two blocks of 8).
pub(crate) const BLOCK_PX: u32 = 16;

/// The colour of a fill: black. A constant, so that it says nothing about what it hides.
const FILL_RGB: [u8; 3] = [0, 0, 0];

/// The blocks of the output picture that the rectangles touch.
pub(crate) struct Cover {
    output_px: (u32, u32),
    columns: u32,
    /// Row by row from the top, one entry a block.
    is_filled: Vec<bool>,
    rects: Vec<RelRect>,
}

impl Cover {
    /// Marks every block of an output of the given size that a rectangle touches.
    pub(crate) fn new(output_px: (u32, u32), rects: &[RelRect]) -> Self {
        let columns = output_px.0.div_ceil(BLOCK_PX);
        let rows = output_px.1.div_ceil(BLOCK_PX);
        let mut is_filled = vec![false; columns as usize * rows as usize];
        for rect in rects {
            let px = rect.covering_pixels(output_px.0, output_px.1);
            for row in px.top / BLOCK_PX..px.bottom.div_ceil(BLOCK_PX) {
                for column in px.left / BLOCK_PX..px.right.div_ceil(BLOCK_PX) {
                    let index = row as usize * columns as usize + column as usize;
                    if let Some(cell) = is_filled.get_mut(index) {
                        *cell = true;
                    }
                }
            }
        }
        Self { output_px, columns, is_filled, rects: rects.to_vec() }
    }

    /// Paints the marked blocks on the decoded pixels themselves, before they are scaled to the
    /// output's size, and with them every decoded pixel that a rectangle's content has a part in.
    pub(crate) fn fill(&self, decoded: &mut Pixels, frame: &Frame) {
        let (photo_width, photo_height) = frame.upright_px();
        for (left, top, right, bottom) in self.blocks() {
            let (width, height) = self.output_px;
            let (left, right) = outward(left, right, width, photo_width);
            let (top, bottom) = outward(top, bottom, height, photo_height);
            fill_rect(decoded, frame.reached(PixelRect { left, top, right, bottom }));
        }
        // The blocks hold the rectangles but for rounding in the last digit; this settles it.
        for rect in &self.rects {
            fill_rect(decoded, frame.reached(rect.covering_pixels(photo_width, photo_height)));
        }
    }

    /// Share of the output's area that is filled, in thousandths, rounded up; 0 to 1000.
    pub(crate) fn area_permille(&self) -> u32 {
        let filled: u64 = self
            .blocks()
            .map(|(left, top, right, bottom)| u64::from(right - left) * u64::from(bottom - top))
            .sum();
        let whole = u64::from(self.output_px.0) * u64::from(self.output_px.1);
        let permille = (filled * 1000).div_ceil(whole.max(1));
        u32::try_from(permille).expect("a part is no more than 1000 thousandths of the whole")
    }

    /// Edges of the marked blocks on the output: left, top, right, bottom.
    fn blocks(&self) -> impl Iterator<Item = (u32, u32, u32, u32)> + '_ {
        (0_u32..).zip(&self.is_filled).filter(|(_, is_filled)| **is_filled).map(|(index, _)| {
            let left = index % self.columns * BLOCK_PX;
            let top = index / self.columns * BLOCK_PX;
            let right = (left + BLOCK_PX).min(self.output_px.0);
            let bottom = (top + BLOCK_PX).min(self.output_px.1);
            (left, top, right, bottom)
        })
    }
}

/// A stretch of the output's edge as a stretch of the photo's edge, rounded outward.
fn outward(start: u32, end: u32, output_px: u32, photo_px: u32) -> (u32, u32) {
    let (output, photo) = (u64::from(output_px.max(1)), u64::from(photo_px));
    let first = u64::from(start) * photo / output;
    let last = (u64::from(end) * photo).div_ceil(output).min(photo);
    let narrow = |px| u32::try_from(px).expect("no more than the photo's edge");
    (narrow(first), narrow(last))
}

fn fill_rect(photo: &mut Pixels, PixelRect { left, top, right, bottom }: PixelRect) {
    let row_bytes = photo.width_px as usize * 3;
    let span = left as usize * 3..right as usize * 3;
    let rows = photo.rgb.chunks_exact_mut(row_bytes.max(1));
    for row in rows.skip(top as usize).take(bottom.saturating_sub(top) as usize) {
        if let Some(span) = row.get_mut(span.clone()) {
            for pixel in span.chunks_exact_mut(3) {
                pixel.copy_from_slice(&FILL_RGB);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Coding;
    use crate::turn::Turn;
    use proptest::prelude::*;

    fn plain(source_px: (u32, u32)) -> Frame {
        Frame { source_px, shrink: 1, turn: Turn::NONE, coding: Coding::default() }
    }

    #[test]
    fn a_fill_ends_on_block_borders_of_the_output() {
        let rect = RelRect::new(0.26, 0.26, 0.30, 0.30).expect("a small square");
        let mut photo = Pixels { width_px: 200, height_px: 200, rgb: vec![255; 200 * 200 * 3] };
        let cover = Cover::new((100, 100), &[rect]);
        cover.fill(&mut photo, &plain((200, 200)));
        let is_black = |x: usize, y: usize| photo.rgb[(y * 200 + x) * 3] == 0;
        // 26 to 30 px of the output lie in the block 16..32, which is 32..64 px of the photo.
        assert!(is_black(32, 32) && is_black(63, 63), "the whole block is filled");
        assert!(!is_black(31, 40) && !is_black(64, 40), "and nothing beside it");
        assert_eq!(cover.area_permille(), 26, "256 of 10 000 px, rounded up");
    }

    #[test]
    fn the_whole_photo_is_a_thousand_permille() {
        let whole = RelRect::new(0.0, 0.0, 1.0, 1.0).expect("the whole photo");
        let cover = Cover::new((33, 17), &[whole, whole]);
        assert_eq!(cover.area_permille(), 1000, "overlapping boxes are counted once");
        assert_eq!(Cover::new((33, 17), &[]).area_permille(), 0);
    }

    proptest! {
        #[test]
        fn every_pixel_of_a_rectangle_is_filled(
            left in 0.0_f32..0.98, top in 0.0_f32..0.98,
            width in 0.001_f32..0.5, height in 0.001_f32..0.5,
            photo in (1_u32..300, 1_u32..300), shrink in 1_u32..4,
        ) {
            let rect = RelRect::clipped(left, top, left + width, top + height).expect("not empty");
            let bytes = photo.0 as usize * photo.1 as usize * 3;
            let mut pixels = Pixels { width_px: photo.0, height_px: photo.1, rgb: vec![9; bytes] };
            let output = (photo.0.div_ceil(shrink), photo.1.div_ceil(shrink));
            Cover::new(output, &[rect]).fill(&mut pixels, &plain(photo));
            let px = rect.covering_pixels(photo.0, photo.1);
            for y in px.top..px.bottom {
                for x in px.left..px.right {
                    let at = (y as usize * photo.0 as usize + x as usize) * 3;
                    prop_assert_eq!(&pixels.rgb[at..at + 3], &FILL_RGB);
                }
            }
        }
    }
}
