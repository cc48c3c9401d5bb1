//! A recording as the screens show it.

use field_contract::recordings::{RecordingView, TranscriptState};
use field_domain::raw::UiScope;
use field_store::journal::{FieldNow, Value};
use field_store::recordings::{RecordingRow, RecordingState};

use super::{own as rows, transcribe_now};
use crate::opened::Opened;

/// The view of a recording, with its text as it stands: the person's own, else what was heard.
pub(crate) fn view(opened: &Opened, row: &RecordingRow, now: &FieldNow) -> RecordingView {
    let (own, is_accepted) = match &now.value {
        Value::Recording { text, is_accepted, .. } => (text.expose(&UiScope).clone(), *is_accepted),
        _ => (String::new(), false),
    };
    let has_own = is_accepted || !own.is_empty();
    RecordingView {
        recording: row.id,
        duration_ms: row.duration_ms,
        state: match (row.state, opened.transcribing.percent_of(row.id)) {
            (RecordingState::Recording, _) => TranscriptState::Recording,
            (RecordingState::Queued, Some(percent)) => TranscriptState::Working { percent },
            (RecordingState::Queued, None) => TranscriptState::Queued,
            (RecordingState::Ready, _) => TranscriptState::Ready,
            (RecordingState::NoSpeech, _) => TranscriptState::NoSpeech,
            (RecordingState::Failed, _) => {
                TranscriptState::Failed { code: rows::code_of(row.error_code.as_deref()) }
            }
        },
        words: row.words.clone(),
        text: if has_own { own } else { transcribe_now::heard(&row.words).into_exposed(&UiScope) },
        is_accepted,
    }
}
