//! What a person began on a screen: kept until it is finished, across screens and restarts.

use field_contract::ErrorCode;
use field_contract::drafts::{Draft, DraftArgs, DraftSaveArgs, DraftSubject};
use field_contract::items::Saved;
use field_contract::redaction::Subject;
use field_domain::raw::UiScope;
use field_domain::{InspectionId, Raw};
use field_store::drafts::{self, DraftRow};
use field_store::{Connection, inspections};

use crate::app::App;
use crate::error::{self, Result};

/// Most bytes of a draft: 200 reasons of 2000 characters would be more, but nobody types them all.
const DRAFT_BYTES_MAX: usize = 256 * 1024;

/// The draft about a subject, if one was begun.
///
/// # Errors
/// `Locked`, `NotFound` if the inspection is not here.
pub fn open(app: &App, args: DraftArgs) -> Result<Draft> {
    let opened = app.opened()?;
    let conn = opened.reader();
    inspections::get(&conn, args.inspection)?;
    let found = drafts::get(&conn, args.inspection, &name(args.subject)?)?;
    Ok(Draft {
        saved_at: found.as_ref().map(|draft| draft.saved_at),
        value: found.map(|draft| draft.value.expose(&UiScope).clone()),
    })
}

/// Keeps a draft: it is on the disk when this returns. An empty one is forgotten.
///
/// # Errors
/// `Invalid` if it is too long, `NotFound`, `DiskFull`. The draft before it stays then.
pub fn save(app: &App, args: DraftSaveArgs) -> Result<Saved> {
    if args.value.len() > DRAFT_BYTES_MAX {
        return Err(error::of(ErrorCode::Invalid, "the draft is too long"));
    }
    let opened = app.opened()?;
    let at = app.now();
    let subject = name(args.subject)?;
    opened.write(|tx| {
        inspections::get(tx, args.inspection)?;
        if args.value.is_empty() {
            drafts::remove(tx, args.inspection, &subject)?;
        } else {
            let row = DraftRow { subject, value: Raw::new(args.value), saved_at: at };
            drafts::put(tx, args.inspection, &row)?;
        }
        Ok(())
    })?;
    Ok(Saved { at })
}

/// Forgets the decisions about a text or photo: it was approved.
pub(crate) fn finish_review(
    conn: &Connection,
    inspection: InspectionId,
    subject: Subject,
) -> Result<()> {
    finish(conn, inspection, DraftSubject::Review { subject })
}

/// Forgets a draft that became what it was to be.
pub(crate) fn finish(
    conn: &Connection,
    inspection: InspectionId,
    subject: DraftSubject,
) -> Result<()> {
    Ok(drafts::remove(conn, inspection, &name(subject)?)?)
}

fn name(subject: DraftSubject) -> Result<String> {
    serde_json::to_string(&subject)
        .map_err(|_| error::of(ErrorCode::Invalid, "the draft's subject cannot be named"))
}
