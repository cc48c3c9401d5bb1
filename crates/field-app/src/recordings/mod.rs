//! Voice recordings of an item: recorded or added, written down in the background, accepted.
//!
//! The audio stays on this device in every case; only an accepted text leaves, redacted.

mod attach;
mod audio;
mod cancel;
mod container;
mod own;
mod progress;
mod recover;
mod remove;
mod restore;
mod running;
mod save_transcript;
mod start;
mod stop;
mod tape;
mod transcribe;
mod transcribe_now;
mod view;
mod word_times;

pub use attach::attach;
pub use audio::audio;
pub use cancel::cancel;
pub use remove::remove;
pub use restore::restore;
pub use running::{level, pause, resume};
pub use save_transcript::save_transcript;
pub use start::start;
pub use stop::stop;
pub use transcribe::transcribe;

pub(crate) use progress::Progress;
pub(crate) use recover::recover_unfinished;
pub(crate) use running::RunningRecorder;
pub(crate) use transcribe::next_queued;
pub(crate) use transcribe_now::transcribe_now;
pub(crate) use view::{ItemWords, view};
pub(crate) use word_times::starts_ms;

use field_contract::Topic;

/// What a change of a recording makes stale.
const CHANGED: [Topic; 4] = [Topic::Recordings, Topic::Items, Topic::Redactions, Topic::Sync];
