//! A text as it stays and as it leaves, and a person's decisions about it.

use field_clearance::Look;
use field_contract::redaction::{ReviewArgs, ReviewState, Subject, TextDecideArgs, TextReview};
use field_contract::{Done, ErrorCode, Topic};
use field_domain::raw::{EngineScope, UiScope};
use field_domain::{InspectionId, Raw, Segment, Segments};
use field_log::Change;
use field_store::journal::{self, Field};
use field_store::{Connection, tokens};

use super::clear::{self, Cleared, Looked};
use super::judged::Judged;
use super::spans::Decided;
use super::{lessons, queue, spans, template};
use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::{drafts, edit};

/// Shows a text as it stays and as it leaves.
///
/// # Errors
/// `NotFound` if there is no such text.
pub fn open(app: &App, args: ReviewArgs) -> Result<TextReview> {
    let opened = app.opened()?;
    let conn = opened.reader();
    let (text, is_cleared) = text(&conn, args.inspection, args.subject)?;
    review(&conn, &opened, args.inspection, args.subject, &text, is_cleared, &Decided::default())
}

/// Shows what would leave under these decisions, and the places that they leave to be removed.
///
/// # Errors
/// `Invalid` if a decision does not fit the text or the text has changed.
pub fn preview(app: &App, args: TextDecideArgs) -> Result<TextReview> {
    let opened = app.opened()?;
    let conn = opened.reader();
    let (text, is_cleared) = current(&conn, &args)?;
    let decided = spans::decided(&args.original, &args.decisions)?;
    review(&conn, &opened, args.inspection, args.subject, &text, is_cleared, &decided)
}

/// Lets the text leave as the decisions make it: the person looked.
///
/// A text that the engine gave no answer for leaves only if the person read it by hand and says so.
///
/// # Errors
/// `Invalid` if the text has changed meanwhile, `NotAllowed` for a kind that nobody may keep,
/// `Withheld` if no engine could judge the text and nobody read it by hand.
pub fn approve(app: &App, args: TextDecideArgs) -> Result<Done> {
    let opened = app.opened()?;
    let account = opened.signed_in()?;
    let look = Look { user: account.user, at: app.now() };
    let decided = spans::decided(&args.original, &args.decisions)?;
    let looked =
        if decided.is_read_by_hand { Looked::ByHand(look) } else { Looked::AtFindings(look) };
    let (text, _) = current(&opened.reader(), &args)?;
    let is_by_line = args.subject == Subject::Template;
    let judged = Judged::new(&opened.reader(), &opened, args.inspection, &text, is_by_line)?;
    let (found, rules) = (judged.spans(), &judged.policy().rules);
    let outcome = match field_of(args.subject) {
        Some(field) => opened.write(|tx| {
            edit::check_editable(tx, args.inspection)?;
            current(tx, &args)?;
            let decisions = &decided.decisions;
            let outcome = clear::field(tx, &opened, args.inspection, field, looked, decisions)?;
            if outcome == Cleared::Logged {
                drafts::finish_review(tx, args.inspection, args.subject)?;
                lessons::remember(tx, &text, &found, decisions, rules, look.at)?;
            }
            Ok(outcome)
        })?,
        None => template::share_if_needed(app, args.inspection, looked, &decided.decisions)?,
    };
    if field_of(args.subject).is_none() && outcome == Cleared::Logged {
        opened.write(|tx| {
            drafts::finish_review(tx, args.inspection, args.subject)?;
            lessons::remember(tx, &text, &found, &decided.decisions, rules, look.at)
        })?;
    }
    opened.reload_lessons()?;
    app.changed(&[Topic::Items, Topic::Redactions, Topic::Sync]);
    app.wake_worker();
    // A caption leaves with its photo; its look is done all the same.
    if outcome == Cleared::Waits && !matches!(args.subject, Subject::Caption { .. }) {
        return Err(error::of(ErrorCode::Withheld, "the engine could not judge the text"));
    }
    Ok(Done {})
}

fn review(
    conn: &Connection,
    opened: &Opened,
    inspection: InspectionId,
    subject: Subject,
    text: &Raw<String>,
    is_cleared: bool,
    decided: &Decided,
) -> Result<TextReview> {
    let original = text.expose(&UiScope).clone();
    let judged = Judged::new(conn, opened, inspection, text, subject == Subject::Template)?;
    let mut book = tokens::book(conn, inspection)?;
    let shown = judged.redact(&decided.decisions, &mut book)?;
    // What was cleared left as the person decided then, not as the engine alone would propose now.
    let is_as_it_left = is_cleared && decided.decisions.is_empty();
    let left = if is_as_it_left { left(conn, inspection, subject)? } else { None };
    let places: Vec<_> = shown.places.iter().map(|row| (row.start, row.end)).collect();
    if decided.accepted.iter().any(|place| !places.contains(place)) {
        return Err(error::of(ErrorCode::Invalid, "nothing was found at an accepted place"));
    }
    let policy = judged.policy();
    let mut spans = spans::view(&original, &shown.places, &policy.rules);
    for (view, place) in spans.iter_mut().zip(&places) {
        view.is_certain |= decided.accepted.contains(place);
    }
    Ok(TextReview {
        spans,
        original,
        redacted: left.unwrap_or(shown.redacted),
        state: match (is_cleared, judged.by_hand(), judged.needs_look(subject)) {
            (true, ..) => ReviewState::Cleared,
            (false, Some(_), _) => ReviewState::ByHand,
            (false, None, true) => ReviewState::Waiting,
            (false, None, false) => ReviewState::Working,
        },
        refusal: judged.refusal(),
        policy: policy.shown.clone(),
    })
}

/// The text as it stands in the log.
fn left(conn: &Connection, inspection: InspectionId, subject: Subject) -> Result<Option<Segments>> {
    let Some(field) = field_of(subject) else { return Ok(None) };
    let view = edit::view(conn, inspection)?;
    Ok(match view.latest(field.target()).map(|entry| &entry.change) {
        Some(Change::TextSet { text, .. } | Change::NoteSet { text, .. }) => text.clone(),
        Some(Change::FindingSet { fields, .. }) => Some(fields.text.clone()),
        Some(Change::PhotoSet { fields, .. }) => fields.caption.clone(),
        Some(Change::TranscriptSet { fields, .. }) => Some(fields.text.clone()),
        _ => None,
    })
}

fn current(conn: &Connection, args: &TextDecideArgs) -> Result<(Raw<String>, bool)> {
    let (found, is_cleared) = text(conn, args.inspection, args.subject)?;
    if *found.expose(&EngineScope) == args.original {
        Ok((found, is_cleared))
    } else {
        Err(error::of(ErrorCode::Invalid, "the text has changed since it was shown"))
    }
}

pub(super) fn text(
    conn: &Connection,
    inspection: InspectionId,
    subject: Subject,
) -> Result<(Raw<String>, bool)> {
    let missing = || error::of(ErrorCode::NotFound, "there is no such text");
    let Some(field) = field_of(subject) else {
        let words = template::typed_here(conn, inspection)?.ok_or_else(missing)?;
        let is_cleared = template::words_to_share(conn, inspection)?.is_none();
        return Ok((template::joined(&words), is_cleared));
    };
    let now = journal::now(conn, inspection, field)?.ok_or_else(missing)?;
    let (_, _, found) = queue::text_of(conn, &now)?.ok_or_else(missing)?;
    Ok((found, now.is_cleared()))
}

/// The journal's field of a review entry; none for the template.
pub(super) fn field_of(subject: Subject) -> Option<Field> {
    match subject {
        Subject::Text { item } => Some(Field::Text(item)),
        Subject::Note { item } => Some(Field::Note(item)),
        Subject::Finding { finding } => Some(Field::Finding(finding)),
        Subject::Caption { photo } | Subject::Photo { photo } => Some(Field::Photo(photo)),
        Subject::Transcript { recording } => Some(Field::Recording(recording)),
        Subject::Template | Subject::Signature { .. } => None,
    }
}

/// A text of this device as one plain segment.
pub(crate) fn plain(text: &str) -> Segments {
    if text.is_empty() {
        Segments::default()
    } else {
        Segments(vec![Segment::Text(text.to_owned())])
    }
}
