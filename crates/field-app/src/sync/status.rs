//! The truth about sending.

use field_contract::sync::{Connection, SyncRetryArgs, SyncRow, SyncState, SyncStatus};
use field_contract::{Done, ErrorCode, NoArgs, Topic};
use field_domain::Instant;
use field_store::outbox::{self, OutboxRow};
use field_store::{Connection as Store, inspections};

use super::push::code_from;
use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::redaction;

/// Rows that the list shows.
const ROWS_MAX: usize = 500;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What waits, what is sent, what needs somebody, and how the connection is.
///
/// # Errors
/// `Locked`.
pub fn status(app: &App, _args: NoArgs) -> Result<SyncStatus> {
    let opened = app.opened()?;
    let account = opened.account()?;
    let conn = opened.reader();
    let now = app.now();
    let rows = outbox::list(&conn, Instant(now.0 - DAY_MS))?;
    let memory = app.sync_memory();
    let is_signed_out = account.is_none_or(|own| own.token.is_none() || own.is_expired);
    let connection = match (is_signed_out, memory.progress, memory.offline_since) {
        (true, _, _) => Connection::SignedOut,
        (_, Some((done, total)), _) => Connection::Sending { done, total },
        (_, _, Some(since)) => Connection::Offline { since },
        _ => Connection::Online,
    };
    let unsent = || rows.iter().filter(|row| row.sent_at.is_none());
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let held = unsent().filter(|row| row.is_held).count();
    let waiting_bytes = unsent().filter(|row| !row.is_held).map(|row| f64::from(row.bytes)).sum();
    let status = SyncStatus {
        connection,
        last_error: memory.last_error,
        last_contact: memory.last_contact,
        next_try: memory.next_try,
        waiting_count: count(unsent().count() - held),
        needs_you_count: count(held) + looks_waiting(&conn, &opened)?,
        sent_today_count: count(rows.len() - unsent().count()),
        waiting_bytes,
        policy_refused: opened.policy_refused(),
        rows: shown(&conn, &rows)?,
    };
    Ok(status)
}

/// Tries a row again that the server refused.
///
/// # Errors
/// `NotFound` if it is not waiting.
pub fn retry(app: &App, args: SyncRetryArgs) -> Result<Done> {
    let opened = app.opened()?;
    opened.write(|tx| Ok(outbox::retry(tx, i64::from(args.row))?))?;
    app.sync_memory().reset();
    app.changed(&[Topic::Sync]);
    app.wake_sync();
    Ok(Done {})
}

fn looks_waiting(conn: &Store, opened: &Opened) -> Result<u32> {
    let mut waiting = 0;
    for row in inspections::list(conn)?.iter().filter(|row| row.is_mine) {
        waiting += redaction::counts(conn, opened, row.id)?.0;
    }
    Ok(waiting)
}

fn shown(conn: &Store, rows: &[OutboxRow]) -> Result<Vec<SyncRow>> {
    let mut shown = Vec::new();
    for row in rows {
        let state = match (row.sent_at, row.is_held) {
            (Some(_), _) => SyncState::Sent,
            (None, true) => SyncState::NeedsYou,
            (None, false) => SyncState::SavedHere,
        };
        let site_code = match inspections::get(conn, row.inspection) {
            Ok(inspection) => Some(inspection.site_code),
            Err(field_store::StoreError::NotFound { .. }) => None,
            Err(cause) => return Err(cause.into()),
        };
        shown.push(SyncRow {
            row: u32::try_from(row.row)
                .map_err(|_| error::of(ErrorCode::Internal, "too many rows"))?,
            inspection: row.inspection,
            site_code,
            kind: row.what.clone(),
            item: row.item,
            bytes: row.bytes,
            state,
            error: row.error_code.as_deref().map(code_from),
            next_try: (row.next_at.0 > 0).then_some(row.next_at),
            at: row.sent_at.unwrap_or(row.queued_at),
        });
    }
    shown.sort_by_key(|row| (std::cmp::Reverse(row.state), std::cmp::Reverse(row.at)));
    shown.truncate(ROWS_MAX);
    Ok(shown)
}
