//! The codecs: compressed bytes to RGB and back.
//!
//! JPEG goes through libjpeg-turbo (feature `turbo`), which can decode at half size and less. What it
//! does not take without complaint, the pure Rust decoder judges; without the feature that one does
//! everything.

mod heic;
mod pure;
#[cfg(feature = "turbo")]
mod turbo;

pub(crate) use heic::cause as heic_cause;

use crate::container::PhotoFormat;
use crate::error::{DecodeError, EncodeError};
use crate::limits::PhotoLimits;
use crate::pixels::Pixels;

/// Decoded pixels as the file stores them: not turned, not colour-managed.
pub(crate) struct Stored {
    /// The pixels; smaller than the file's picture if they were decoded at a part of its size.
    pub(crate) pixels: Pixels,
    /// Width and height of the file's picture.
    pub(crate) source_px: (u32, u32),
    /// Edge of a decoded pixel in pixels of the file: 1, 2, 4 or 8.
    pub(crate) shrink: u32,
    /// The colour profile, if the decoder of this format reads it.
    pub(crate) icc: Option<Vec<u8>>,
}

/// Decodes a picture. The stated size is checked before any pixel is decoded.
///
/// Where the codec can, pixels are decoded at a half, a quarter or an eighth of their size, as long as
/// the long edge keeps `long_edge_px`.
pub(crate) fn decode(
    bytes: &[u8],
    format: PhotoFormat,
    long_edge_px: u32,
    limits: &PhotoLimits,
) -> Result<Stored, DecodeError> {
    match format {
        PhotoFormat::Jpeg => decode_jpeg(bytes, long_edge_px, limits),
        PhotoFormat::Png => pure::decode(bytes, image::ImageFormat::Png, limits),
        PhotoFormat::Webp => pure::decode(bytes, image::ImageFormat::WebP, limits),
        PhotoFormat::Heic => heic::decode(bytes, limits),
    }
}

#[cfg(feature = "turbo")]
fn decode_jpeg(
    bytes: &[u8],
    long_edge_px: u32,
    limits: &PhotoLimits,
) -> Result<Stored, DecodeError> {
    match turbo::decode(bytes, long_edge_px, limits)? {
        Some(stored) => Ok(stored),
        None => pure::decode(bytes, image::ImageFormat::Jpeg, limits),
    }
}

#[cfg(not(feature = "turbo"))]
fn decode_jpeg(bytes: &[u8], _: u32, limits: &PhotoLimits) -> Result<Stored, DecodeError> {
    pure::decode(bytes, image::ImageFormat::Jpeg, limits)
}

/// Encodes a JPEG of 4:2:0 sampling with a plain JFIF header and nothing else beside the picture.
///
/// `quality` is 1 to 100. Each edge must be at most 65 500 px.
pub(crate) fn encode_jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, EncodeError> {
    #[cfg(feature = "turbo")]
    return turbo::encode(pixels, quality);
    #[cfg(not(feature = "turbo"))]
    return pure::encode(pixels, quality);
}

/// Refuses a picture that states more than is taken.
fn check_size((width_px, height_px): (u32, u32), limits: &PhotoLimits) -> Result<(), DecodeError> {
    let pixels = u64::from(width_px) * u64::from(height_px);
    if pixels == 0 {
        return Err(DecodeError::DAMAGED);
    }
    if width_px.max(height_px) > limits.edge_px_max
        || pixels > limits.pixels_max
        || pixels.saturating_mul(3) > limits.decoded_bytes_max
    {
        return Err(DecodeError::TooManyPixels { width_px, height_px });
    }
    Ok(())
}

/// One channel over white. Dropping the alpha alone would bring out what somebody had made
/// transparent.
fn over_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    let mixed = (value * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).expect("a mean of two bytes is a byte")
}

#[cfg(all(test, feature = "turbo"))]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};
    use proptest::prelude::*;

    use super::*;
    use crate::samples::{file, gradient};

    fn mean_difference(one: &Pixels, other: &Pixels) -> f64 {
        assert_eq!((one.width_px, one.height_px), (other.width_px, other.height_px));
        let sum: u64 = one.rgb.iter().zip(&other.rgb).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let count = u32::try_from(one.rgb.len()).expect("a small picture");
        let sum = u32::try_from(sum).expect("a small picture");
        f64::from(sum) / f64::from(count)
    }

    /// Soft, with a hard edge: what both decoders must agree on.
    fn picture(width: u32, height: u32) -> RgbImage {
        let mut picture = gradient(width, height);
        for y in 0..height / 2 {
            picture.put_pixel(width / 2, y, Rgb([250, 10, 10]));
        }
        picture
    }

    #[test]
    fn half_a_size_shows_the_same_as_the_whole_scaled_down() {
        let bytes = file(&picture(4040, 64), ImageFormat::Jpeg);
        let limits = PhotoLimits::default();
        let half = turbo::decode(&bytes, 2016, &limits).expect("within limits").expect("decodes");
        assert_eq!((half.shrink, half.pixels.width_px, half.source_px), (2, 2020, (4040, 64)));
        let whole = pure::decode(&bytes, ImageFormat::Jpeg, &limits).expect("decodes").pixels;
        let scaled = whole.scaled((2020, 32), crate::pixels::Quality::ForPeople).expect("scales");
        assert!(mean_difference(&half.pixels, &scaled) < 1.0, "the same picture");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn both_codecs_show_the_same(
            size in (8_u32..120, 8_u32..120), quality in 60_u8..=95, ours in any::<bool>(),
        ) {
            let picture = picture(size.0, size.1);
            let pixels = Pixels { width_px: size.0, height_px: size.1, rgb: picture.into_raw() };
            let encode = if ours { turbo::encode } else { pure::encode };
            let bytes = encode(&pixels, quality).expect("encodes");
            let limits = PhotoLimits::default();
            let one = turbo::decode(&bytes, u32::MAX, &limits).expect("within limits");
            let one = one.expect("no complaint").pixels;
            let other = pure::decode(&bytes, ImageFormat::Jpeg, &limits).expect("decodes").pixels;
            prop_assert!(mean_difference(&one, &other) < 1.5, "they round differently at most");
        }

        #[test]
        fn what_one_codec_takes_of_a_changed_file_has_the_size_that_the_other_reads(
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        ) {
            let mut bytes = file(&picture(64, 48), ImageFormat::Jpeg);
            for (at, value) in changes {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            let limits = PhotoLimits { pixels_max: 1_000_000, ..PhotoLimits::default() };
            let one = turbo::decode(&bytes, u32::MAX, &limits);
            let other = pure::decode(&bytes, ImageFormat::Jpeg, &limits);
            if let (Ok(Some(one)), Ok(other)) = (one, other) {
                prop_assert_eq!(one.source_px, other.source_px);
                prop_assert_eq!(one.pixels.rgb.len(), other.pixels.rgb.len());
            }
        }
    }
}
