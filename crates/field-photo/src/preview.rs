//! The original for the eyes of the person at this device.

use field_domain::{PixelRect, Raw};

use crate::codec::encode_jpeg;
use crate::decode::DecodedPhoto;
use crate::error::EncodeError;
use crate::pixels::Quality;

/// JPEG quality of a preview.
const PREVIEW_QUALITY: u8 = 80;

/// A smaller, metadata-free JPEG of the **unredacted** photo, for this device's own screen.
///
/// It comes as [`Raw`], so that nothing can take it for a [`crate::BurntPhoto`] or send it.
/// `long_edge_px` is the longest edge wanted; a small photo is not enlarged.
///
/// # Errors
/// [`EncodeError`] if scaling or encoding failed.
pub fn preview_jpeg(photo: &DecodedPhoto, long_edge_px: u32) -> Result<Raw<Vec<u8>>, EncodeError> {
    let upright = photo.upright(photo.fitted(long_edge_px), Quality::ForPeople)?;
    encode_jpeg(&upright, PREVIEW_QUALITY).map(Raw::new)
}

/// Parts of a photo along each edge, for looking closely. Source: a quarter of 4032 px is a screen's width.
pub const PARTS_ACROSS: u32 = 4;

/// The unredacted photo at its own size, cut into [`PARTS_ACROSS`] times as many parts, row by row: a page
/// that looks closely at one place loads that place alone. Otherwise as [`preview_jpeg`]; decode with
/// [`crate::decode_whole`] for every pixel.
///
/// # Errors
/// [`EncodeError`] if scaling or encoding failed.
pub fn preview_parts(photo: &DecodedPhoto) -> Result<Vec<Raw<Vec<u8>>>, EncodeError> {
    let size_px = (photo.width_px(), photo.height_px());
    let whole = photo.upright(size_px, Quality::ForPeople)?;
    let cut = |edge: u32, at: u32| edge * at / PARTS_ACROSS;
    let mut parts = Vec::new();
    for row in 0..PARTS_ACROSS {
        for column in 0..PARTS_ACROSS {
            // A photo of fewer pixels than parts has its last pixel in more than one.
            let (left, top) = (cut(size_px.0, column), cut(size_px.1, row));
            let right = cut(size_px.0, column + 1).max(left + 1).min(size_px.0);
            let bottom = cut(size_px.1, row + 1).max(top + 1).min(size_px.1);
            let (left, top) = (left.min(right - 1), top.min(bottom - 1));
            let part = whole.part(PixelRect { left, top, right, bottom });
            parts.push(encode_jpeg(&part, PREVIEW_QUALITY).map(Raw::new)?);
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use field_domain::raw::UiScope;

    use super::*;
    use crate::samples::{decoded, gradient};

    #[test]
    fn the_parts_together_are_the_photo() {
        for (width, height) in [(403, 301), (1, 3), (64, 2)] {
            let parts = preview_parts(&decoded(&gradient(width, height))).expect("encodes");
            let sizes: Vec<(u32, u32)> = parts
                .iter()
                .map(|part| {
                    let part = image::load_from_memory(part.expose(&UiScope)).expect("a JPEG");
                    (part.width(), part.height())
                })
                .collect();
            assert_eq!(sizes.len(), 16);
            let across: u32 = sizes[..4].iter().map(|(width, _)| width).sum();
            let down: u32 = sizes.iter().step_by(4).map(|(_, height)| height).sum();
            assert!(across >= width && down >= height, "{width} x {height}: {sizes:?}");
            assert!(width < 4 || across == width, "nothing twice in a photo of some size");
        }
    }
}
