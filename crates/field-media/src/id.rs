//! Names of content.

use std::fmt;

use field_domain::{PhotoId, RecordingId};
use uuid::Uuid;

/// Names the content of one file in a media folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaId(pub Uuid);

/// What the id of a photo's thumbnail differs by from the photo's own: bits that are random in both.
const THUMBNAIL_BITS: u128 = 0x7468_756d;

impl MediaId {
    /// Names the small picture of a photo's original.
    #[must_use]
    pub fn thumbnail_of(photo: PhotoId) -> Self {
        Self(Uuid::from_u128(photo.0.as_u128() ^ THUMBNAIL_BITS))
    }
}

impl fmt::Display for MediaId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl From<PhotoId> for MediaId {
    fn from(id: PhotoId) -> Self {
        Self(id.0)
    }
}

impl From<RecordingId> for MediaId {
    fn from(id: RecordingId) -> Self {
        Self(id.0)
    }
}
