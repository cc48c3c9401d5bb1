//! Pictures made for the tests of this crate.

use std::io::Cursor;
use std::path::PathBuf;

use field_domain::Raw;
use field_models::ModelFolder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::{DecodedPhoto, PhotoLimits, decode};

/// A picture with soft gradients, so that JPEG changes it little, and no two corners alike.
pub(crate) fn gradient(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let part = |at: u32, edge: u32| u8::try_from(at * 200 / edge.max(1)).unwrap_or(u8::MAX);
        Rgb([part(x, width) + 20, part(y, height) + 20, 90])
    })
}

/// The bytes of `picture` as a file.
pub(crate) fn file(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture.clone())
        .write_to(&mut bytes, format)
        .expect("memory takes every picture");
    bytes.into_inner()
}

/// `picture` after a way through a PNG file, which loses nothing.
pub(crate) fn decoded(picture: &RgbImage) -> DecodedPhoto {
    let bytes = Raw::new(file(picture, ImageFormat::Png));
    decode(&bytes, &PhotoLimits::default()).expect("a plain picture")
}

/// The model folder of this machine: `FIELDPROOF_MODELS`, else the user's cache.
#[expect(clippy::disallowed_methods, reason = "a test looks for the models of its machine")]
pub(crate) fn model_folder() -> Option<ModelFolder> {
    let named = std::env::var_os("FIELDPROOF_MODELS").map(PathBuf::from);
    let cached =
        std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/fieldproof/models"));
    named.or(cached).filter(|dir| dir.is_dir()).map(ModelFolder::new)
}

/// Letters of 5 × 7 dots, one byte a row, the left dot in bit 4.
const LETTERS: [(char, [u8; 7]); 9] = [
    ('K', [17, 18, 20, 24, 20, 18, 17]),
    ('I', [14, 4, 4, 4, 4, 4, 14]),
    ('M', [17, 27, 21, 21, 17, 17, 17]),
    ('S', [15, 16, 16, 14, 1, 1, 30]),
    ('A', [14, 17, 17, 31, 17, 17, 17]),
    ('P', [30, 17, 17, 30, 16, 16, 16]),
    ('L', [16, 16, 16, 16, 16, 16, 31]),
    ('E', [31, 16, 16, 30, 16, 16, 31]),
    ('7', [31, 1, 2, 4, 8, 8, 8]),
];

/// Writes `text` in black with dots of `dot_px`, its top left corner at `origin`.
pub(crate) fn write_text(picture: &mut RgbImage, text: &str, origin: (u32, u32), dot_px: u32) {
    for (letter_at, letter) in (0_u32..).zip(text.chars()) {
        let Some((_, rows)) = LETTERS.iter().find(|(known, _)| *known == letter) else { continue };
        for (row_at, row) in (0_u32..).zip(rows) {
            for column in (0..5_u32).filter(|column| row >> (4 - column) & 1 == 1) {
                let left = origin.0 + (letter_at * 6 + column) * dot_px;
                let top = origin.1 + row_at * dot_px;
                for (x, y) in (0..dot_px * dot_px).map(|at| (at % dot_px, at / dot_px)) {
                    picture.put_pixel(left + x, top + y, Rgb([0, 0, 0]));
                }
            }
        }
    }
}
