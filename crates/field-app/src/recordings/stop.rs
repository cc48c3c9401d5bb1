//! Ending a recording.

use field_contract::recordings::RecordingAttached;
use field_contract::{ErrorCode, NoArgs};
use field_domain::{Instant, Raw, RecordingId};
use field_speech::RecordingEnd;
use field_store::Transaction;
use field_store::journal::{Act, Field, Value};
use field_store::recordings::{self, RecordingRow, RecordingState};

use super::running::{Running, none_runs};
use super::{CHANGED, container, own};
use crate::app::App;
use crate::edit;
use crate::error::{self, Result};
use crate::opened::Opened;

/// Ends the recording; its transcript is made in the background.
///
/// A recording that had lost its microphone or run out of disk is kept as far as it came, and its
/// state says why; its transcript is made when the person asks for it.
///
/// # Errors
/// `NotReady` if none runs; `RecordingEmpty` if nothing was heard at all: then nothing is kept;
/// `DiskFull` if the end could not be written: the next unlock saves what is there.
pub fn stop(app: &App, _args: NoArgs) -> Result<RecordingAttached> {
    let opened = app.opened()?;
    let running = opened.recorder.lock().take().ok_or_else(none_runs)?;
    let recording = running.recording;
    put_away(app, &opened, running)?;
    Ok(RecordingAttached { recording })
}

/// Ends a recording and writes down how it went.
pub(super) fn put_away(app: &App, opened: &Opened, running: Running) -> Result<()> {
    let Running { recording: id, recorder, tape, .. } = running;
    let ended = recorder.stop();
    if ended.lost_ms > 0 {
        tracing::warn!(lost_ms = ended.lost_ms, "the disk was too slow for the microphone");
    }
    tape.finish(&opened.media, id)?;
    let duration_ms = container::duration_ms(opened.media.content_bytes(id.into())?);
    let at = app.now();
    opened.write(|tx| write_down(tx, opened, id, duration_ms, ended.end, at))?;
    app.changed(&CHANGED);
    if duration_ms == 0 {
        // The row says that it was empty; its 44 bytes of header are of no use.
        let _ = opened.media.delete(id.into());
        return Err(error::of(ErrorCode::RecordingEmpty, "nothing was recorded"));
    }
    app.wake_worker();
    Ok(())
}

fn write_down(
    tx: &Transaction<'_>,
    opened: &Opened,
    id: RecordingId,
    duration_ms: u32,
    end: RecordingEnd,
    at: Instant,
) -> Result<()> {
    let Some(row) = recordings::get(tx, id)? else { return Ok(()) };
    let row = RecordingRow { duration_ms, ..row };
    let row = match end {
        _ if duration_ms == 0 => own::failed(row, ErrorCode::RecordingEmpty),
        RecordingEnd::Stopped | RecordingEnd::LimitReached => {
            RecordingRow { state: RecordingState::Queued, error_code: None, ..row }
        }
        RecordingEnd::DeviceLost => own::failed(row, ErrorCode::MicrophoneLost),
        RecordingEnd::SinkRefused => own::failed(row, ErrorCode::DiskFull),
    };
    recordings::update(tx, &row)?;
    if duration_ms == 0 {
        let value =
            Value::Recording { is_present: false, text: Raw::default(), is_accepted: false };
        let field = Field::Recording(id);
        edit::save_in(tx, opened, row.inspection, field, Some(row.item), &value, Act::Edit, at)?;
    }
    Ok(())
}
