//! The truth about sending.

use field_domain::{InspectionId, Instant, ItemNo, SiteCode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorCode;

/// How far sending of a thing has come. Four states, one glyph each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// The server confirmed all of it.
    Sent,
    /// It is on this device; something of it waits.
    SavedHere,
    /// It is on its way.
    Sending,
    /// A person must do something.
    NeedsYou,
}

/// The connection, as the badge says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Connection {
    /// The server answered last time.
    Online,
    /// The server did not answer.
    Offline {
        /// Since when.
        since: Instant,
    },
    /// Something is being sent.
    Sending {
        /// Things that were sent in this run.
        done: u32,
        /// Things of this run.
        total: u32,
    },
    /// Nobody has signed in here, or the sign-in has ended.
    SignedOut,
}

/// Everything that the badge and the screen Sync show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncStatus {
    /// The connection.
    pub connection: Connection,
    /// Why the last try ended, if it failed.
    pub last_error: Option<ErrorCode>,
    /// Last time the server answered.
    pub last_contact: Option<Instant>,
    /// When the next try is due.
    pub next_try: Option<Instant>,
    /// Things that wait to be sent.
    pub waiting_count: u32,
    /// Things that need somebody, those that wait for a look included.
    pub needs_you_count: u32,
    /// Things that were sent today.
    pub sent_today_count: u32,
    /// Bytes that wait.
    pub waiting_bytes: f64,
    /// Why the policy that the server sent was not taken, in words of its reader; the one before stays in
    /// force. None if all is well.
    pub policy_refused: Option<String>,
    /// What is not sent, and what was sent today; at most 500, needs you first.
    pub rows: Vec<SyncRow>,
}

/// One thing in the sync list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncRow {
    /// Number of the row, for `sync_retry`.
    pub row: u32,
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Its site's code.
    pub site_code: Option<SiteCode>,
    /// What it is: `mark_set`, `photo_set`, `picture` …
    pub kind: String,
    /// About which item.
    pub item: Option<ItemNo>,
    /// Its size.
    pub bytes: u32,
    /// How far it has come.
    pub state: SyncState,
    /// Why it is not sent, if a try failed.
    pub error: Option<ErrorCode>,
    /// When it is tried again.
    pub next_try: Option<Instant>,
    /// When it was made, or sent.
    pub at: Instant,
}

/// Names a row of the sync list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncRetryArgs {
    /// Which.
    pub row: u32,
}
