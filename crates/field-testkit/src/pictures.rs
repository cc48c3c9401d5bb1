//! Made-up photos: a textured scene, a QR code in it, and the metadata that cameras write.

mod camera;
mod kitchen;
mod qr;

pub use camera::{CameraExif, with_camera_exif};
pub use kitchen::kitchen;
pub use qr::{QR_BYTES_MAX, qr_photo};

use std::io::Cursor;

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;

/// A JPEG of quality 88, about what phones write.
fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 88)
        .encode_image(image)
        .expect("memory takes a picture of a size that JPEG knows");
    bytes.into_inner()
}
