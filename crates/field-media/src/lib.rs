//! Encrypted content of photos and recordings on the device, and of blobs that travel.
//!
//! A media folder holds one file per id, ciphertext only: AES-256-GCM in the STREAM construction
//! (Hoang, Reyhanitabar, Rogaway, Vizár 2015), so that a changed, cut, reordered or exchanged file
//! is [`MediaError::Damaged`] and never wrong content. Nothing in the clear touches the disk, not
//! in a temporary file either. File names are ids, never words of a person.
//!
//! [`seal_blob`] and [`open_blob`] use the same construction for bytes that leave the device; the
//! office opens them with the key from the cleared operation.

mod blob;
mod error;
mod folder;
mod id;
mod segments;
mod writer;

pub use blob::{BLOB_CHUNK_BYTES, open_blob, seal_blob};
pub use error::MediaError;
pub use folder::{MediaEntry, MediaFolder};
pub use id::MediaId;
pub use segments::{FILE_SEGMENT_BYTES, RECORDING_SEGMENT_BYTES};
pub use writer::MediaWriter;

/// Most bytes of content that one file or blob may have: 256 MiB.
///
/// Content is opened whole, in memory. Ten minutes of 48 kHz 16-bit stereo are 115 MB and a large
/// camera's JPEG is under 60 MB, so this leaves twice the room.
pub const MEDIA_BYTES_MAX: usize = 256 * 1024 * 1024;
