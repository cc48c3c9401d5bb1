//! HEIC, as phones write it. The decoder turns the picture by the file's own properties.

use heic_decoder::{HeifError, probe};

use super::{Stored, check_size, over_white};
use crate::error::DecodeError;
use crate::limits::PhotoLimits;
use crate::pixels::Pixels;

/// Decodes a HEIC file, upright.
pub(super) fn decode(bytes: &[u8], limits: &PhotoLimits) -> Result<Stored, DecodeError> {
    let stated = probe(bytes).map_err(cause)?;
    let narrow = |edge: usize| u32::try_from(edge).map_err(|_| DecodeError::DAMAGED);
    let coded_px = (narrow(stated.coded_width)?, narrow(stated.coded_height)?);
    check_size(coded_px, limits)?;
    if u64::from(coded_px.0) * u64::from(coded_px.1) > limits.heic_pixels_max {
        return Err(DecodeError::TooManyPixels { width_px: coded_px.0, height_px: coded_px.1 });
    }
    let mut decoded = heic_decoder::decode(bytes).map_err(cause)?;
    let icc = decoded.metadata.icc_profile.take();
    let source_px = (narrow(decoded.width)?, narrow(decoded.height)?);
    let rgb = if decoded.alpha.is_some() {
        opaque(&decoded.to_rgba8().map_err(cause)?)
    } else {
        decoded.to_rgb8().map_err(cause)?.data
    };
    if rgb.len() as u64 != u64::from(source_px.0) * u64::from(source_px.1) * 3 {
        return Err(DecodeError::DAMAGED);
    }
    let pixels = Pixels { width_px: source_px.0, height_px: source_px.1, rgb };
    Ok(Stored { pixels, source_px, shrink: 1, icc })
}

fn opaque(rgba: &heic_decoder::RgbaImage<u8>) -> Vec<u8> {
    let is_premultiplied = rgba.premultiplied;
    let (pixels, _) = rgba.data.as_chunks::<4>();
    let mixed = |[red, green, blue, alpha]: &[u8; 4]| {
        [*red, *green, *blue].map(|value| {
            if is_premultiplied {
                value.saturating_add(255 - alpha)
            } else {
                over_white(value, *alpha)
            }
        })
    };
    pixels.iter().flat_map(mixed).collect()
}

/// What the decoder said, as a person has to hear it.
pub(crate) fn cause(error: HeifError) -> DecodeError {
    match error {
        HeifError::Truncated { .. } => DecodeError::Truncated,
        // AVIF, pictures in layers, moving pictures: an export as JPEG helps.
        HeifError::Unsupported(_) | HeifError::NotHeif(_) => DecodeError::Heic,
        other => DecodeError::Damaged { source: Some(Box::new(other)) },
    }
}
