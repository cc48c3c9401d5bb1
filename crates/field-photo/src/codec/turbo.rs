//! JPEG through libjpeg-turbo.

use turbojpeg::{Compressor, Decompressor, Image, PixelFormat, ScalingFactor, Subsamp};

use super::{Stored, check_size};
use crate::error::{DecodeError, EncodeError};
use crate::limits::{PhotoLimits, SCANS_MAX};
use crate::pixels::Pixels;

/// Decodes a JPEG at the smallest size that keeps `long_edge_px`; `None` if the library complains
/// about anything: another decoder has to judge the file then.
pub(super) fn decode(
    bytes: &[u8],
    long_edge_px: u32,
    limits: &PhotoLimits,
) -> Result<Option<Stored>, DecodeError> {
    let Ok(mut decompressor) = Decompressor::new() else { return Ok(None) };
    let Ok(header) = decompressor.read_header(bytes) else { return Ok(None) };
    let (Ok(width_px), Ok(height_px)) = (u32::try_from(header.width), u32::try_from(header.height))
    else {
        return Ok(None);
    };
    check_size((width_px, height_px), limits)?;
    let shrink = shrink((width_px, height_px), long_edge_px);
    let factor = ScalingFactor::new(1, shrink as usize);
    let is_ready = decompressor.set_scaling_factor(factor).is_ok()
        && decompressor.set_scan_limit(SCANS_MAX).is_ok();
    if !is_ready {
        return Ok(None);
    }
    let (width, height) = (factor.scale(header.width), factor.scale(header.height));
    let mut rgb = vec![0; width * height * 3];
    let format = PixelFormat::RGB;
    let target = Image { pixels: rgb.as_mut_slice(), width, pitch: width * 3, height, format };
    if decompressor.decompress(bytes, target).is_err() {
        return Ok(None);
    }
    let pixels =
        Pixels { width_px: width_px.div_ceil(shrink), height_px: height_px.div_ceil(shrink), rgb };
    Ok(Some(Stored { pixels, source_px: (width_px, height_px), shrink, icc: None }))
}

/// The largest of 8, 4, 2 and 1 that leaves the long edge at least as long as wanted.
///
/// Source: those are the sizes for which the library has vector code; others take longer than whole.
fn shrink((width_px, height_px): (u32, u32), long_edge_px: u32) -> u32 {
    let long = width_px.max(height_px);
    [8, 4, 2].into_iter().find(|shrink| long.div_ceil(*shrink) >= long_edge_px).unwrap_or(1)
}

/// See [`super::encode_jpeg`].
pub(super) fn encode(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = (pixels.width_px as usize, pixels.height_px as usize);
    let image = Image {
        pixels: pixels.rgb.as_slice(),
        width,
        pitch: width * 3,
        height,
        format: PixelFormat::RGB,
    };
    let encoded = || {
        let mut compressor = Compressor::new()?;
        compressor.set_quality(i32::from(quality))?;
        compressor.set_subsamp(Subsamp::Sub2x2)?;
        compressor.compress_to_vec(image)
    };
    encoded().map_err(|error| EncodeError::Encoder { source: Box::new(error) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_decoded_as_small_as_it_may_be() {
        assert_eq!(shrink((4032, 3024), 2016), 2, "half of 12 MP is just enough");
        assert_eq!(shrink((4030, 3024), 2016), 1, "a little less is not");
        assert_eq!(shrink((3024, 4032), 2016), 2, "upright as well");
        assert_eq!(shrink((8064, 6048), 2016), 4, "48 MP");
        assert_eq!(shrink((16_128, 10), 2016), 8, "never smaller than an eighth");
        assert_eq!(shrink((100, 100), 2016), 1);
    }
}
