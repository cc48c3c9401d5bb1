//! From the bytes of a file to upright pixels, with everything else left behind.

use std::borrow::Cow;
use std::fmt;
use std::panic::catch_unwind;

use field_domain::raw::EngineScope;
use field_domain::{CoarsePlace, LocalMinute, PictureSize, Raw};

use crate::container::{PhotoFormat, sniff, survey};
use crate::error::{DecodeError, EncodeError};
use crate::frame::Frame;
use crate::limits::PhotoLimits;
use crate::metadata::{self, MetadataKind};
use crate::pixels::{Pixels, Quality, fitted};
use crate::turn::Turn;
use crate::{codec, colour};

/// A photo in memory: RGB pixels, unredacted. The file's metadata is gone.
///
/// The pixels leave this crate only through [`crate::burn`] and, as [`Raw`], through
/// [`crate::preview_jpeg`].
pub struct DecodedPhoto {
    /// As the file stores them, perhaps smaller; `frame` says how they lie.
    pub(crate) pixels: Pixels,
    pub(crate) frame: Frame,
    format: PhotoFormat,
    metadata_dropped: Vec<MetadataKind>,
    taken_at: Option<LocalMinute>,
    place: Option<CoarsePlace>,
}

/// Decodes a JPEG, PNG, WebP or HEIC file, fine enough for the usual picture that leaves the device:
/// [`decode_for`] a report.
///
/// # Errors
/// As [`decode_for`].
pub fn decode(bytes: &Raw<Vec<u8>>, limits: &PhotoLimits) -> Result<DecodedPhoto, DecodeError> {
    decode_for(bytes, PictureSize::Report, limits)
}

/// Decodes a JPEG, PNG, WebP or HEIC file, fine enough for a picture of this size.
///
/// A large JPEG is decoded at a half, a quarter or an eighth of its size, as long as its long edge
/// keeps that of the picture; sizes and rectangles are those of the whole, upright photo all the
/// same. Transparent places become white. Of an animation, the first picture is taken. Colours become
/// sRGB.
///
/// # Errors
/// Every [`DecodeError`]. Hostile input is contained: a decoder that panics counts as
/// [`DecodeError::Damaged`].
pub fn decode_for(
    bytes: &Raw<Vec<u8>>,
    size: PictureSize,
    limits: &PhotoLimits,
) -> Result<DecodedPhoto, DecodeError> {
    decode_contained(bytes, size.long_edge_px(), limits)
}

/// Decodes every pixel of a file: for looking closely. Otherwise as [`decode`].
///
/// # Errors
/// As [`decode`].
pub fn decode_whole(
    bytes: &Raw<Vec<u8>>,
    limits: &PhotoLimits,
) -> Result<DecodedPhoto, DecodeError> {
    decode_contained(bytes, u32::MAX, limits)
}

fn decode_contained(
    bytes: &Raw<Vec<u8>>,
    long_edge_px: u32,
    limits: &PhotoLimits,
) -> Result<DecodedPhoto, DecodeError> {
    let bytes = bytes.expose(&EngineScope).as_slice();
    catch_unwind(|| decode_bytes(bytes, long_edge_px, limits)).unwrap_or(Err(DecodeError::DAMAGED))
}

fn decode_bytes(
    bytes: &[u8],
    long_edge_px: u32,
    limits: &PhotoLimits,
) -> Result<DecodedPhoto, DecodeError> {
    let found_bytes = bytes.len() as u64;
    if found_bytes > limits.file_bytes_max {
        return Err(DecodeError::TooManyBytes { found_bytes, max_bytes: limits.file_bytes_max });
    }
    let format = sniff(bytes)?;
    let survey = survey(bytes, format)?;
    let (width_px, height_px) = survey.stated_px;
    let pixels = u64::from(width_px) * u64::from(height_px);
    if pixels * u64::from(survey.scans) > limits.scan_pixels_max {
        return Err(DecodeError::TooManyPixels { width_px, height_px });
    }
    let mut stored = codec::decode(bytes, format, long_edge_px, limits)?;
    let icc = stored.icc.as_deref().unwrap_or(&survey.icc);
    if !icc.is_empty() {
        colour::to_srgb(&mut stored.pixels, icc);
    }
    let coding = survey.coding;
    let metadata = metadata::read(survey);
    let turn = match format {
        // Its decoder turned it, by the file's own properties; EXIF only repeats them.
        PhotoFormat::Heic => Turn::NONE,
        _ => Turn::from_exif(metadata.orientation),
    };
    Ok(DecodedPhoto {
        pixels: stored.pixels,
        frame: Frame { source_px: stored.source_px, shrink: stored.shrink, turn, coding },
        format,
        metadata_dropped: metadata.kinds,
        taken_at: metadata.taken_at,
        place: metadata.place,
    })
}

impl DecodedPhoto {
    /// Width of the upright photo, as the file states it; at least 1.
    pub fn width_px(&self) -> u32 {
        self.frame.upright_px().0
    }

    /// Height of the upright photo, as the file states it; at least 1.
    pub fn height_px(&self) -> u32 {
        self.frame.upright_px().1
    }

    /// The size of the upright photo when its long edge becomes at most `long_edge_px`; never larger.
    pub(crate) fn fitted(&self, long_edge_px: u32) -> (u32, u32) {
        fitted(self.frame.upright_px(), long_edge_px)
    }

    /// The upright photo at the given size.
    pub(crate) fn upright(
        &self,
        size_px: (u32, u32),
        quality: Quality,
    ) -> Result<Cow<'_, Pixels>, EncodeError> {
        let turn = self.frame.turn;
        Ok(turn.upright(self.pixels.scaled(turn.size(size_px), quality)?))
    }

    /// The format of the file.
    pub fn format(&self) -> PhotoFormat {
        self.format
    }

    /// The kinds of metadata that the file carried, each once, in the order of declaration.
    pub fn metadata_dropped(&self) -> &[MetadataKind] {
        &self.metadata_dropped
    }

    /// The minute in which the photo was taken, if the file says so (EXIF `DateTimeOriginal`).
    pub fn taken_at(&self) -> Option<LocalMinute> {
        self.taken_at
    }

    /// Where the photo was taken, if the file says so (EXIF position), to two decimals of a degree.
    pub fn place(&self) -> Option<CoarsePlace> {
        self.place
    }
}

impl fmt::Debug for DecodedPhoto {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "DecodedPhoto({} x {} px)", self.width_px(), self.height_px())
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage, imageops};
    use little_exif::exif_tag::ExifTag;
    use little_exif::filetype::FileExtension;
    use little_exif::metadata::Metadata;
    use proptest::prelude::*;

    use super::*;
    use crate::burn;
    use crate::samples::{file, gradient};

    const FORMATS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

    fn taken_in(bytes: Vec<u8>) -> Result<DecodedPhoto, DecodeError> {
        decode(&Raw::new(bytes), &PhotoLimits::default())
    }

    /// Red at the top left, green at the top right, blue at the bottom left, white elsewhere.
    fn corners() -> RgbImage {
        RgbImage::from_fn(96, 64, |x, y| match (x < 32, x >= 64, y < 32) {
            (true, _, true) => Rgb([255, 0, 0]),
            (_, true, true) => Rgb([0, 255, 0]),
            (true, _, false) => Rgb([0, 0, 255]),
            _ => Rgb([255, 255, 255]),
        })
    }

    /// The pixels as a camera stores them when it writes the given orientation.
    fn as_stored(upright: &RgbImage, orientation: u16) -> RgbImage {
        match orientation {
            2 => imageops::flip_horizontal(upright),
            3 => imageops::rotate180(upright),
            4 => imageops::flip_vertical(upright),
            5 => imageops::flip_horizontal(&imageops::rotate90(upright)),
            6 => imageops::rotate270(upright),
            7 => imageops::flip_horizontal(&imageops::rotate270(upright)),
            8 => imageops::rotate90(upright),
            _ => upright.clone(),
        }
    }

    fn is_near(found: &[u8], wanted: [u8; 3]) -> bool {
        found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 24)
    }

    #[test]
    fn all_eight_orientations_come_out_upright() {
        for orientation in 1..=8_u16 {
            let mut bytes = file(&as_stored(&corners(), orientation), ImageFormat::Jpeg);
            let mut metadata = Metadata::new();
            metadata.set_tag(ExifTag::Orientation(vec![orientation]));
            metadata
                .write_to_vec(&mut bytes, FileExtension::JPEG)
                .expect("a JPEG takes an EXIF block");

            let photo = taken_in(bytes).expect("a plain photo");

            assert_eq!(
                (photo.width_px(), photo.height_px()),
                (96, 64),
                "orientation {orientation}: edges as seen upright"
            );
            let upright = photo.upright((96, 64), Quality::ForPeople).expect("as it is");
            let at = |x: usize, y: usize| &upright.rgb[(y * 96 + x) * 3..][..3];
            assert!(is_near(at(5, 5), [255, 0, 0]), "orientation {orientation}: top left");
            assert!(is_near(at(90, 5), [0, 255, 0]), "orientation {orientation}: top right");
            assert!(is_near(at(5, 60), [0, 0, 255]), "orientation {orientation}: bottom left");
            assert_eq!(photo.metadata_dropped(), [MetadataKind::Exif]);
        }
    }

    #[test]
    fn a_file_that_is_no_photo_is_told_from_a_broken_one() {
        assert!(matches!(taken_in(Vec::new()), Err(DecodeError::Empty)));
        assert!(matches!(taken_in(b"a,b\n1,2\n".to_vec()), Err(DecodeError::NotAnImage)));
        assert!(matches!(taken_in(vec![0; 4096]), Err(DecodeError::NotAnImage)));
        let heic = b"\0\0\0\x20ftypheic\0\0\0\0mif1heicmiafMiHB".to_vec();
        assert!(taken_in(heic).is_err(), "the beginning of a HEIC file is no photo");
    }

    #[test]
    fn a_cut_file_is_never_taken_for_a_whole_one() {
        for format in FORMATS {
            let whole = file(&gradient(40, 30), format);
            for length in 1..whole.len() {
                let outcome = taken_in(whole[..length].to_vec());
                assert!(outcome.is_err(), "{format:?} cut at {length} of {}", whole.len());
            }
            let half = taken_in(whole[..whole.len() / 2].to_vec());
            assert!(
                matches!(half, Err(DecodeError::Truncated)),
                "{format:?}: the message says that the end is missing, got {half:?}"
            );
        }
    }

    /// Source: ISO 3309, the checksum of PNG chunks, bit by bit.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
        })
    }

    fn bomb(format: ImageFormat) -> Vec<u8> {
        let mut bytes = file(&gradient(40, 30), format);
        if format == ImageFormat::Png {
            bytes[16..24].copy_from_slice(&[0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0]);
            let crc = crc32(&bytes[12..29]);
            bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        } else {
            let frame = bytes
                .windows(2)
                .position(|pair| matches!(pair, [0xFF, 0xC0..=0xC2]))
                .expect("a JPEG has a frame header");
            bytes[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xF0, 0xFF, 0xF0]);
        }
        bytes
    }

    #[test]
    fn a_few_bytes_that_claim_a_huge_picture_are_refused_before_decoding() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png] {
            let outcome = taken_in(bomb(format));
            assert!(
                matches!(outcome, Err(DecodeError::TooManyPixels { .. })),
                "{format:?}: the stated size decides, got {outcome:?}"
            );
        }
    }

    #[test]
    fn every_limit_is_kept() {
        let bytes = Raw::new(file(&gradient(100, 50), ImageFormat::Png));
        let wide = PhotoLimits::default();
        let refused = |limits: PhotoLimits| decode(&bytes, &limits).expect_err("over a limit");
        assert!(matches!(
            refused(PhotoLimits { file_bytes_max: 100, ..wide }),
            DecodeError::TooManyBytes { max_bytes: 100, .. }
        ));
        for limits in [
            PhotoLimits { edge_px_max: 99, ..wide },
            PhotoLimits { pixels_max: 4999, ..wide },
            PhotoLimits { decoded_bytes_max: 14_999, ..wide },
        ] {
            assert!(
                matches!(refused(limits), DecodeError::TooManyPixels { .. }),
                "{limits:?} is one too little for 100 x 50 px"
            );
        }
        assert!(decode(&bytes, &wide).is_ok(), "and the default takes it");
    }

    #[test]
    fn what_was_transparent_stays_unseen() {
        let hidden = RgbaImage::from_pixel(8, 8, Rgba([10, 200, 30, 0]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgba8(hidden)
            .write_to(&mut bytes, ImageFormat::Png)
            .expect("memory takes every picture");
        let photo = taken_in(bytes.into_inner()).expect("a plain picture");
        assert!(
            photo.pixels.rgb.iter().all(|byte| *byte == 255),
            "colours under full transparency are not brought out"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn no_mutated_file_breaks_the_decoder(
            format in 0_usize..3,
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
            cut in proptest::option::weighted(0.2, any::<prop::sample::Index>()),
        ) {
            let mut bytes = file(&gradient(48, 32), FORMATS[format]);
            for (at, value) in changes {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let limits = PhotoLimits { pixels_max: 1_000_000, ..PhotoLimits::default() };
            if let Ok(photo) = decode(&Raw::new(bytes), &limits) {
                let pixels = photo.pixels.width_px as usize * photo.pixels.height_px as usize;
                prop_assert_eq!(photo.pixels.rgb.len(), pixels * 3, "pixels fit the stated size");
                prop_assert_eq!(
                    (photo.pixels.width_px, photo.pixels.height_px),
                    photo.frame.source_px,
                    "a small photo is decoded whole"
                );
                prop_assert!(burn(&photo, &[]).is_ok(), "what was taken in can be given out");
            }
        }
    }
}
