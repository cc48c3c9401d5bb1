//! What a person teaches by what they decide about a text, for later texts of their organisation.
//!
//! A profile belongs to one organisation, and lessons never leave it.

use field_clearance::{Policy, TextDecision};
use field_contract::redaction::{LessonForgetArgs, LessonList, LessonView};
use field_contract::{Done, NoArgs, Topic};
use field_domain::raw::{EngineScope, UiScope};
use field_domain::{Instant, Label, Raw, RejectReason};
use field_redact::{Lesson, Span, Teaching};
use field_store::Transaction;
use field_store::lessons::{self, LESSONS_MAX, LessonRow};

use crate::app::App;
use crate::error::Result;

/// What a person taught on this device, the newest first.
///
/// # Errors
/// `Locked`.
pub fn list(app: &App, _args: NoArgs) -> Result<LessonList> {
    let opened = app.opened()?;
    let rows = lessons::list(&opened.reader())?;
    Ok(LessonList { lessons: rows.into_iter().filter_map(view).collect(), count_max: LESSONS_MAX })
}

/// Forgets what was taught about a phrase. Texts that are not cleared yet are judged without it.
///
/// # Errors
/// `Locked`.
pub fn forget(app: &App, args: LessonForgetArgs) -> Result<Done> {
    let opened = app.opened()?;
    opened.write(|tx| Ok(lessons::remove(tx, &args.key)?))?;
    opened.reload_lessons()?;
    app.changed(&[Topic::Redactions]);
    Ok(Done {})
}

fn view(row: LessonRow) -> Option<LessonView> {
    let (label, reason) = match row.lesson.teaching {
        Teaching::Personal(label) => (label, None),
        Teaching::Plain(label, reason) => (label, Some(reason)),
    };
    let key = row.lesson.key()?;
    let phrase = row.lesson.phrase.expose(&UiScope).clone();
    Some(LessonView { key, phrase, label, reason, taught_at: row.taught_at })
}

/// Remembers what the decisions about a text teach. `found` is what was found in it.
pub(super) fn remember(
    tx: &Transaction<'_>,
    text: &Raw<String>,
    found: &[Span],
    decisions: &[TextDecision],
    policy: &Policy,
    at: Instant,
) -> Result<()> {
    let source = text.expose(&EngineScope);
    for decision in decisions {
        let (place, teaching) = match *decision {
            TextDecision::Keep { start, end, reason } => {
                let label = label_at(found, start, end);
                let label = label.filter(|label| teaches(reason) && !policy.is_locked(*label));
                ((start, end), label.map(|label| Teaching::Plain(label, reason)))
            }
            TextDecision::Add { start, end, label } => {
                // Another name for what the engine finds by itself teaches nothing.
                let is_found = label_at(found, start, end).is_some();
                ((start, end), (!is_found).then_some(Teaching::Personal(label)))
            }
        };
        let (Some(teaching), Some(phrase)) = (teaching, source.get(place.0..place.1)) else {
            continue;
        };
        let lesson = Lesson { phrase: Raw::new(phrase.trim().to_owned()), teaching };
        lessons::put(tx, &LessonRow { lesson, taught_at: at })?;
    }
    Ok(())
}

fn label_at(found: &[Span], start: usize, end: usize) -> Option<Label> {
    let own = found.iter().find(|span| (span.start, span.end) == (start, end));
    own.map(|span| span.label)
}

/// Whether a reason holds for later texts too. Who agreed once was asked about one inspection.
const fn teaches(reason: RejectReason) -> bool {
    match reason {
        RejectReason::NotThere | RejectReason::NotPersonal | RejectReason::Unasked => true,
        RejectReason::Consent => false,
    }
}
