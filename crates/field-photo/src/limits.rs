//! What a photo may cost. Checked before any pixel is decoded.

/// Bounds on one photo file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoLimits {
    /// Largest file, in bytes.
    pub file_bytes_max: u64,
    /// Longest edge, in pixels.
    pub edge_px_max: u32,
    /// Most pixels, width times height.
    pub pixels_max: u64,
    /// Most bytes of decoded pixels before they become 8-bit RGB (a 16-bit PNG takes 8 a pixel).
    pub decoded_bytes_max: u64,
    /// Most pixels of a HEIC photo, whose decoder takes some 12 to 20 bytes for each.
    pub heic_pixels_max: u64,
    /// Most pixels times scans of a JPEG: a progressive one is gone through once for each scan.
    pub scan_pixels_max: u64,
}

/// Most scans of one JPEG. Source: encoders write 10 for a progressive picture; a file of a few
/// kilobytes can state thousands, each of which goes through the whole picture.
pub(crate) const SCANS_MAX: u32 = 64;

impl Default for PhotoLimits {
    /// 64 MiB, 16 384 px, 64 million pixels, 256 MiB; HEIC 50 million pixels, 1000 million pixels in scans.
    ///
    /// Source: the largest phone pictures in common use have 50 million pixels and some 25 MB; at
    /// 64 million, RGB pixels take 192 MB and a filled copy as much again.
    fn default() -> Self {
        Self {
            file_bytes_max: 64 << 20,
            edge_px_max: 16_384,
            pixels_max: 64_000_000,
            decoded_bytes_max: 256 << 20,
            heic_pixels_max: 50_000_000,
            scan_pixels_max: 1_000_000_000,
        }
    }
}
