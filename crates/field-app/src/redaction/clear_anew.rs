//! Clearing a text anew that left under an older engine, model or policy.

use field_contract::redaction::{ClearAnew, ReviewArgs, Subject};
use field_contract::{ErrorCode, Topic};
use field_domain::InspectionId;
use field_store::Transaction;
use field_store::journal::{self, Act, Field};

use super::clear::{self, Cleared, Looked};
use super::judged::Judged;
use super::{recheck, review_text};
use crate::app::App;
use crate::edit;
use crate::error::{self, Result};
use crate::opened::Opened;

/// Clears a text again as it stands, by the engine, model and policy of today. The new operation names the
/// one before as its base and takes its place; what was sent stays in the history of the log.
///
/// What a person marked in it before goes again. Where a person must look it waits in the review.
///
/// # Errors
/// `NotFound` if there is no such text that was cleared by anything older.
pub fn clear(app: &App, args: ReviewArgs) -> Result<ClearAnew> {
    let ReviewArgs { inspection, subject } = args;
    let opened = app.opened()?;
    let missing = || error::of(ErrorCode::NotFound, "no text was cleared by anything older there");
    let older = recheck::older_text(&opened, inspection, subject)?.ok_or_else(missing)?;
    if subject == Subject::Template {
        return Ok(ClearAnew::NeedsNewVersion);
    }
    let field = review_text::field_of(subject).ok_or_else(missing)?;
    let (marks, look) = older.marks();
    // A look is handed on for the marks that rest on it, never for what only the engine of today doubts.
    let looked = match look {
        Some(look) if !marks.is_empty() && !needs_look(&opened, inspection, subject)? => {
            Looked::AtFindings(look)
        }
        _ => Looked::No,
    };
    let at = app.now();
    let outcome = opened.write(|tx| {
        match edit::check_editable(tx, inspection) {
            Err(cause) if cause.code() == ErrorCode::AlreadySubmitted => {
                return Ok(ClearAnew::HandedIn);
            }
            other => other?,
        }
        open_again(tx, &opened, inspection, field, at)?;
        let marks = if looked == Looked::No { &[][..] } else { &marks };
        Ok(match clear::field(tx, &opened, inspection, field, looked, marks)? {
            Cleared::Logged => ClearAnew::Cleared,
            Cleared::Waits => ClearAnew::NeedsLook,
        })
    })?;
    app.changed(&[Topic::Items, Topic::Redactions, Topic::Sync]);
    app.wake_worker();
    Ok(outcome)
}

/// Puts the value into the journal once more, based on what stands in the log now. It belongs to no
/// item's undo: nobody typed anything.
fn open_again(
    tx: &Transaction<'_>,
    opened: &Opened,
    inspection: InspectionId,
    field: Field,
    at: field_domain::Instant,
) -> Result<()> {
    let now = journal::now(tx, inspection, field)?
        .ok_or_else(|| error::of(ErrorCode::NotFound, "the field was never edited here"))?;
    edit::save_in(tx, opened, inspection, field, None, &now.value, Act::Edit, at)
}

/// Whether a person must look at the text of today's engine.
fn needs_look(opened: &Opened, inspection: InspectionId, subject: Subject) -> Result<bool> {
    let conn = opened.reader();
    let (text, _) = review_text::text(&conn, inspection, subject)?;
    Ok(Judged::new(&conn, opened, inspection, &text, false)?.needs_look(subject))
}
