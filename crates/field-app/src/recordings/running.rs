//! The recording that runs right now: one on a device.

use std::sync::{Mutex, MutexGuard, PoisonError};

use field_contract::recordings::RecordingLevel;
use field_contract::{Done, ErrorCode, NoArgs};
use field_domain::RecordingId;
use field_speech::{RECORDING_MS_MAX, Recorder};

use super::stop;
use super::tape::Tape;
use crate::app::App;
use crate::error::{self, Result};

/// The recording that runs, if one does. Dropping it ends the recording; the next unlock saves it.
#[derive(Default)]
pub(crate) struct RunningRecorder {
    running: Mutex<Option<Running>>,
}

pub(super) struct Running {
    pub recording: RecordingId,
    pub recorder: Recorder,
    pub tape: Tape,
    pub is_paused: bool,
}

impl RunningRecorder {
    pub(super) fn lock(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this recording is the one that runs.
    pub(crate) fn is_recording(&self, recording: RecordingId) -> bool {
        self.lock().as_ref().is_some_and(|running| running.recording == recording)
    }
}

/// The microphone as it is right now.
///
/// A recording that ended by itself (the limit, a lost microphone, a full disk) is put away here; its
/// own state then says why.
///
/// # Errors
/// `Locked`; `MicrophoneLost`, once, if it ended before anything was heard: then nothing is kept;
/// `DiskFull` if the end could not be written: the next unlock saves what is there.
pub fn level(app: &App, _args: NoArgs) -> Result<RecordingLevel> {
    let opened = app.opened()?;
    let mut running = opened.recorder.lock();
    if running.as_ref().is_some_and(|running| !running.recorder.is_running())
        && let Some(ended) = running.take()
    {
        match stop::put_away(app, &opened, ended) {
            // Nobody stopped it, and there is no place left that could say why it is gone.
            Err(failure) if failure.code() == ErrorCode::RecordingEmpty => {
                return Err(error::of(ErrorCode::MicrophoneLost, "the microphone gave no sound"));
            }
            other => drop(other?),
        }
    }
    let limit_ms = RECORDING_MS_MAX;
    Ok(match running.as_ref() {
        Some(running) => RecordingLevel {
            recording: Some(running.recording),
            level: running.recorder.level(),
            elapsed_ms: running.recorder.recorded_ms(),
            limit_ms,
            is_paused: running.is_paused,
        },
        None => RecordingLevel {
            recording: None,
            level: 0.0,
            elapsed_ms: 0,
            limit_ms,
            is_paused: false,
        },
    })
}

/// Pauses the recording.
///
/// # Errors
/// `NotReady` if none runs.
pub fn pause(app: &App, _args: NoArgs) -> Result<Done> {
    set_paused(app, true)
}

/// Goes on with the recording.
///
/// # Errors
/// `NotReady` if none runs.
pub fn resume(app: &App, _args: NoArgs) -> Result<Done> {
    set_paused(app, false)
}

fn set_paused(app: &App, is_paused: bool) -> Result<Done> {
    let opened = app.opened()?;
    let mut running = opened.recorder.lock();
    let running = running.as_mut().ok_or_else(none_runs)?;
    if is_paused {
        running.recorder.pause();
    } else {
        running.recorder.resume();
    }
    running.is_paused = is_paused;
    Ok(Done {})
}

pub(super) fn none_runs() -> error::Failure {
    error::of(ErrorCode::NotReady, "nothing is being recorded")
}
