//! Sealed photos out and in, chunk by chunk; a broken connection costs at most one chunk.

use std::sync::PoisonError;

use field_clearance::{Frame, FrameKind};
use field_contract::{ErrorCode, Topic};
use field_domain::Instant;
use field_egress::{BlobDownload, EgressError, Session};
use field_log::wire::CHUNK_BYTES;
use field_store::blobs::{self as rows, BlobState};
use field_store::outbox::{self, OutboxRow};

use super::push::{broken, code_name};
use crate::app::App;
use crate::error::{Failure, Result};
use crate::opened::Opened;
use crate::photos;

/// Blobs of one run; the timer goes on with the rest.
const BLOBS_MAX: usize = 500;
/// How long a blob that the server refused for its own sake waits before it is tried again.
const REFUSED_WAIT_MS: i64 = 60 * 60 * 1_000;

/// Sends blobs until none is due: thumbnails were queued before their pictures.
pub(super) fn send(app: &App, opened: &Opened, session: &Session) -> Result<()> {
    let due: Vec<(OutboxRow, Frame)> = {
        let reader = opened.outbox.lock().unwrap_or_else(PoisonError::into_inner);
        reader
            .due(FrameKind::BlobManifest, app.now(), BLOBS_MAX)?
            .into_iter()
            .map(|row| {
                let frame = reader.frame(row.row, &opened.certificate_keys)?;
                Ok((row, frame))
            })
            .collect::<Result<_>>()?
    };
    let total = u32::try_from(due.len()).unwrap_or(u32::MAX);
    for (done, (row, frame)) in (0_u32..).zip(&due) {
        app.sync_memory().progress = Some((done, total));
        app.changed(&[Topic::Sync]);
        match send_one(app, opened, session, row, frame) {
            Ok(()) => {}
            // It was recalled since this run began: its photo was approved anew.
            Err(failure)
                if failure.code() == ErrorCode::NotFound
                    && rows::state(&opened.reader(), row.subject)?.is_none() => {}
            // One bad blob must not stop the others.
            Err(failure) if is_about_the_blob(failure.code()) => {
                let next = Instant(app.now().0 + REFUSED_WAIT_MS);
                let code = code_name(failure.code());
                opened.write(|tx| Ok(outbox::mark_failed(tx, row.row, &code, next, true)?))?;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

fn is_about_the_blob(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::MediaDamaged | ErrorCode::NotAllowed | ErrorCode::Internal | ErrorCode::Withheld
    )
}

fn send_one(
    app: &App,
    opened: &Opened,
    session: &Session,
    row: &OutboxRow,
    frame: &Frame,
) -> Result<()> {
    let ciphertext = photos::blob::read(opened, row.subject)?;
    let mut missing = app.wait_for(session.blob_begin(frame))?.missing;
    let chunk_count = ciphertext.len().div_ceil(CHUNK_BYTES);
    for _ in 0..=chunk_count {
        let Some(number) = missing.first().copied() else { break };
        let chunk = ciphertext
            .chunks(CHUNK_BYTES)
            .nth(number as usize)
            .ok_or_else(|| broken("the server asks for a chunk that is not there"))?;
        missing = app.wait_for(session.blob_put(frame, number, chunk))?.missing;
    }
    if !missing.is_empty() {
        return Err(broken("the server does not take the chunks"));
    }
    opened.write(|tx| {
        outbox::mark_sent(tx, row.row, app.now())?;
        rows::put(tx, row.subject, row.inspection, row.bytes, BlobState::Sent)?;
        Ok(())
    })
}

/// Fetches blobs that the log names and this device does not have, small ones first.
pub(super) fn fetch(app: &App, opened: &Opened, session: &Session) -> Result<()> {
    let wanted = rows::wanted(&opened.reader(), u32::try_from(BLOBS_MAX).unwrap_or(u32::MAX))?;
    for (blob, inspection, size) in wanted {
        let mut download = BlobDownload::new(blob, u64::from(size))?;
        match app.wait_for(session.blob_get(&mut download)) {
            Ok(ciphertext) => {
                photos::blob::write(opened, blob, &ciphertext)?;
                opened.write(|tx| Ok(rows::put(tx, blob, inspection, size, BlobState::Sent)?))?;
                app.changed(&[Topic::Photos, Topic::Inspections]);
            }
            // It has not arrived at the server yet, or came damaged: the next run asks again.
            Err(EgressError::Rejected { .. } | EgressError::DamagedBlob) => {}
            Err(cause) => return Err(Failure::from(cause)),
        }
    }
    Ok(())
}
