//! Showing that the picture that left is the original but for its boxes.

use field_clearance::salted_hash;
use field_contract::ErrorCode;
use field_contract::photos::{PhotoArgs, PhotoVerified};
use field_domain::{Hash32, Raw};
use field_photo::{CompareError, PhotoLimits, compare};
use sha2::{Digest, Sha256};

use super::{blob, own};
use crate::app::App;
use crate::error::{self, Result};

/// Compares the original, as it is kept here, with the picture that was approved.
///
/// # Errors
/// `NotReady` before the photo is approved, or if an older program cleared it; `NotFound`,
/// `NotAllowed`, `MediaDamaged`.
pub fn verify(app: &App, args: PhotoArgs) -> Result<PhotoVerified> {
    let opened = app.opened()?;
    let row = own::row(&opened.reader(), args.inspection, args.photo)?;
    let (Some(blobs), Some(boxes)) = (row.blobs, row.approved) else { return Err(too_early()) };
    let origin = blobs.origin.ok_or_else(too_early)?;
    let original = own::original(&opened, row.id)?;
    let picture = blob::open(&opened, &blobs.picture)?.to_vec();
    let picture_hash = Hash32(Sha256::digest(&picture).into());
    let picture = Raw::new(picture);
    let rects: Vec<_> = boxes.iter().map(|region| region.rect).collect();
    let seen = compare(&original, &picture, &rects, &origin.drawn, &PhotoLimits::default())
        .map_err(cause)?;
    Ok(PhotoVerified {
        is_original: salted_hash(&original, &origin.salt) == origin.provenance.original,
        is_picture: picture_hash == origin.provenance.picture,
        block_count: seen.block_count,
        changed_blocks: seen.changed_blocks,
        changed_outside: seen.changed_outside,
    })
}

fn too_early() -> error::Failure {
    error::of(ErrorCode::NotReady, "nothing says how the picture came about")
}

fn cause(cause: CompareError) -> error::Failure {
    match cause {
        CompareError::Decode(cause) => cause.into(),
        CompareError::Encode(cause) => cause.into(),
        CompareError::OtherShape => {
            error::of(ErrorCode::MediaDamaged, "the picture is not one of this original")
        }
    }
}
