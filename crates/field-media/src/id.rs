//! Names of content.

use std::fmt;

use field_domain::{PhotoId, RecordingId};
use uuid::Uuid;

/// Names the content of one file in a media folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaId(pub Uuid);

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
