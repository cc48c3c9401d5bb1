//! Files that are said to be photos.

use field_domain::Raw;
use field_photo::{PhotoLimits, decode};

/// Bounds that let a fuzzer try many files a second; what they bound is the same as in the app.
const LIMITS: PhotoLimits = PhotoLimits {
    file_bytes_max: 1 << 20,
    edge_px_max: 2_048,
    pixels_max: 1 << 20,
    decoded_bytes_max: 16 << 20,
    heic_pixels_max: 1 << 18,
    scan_pixels_max: 1 << 24,
};

/// A file is decoded within its limits or refused.
pub fn photo(bytes: &[u8]) {
    if let Ok(photo) = decode(&Raw::new(bytes.to_vec()), &LIMITS) {
        let pixels = u64::from(photo.width_px()) * u64::from(photo.height_px());
        assert!(0 < pixels && pixels <= LIMITS.pixels_max, "a decoded photo keeps its limits");
    }
}
