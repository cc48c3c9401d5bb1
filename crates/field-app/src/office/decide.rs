//! Comments and decisions of the office. They add to what was recorded and never change it.

use field_clearance::{Cleared, Look, TextSource};
use field_contract::drafts::DraftSubject;
use field_contract::inspections::InspectionArgs;
use field_contract::items::Saved;
use field_contract::office::{CommentAddArgs, InspectionReturnArgs};
use field_contract::{ErrorCode, Topic};
use field_domain::{InspectionId, InspectionState, Lane, Raw};
use field_log::{Change, ReturnReason, Target};
use field_redact::RedactedText;
use field_store::{Transaction, inspections};

use crate::app::App;
use crate::drafts;
use crate::edges;
use crate::edit;
use crate::error::{self, Result};
use crate::inspections::detail;
use crate::log::{self, ClearedChange};
use crate::opened::Opened;
use crate::redaction::clear::{Looked, Stop, TextClearer};

/// Longest comment or reason, in characters.
const COMMENT_CHARS_MAX: usize = 2_000;
/// Most reasons of one return: one for each item of a long form.
const REASONS_MAX: usize = 200;

/// Adds a comment.
///
/// # Errors
/// `Invalid` if it is empty or too long, `NotAllowed` for a technician.
pub fn add_comment(app: &App, args: CommentAddArgs) -> Result<Saved> {
    let comment = edges::new_id(app.now());
    let draft = Some(DraftSubject::Comment { item: args.item });
    decide(app, args.inspection, draft, |_, clear| {
        Ok((Change::CommentAdded { comment, item: args.item, text: clear(args.text)? }, Vec::new()))
    })
}

/// Sends an inspection back with reasons.
///
/// # Errors
/// `Invalid` without a reason, `NotReady` if it was not handed in, `NotAllowed` for a technician.
pub fn return_with_reasons(app: &App, args: InspectionReturnArgs) -> Result<Saved> {
    if args.reasons.is_empty() || args.reasons.len() > REASONS_MAX {
        return Err(error::of(ErrorCode::Invalid, "a return needs at least one reason"));
    }
    decide(app, args.inspection, Some(DraftSubject::Return), |view, clear| {
        check_submitted(view)?;
        let reasons = args
            .reasons
            .into_iter()
            .map(|reason| Ok(ReturnReason { item: reason.item, text: clear(reason.text)? }))
            .collect::<Result<_>>()?;
        Ok((Change::Returned { reasons }, view.base(Target::State)))
    })
}

/// Accepts an inspection as it stands.
///
/// # Errors
/// `NotReady` if it was not handed in, has changed since, or not everything has arrived;
/// `NotAllowed` for a technician.
pub fn approve(app: &App, args: InspectionArgs) -> Result<Saved> {
    let shown = detail::open(app, args)?;
    if shown.photos_present < shown.photos_total || shown.has_changed_since_decision {
        return Err(error::of(ErrorCode::NotReady, "not everything has arrived"));
    }
    decide(app, args.inspection, None, |view, _| {
        check_submitted(view)?;
        let change = Change::Approved { heads_root: view.heads_root() };
        Ok((change, view.base(Target::State)))
    })
}

fn check_submitted(view: &field_log::InspectionView) -> Result<()> {
    if view.state() == InspectionState::Submitted {
        Ok(())
    } else {
        Err(error::of(ErrorCode::NotReady, "the inspection is not handed in"))
    }
}

type Clear<'a> = dyn FnMut(String) -> Result<Cleared<RedactedText>> + 'a;

fn decide(
    app: &App,
    inspection: InspectionId,
    draft: Option<DraftSubject>,
    make: impl FnOnce(
        &field_log::InspectionView,
        &mut Clear<'_>,
    ) -> Result<(ClearedChange, Vec<field_domain::OpId>)>,
) -> Result<Saved> {
    let opened = app.opened()?;
    let account = opened.signed_in()?;
    if !account.role.may_write(Lane::Review) {
        return Err(error::of(ErrorCode::NotAllowed, "only the office reviews"));
    }
    let at = app.now();
    // The person sees their own words on screen while typing: that is the look. Whatever the engine
    // finds, sure or not, becomes a token; the office keeps nothing readable against it.
    let look = Look { user: account.user, at };
    opened.write(|tx| {
        inspections::get(tx, inspection)?;
        let view = edit::view(tx, inspection)?;
        append(tx, &opened, inspection, look, |clear| make(&view, clear))?;
        // What was begun is finished with this, in the same transaction.
        draft.map_or(Ok(()), |draft| drafts::finish(tx, inspection, draft))
    })?;
    app.changed(&[Topic::Reviews, Topic::Inspections, Topic::Sync]);
    app.wake_sync();
    Ok(Saved { at })
}

fn append(
    tx: &Transaction<'_>,
    opened: &Opened,
    inspection: InspectionId,
    look: Look,
    make: impl FnOnce(&mut Clear<'_>) -> Result<(ClearedChange, Vec<field_domain::OpId>)>,
) -> Result<()> {
    let mut texts = TextClearer::new(tx, opened, inspection, Looked::AtFindings(look))?;
    let (change, base) = make(&mut |text: String| {
        let text = text.trim().to_owned();
        if text.is_empty() || text.chars().count() > COMMENT_CHARS_MAX {
            return Err(error::of(ErrorCode::Invalid, "the text is empty or too long"));
        }
        texts.clear(&Raw::new(text), TextSource::Typed, &[]).map_err(|stop| match stop {
            Stop::Waits => error::of(ErrorCode::Withheld, "the engine could not judge the text"),
            Stop::Failed(failure) => failure,
        })
    })?;
    texts.keep(tx, inspection)?;
    log::append(tx, opened, inspection, base, change, None, look.at)?;
    Ok(())
}
