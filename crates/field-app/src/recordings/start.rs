//! Beginning to record.

use field_contract::ErrorCode;
use field_contract::items::ItemArgs;
use field_contract::recordings::RecordingAttached;
use field_domain::{Raw, RecordingId};
use field_speech::Recorder;
use field_store::journal::{Act, Field, Value};
use field_store::recordings::{self, RecordingRow, RecordingState};

use super::running::Running;
use super::tape::Tape;
use super::{CHANGED, stop};
use crate::app::App;
use crate::error::{self, Result};
use crate::{edges, edit};

/// Begins to record from the microphone. The sound is encrypted on the disk as it comes: a kill loses
/// less than the last second.
///
/// # Errors
/// `AlreadyRecording`, `NoMicrophone`; `NotAllowed`, `AlreadySubmitted`, `NotFound`; `DiskFull`.
/// Nothing was begun then.
pub fn start(app: &App, args: ItemArgs) -> Result<RecordingAttached> {
    let opened = app.opened()?;
    edit::check_editable(&opened.reader(), args.inspection)?;
    // Held all through, so that two calls at once cannot both begin.
    let mut running = opened.recorder.lock();
    match running.take() {
        Some(other) if other.recorder.is_running() => {
            *running = Some(other);
            return Err(error::of(ErrorCode::AlreadyRecording, "a recording is running already"));
        }
        Some(ended) => match stop::put_away(app, &opened, ended) {
            Err(failure) if failure.code() == ErrorCode::RecordingEmpty => {}
            other => drop(other?),
        },
        None => {}
    }
    let at = app.now();
    let id: RecordingId = edges::new_id(at);
    let tape = Tape::begin(&opened.media, id)?;
    let sink = tape.clone();
    let recorder = match Recorder::start(move |samples| sink.append(samples)) {
        Ok(recorder) => recorder,
        Err(cause) => {
            drop(tape);
            let _ = opened.media.delete(id.into());
            return Err(cause.into());
        }
    };
    let row = RecordingRow {
        id,
        inspection: args.inspection,
        item: args.item,
        added_at: at,
        duration_ms: 0,
        state: RecordingState::Recording,
        error_code: None,
        words: Vec::new(),
    };
    let value = Value::Recording { is_present: true, text: Raw::default(), is_accepted: false };
    let outcome = opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        recordings::put(tx, &row)?;
        let (field, item) = (Field::Recording(id), Some(args.item));
        edit::save_in(tx, &opened, args.inspection, field, item, &value, Act::Edit, at)
    });
    if let Err(failure) = outcome {
        recorder.stop();
        drop(tape);
        let _ = opened.media.delete(id.into());
        return Err(failure);
    }
    *running = Some(Running { recording: id, recorder, tape, is_paused: false });
    app.changed(&CHANGED);
    Ok(RecordingAttached { recording: id })
}
