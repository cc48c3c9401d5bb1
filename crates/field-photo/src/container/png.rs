//! A walk over the chunks of a PNG file. Source: W3C PNG specification, 5.3 and 11.

use super::{Survey, piece};
use crate::error::DecodeError;
use crate::metadata::MetadataKind;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Length, type and checksum around a chunk's data.
const CHUNK_FRAME_BYTES: usize = 12;

pub(super) fn survey(bytes: &[u8]) -> Result<Survey, DecodeError> {
    let mut survey = Survey::default();
    let mut at = SIGNATURE.len();
    loop {
        let length = piece(bytes, at, 4)?.try_into().map(u32::from_be_bytes);
        let length = length.ok().and_then(|length| usize::try_from(length).ok());
        let length = length.ok_or(DecodeError::DAMAGED)?;
        let name = piece(bytes, at + 4, 4)?;
        let data = piece(bytes, at + 8, length)?;
        // The checksum must be there; whether it is right is for the decoder.
        piece(bytes, at + 8 + length, 4)?;
        at += CHUNK_FRAME_BYTES + length;
        match name {
            b"IEND" => break,
            b"eXIf" => survey.found_exif(data),
            _ => survey.kinds.extend(kind_of(name, data)),
        }
    }
    if at < bytes.len() {
        survey.kinds.insert(MetadataKind::TrailingData);
    }
    Ok(survey)
}

fn kind_of(name: &[u8], data: &[u8]) -> Option<MetadataKind> {
    match name {
        b"iTXt" if data.starts_with(b"XML:com.adobe.xmp\0") => Some(MetadataKind::Xmp),
        b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => Some(MetadataKind::PngText),
        b"iCCP" => Some(MetadataKind::IccProfile),
        b"acTL" | b"fcTL" | b"fdAT" => Some(MetadataKind::MultiPicture),
        // What pixels need to be read rightly carries nothing else.
        b"IHDR" | b"PLTE" | b"IDAT" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"bKGD" | b"sBIT"
        | b"pHYs" | b"hIST" | b"cICP" => None,
        _ => Some(MetadataKind::OtherSegment),
    }
}
