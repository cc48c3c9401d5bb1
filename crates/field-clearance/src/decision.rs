//! What a person decides about a text before it leaves.

use field_domain::{Label, RejectReason};
use field_redact::SpanDecision;

/// A person's decision about a place of a text. Offsets are bytes of the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextDecision {
    /// The place found at exactly this range stays readable. There is always a reason.
    Keep {
        /// First byte.
        start: usize,
        /// The byte after the last one.
        end: usize,
        /// Why.
        reason: RejectReason,
    },
    /// This range is personal data. It wins over anything found that it touches, and over `Keep`.
    Add {
        /// First byte.
        start: usize,
        /// The byte after the last one.
        end: usize,
        /// What it is.
        label: Label,
    },
}

impl TextDecision {
    /// As the engine takes it: it knows no reasons.
    #[must_use]
    pub const fn span(self) -> SpanDecision {
        match self {
            Self::Keep { start, end, .. } => SpanDecision::Keep { start, end },
            Self::Add { start, end, label } => SpanDecision::Add { start, end, label },
        }
    }
}
