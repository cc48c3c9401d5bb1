//! The original for the eyes of the person at this device.

use field_domain::Raw;

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
