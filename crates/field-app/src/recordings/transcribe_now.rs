//! Writing a recording down, in the background.

use field_contract::{ErrorCode, Topic};
use field_domain::raw::EngineScope;
use field_domain::{Raw, RecordingId, Transcript, Word};
use field_redact::JobRecord;
use field_speech::{Hints, SpeechError, decode_wav};
use field_store::journal::{Act, Field, Value};
use field_store::recordings::{self, RecordingRow, RecordingState};
use field_store::{Transaction, inspections};

use super::{CHANGED, audio, own};
use crate::app::App;
use crate::dictation::Choice;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::{edit, templates};

/// Writes down what is said in a recording that is in line.
///
/// The text becomes the recording's own unless the person wrote one meanwhile; it stays on the
/// device until the person accepts it. What cannot be written down keeps its audio and says why.
///
/// # Errors
/// `Locked`; those of the store. The recording then stays in line.
pub(crate) fn transcribe_now(app: &App, recording: RecordingId) -> Result<()> {
    let opened = app.opened()?;
    let row = recordings::get(&opened.reader(), recording)?;
    if row.is_none_or(|row| row.state != RecordingState::Queued) {
        return Ok(());
    }
    opened.transcribing.begin(recording);
    app.changed(&[Topic::Recordings]);
    let outcome = listen(app, &opened, recording);
    let kept = opened.write(|tx| keep(tx, app, &opened, recording, outcome));
    opened.transcribing.end();
    app.changed(&CHANGED);
    kept
}

fn listen(app: &App, opened: &Opened, recording: RecordingId) -> Result<Transcript> {
    let choice = Choice::stored(&opened.reader())?;
    let engine = opened.speech_engine(&app.inner.models, choice.model())?;
    let hints = Hints { language: Some(choice.language().to_owned()), ..hints(opened, recording)? };
    let samples = decode_wav(&audio::wav(opened, recording)?)?;
    let progress = &opened.transcribing;
    let mut tell = |percent| {
        if progress.set(percent) {
            app.changed(&[Topic::Recordings]);
        }
    };
    // Locking must not wait for minutes of sound: the keys are gone only when this lets go of them.
    let is_stopped = || progress.is_cancelled() || app.opened().is_err();
    engine.transcribe(&samples, &hints, &is_stopped, &mut tell).map_err(|cause| match cause {
        SpeechError::Cancelled if app.opened().is_err() => {
            error::of(ErrorCode::Locked, "the store was locked")
        }
        SpeechError::Cancelled => error::of(ErrorCode::NotReady, "the transcript was stopped"),
        other => other.into(),
    })
}

/// What is likely to be said: the item's own name, the words of this job (its street and people) and
/// the template's. The same for every piece of the recording, so nothing is carried over.
fn hints(opened: &Opened, recording: RecordingId) -> Result<Hints> {
    let conn = opened.reader();
    let Some(row) = recordings::get(&conn, recording)? else { return Ok(Hints::default()) };
    let template = templates::get(&conn, inspections::get(&conn, row.inspection)?.template)?;
    let own = template.item(row.item).map(|item| item.name.to_string());
    let site = inspections::site(&conn, row.inspection)?;
    let mut people = JobRecord::default();
    people.add_contact(&site.contact);
    let job = people.people.into_iter().chain([site.name, site.address]);
    let job = job.filter(|word| !word.trim().is_empty());
    let others = template.items().map(|item| item.name.to_string());
    let mut words: Vec<String> = own.into_iter().chain(job).collect();
    for word in others {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(Hints { words, language: None })
}

fn keep(
    tx: &Transaction<'_>,
    app: &App,
    opened: &Opened,
    recording: RecordingId,
    outcome: Result<Transcript>,
) -> Result<()> {
    let Some(row) = recordings::get(tx, recording)? else { return Ok(()) };
    if row.state != RecordingState::Queued {
        // Somebody took it out of the line while the engine listened.
        return Ok(());
    }
    let transcript = match outcome {
        Ok(transcript) => transcript,
        // It stays in line for the next unlock.
        Err(failure) if failure.code() == ErrorCode::Locked => return Ok(()),
        Err(failure) => {
            tracing::warn!(code = ?failure.code(), "a recording was not written down");
            return Ok(recordings::update(tx, &own::failed(row, failure.code()))?);
        }
    };
    keep_text(tx, app, opened, &row, &transcript)?;
    let state =
        if transcript.has_speech() { RecordingState::Ready } else { RecordingState::NoSpeech };
    let row = RecordingRow { state, error_code: None, words: transcript.words, ..row };
    Ok(recordings::update(tx, &row)?)
}

/// Makes the transcript the recording's text, if nothing of the person's own would be lost.
fn keep_text(
    tx: &Transaction<'_>,
    app: &App,
    opened: &Opened,
    row: &RecordingRow,
    transcript: &Transcript,
) -> Result<()> {
    let now = own::now(tx, row.inspection, row.id)?;
    let Value::Recording { is_present, text, is_accepted } = &now.value else { return Ok(()) };
    let heard = Raw::new(transcript.text());
    if !is_replaceable(text, *is_accepted, &row.words)
        || heard == *text
        // Handed in while the engine listened: the evidence stays as it was signed.
        || edit::check_editable(tx, row.inspection).is_err()
    {
        return Ok(());
    }
    let value = Value::Recording { is_present: *is_present, text: heard, is_accepted: false };
    let field = Field::Recording(row.id);
    // It belongs to no item's undo: nobody typed it.
    edit::save_in(tx, opened, row.inspection, field, None, &value, Act::Edit, app.now())
}

/// Whether a text is what an engine heard before, or nothing at all.
fn is_replaceable(text: &Raw<String>, is_accepted: bool, heard_before: &[Word]) -> bool {
    let is_empty = text.expose(&EngineScope).is_empty();
    !is_accepted && (is_empty || *text == heard(heard_before))
}

/// What was heard, as a text.
pub(super) fn heard(words: &[Word]) -> Raw<String> {
    Raw::new(Transcript { words: words.to_vec(), duration_ms: 0 }.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let word = |text: &str| Word { text: text.into(), start_ms: 0, end_ms: 1, confidence: 1.0 };
        text.split(' ').map(word).collect()
    }

    #[test]
    fn a_second_transcript_never_takes_the_place_of_what_the_person_wrote() {
        let raw = |text: &str| Raw::new(text.to_owned());
        let heard = words("the cooler is warm");
        assert!(is_replaceable(&raw(""), false, &[]), "nothing is there yet");
        assert!(is_replaceable(&raw("the cooler is warm"), false, &heard), "an engine's own text");
        assert!(
            !is_replaceable(&raw("The cooler is too warm."), false, &heard),
            "a correction stays"
        );
        assert!(
            !is_replaceable(&raw("the cooler is warm"), true, &heard),
            "an accepted text stays"
        );
        assert!(!is_replaceable(&raw("typed before"), false, &[]), "a typed text stays");
    }
}
