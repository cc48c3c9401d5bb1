//! A walk over the segments of a JPEG file. Source: ITU-T T.81, annex B.

use super::{Survey, piece};
use crate::colour::PROFILE_BYTES_MAX;
use crate::error::DecodeError;
use crate::frame::Coding;
use crate::limits::SCANS_MAX;
use crate::metadata::MetadataKind;

const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;
const COMMENT: u8 = 0xFE;

pub(super) fn survey(bytes: &[u8]) -> Result<Survey, DecodeError> {
    let mut survey = Survey::default();
    // Past the start-of-image marker.
    let mut at = 2;
    loop {
        let marker_at = next_marker(bytes, at)?;
        let [_, marker] = *piece(bytes, marker_at, 2)? else { return Err(DecodeError::DAMAGED) };
        at = marker_at + 2;
        match marker {
            END_OF_IMAGE => break,
            // TEM and the restart markers stand alone.
            0x01 | 0xD0..=0xD8 => {}
            _ => {
                let payload = segment(bytes, at)?;
                note_segment(&mut survey, marker, payload);
                at += 2 + payload.len();
                if marker == START_OF_SCAN {
                    survey.scans += 1;
                    if survey.scans > SCANS_MAX {
                        return Err(DecodeError::DAMAGED);
                    }
                    at = end_of_scan(bytes, at)?;
                }
            }
        }
    }
    if at < bytes.len() {
        survey.kinds.insert(MetadataKind::TrailingData);
    }
    Ok(survey)
}

/// Where the next marker stands: at the last `FF` before a byte that is not `FF`.
///
/// Bytes between segments break the standard; decoders skip them, and so does this walk.
fn next_marker(bytes: &[u8], from: usize) -> Result<usize, DecodeError> {
    let rest = bytes.get(from..).ok_or(DecodeError::Truncated)?;
    rest.windows(2)
        .position(|pair| matches!(pair, [0xFF, second] if !matches!(second, 0x00 | 0xFF)))
        .map(|offset| from + offset)
        .ok_or(DecodeError::Truncated)
}

/// The payload of the segment whose length field stands at `at`.
fn segment(bytes: &[u8], at: usize) -> Result<&[u8], DecodeError> {
    let [high, low] = *piece(bytes, at, 2)? else { return Err(DecodeError::DAMAGED) };
    let length = usize::from(u16::from_be_bytes([high, low]));
    let payload = length.checked_sub(2).ok_or(DecodeError::DAMAGED)?;
    piece(bytes, at + 2, payload)
}

/// Where the coded data that starts at `from` ends: at a marker that is no restart.
fn end_of_scan(bytes: &[u8], from: usize) -> Result<usize, DecodeError> {
    let rest = bytes.get(from..).ok_or(DecodeError::Truncated)?;
    rest.windows(2)
        .position(
            |pair| matches!(pair, [0xFF, second] if !matches!(second, 0x00 | 0xFF | 0xD0..=0xD7)),
        )
        .map(|offset| from + offset)
        .ok_or(DecodeError::Truncated)
}

fn note_segment(survey: &mut Survey, marker: u8, payload: &[u8]) {
    let kind = match marker {
        0xE0 if payload.starts_with(b"JFIF\0") => {
            // Version, units, densities; then width and height of an optional thumbnail.
            let has_thumbnail = payload.get(12..14).is_some_and(|size| size != [0, 0]);
            has_thumbnail.then_some(MetadataKind::EmbeddedThumbnail)
        }
        0xE0 if payload.starts_with(b"JFXX\0") => Some(MetadataKind::EmbeddedThumbnail),
        0xE1 => match payload.strip_prefix(b"Exif\0\0") {
            Some(tiff) => {
                survey.found_exif(tiff);
                None
            }
            None if payload.starts_with(b"http://ns.adobe.com/x") => Some(MetadataKind::Xmp),
            None => Some(MetadataKind::OtherSegment),
        },
        0xE2 if payload.starts_with(b"ICC_PROFILE\0") => {
            // Number and count of the part; encoders write them in order.
            let part = payload.get(14..).unwrap_or_default();
            if survey.icc.len() + part.len() <= PROFILE_BYTES_MAX {
                survey.icc.extend_from_slice(part);
            }
            Some(MetadataKind::IccProfile)
        }
        0xE2 if payload.starts_with(b"MPF\0") => Some(MetadataKind::MultiPicture),
        0xED => Some(MetadataKind::Iptc),
        // Adobe's colour transform says how to read the pixels and nothing else.
        0xEE if payload.starts_with(b"Adobe") => None,
        0xE0..=0xEF => Some(MetadataKind::OtherSegment),
        COMMENT => Some(MetadataKind::Comment),
        // Frame headers; C4, C8 and CC are tables.
        0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
            note_frame(survey, marker, payload);
            None
        }
        _ => None,
    };
    survey.kinds.extend(kind);
}

/// Notes size and sampling out of a frame header. Of several, which the standard forbids, the most
/// far-reaching counts.
fn note_frame(survey: &mut Survey, marker: u8, payload: &[u8]) {
    let Some([_, height_high, height_low, width_high, width_low, _, components @ ..]) =
        payload.get(..)
    else {
        return;
    };
    let height = u32::from(u16::from_be_bytes([*height_high, *height_low]));
    let width = u32::from(u16::from_be_bytes([*width_high, *width_low]));
    survey.stated_px = (survey.stated_px.0.max(width), survey.stated_px.1.max(height));
    let samplings = components.chunks_exact(3).map(|component| component[1]);
    let across = samplings.clone().map(|sampling| sampling >> 4).max().unwrap_or(1);
    let down = samplings.map(|sampling| sampling & 15).max().unwrap_or(1);
    let is_progressive = marker & 3 == 2;
    survey.coding.widen(Coding::jpeg((across, down), is_progressive));
}
