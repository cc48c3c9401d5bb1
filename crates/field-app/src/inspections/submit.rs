//! Handing an inspection in.

use field_contract::inspections::{Blocker, InspectionArgs, SubmitCheck};
use field_contract::redaction::ReviewState;
use field_contract::{Done, ErrorCode, Topic};
use field_domain::{InspectionId, SignatureMeaning};
use field_log::{Change, Target};
use field_store::recordings::{self, RecordingState};
use field_store::{Connection, inspections};

use super::{detail, summary};
use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::{edit, log, redaction};

/// What stands between an inspection and handing it in.
///
/// # Errors
/// `NotFound`.
pub fn check(app: &App, args: InspectionArgs) -> Result<SubmitCheck> {
    // What can clear by itself should not count as waiting just because it was typed a second ago.
    if edit::check_editable(&app.opened()?.reader(), args.inspection).is_ok() {
        redaction::clear::pending(app, args.inspection, 0)?;
    }
    let queue = redaction::queue(app, args)?;
    let opened = app.opened()?;
    let conn = opened.reader();
    let loaded = summary::load(&conn, inspections::get(&conn, args.inspection)?)?;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let open_items: Vec<_> = loaded
        .template
        .items()
        .filter(|item| !detail::is_answered(item, &loaded.view, &loaded.overlay, opened.device.id))
        .map(|item| item.number)
        .collect();
    let mut blockers = Vec::new();
    if open_items.len() == loaded.template.items().count() {
        blockers.push(Blocker::NothingAnswered);
    }
    let (working, waiting): (Vec<_>, Vec<_>) =
        queue.waiting.iter().partition(|entry| entry.state == ReviewState::Working);
    if !waiting.is_empty() {
        blockers.push(Blocker::ReviewWaiting { count: count(waiting.len()) });
    }
    let unfinished = unfinished_recordings(&conn, args.inspection)? + working.len();
    if unfinished > 0 {
        blockers.push(Blocker::StillWorking { count: count(unfinished) });
    }
    for target in loaded.view.conflicts() {
        if let Target::Mark(item)
        | Target::Reading(item)
        | Target::Text(item)
        | Target::Note(item) = target
        {
            blockers.push(Blocker::Conflict { item });
        }
    }
    if !is_signed(&loaded.view) {
        blockers.push(Blocker::SignatureMissing);
    }
    let is_text = |entry: &&field_contract::redaction::ReviewEntry| {
        !matches!(entry.subject, field_contract::redaction::Subject::Photo { .. })
    };
    Ok(SubmitCheck {
        blockers,
        open_items,
        finding_count: count(
            detail::findings(&loaded.view, &loaded.overlay, opened.device.id).len(),
        ),
        photo_count: count(loaded.view.photos().count()),
        cleared_text_count: count(queue.cleared.iter().filter(is_text).count()),
    })
}

/// Hands an inspection in. It is sent by itself; the technician can change it again only after the
/// office returns it.
///
/// # Errors
/// `NotReady` if [`check`] names a blocker, `AlreadySubmitted`.
pub fn submit(app: &App, args: InspectionArgs) -> Result<Done> {
    let opened = app.opened()?;
    edit::check_editable(&opened.reader(), args.inspection)?;
    if !check(app, args)?.blockers.is_empty() {
        return Err(error::of(ErrorCode::NotReady, "something must be done first"));
    }
    opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        append(app, tx, &opened, args.inspection)
    })?;
    app.changed(&[Topic::Inspections, Topic::Reviews, Topic::Sync]);
    app.wake_sync();
    Ok(Done {})
}

fn append(
    app: &App,
    tx: &field_store::Transaction<'_>,
    opened: &Opened,
    inspection: InspectionId,
) -> Result<()> {
    let view = edit::view(tx, inspection)?;
    let change = Change::Submitted {
        heads_root: view.heads_root(),
        blobs: u32::try_from(view.photos().count() * 2).unwrap_or(u32::MAX),
    };
    log::append(tx, opened, inspection, view.base(Target::State), change, None, app.now())?;
    Ok(())
}

/// The author signed what stands now.
fn is_signed(view: &field_log::InspectionView) -> bool {
    match view.latest(Target::Signature(SignatureMeaning::Author)).map(|entry| &entry.change) {
        Some(Change::Signed { heads_root, .. }) => *heads_root == view.heads_root(),
        _ => false,
    }
}

fn unfinished_recordings(conn: &Connection, inspection: InspectionId) -> Result<usize> {
    Ok(recordings::list(conn, inspection)?
        .iter()
        .filter(|row| matches!(row.state, RecordingState::Recording | RecordingState::Queued))
        .count())
}
