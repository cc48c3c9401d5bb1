//! Tests: nothing of a hidden place comes through decoding, scaling and encoding.

use field_domain::{PixelRect, Raw, RelRect};
use image::{Rgb, RgbImage};
use little_exif::exif_tag::ExifTag;
use little_exif::filetype::FileExtension;
use little_exif::metadata::Metadata;
use proptest::prelude::*;
use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

use crate::turn::Turn;
use crate::{PhotoLimits, burn, decode};

const SAMPLINGS: [Subsamp; 7] = [
    Subsamp::None,
    Subsamp::Sub2x1,
    Subsamp::Sub2x2,
    Subsamp::Sub1x2,
    Subsamp::Sub4x1,
    Subsamp::Sub1x4,
    Subsamp::Gray,
];

/// How a camera writes a picture.
#[derive(Debug, Clone, Copy)]
struct Camera {
    sampling: usize,
    is_progressive: bool,
    orientation: u8,
    /// Whether the finer scans of a progressive picture are left out.
    is_coarse: bool,
}

fn jpeg(picture: &RgbImage, camera: Camera) -> Vec<u8> {
    let mut compressor = Compressor::new().expect("the library is built in");
    compressor.set_quality(90).expect("a quality");
    compressor.set_subsamp(SAMPLINGS[camera.sampling]).expect("a sampling");
    compressor.set_progressive(camera.is_progressive).expect("a way of coding");
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let (pixels, format) = (picture.as_raw().as_slice(), PixelFormat::RGB);
    let image = Image { pixels, width, pitch: width * 3, height, format };
    let mut bytes = compressor.compress_to_vec(image).expect("a picture");
    if camera.is_coarse {
        let scan = |from: usize| {
            let found = bytes[from..].windows(2).position(|pair| pair == [0xFF, 0xDA]);
            found.map(|at| from + at)
        };
        // Up to the tables or the header of the second scan.
        let first = scan(0).expect("a picture has a scan");
        let second = bytes[first + 2..]
            .windows(2)
            .position(|pair| matches!(pair, [0xFF, 0xC4 | 0xDA | 0xD9]))
            .expect("it ends");
        bytes.truncate(first + 2 + second);
        bytes.extend([0xFF, 0xD9]);
    }
    let mut metadata = Metadata::new();
    metadata.set_tag(ExifTag::Orientation(vec![u16::from(camera.orientation)]));
    metadata.write_to_vec(&mut bytes, FileExtension::JPEG).expect("a JPEG takes EXIF");
    bytes
}

/// Noise, so that every decoded pixel tells of its surroundings.
fn noise(seed: u32, x: u32, y: u32) -> Rgb<u8> {
    let mixed = (seed ^ x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77))
        .wrapping_mul(0xC2B2_AE3D);
    let [_, red, green, blue] = (mixed ^ (mixed >> 15)).to_le_bytes();
    Rgb([red, green, blue])
}

/// Two pictures that differ inside `hidden` alone, as stored.
fn pair(size: (u32, u32), hidden: PixelRect) -> [RgbImage; 2] {
    [7, 8].map(|inside| {
        RgbImage::from_fn(size.0, size.1, |x, y| {
            let is_in = (hidden.left..hidden.right).contains(&x)
                && (hidden.top..hidden.bottom).contains(&y);
            noise(if is_in { inside } else { 1 }, x, y)
        })
    })
}

/// Burns both and compares every byte that leaves.
fn check(size: (u32, u32), camera: Camera, hidden: RelRect) -> Result<(), TestCaseError> {
    let turn = Turn::from_exif(camera.orientation);
    let upright = turn.size(size);
    let inside = turn.stored_rect(hidden.covering_pixels(upright.0, upright.1), size);
    let [first, second] = pair(size, inside).map(|picture| {
        let bytes = Raw::new(jpeg(&picture, camera));
        let photo = decode(&bytes, &PhotoLimits::default()).expect("a whole JPEG");
        assert_eq!((photo.width_px(), photo.height_px()), upright, "the size is the file's");
        burn(&photo, &[hidden]).expect("encodes")
    });
    prop_assert_eq!(first.picture(), second.picture(), "the picture tells nothing");
    prop_assert_eq!(first.thumbnail(), second.thumbnail(), "nor does the thumbnail");
    Ok(())
}

/// Long and narrow: the long edge decides at which part of its size a photo is decoded.
fn sizes() -> impl Strategy<Value = (u32, u32)> {
    prop_oneof![
        (40_u32..300, 40_u32..300),
        (4032_u32..4100, 20_u32..90),
        (20_u32..90, 4032_u32..4100),
        (8064_u32..8100, 20_u32..90),
        (16_128_u32..16_200, 17_u32..60),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_output_depends_on_what_a_camera_saw_inside_a_box(
        size in sizes(),
        sampling in 0..SAMPLINGS.len(),
        is_progressive in any::<bool>(), is_coarse in any::<bool>(),
        orientation in 1_u8..=8,
        left in 0.0_f32..0.9, top in 0.0_f32..0.9,
        width in 0.005_f32..0.3, height in 0.005_f32..0.6,
    ) {
        let is_coarse = is_coarse && is_progressive;
        let camera = Camera { sampling, is_progressive, orientation, is_coarse };
        let hidden = RelRect::clipped(left, top, left + width, top + height).expect("not empty");
        check(size, camera, hidden)?;
    }
}

/// The tests above can fail: one block less, and what was hidden comes through.
#[test]
fn what_is_coded_together_reaches_beyond_the_box() {
    let camera = Camera { sampling: 2, is_progressive: true, orientation: 1, is_coarse: true };
    let hidden = PixelRect { left: 64, top: 64, right: 96, bottom: 96 };
    let [first, second] = pair((160, 160), hidden).map(|picture| {
        let bytes = Raw::new(jpeg(&picture, camera));
        decode(&bytes, &PhotoLimits::default()).expect("a whole JPEG").pixels
    });
    let differs = |x: usize, y: usize| {
        let at = (y * 160 + x) * 3;
        first.rgb[at..at + 3] != second.rgb[at..at + 3]
    };
    assert!(differs(70, 70), "inside");
    assert!(differs(60, 80) && differs(50, 80), "and in the blocks around, which are smoothed");
    assert!(!differs(20, 80), "but not far away");
}
