//! A walk over the chunks of a WebP file. Source: RFC 9649, section 2.

use super::{Survey, piece};
use crate::error::DecodeError;
use crate::metadata::MetadataKind;

/// `RIFF`, the length, `WEBP`.
const HEADER_BYTES: usize = 12;

pub(super) fn survey(bytes: &[u8]) -> Result<Survey, DecodeError> {
    let mut survey = Survey::default();
    // The stated length counts from behind the length field.
    let end = length_at(bytes, 4)?.checked_add(8).ok_or(DecodeError::DAMAGED)?;
    let riff = bytes.get(..end).ok_or(DecodeError::Truncated)?;
    let mut at = HEADER_BYTES;
    while at + 8 <= riff.len() {
        let name = piece(riff, at, 4)?;
        let length = length_at(riff, at + 4)?;
        let data = piece(riff, at + 8, length)?;
        match name {
            // Some writers put JPEG's header in front of the TIFF structure.
            b"EXIF" => survey.found_exif(data.strip_prefix(b"Exif\0\0").unwrap_or(data)),
            b"XMP " => survey.kinds.extend([MetadataKind::Xmp]),
            b"ICCP" => survey.kinds.extend([MetadataKind::IccProfile]),
            b"ANIM" | b"ANMF" => survey.kinds.extend([MetadataKind::MultiPicture]),
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" => {}
            _ => survey.kinds.extend([MetadataKind::OtherSegment]),
        }
        // Chunks are padded to even lengths.
        at += 8 + length + length % 2;
    }
    if end < bytes.len() {
        survey.kinds.insert(MetadataKind::TrailingData);
    }
    Ok(survey)
}

fn length_at(bytes: &[u8], at: usize) -> Result<usize, DecodeError> {
    let length = piece(bytes, at, 4)?.try_into().map(u32::from_le_bytes);
    length.ok().and_then(|length| usize::try_from(length).ok()).ok_or(DecodeError::DAMAGED)
}
