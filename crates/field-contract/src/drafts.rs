//! What a person began on a screen and has not finished. It stays on the device, encrypted.

use field_domain::{InspectionId, Instant, ItemNo};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::redaction::Subject;

/// What a draft is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DraftSubject {
    /// Decisions about what leaves.
    Review {
        /// Of which text or photo.
        subject: Subject,
    },
    /// A comment of the office.
    Comment {
        /// About which item; none for the whole.
        item: Option<ItemNo>,
    },
    /// The reasons of a return.
    Return,
}

/// Names a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// About what.
    pub subject: DraftSubject,
}

/// Keeps a draft in place of the one before it; an empty one is forgotten.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DraftSaveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// About what.
    pub subject: DraftSubject,
    /// As the screen wrote it, at most 256 KiB.
    pub value: String,
}

/// A draft, if there is one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// As the screen wrote it; none if nothing was begun.
    pub value: Option<String>,
    /// When it was saved.
    pub saved_at: Option<Instant>,
}
