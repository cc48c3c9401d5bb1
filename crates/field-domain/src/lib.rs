//! The nouns and rules of inspection work.
//!
//! Architecture invariant: no I/O, no clock, no randomness. Ids, times and random bytes are made at
//! the edges and passed in.

pub mod answer;
pub mod capture;
pub mod drawing;
pub mod finding;
pub mod ids;
pub mod instant;
pub mod label;
pub mod photo;
pub mod photo_times;
pub mod policy;
pub mod raw;
pub mod rejection;
pub mod rel_rect;
pub mod review;
pub mod segments;
pub mod site;
pub mod template;
pub mod transcript;

pub use answer::{Mark, Reading, Unit};
pub use capture::{CoarsePlace, LocalMinute};
pub use drawing::{Drawing, DrawingKind, RelPoint};
pub use finding::{FindingFields, Severity};
pub use ids::{
    BlobId, CommentId, DeviceId, FindingId, Hash32, InspectionId, ItemNo, JobId, OpId, OrgId,
    PhotoId, RecordingId, SectionNo, TemplateId, UserId,
};
pub use instant::{Day, Instant};
pub use label::Label;
pub use photo::{PictureSize, Region, RegionKind};
pub use policy::{Action, PolicyName};
pub use raw::Raw;
pub use rejection::{RejectCounts, RejectReason, RejectedRegion};
pub use rel_rect::{PixelRect, RelRect};
pub use review::{InspectionState, Lane, Role, SignatureMeaning};
pub use segments::{Coarse, Segment, Segments, Token};
pub use site::SiteCode;
pub use template::{Template, TemplateRef};
pub use transcript::{Transcript, Word};
