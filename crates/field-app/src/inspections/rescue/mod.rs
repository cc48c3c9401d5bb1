//! One inspection in one encrypted file: when a laptop must be given away, or its disk is dying.
//!
//! The first part of the file is what the store knows (`field_store::rescue`), as deterministic CBOR;
//! then comes one part for each photo and recording, in the order in which the first part names
//! them: a byte 1 and the original, or a byte 0 where it could not be read any more.

mod file;
mod open;
mod save;
#[cfg(test)]
mod tests;

pub use open::open;
pub use save::save;

use field_media::MediaId;
use field_store::rescue::RescueRows;

/// Most bytes of photos and recordings in one file, and of the whole file that is opened: 1 GiB.
///
/// Source: an inspection of 200 photos has some 0.8 GB. The file is opened whole, in memory.
const RESCUE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// In front of an original that follows.
const IS_THERE: u8 = 1;
/// Stands for an original that could not be read any more.
const IS_LOST: u8 = 0;

/// The photos and recordings of an inspection, in the order of the file.
fn media_of(rows: &RescueRows) -> Vec<MediaId> {
    let photos = rows.photos().map(MediaId::from);
    photos.chain(rows.recordings().map(MediaId::from)).collect()
}
