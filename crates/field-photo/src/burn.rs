//! Painting over what is hidden, and making the picture that may leave the device.

use std::borrow::Cow;
use std::fmt;

use field_domain::{Drawing, PictureSize, RelRect, Segments};

use crate::ENGINE_VERSION;
use crate::codec::encode_jpeg;
use crate::cover::Cover;
use crate::decode::DecodedPhoto;
use crate::draw::draw;
use crate::error::EncodeError;
use crate::pixels::Quality;

/// Longest edge of the usual picture: half of 4032, the usual width of a 12 million pixel photo.
///
/// Source: measured; at 2048 the same work takes a third longer, because half-size decoding is lost.
pub const PICTURE_LONG_EDGE_PX: u32 = PictureSize::Report.long_edge_px();

/// Longest edge of the thumbnail.
pub const THUMBNAIL_LONG_EDGE_PX: u32 = 320;

/// JPEG quality of the picture. Source: measured; at 80 decoding at half size costs 0.3 dB against scaling down
/// from the whole, which 82 takes down to 0.2 for an eighth more bytes (docs/measurements/photos.md).
const PICTURE_QUALITY: u8 = 82;

/// JPEG quality of the thumbnail.
const THUMBNAIL_QUALITY: u8 = 75;

/// A photo whose boxes were filled before it was scaled and encoded; metadata-free.
///
/// [`burn`] is its only maker: the fields are private, and it is neither cloned from parts nor read
/// back from bytes. It says what was done to the pixels, not that a person agreed: that is the
/// clearance's to say.
pub struct BurntPhoto {
    size: PictureSize,
    picture: Vec<u8>,
    thumbnail: Vec<u8>,
    width_px: u32,
    height_px: u32,
    filled_count: u32,
    filled_area_permille: u32,
}

/// Fills `rects`, then scales, then encodes; the thumbnail is made from the filled picture.
///
/// * `rects`: exactly what is hidden, on the upright photo. They are not grown here (see
///   [`crate::grow`], whose result the person has seen), only rounded outward to the 16 px coding
///   blocks of the picture, and to those of the file, with what decoding mixes into their
///   neighbours. An empty list is allowed: somebody decided that nothing is hidden.
/// * The picture's long edge is at most [`PICTURE_LONG_EDGE_PX`]; small photos are not enlarged.
///
/// The result depends on no input pixel inside a rectangle, because the fill comes first.
///
/// # Errors
/// [`EncodeError`] if scaling or encoding failed; nothing is made then.
pub fn burn(photo: &DecodedPhoto, rects: &[RelRect]) -> Result<BurntPhoto, EncodeError> {
    burn_with(photo, rects, &[], PictureSize::Report)
}

/// As [`burn`], at a size of one's choice, and draws on the filled and scaled picture what a person points
/// out. The words of a drawing are redacted ones. Decode with [`crate::decode_for`] the same size.
///
/// # Errors
/// As [`burn`].
pub fn burn_with(
    photo: &DecodedPhoto,
    rects: &[RelRect],
    drawings: &[Drawing<Segments>],
    size: PictureSize,
) -> Result<BurntPhoto, EncodeError> {
    let burnt = burn_to(photo, rects, drawings, size.long_edge_px())?;
    Ok(BurntPhoto { size, ..burnt })
}

/// As [`burn_with`], with another long edge of the picture.
pub(crate) fn burn_to(
    photo: &DecodedPhoto,
    rects: &[RelRect],
    drawings: &[Drawing<Segments>],
    long_edge_px: u32,
) -> Result<BurntPhoto, EncodeError> {
    let picture_px = photo.fitted(long_edge_px);
    let cover = Cover::new(picture_px, rects);
    let turn = photo.frame.turn;
    let mut filled = Cow::Borrowed(&photo.pixels);
    if !rects.is_empty() {
        cover.fill(filled.to_mut(), &photo.frame);
    }
    let mut picture = turn.upright(filled.scaled(turn.size(picture_px), Quality::ForPeople)?);
    if !drawings.is_empty() {
        draw(picture.to_mut(), drawings)?;
    }
    let thumbnail = picture.scaled(picture.fitted(THUMBNAIL_LONG_EDGE_PX), Quality::ForPeople)?;
    Ok(BurntPhoto {
        size: PictureSize::default(),
        picture: encode_jpeg(&picture, PICTURE_QUALITY)?,
        thumbnail: encode_jpeg(&thumbnail, THUMBNAIL_QUALITY)?,
        width_px: picture.width_px,
        height_px: picture.height_px,
        filled_count: u32::try_from(rects.len()).unwrap_or(u32::MAX),
        filled_area_permille: cover.area_permille(),
    })
}

impl BurntPhoto {
    /// How large the picture was to be.
    pub fn size(&self) -> PictureSize {
        self.size
    }

    /// The picture: JPEG, 4:2:0, JFIF fields only.
    pub fn picture(&self) -> &[u8] {
        &self.picture
    }

    /// The thumbnail: JPEG, long edge at most [`THUMBNAIL_LONG_EDGE_PX`].
    pub fn thumbnail(&self) -> &[u8] {
        &self.thumbnail
    }

    /// Width of the picture.
    pub fn width_px(&self) -> u32 {
        self.width_px
    }

    /// Height of the picture.
    pub fn height_px(&self) -> u32 {
        self.height_px
    }

    /// Number of rectangles that were filled.
    pub fn filled_count(&self) -> u32 {
        self.filled_count
    }

    /// Share of the picture that was filled, in thousandths, rounded up; overlaps count once.
    pub fn filled_area_permille(&self) -> u32 {
        self.filled_area_permille
    }

    /// The version of the engine that made it.
    pub fn engine_version(&self) -> u32 {
        ENGINE_VERSION
    }
}

impl fmt::Debug for BurntPhoto {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { width_px, height_px, filled_count, .. } = self;
        write!(out, "BurntPhoto({width_px} x {height_px} px, {filled_count} filled)")
    }
}

#[cfg(test)]
mod tests {
    use field_domain::RelRect;
    use image::RgbImage;
    use proptest::prelude::*;

    use super::*;
    use crate::samples::{decoded, gradient};

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> RelRect {
        RelRect::clipped(left, top, right, bottom).expect("not empty")
    }

    fn read_back(jpeg: &[u8]) -> RgbImage {
        image::load_from_memory(jpeg).expect("a whole JPEG").into_rgb8()
    }

    #[test]
    fn a_filled_box_is_black_in_picture_and_thumbnail() {
        let burnt = burn(&decoded(&gradient(1280, 960)), &[rect(0.25, 0.25, 0.5, 0.5)])
            .expect("a small picture");
        for jpeg in [burnt.picture(), burnt.thumbnail()] {
            let seen = read_back(jpeg);
            let middle = seen.get_pixel(seen.width() * 3 / 8, seen.height() * 3 / 8);
            assert!(middle.0.iter().all(|value| *value < 4), "solid, got {middle:?}");
            let outside = seen.get_pixel(seen.width() * 3 / 4, seen.height() * 3 / 4);
            assert!(outside.0.iter().any(|value| *value > 40), "the rest stays");
        }
        assert_eq!(burnt.filled_count(), 1);
        assert!((62..=66).contains(&burnt.filled_area_permille()), "about a sixteenth");
    }

    #[test]
    fn edges_keep_their_bounds_and_small_photos_their_size() {
        let large = burn(&decoded(&gradient(2600, 1300)), &[]).expect("encodes");
        assert_eq!((large.width_px(), large.height_px()), (2016, 1008));
        assert_eq!(read_back(large.picture()).dimensions(), (2016, 1008));
        assert_eq!(read_back(large.thumbnail()).dimensions(), (320, 160));
        let evidence = burn_with(&decoded(&gradient(3200, 1600)), &[], &[], PictureSize::Evidence);
        let evidence = evidence.expect("encodes");
        assert_eq!((evidence.width_px(), evidence.height_px()), (3024, 1512));
        assert_eq!(evidence.size(), PictureSize::Evidence, "what it was made for travels with it");
        assert_eq!(
            read_back(evidence.thumbnail()).dimensions(),
            (320, 160),
            "a thumbnail stays one"
        );
        let small = burn(&decoded(&gradient(50, 200)), &[]).expect("encodes");
        assert_eq!(read_back(small.picture()).dimensions(), (50, 200));
        assert_eq!(read_back(small.thumbnail()).dimensions(), (50, 200), "never enlarged");
        assert_eq!(small.filled_area_permille(), 0, "nothing was filled");
    }

    #[test]
    fn the_smallest_photo_can_be_burnt() {
        let whole = rect(0.0, 0.0, 1.0, 1.0);
        let burnt = burn(&decoded(&gradient(1, 1)), &[whole]).expect("encodes");
        assert_eq!(burnt.filled_area_permille(), 1000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Stronger than "the box and its margin": no byte of either output depends on them.
        #[test]
        fn no_output_depends_on_pixels_inside_a_box(
            size in (16_u32..400, 16_u32..400),
            is_scaled in any::<bool>(),
            is_evidence in any::<bool>(),
            left in 0.0_f32..0.9, top in 0.0_f32..0.9,
            width in 0.01_f32..0.6, height in 0.01_f32..0.6,
            noise in any::<u32>(),
        ) {
            let preset = if is_evidence { PictureSize::Evidence } else { PictureSize::Report };
            let more = if is_scaled { preset.long_edge_px() } else { 0 };
            let size = (size.0 + more, size.1);
            let hidden = rect(left, top, left + width, top + height);
            let plain = gradient(size.0, size.1);
            let mut other = plain.clone();
            let px = hidden.covering_pixels(size.0, size.1);
            for y in px.top..px.bottom {
                for x in px.left..px.right {
                    let value = noise.wrapping_mul(x.wrapping_mul(31) ^ y.wrapping_mul(17) | 1);
                    let [red, green, blue, _] = value.to_le_bytes();
                    other.put_pixel(x, y, image::Rgb([red, green, blue]));
                }
            }
            let made = |image| burn_with(&decoded(image), &[hidden], &[], preset).expect("encodes");
            let (first, second) = (made(&plain), made(&other));
            prop_assert_eq!(first.picture(), second.picture(), "the picture tells nothing");
            prop_assert_eq!(first.thumbnail(), second.thumbnail(), "nor does the thumbnail");
        }
    }
}
