//! The one file that knows the codecs: compressed bytes to RGB and back.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::container::PhotoFormat;
use crate::error::{DecodeError, EncodeError};
use crate::limits::PhotoLimits;
use crate::pixels::Pixels;

/// Decodes a picture to upright RGB. The stated size is checked before any pixel is decoded.
pub(crate) fn decode_upright(
    bytes: &[u8],
    format: PhotoFormat,
    orientation: u8,
    limits: &PhotoLimits,
) -> Result<Pixels, DecodeError> {
    let format = match format {
        PhotoFormat::Jpeg => ImageFormat::Jpeg,
        PhotoFormat::Png => ImageFormat::Png,
        PhotoFormat::Webp => ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut codec_limits = Limits::default();
    codec_limits.max_alloc = Some(limits.decoded_bytes_max);
    codec_limits.max_image_width = Some(limits.edge_px_max);
    codec_limits.max_image_height = Some(limits.edge_px_max);
    reader.limits(codec_limits);
    let decoder = reader.into_decoder().map_err(|error| cause(error, (0, 0)))?;
    let (width_px, height_px) = decoder.dimensions();
    if width_px.max(height_px) > limits.edge_px_max
        || u64::from(width_px) * u64::from(height_px) > limits.pixels_max
        || decoder.total_bytes() > limits.decoded_bytes_max
    {
        return Err(DecodeError::TooManyPixels { width_px, height_px });
    }
    if width_px == 0 || height_px == 0 {
        return Err(DecodeError::DAMAGED);
    }
    let picture =
        DynamicImage::from_decoder(decoder).map_err(|error| cause(error, (width_px, height_px)))?;
    let mut upright = DynamicImage::ImageRgb8(opaque_rgb(picture));
    upright.apply_orientation(
        Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms),
    );
    let upright = upright.into_rgb8();
    Ok(Pixels { width_px: upright.width(), height_px: upright.height(), rgb: upright.into_raw() })
}

/// RGB over white. Dropping the alpha alone would bring out what somebody had made transparent.
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

fn over_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    let mixed = (value * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).expect("a mean of two bytes is a byte")
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

/// Encodes a JPEG of 4:2:0 sampling with a plain JFIF header and nothing else beside the picture.
///
/// `quality` is 1 to 100. Each edge must be at most 65 535 px.
pub(crate) fn encode_jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, EncodeError> {
    let fail = |source: Box<dyn std::error::Error + Send + Sync>| EncodeError::Encoder { source };
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
