//! What shows how a picture came of an original that stays where it was taken.

use field_domain::{Hash32, PictureSize};
use serde::{Deserialize, Serialize};

/// How the picture of a photo came about. Whoever holds the original and the salt can show that it is
/// the original of this picture; nobody else can try guesses on it.
///
/// What was filled, and how much, stands in [`crate::FilledCounts`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoProvenance {
    /// SHA-256 of the salt, which stays on the device, and then the file as it was taken in.
    pub original: Hash32,
    /// SHA-256 of the picture that leaves, as it is before it is sealed.
    pub picture: Hash32,
    /// Version of the photo engine.
    pub engine: u32,
    /// SHA-256 of the models that searched the original; none if it was marked by hand alone.
    pub models: Vec<Hash32>,
    /// How large the picture was to be; operations of older programs, which knew one size, do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<PictureSize>,
}
