//! Who may do what, and where an inspection stands.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person may do in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Does inspections; sees only own jobs.
    Technician,
    /// Reviews, returns and approves.
    Reviewer,
    /// Manages the organisation and assigns jobs.
    Admin,
}

/// Which part of the log an operation belongs to; each role writes to its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Jobs, by an admin.
    Assignment,
    /// What was observed, by the technician.
    Evidence,
    /// Comments and decisions, by a reviewer.
    Review,
}

impl Role {
    /// Whether this role may write to `lane`.
    #[must_use]
    pub fn may_write(self, lane: Lane) -> bool {
        matches!(
            (self, lane),
            (Self::Technician, Lane::Evidence)
                | (Self::Reviewer, Lane::Review)
                | (Self::Admin, Lane::Assignment | Lane::Review)
        )
    }

    /// Whether this role sees every inspection of its organisation.
    #[must_use]
    pub fn sees_all(self) -> bool {
        matches!(self, Self::Reviewer | Self::Admin)
    }
}

/// Where an inspection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InspectionState {
    /// Assigned, nobody began.
    Assigned,
    /// The technician is at work.
    Draft,
    /// Handed in; the office has it.
    Submitted,
    /// Sent back with reasons.
    Returned,
    /// Accepted by the office.
    Approved,
}

/// What a signature stands for (21 CFR 11.50: name, time and meaning).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignatureMeaning {
    /// The inspector states that the report is theirs.
    Author,
    /// The person in charge of the site received the report.
    Received,
}
