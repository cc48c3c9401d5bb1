//! How far the transcript is that is being made, and whether somebody stopped it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use field_domain::RecordingId;

/// The transcription that runs, if one does: one at a time. Gone when the profile is locked.
#[derive(Default)]
pub(crate) struct Progress {
    now: Mutex<Option<Work>>,
}

struct Work {
    recording: RecordingId,
    percent: u8,
    is_cancelled: bool,
}

impl Progress {
    pub(super) fn begin(&self, recording: RecordingId) {
        *self.lock() = Some(Work { recording, percent: 0, is_cancelled: false });
    }

    pub(super) fn end(&self) {
        *self.lock() = None;
    }

    /// Writes the percentage down; whether it changed.
    pub(super) fn set(&self, percent: u8) -> bool {
        match self.lock().as_mut() {
            Some(work) if work.percent != percent => {
                work.percent = percent;
                true
            }
            _ => false,
        }
    }

    /// Asks the work on this recording to stop; whether there is such work.
    pub(super) fn cancel(&self, recording: RecordingId) -> bool {
        match self.lock().as_mut() {
            Some(work) if work.recording == recording => {
                work.is_cancelled = true;
                true
            }
            _ => false,
        }
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.lock().as_ref().is_none_or(|work| work.is_cancelled)
    }

    /// How far this recording is, 0 to 100, if it is the one at work.
    pub(super) fn percent_of(&self, recording: RecordingId) -> Option<u8> {
        self.lock().as_ref().filter(|work| work.recording == recording).map(|work| work.percent)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Work>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_the_recording_at_work_has_a_percentage_and_can_be_stopped() {
        let (one, other) = (RecordingId(Uuid::from_u128(1)), RecordingId(Uuid::from_u128(2)));
        let progress = Progress::default();
        assert!(!progress.cancel(one), "nothing is at work");
        progress.begin(one);
        assert!(progress.set(5) && !progress.set(5), "the screens are told of changes only");
        assert_eq!((progress.percent_of(one), progress.percent_of(other)), (Some(5), None));
        assert!(!progress.cancel(other) && !progress.is_cancelled(), "another one goes on");
        assert!(progress.cancel(one) && progress.is_cancelled(), "this one stops");
        progress.end();
        assert_eq!(progress.percent_of(one), None, "it is over");
    }
}
