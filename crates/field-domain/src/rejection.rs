//! Why a person left readable what an engine had found.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::rel_rect::RelRect;

/// Why a found place is not personal data, or may stay all the same.
///
/// A closed list: it may leave the device, and a free text would have to be cleared first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// It is not what the engine took it for.
    NotThere,
    /// It is a label, display, sign or word that is needed as evidence and names nobody.
    NotPersonal,
    /// The person whom it is about agreed in writing.
    Consent,
    /// The policy asks for no reason there, and none was given.
    Unasked,
}

/// A found region of a photo that a person left open.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RejectedRegion {
    /// Where it was found.
    pub rect: RelRect,
    /// Why it stays open.
    pub reason: RejectReason,
}

/// How many found places a person left readable, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RejectCounts {
    /// It was not what the engine took it for.
    pub not_there: u16,
    /// It names nobody.
    pub not_personal: u16,
    /// The person agreed.
    pub consent: u16,
    /// The policy asked for no reason.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<_>")]
    pub unasked: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
const fn is_zero(count: &u16) -> bool {
    *count == 0
}

impl RejectCounts {
    /// Counts one more.
    pub fn add(&mut self, reason: RejectReason) {
        let count = match reason {
            RejectReason::NotThere => &mut self.not_there,
            RejectReason::NotPersonal => &mut self.not_personal,
            RejectReason::Consent => &mut self.consent,
            RejectReason::Unasked => &mut self.unasked,
        };
        *count = count.saturating_add(1);
    }

    /// Both counts together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            not_there: self.not_there.saturating_add(other.not_there),
            not_personal: self.not_personal.saturating_add(other.not_personal),
            consent: self.consent.saturating_add(other.consent),
            unasked: self.unasked.saturating_add(other.unasked),
        }
    }

    /// Whether nothing was left readable.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl FromIterator<RejectReason> for RejectCounts {
    fn from_iter<I: IntoIterator<Item = RejectReason>>(reasons: I) -> Self {
        let mut counts = Self::default();
        for reason in reasons {
            counts.add(reason);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_counted_by_itself() {
        let counts: RejectCounts =
            [RejectReason::Consent, RejectReason::NotThere, RejectReason::Consent]
                .into_iter()
                .collect();
        assert_eq!(counts, RejectCounts { not_there: 1, consent: 2, ..RejectCounts::default() });
        assert!(!counts.is_none() && RejectCounts::default().is_none());
        assert_eq!(counts.and(counts).consent, 4);
    }
}
