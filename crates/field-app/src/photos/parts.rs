//! Parts of a photo at its full size, for looking closely.

use std::sync::Arc;

use field_contract::ErrorCode;
use field_domain::Raw;
use field_photo::{PARTS_ACROSS, PhotoLimits, decode_whole, preview_parts};

use super::cache::{Jpeg, PartOf, Source};
use super::picture::jpeg_of;
use crate::error::{self, Result};
use crate::opened::Opened;

/// One part of a picture. All are cut when the first one is asked for, since decoding is what takes time.
///
/// # Errors
/// `Invalid` if there is no such part; those of `file`.
pub(super) fn part(
    opened: &Opened,
    of: PartOf,
    number: u8,
    file: impl FnOnce() -> Result<Raw<Vec<u8>>>,
) -> Result<Jpeg> {
    if u32::from(number) >= PARTS_ACROSS * PARTS_ACROSS {
        return Err(error::of(ErrorCode::Invalid, "a photo has no such part"));
    }
    let _alone = opened.pictures.cut();
    if let Some(jpeg) = opened.pictures.get(Source::Part(of, number)) {
        return Ok(jpeg);
    }
    let decoded = decode_whole(&file()?, &PhotoLimits::default())?;
    let mut wanted = None;
    for (at, part) in (0_u8..).zip(preview_parts(&decoded)?) {
        let jpeg = jpeg_of(part);
        opened.pictures.put(Source::Part(of, at), &jpeg);
        if at == number {
            wanted = Some(Arc::clone(&jpeg));
        }
    }
    wanted.ok_or_else(|| error::of(ErrorCode::Internal, "a part was not cut"))
}
