//! JPEG, PNG and WebP in pure Rust.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use super::{Stored, check_size, over_white};
use crate::error::DecodeError;
use crate::limits::PhotoLimits;
use crate::pixels::Pixels;

/// Decodes a picture at its whole size.
pub(super) fn decode(
    bytes: &[u8],
    format: ImageFormat,
    limits: &PhotoLimits,
) -> Result<Stored, DecodeError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut codec_limits = Limits::default();
    codec_limits.max_alloc = Some(limits.decoded_bytes_max);
    codec_limits.max_image_width = Some(limits.edge_px_max);
    codec_limits.max_image_height = Some(limits.edge_px_max);
    reader.limits(codec_limits);
    let mut decoder = reader.into_decoder().map_err(|error| cause(error, (0, 0)))?;
    let (width_px, height_px) = decoder.dimensions();
    check_size((width_px, height_px), limits)?;
    if decoder.total_bytes() > limits.decoded_bytes_max {
        return Err(DecodeError::TooManyPixels { width_px, height_px });
    }
    // A JPEG's profile is read with its other segments.
    let icc = if format == ImageFormat::Jpeg { None } else { decoder.icc_profile().ok().flatten() };
    let picture =
        DynamicImage::from_decoder(decoder).map_err(|error| cause(error, (width_px, height_px)))?;
    let rgb = opaque_rgb(picture).into_raw();
    let pixels = Pixels { width_px, height_px, rgb };
    Ok(Stored { pixels, source_px: (width_px, height_px), shrink: 1, icc })
}

/// RGB over white.
fn opaque_rgb(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in rgb.pixels_mut().zip(rgba.pixels()) {
        let [red, green, blue, alpha] = from.0;
        to.0 = [red, green, blue].map(|value| over_white(value, alpha));
    }
    rgb
}

fn cause(error: ImageError, (width_px, height_px): (u32, u32)) -> DecodeError {
    match error {
        ImageError::Limits(_) => DecodeError::TooManyPixels { width_px, height_px },
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            DecodeError::Truncated
        }
        other => DecodeError::Damaged { source: Some(Box::new(other)) },
    }
}

/// See [`super::encode_jpeg`].
#[cfg(any(test, not(feature = "turbo")))]
pub(super) fn encode(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, crate::error::EncodeError> {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    let fail = |source: Box<dyn std::error::Error + Send + Sync>| {
        crate::error::EncodeError::Encoder { source }
    };
    let width = u16::try_from(pixels.width_px).map_err(|error| fail(error.into()))?;
    let height = u16::try_from(pixels.height_px).map_err(|error| fail(error.into()))?;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder
        .encode(&pixels.rgb, width, height, ColorType::Rgb)
        .map_err(|error| fail(error.into()))?;
    Ok(bytes)
}
