//! Operations out, in the order of their numbers.

use std::sync::PoisonError;

use field_clearance::{Frame, FrameKind};
use field_contract::{ErrorCode, Topic};
use field_domain::Instant;
use field_egress::Session;
use field_log::wire::{OPERATIONS_MAX, PAGE_BYTES_MAX, PushOutcome, Rejection};
use field_store::operations;
use field_store::outbox::{self, OutboxRow};

use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;

/// Pushes of one run: 200 000 operations, a fresh device's whole history.
const PUSHES_MAX: usize = 400;

/// Sends operations until none is due.
pub(super) fn run(app: &App, opened: &Opened, session: &Session) -> Result<()> {
    for _ in 0..PUSHES_MAX {
        let batch = next_batch(app, opened)?;
        if batch.is_empty() {
            return Ok(());
        }
        let frames: Vec<&Frame> = batch.iter().map(|(_, frame)| frame).collect();
        let reply = app.wait_for(session.push(&frames))?;
        let now = app.now();
        let mut is_stuck = false;
        opened.write(|tx| {
            for ((row, _), outcome) in batch.iter().zip(&reply.outcomes) {
                match outcome {
                    PushOutcome::Stored { position } | PushOutcome::Duplicate { position } => {
                        outbox::mark_sent(tx, row.row, now)?;
                        operations::set_position(tx, row.subject, *position)?;
                    }
                    PushOutcome::Rejected { reason } => {
                        // Kept and shown: a person decides. Later operations wait behind it, because
                        // a chain has no gaps.
                        let code = code_of(*reason);
                        outbox::mark_failed(tx, row.row, &code_name(code), now, true)?;
                        is_stuck = true;
                    }
                    PushOutcome::NotTried => is_stuck = true,
                }
            }
            Ok(())
        })?;
        app.changed(&[Topic::Sync]);
        if is_stuck {
            return Ok(());
        }
    }
    Ok(())
}

/// The next operations without a gap; none behind one that is held.
fn next_batch(app: &App, opened: &Opened) -> Result<Vec<(OutboxRow, Frame)>> {
    let reader = opened.outbox.lock().unwrap_or_else(PoisonError::into_inner);
    if reader.has_held_operation()? {
        return Ok(Vec::new());
    }
    let mut batch = Vec::new();
    let mut bytes = 0;
    let due = reader.due(FrameKind::Operation, Instant(i64::MAX), OPERATIONS_MAX)?;
    for row in due {
        let frame = reader.frame(row.row, &opened.certificate_keys)?;
        bytes += frame.bytes().len();
        if bytes > PAGE_BYTES_MAX {
            break;
        }
        batch.push((row, frame));
    }
    if batch.len() > 1 {
        app.sync_memory().progress = Some((0, u32::try_from(batch.len()).unwrap_or(u32::MAX)));
    }
    Ok(batch)
}

fn code_of(reason: Rejection) -> ErrorCode {
    match reason {
        Rejection::NotAllowed => ErrorCode::NotAllowed,
        Rejection::BadSignature | Rejection::Gap | Rejection::Fork => ErrorCode::DeviceRefused,
        Rejection::Malformed => ErrorCode::Internal,
    }
}

/// A code as the contract writes it.
pub(super) fn code_name(code: ErrorCode) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_else(|| "internal".to_owned())
}

/// A code from how it is written.
pub(super) fn code_from(name: &str) -> ErrorCode {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .unwrap_or(ErrorCode::Internal)
}

/// An error for what cannot happen with bytes of this store.
pub(super) fn broken(message: &str) -> error::Failure {
    error::of(ErrorCode::StoreDamaged, message)
}
