//! Photos: taken in from hostile files, searched for personal data, and given out with it burnt away.
//!
//! The way of a photo: [`decode`] (limits, upright pixels, metadata left behind) →
//! [`PhotoEngine::find`] (faces and text) → [`grow`] (the boxes that the person sees and decides on) →
//! [`burn`] (solid fill, then scaling, then a new JPEG).
//!
//! Architecture invariant: [`burn`] is the only maker of [`BurntPhoto`], and what it makes depends on
//! no input pixel inside a filled box. What the engine cannot judge is an error, never an empty list.

mod burn;
mod codec;
mod colour;
mod compare;
mod container;
mod cover;
mod decode;
mod draw;
mod error;
mod find;
mod frame;
mod grow;
mod limits;
mod metadata;
mod pixels;
mod preview;
mod turn;

#[cfg(all(test, feature = "turbo"))]
mod no_leak;
#[cfg(test)]
mod samples;

pub use burn::{BurntPhoto, PICTURE_LONG_EDGE_PX, THUMBNAIL_LONG_EDGE_PX, burn, burn_with};
pub use compare::{CompareError, Comparison, compare};
pub use container::PhotoFormat;
pub use decode::{DecodedPhoto, decode, decode_for, decode_whole};
pub use draw::DRAWINGS_MAX;
pub use error::{DecodeError, EncodeError, FindError};
pub use find::{PhotoEngine, Search};
pub use grow::grow;
pub use limits::PhotoLimits;
pub use metadata::MetadataKind;
pub use preview::{PARTS_ACROSS, preview_jpeg, preview_parts};

/// Version of the whole photo engine, written into certificates.
///
/// It grows with every change that can alter which regions are found or which pixels are filled; the
/// models' hashes ([`PhotoEngine::model_hashes`]) are kept beside it.
pub const ENGINE_VERSION: u32 = 4;
