//! What cached reads are about, so that a change makes exactly the right ones stale.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A kind of thing that screens show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The profile: keys, sign-in, person.
    Profile,
    /// Lists of inspections.
    Inspections,
    /// Answers, notes, findings of an inspection.
    Items,
    /// Photos.
    Photos,
    /// Watched folders.
    Folders,
    /// Recordings and transcripts.
    Recordings,
    /// What waits for clearance.
    Redactions,
    /// Comments and decisions of the office.
    Reviews,
    /// Templates.
    Templates,
    /// What waits, is sent or needs somebody.
    Sync,
    /// People of the organisation.
    People,
}

/// Asks what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TopicsWaitArgs {
    /// The number that the last answer gave; 0 at first.
    pub after: u32,
}

/// What changed. The call waits up to 20 seconds for something to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TopicsChanged {
    /// Number to ask with next time.
    pub sequence: u32,
    /// Topics that changed since `after`, in order, without repetition.
    pub topics: Vec<Topic>,
}
