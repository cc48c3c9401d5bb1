//! Showing what of an original a picture that left shows differently.

use field_domain::{Drawing, PictureSize, PixelRect, Raw, RelRect, Segments};

use crate::burn::burn_to;
use crate::cover::BLOCK_PX;
use crate::decode::{DecodedPhoto, decode_for, decode_whole};
use crate::error::{DecodeError, EncodeError};
use crate::limits::PhotoLimits;
use crate::pixels::Pixels;

/// Mean difference of a block's bytes from which it shows something else, of 255.
///
/// Source: the same photo encoded twice differs by up to 4 in its busiest blocks; black over anything
/// that is not black itself by 30 and more.
const OTHER_DIFFERENCE_MIN: u32 = 10;

/// Why two files cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// One of them cannot be taken in.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The original cannot be scaled.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The picture's edges are not in the proportion of the original's.
    #[error("the picture does not have the shape of the original")]
    OtherShape,
}

/// What two pictures have in common, in blocks of 16 px of the one that left.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Blocks of the picture.
    pub block_count: u32,
    /// Places that show something else than the original, as rectangles of whole blocks. They may
    /// overlap.
    pub changed: Vec<RelRect>,
    /// Blocks that show something else.
    pub changed_blocks: u32,
    /// Blocks that differ from the original with the stated boxes filled as they are when a picture is
    /// made, which reaches over their edges.
    pub changed_outside: u32,
    /// Mean difference of all other blocks, of 255.
    pub rest_difference: f32,
}

/// Compares a picture that left with the original that it came from, block by block, at its own size.
///
/// * `boxes`: what is stated to be filled, on the upright original.
/// * `drawings`: what is stated to be drawn over it.
///
/// # Errors
/// Every [`CompareError`].
pub fn compare(
    original: &Raw<Vec<u8>>,
    derived: &Raw<Vec<u8>>,
    boxes: &[RelRect],
    drawings: &[Drawing<Segments>],
    limits: &PhotoLimits,
) -> Result<Comparison, CompareError> {
    let left = decode_whole(derived, limits)?;
    let size_px = (left.width_px(), left.height_px());
    let long_edge_px = size_px.0.max(size_px.1);
    let here = decode_for(original, size_of(long_edge_px), limits)?;
    if here.fitted(long_edge_px) != size_px {
        return Err(CompareError::OtherShape);
    }
    // The same way as the picture went, but nothing is filled: what differs is what was changed.
    let made = |boxes: &[RelRect]| -> Result<DecodedPhoto, CompareError> {
        let burnt = burn_to(&here, boxes, drawings, long_edge_px)?;
        Ok(decode_whole(&Raw::new(burnt.picture().to_vec()), limits)?)
    };
    let unfilled = made(&[])?;
    let stated = if boxes.is_empty() { None } else { Some(made(boxes)?) };
    Ok(compared(&unfilled, stated.as_ref().unwrap_or(&unfilled), &left))
}

/// The smallest size that has so long an edge: the original is decoded as it was when the picture was made.
fn size_of(long_edge_px: u32) -> PictureSize {
    if long_edge_px <= PictureSize::Report.long_edge_px() {
        PictureSize::Report
    } else {
        PictureSize::Evidence
    }
}

fn compared(one: &DecodedPhoto, stated: &DecodedPhoto, other: &DecodedPhoto) -> Comparison {
    let (width, height) = (other.width_px(), other.height_px());
    let columns = width.div_ceil(BLOCK_PX);
    let rows = height.div_ceil(BLOCK_PX);
    let mut comparison = Comparison {
        block_count: columns * rows,
        changed: Vec::new(),
        changed_blocks: 0,
        changed_outside: 0,
        rest_difference: 0.0,
    };
    let mut is_other = vec![false; (columns * rows) as usize];
    let (mut rest_sum, mut rest_bytes) = (0_u64, 0_u64);
    for (at, is_other) in (0..columns * rows).zip(&mut is_other) {
        let block = block_at(at, columns, (width, height));
        let (sum, bytes) = difference(&one.pixels, &other.pixels, block);
        let shows_other = |sum: u64| sum >= u64::from(OTHER_DIFFERENCE_MIN) * bytes;
        let (from_stated, _) = difference(&stated.pixels, &other.pixels, block);
        comparison.changed_outside += u32::from(shows_other(from_stated));
        *is_other = shows_other(sum);
        if *is_other {
            comparison.changed_blocks += 1;
        } else {
            rest_sum += sum;
            rest_bytes += bytes;
        }
    }
    comparison.changed = places(&is_other, columns, (width, height));
    comparison.rest_difference = mean(rest_sum, rest_bytes);
    comparison
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a mean for people; a digit in the last place is nothing"
)]
fn mean(sum: u64, count: u64) -> f32 {
    sum as f32 / count.max(1) as f32
}

fn block_at(at: u32, columns: u32, (width, height): (u32, u32)) -> PixelRect {
    let (left, top) = (at % columns * BLOCK_PX, at / columns * BLOCK_PX);
    let (right, bottom) = ((left + BLOCK_PX).min(width), (top + BLOCK_PX).min(height));
    PixelRect { left, top, right, bottom }
}

/// The sum of the differences of a block's bytes, and how many bytes those are.
fn difference(one: &Pixels, other: &Pixels, block: PixelRect) -> (u64, u64) {
    let row_bytes = other.width_px as usize * 3;
    let span = block.left as usize * 3..block.right as usize * 3;
    let (mut sum, mut bytes) = (0, 0);
    for row in block.top as usize..block.bottom as usize {
        let part = |pixels: &'_ Pixels| -> Vec<u8> {
            let start = row * row_bytes;
            pixels.rgb.get(start + span.start..start + span.end).unwrap_or_default().to_vec()
        };
        let (one, other) = (part(one), part(other));
        bytes += other.len() as u64;
        sum += one.iter().zip(&other).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
    }
    (sum, bytes)
}

/// The rectangles around neighbouring blocks that show something else.
fn places(is_other: &[bool], columns: u32, (width, height): (u32, u32)) -> Vec<RelRect> {
    let mut open = is_other.to_vec();
    let mut found = Vec::new();
    for start in 0..open.len() {
        let mut waiting = vec![start];
        let mut around: Option<PixelRect> = None;
        while let Some(at) = waiting.pop() {
            match open.get_mut(at) {
                Some(is_open) if *is_open => *is_open = false,
                _ => continue,
            }
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let block = block_at(at, columns, (width, height));
            around = Some(around.map_or(block, |so_far| PixelRect {
                left: so_far.left.min(block.left),
                top: so_far.top.min(block.top),
                right: so_far.right.max(block.right),
                bottom: so_far.bottom.max(block.bottom),
            }));
            let (row, column) = (at / columns, at % columns);
            for (down, across) in [(0, 1), (1, 0), (1, 2), (2, 1)] {
                let next = (row + down).checked_sub(1).zip((column + across).checked_sub(1));
                if let Some((row, column)) = next.filter(|(_, column)| *column < columns) {
                    waiting.push((row * columns + column) as usize);
                }
            }
        }
        found.extend(around.and_then(|px| on_photo(px, (width, height))));
    }
    found
}

#[expect(clippy::cast_precision_loss, reason = "edges are below 2^24")]
fn on_photo(px: PixelRect, (width, height): (u32, u32)) -> Option<RelRect> {
    let (width, height) = (width as f32, height as f32);
    RelRect::clipped(
        px.left as f32 / width,
        px.top as f32 / height,
        px.right as f32 / width,
        px.bottom as f32 / height,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::*;
    use crate::samples::{file, gradient};
    use crate::{burn, burn_with, decode};

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> RelRect {
        RelRect::new(left, top, right, bottom).expect("a box")
    }

    fn left_with(original: &Raw<Vec<u8>>, boxes: &[RelRect]) -> Raw<Vec<u8>> {
        let photo = decode(original, &PhotoLimits::default()).expect("a plain photo");
        Raw::new(burn(&photo, boxes).expect("encodes").picture().to_vec())
    }

    fn shown(original: &Raw<Vec<u8>>, derived: &Raw<Vec<u8>>, boxes: &[RelRect]) -> Comparison {
        compare(original, derived, boxes, &[], &PhotoLimits::default()).expect("the same shape")
    }

    #[test]
    fn what_was_filled_is_shown_and_nothing_else() {
        let original = Raw::new(file(&gradient(640, 480), ImageFormat::Png));
        let boxes = [rect(0.1, 0.6, 0.3, 0.9), rect(0.5, 0.5, 0.6, 0.6)];
        let derived = left_with(&original, &boxes);
        let seen = shown(&original, &derived, &boxes);
        assert_eq!(seen.changed_outside, 0, "all of it lies in the boxes");
        assert_eq!(seen.changed.len(), 2, "two places: {:?}", seen.changed);
        assert!(seen.rest_difference < 1.0, "the rest is the same picture");
        let one = shown(&original, &derived, &boxes[..1]);
        assert!(one.changed_outside >= 9, "a box that was not stated shows");
        assert_eq!(one.changed_blocks, seen.changed_blocks);
    }

    #[test]
    fn a_picture_for_evidence_is_compared_at_its_own_size() {
        let original = Raw::new(file(&gradient(3200, 400), ImageFormat::Jpeg));
        let boxes = [rect(0.1, 0.2, 0.3, 0.9)];
        let limits = PhotoLimits::default();
        let photo = decode_for(&original, PictureSize::Evidence, &limits).expect("a photo");
        let burnt = burn_with(&photo, &boxes, &[], PictureSize::Evidence).expect("encodes");
        assert_eq!((burnt.width_px(), burnt.height_px()), (3024, 378));
        let seen = shown(&original, &Raw::new(burnt.picture().to_vec()), &boxes);
        assert_eq!(seen.changed_outside, 0, "all that was changed lies in the box");
        assert!(seen.changed_blocks > 0, "and the box shows");
    }

    #[test]
    fn a_picture_of_something_else_shows_differences_all_over() {
        let original = Raw::new(file(&gradient(640, 480), ImageFormat::Png));
        let other = image::RgbImage::from_pixel(640, 480, image::Rgb([255, 0, 255]));
        let derived = left_with(&Raw::new(file(&other, ImageFormat::Png)), &[]);
        let seen = shown(&original, &derived, &[]);
        assert!(seen.changed_outside * 10 > seen.block_count * 9, "nearly every block");
        let upright = Raw::new(file(&gradient(480, 640), ImageFormat::Png));
        let outcome = compare(&upright, &derived, &[], &[], &PhotoLimits::default());
        assert!(matches!(outcome, Err(CompareError::OtherShape)));
    }
}
