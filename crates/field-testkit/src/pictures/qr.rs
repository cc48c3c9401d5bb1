//! A photo of a printed QR code: text in pixels that a test can read back.

use anyhow::{Context, ensure};
use image::{Rgb, RgbImage};
use qrcode::{EcLevel, QrCode};

use super::jpeg;
use super::kitchen::scene;

/// Longest text, in bytes: it keeps a module at 8 pixels or more.
pub const QR_BYTES_MAX: usize = 200;
/// Long edge of the photo. A camera's photo is larger; the app scales it to 2016.
const WIDTH_PX: u32 = 2400;
const HEIGHT_PX: u32 = 1800;
/// Edge of the sheet that the code is printed on.
const SHEET_PX: u32 = 1080;
/// Blank modules around the code. Source: ISO/IEC 18004, 6.3.8.
const QUIET: u32 = 4;

/// A made-up photo, 2400 × 1800, with a printed QR code that holds `text`; its modules are large
/// enough to be read after scaling to 2016 px and JPEG coding.
///
/// # Errors
/// If the text is longer than [`QR_BYTES_MAX`].
pub fn qr_photo(text: &str) -> anyhow::Result<Vec<u8>> {
    ensure!(text.len() <= QR_BYTES_MAX, "the text has more than {QR_BYTES_MAX} bytes");
    let code = QrCode::with_error_correction_level(text, EcLevel::M).context("no QR code")?;
    let seed = text.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte));
    let mut image = scene(seed, WIDTH_PX, HEIGHT_PX);
    print(&mut image, &code);
    Ok(jpeg(&image))
}

fn print(image: &mut RgbImage, code: &QrCode) {
    let modules = u32::try_from(code.width()).unwrap_or(u32::MAX);
    let module = SHEET_PX / (modules + 2 * QUIET);
    let edge = module * (modules + 2 * QUIET);
    let (left, top) = ((WIDTH_PX - edge) / 2, (HEIGHT_PX - edge) / 2);
    let colours = code.to_colors();
    for y in 0..edge {
        for x in 0..edge {
            let (column, row) =
                ((x / module).wrapping_sub(QUIET), (y / module).wrapping_sub(QUIET));
            let is_dark = column < modules
                && row < modules
                && colours[(row * modules + column) as usize] == qrcode::Color::Dark;
            // Keep some of the scene's noise, as paper and light would.
            let pixel = image.get_pixel_mut(left + x, top + y);
            let grain = pixel.0[0] % 12;
            *pixel = Rgb([if is_dark { 24 + grain } else { 226 + grain }; 3]);
        }
    }
}

#[cfg(test)]
mod tests {
    use image::imageops::FilterType;

    use super::*;

    fn read(image: image::GrayImage) -> Option<String> {
        let mut prepared = rqrr::PreparedImage::prepare(image);
        prepared.detect_grids().first().and_then(|grid| grid.decode().ok()).map(|(_, text)| text)
    }

    #[test]
    fn the_code_is_read_after_scaling() {
        let text = "FPC-7K2M-94QX Robin Sample, 614-555-0142, robin.sample@example.org";
        let photo = qr_photo(text).expect("the text fits");
        let image = image::load_from_memory(&photo).expect("it is a JPEG");
        for long_edge in [2400, 2016, 1280] {
            let scaled = image.resize(long_edge, long_edge, FilterType::Triangle).to_luma8();
            assert_eq!(read(scaled).as_deref(), Some(text), "read at {long_edge} px");
        }
        assert!(qr_photo(&"x".repeat(QR_BYTES_MAX)).is_ok(), "the longest text fits");
        assert!(qr_photo(&"x".repeat(QR_BYTES_MAX + 1)).is_err(), "a longer one is refused");
    }
}
