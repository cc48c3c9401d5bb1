//! The outside of a picture file: which format, what it carries besides pixels, where it ends.
//!
//! Nothing of it reaches an output; it is read to say what was dropped, to find the EXIF block and to
//! notice a file that was cut off.

mod heic;
mod jpeg;
mod png;
mod webp;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::error::DecodeError;
use crate::frame::Coding;
use crate::metadata::MetadataKind;

/// A format that is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// HEIC, the format of newer phones.
    Heic,
}

/// What a walk over a file's outside found.
#[derive(Default)]
pub(crate) struct Survey {
    /// Kinds of metadata that the file carries.
    pub(crate) kinds: BTreeSet<MetadataKind>,
    /// The first EXIF block, as the TIFF structure without its container's header.
    pub(crate) exif: Option<Vec<u8>>,
    /// The colour profile of a JPEG; other formats have it read by their decoder.
    pub(crate) icc: Vec<u8>,
    /// How far a coded pixel reaches.
    pub(crate) coding: Coding,
    /// Width and height that a JPEG states, and its scans; each goes through the whole picture.
    pub(crate) stated_px: (u32, u32),
    pub(crate) scans: u32,
}

impl Survey {
    /// Notes an EXIF block and keeps the first one.
    fn found_exif(&mut self, tiff: &[u8]) {
        self.kinds.insert(MetadataKind::Exif);
        self.exif.get_or_insert_with(|| tiff.to_vec());
    }
}

/// Brands of HEIF files. Source: ISO/IEC 23008-12, annex B (HEVC brands) and 10.2 (`mif1`, `msf1`).
const HEIC_BRANDS: [&[u8]; 8] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// Tells the format from the first bytes, never from a name.
pub(crate) fn sniff(bytes: &[u8]) -> Result<PhotoFormat, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(PhotoFormat::Jpeg);
    }
    if bytes.starts_with(png::SIGNATURE) {
        return Ok(PhotoFormat::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(PhotoFormat::Webp);
    }
    if bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..12).is_some_and(|brand| HEIC_BRANDS.contains(&brand))
    {
        return Ok(PhotoFormat::Heic);
    }
    Err(DecodeError::NotAnImage)
}

/// Walks over the outside of the file.
///
/// # Errors
/// [`DecodeError::Truncated`] if the file ends before its picture does.
pub(crate) fn survey(bytes: &[u8], format: PhotoFormat) -> Result<Survey, DecodeError> {
    match format {
        PhotoFormat::Jpeg => jpeg::survey(bytes),
        PhotoFormat::Png => png::survey(bytes),
        PhotoFormat::Webp => webp::survey(bytes),
        PhotoFormat::Heic => heic::survey(bytes),
    }
}

/// The next `count` bytes at `at`, or the news that the file was cut off.
fn piece(bytes: &[u8], at: usize, count: usize) -> Result<&[u8], DecodeError> {
    at.checked_add(count).and_then(|end| bytes.get(at..end)).ok_or(DecodeError::Truncated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        assert!(matches!(sniff(b""), Err(DecodeError::Empty)));
        assert!(matches!(sniff(b"\xFF\xD8\xFF\xE0"), Ok(PhotoFormat::Jpeg)));
        assert!(matches!(sniff(b"RIFF\x10\0\0\0WEBPVP8 "), Ok(PhotoFormat::Webp)));
        assert!(matches!(sniff(b"\0\0\0\x18ftypheic"), Ok(PhotoFormat::Heic)));
        assert!(matches!(sniff(b"\0\0\0\x18ftypmif1"), Ok(PhotoFormat::Heic)));
        assert!(matches!(sniff(b"\0\0\0\x18ftypmp42"), Err(DecodeError::NotAnImage)));
        assert!(matches!(sniff(b"%PDF-1.7"), Err(DecodeError::NotAnImage)));
        assert!(matches!(sniff(&[0; 64]), Err(DecodeError::NotAnImage)));
    }
}
