//! What was and will be looked at in one inspection.

use std::collections::BTreeSet;

use field_contract::inspections::InspectionArgs;
use field_contract::redaction::{ReviewEntry, ReviewQueue, ReviewState, Subject};
use field_domain::raw::EngineScope;
use field_domain::{InspectionId, ItemNo, PhotoId, Raw};
use field_store::journal::{self, Field, FieldNow, Value};
use field_store::photos::{self, PhotoRow, PhotoState};
use field_store::{Connection, recordings};

use super::judged::Judged;
use super::template;
use crate::app::App;
use crate::error::Result;
use crate::opened::Opened;

/// Everything of one inspection that was or will be looked at: items with something in doubt first,
/// then in the order of the walk.
///
/// # Errors
/// `Locked`, `NotFound`.
pub fn queue(app: &App, args: InspectionArgs) -> Result<ReviewQueue> {
    let opened = app.opened()?;
    let conn = opened.reader();
    let mut entries = entries(&conn, &opened, args.inspection)?;
    entries.sort_by_key(|entry| (entry.item, entry.subject));
    let (cleared, mut waiting): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.state == ReviewState::Cleared);
    // The texts and photos of an item stay together: they are looked at on one screen.
    let doubtful: BTreeSet<_> =
        waiting.iter().filter(|entry| entry.unsure_count > 0).map(|entry| entry.item).collect();
    waiting.sort_by_key(|entry| !doubtful.contains(&entry.item));
    Ok(ReviewQueue { waiting, cleared })
}

/// How many things wait for a person, and how many are still at work.
pub(crate) fn counts(
    conn: &Connection,
    opened: &Opened,
    inspection: InspectionId,
) -> Result<(u32, u32)> {
    let (mut waiting, mut working) = (0, 0);
    for entry in entries(conn, opened, inspection)? {
        match entry.state {
            ReviewState::Waiting | ReviewState::ByHand => waiting += 1,
            ReviewState::Working => working += 1,
            ReviewState::Cleared => {}
        }
    }
    Ok((waiting, working))
}

fn entries(
    conn: &Connection,
    opened: &Opened,
    inspection: InspectionId,
) -> Result<Vec<ReviewEntry>> {
    let mut entries = Vec::new();
    let photos = photos::list(conn, inspection)?;
    for now in journal::all_now(conn, inspection)? {
        entries.extend(text_entry(conn, opened, inspection, &now)?);
        if let (Field::Photo(id), Value::Photo { is_present: true, .. }) = (now.field, &now.value) {
            entries.extend(photos.iter().find(|row| row.id == id).map(photo_entry));
        }
    }
    if let Some(words) = template::typed_here(conn, inspection)? {
        let text = template::joined(&words);
        let is_cleared = template::words_to_share(conn, inspection)?.is_none();
        entries.push(entry(conn, opened, inspection, Subject::Template, None, &text, is_cleared)?);
    }
    Ok(entries)
}

/// What a text is called in the review, its item, and the text.
pub(super) type TextOf = (Subject, Option<ItemNo>, Raw<String>);

/// The text of a field and what it is called in the review, if it has words that will leave.
pub(super) fn text_of(conn: &Connection, now: &FieldNow) -> Result<Option<TextOf>> {
    Ok(match (now.field, &now.value) {
        (Field::Text(item), Value::Words(text)) => {
            Some((Subject::Text { item }, Some(item), text.clone()))
        }
        (Field::Note(item), Value::Words(text)) => {
            Some((Subject::Note { item }, Some(item), text.clone()))
        }
        (Field::Finding(finding), Value::Finding(Some(fields))) => {
            Some((Subject::Finding { finding }, Some(fields.item), fields.text.clone()))
        }
        (Field::Photo(photo), Value::Photo { is_present: true, caption, .. }) => {
            Some((Subject::Caption { photo }, item_of_photo(conn, photo)?, caption.clone()))
        }
        (
            Field::Recording(recording),
            Value::Recording { is_present: true, text, is_accepted: true },
        ) => {
            let item = recordings::get(conn, recording)?.map(|row| row.item);
            Some((Subject::Transcript { recording }, item, text.clone()))
        }
        _ => None,
    }
    .filter(|(_, _, text)| !text.expose(&EngineScope).trim().is_empty()))
}

fn text_entry(
    conn: &Connection,
    opened: &Opened,
    inspection: InspectionId,
    now: &FieldNow,
) -> Result<Option<ReviewEntry>> {
    let Some((subject, item, text)) = text_of(conn, now)? else { return Ok(None) };
    let entry = entry(conn, opened, inspection, subject, item, &text, now.is_cleared())?;
    // A caption travels with its photo: while the photo waits, a sure caption has nothing to show, and a
    // look at an unsure one would be lost when the photo is cleared.
    let is_early = match subject {
        Subject::Caption { photo } => {
            let row = photos::get(conn, photo)?;
            entry.state == ReviewState::Working || row.is_some_and(|row| row.blobs.is_none())
        }
        _ => false,
    };
    Ok((!is_early).then_some(entry))
}

fn entry(
    conn: &Connection,
    opened: &Opened,
    inspection: InspectionId,
    subject: Subject,
    item: Option<ItemNo>,
    text: &Raw<String>,
    is_cleared: bool,
) -> Result<ReviewEntry> {
    let judged = Judged::new(conn, opened, inspection, text, subject == Subject::Template)?;
    let spans = judged.going();
    let state = match judged.by_hand() {
        Some(_) => ReviewState::ByHand,
        None if judged.needs_look(subject) => ReviewState::Waiting,
        None => ReviewState::Working,
    };
    let unsure = spans.iter().filter(|span| span.score < field_redact::CERTAIN_SCORE).count();
    Ok(ReviewEntry {
        subject,
        item,
        state: if is_cleared { ReviewState::Cleared } else { state },
        found_count: u32::try_from(spans.len()).unwrap_or(u32::MAX),
        unsure_count: u32::try_from(unsure).unwrap_or(u32::MAX),
    })
}

fn photo_entry(row: &PhotoRow) -> ReviewEntry {
    let regions = row.approved.as_ref().unwrap_or(&row.found);
    ReviewEntry {
        subject: Subject::Photo { photo: row.id },
        item: Some(row.item),
        state: match row.state {
            PhotoState::Working => ReviewState::Working,
            PhotoState::Found => ReviewState::Waiting,
            PhotoState::ByHand => ReviewState::ByHand,
            PhotoState::Approved => ReviewState::Cleared,
        },
        found_count: u32::try_from(regions.len()).unwrap_or(u32::MAX),
        unsure_count: u32::try_from(
            regions.iter().filter(|region| region.score < SURE_SCORE).count(),
        )
        .unwrap_or(u32::MAX),
    }
}

/// Regions below this score are named as unsure; the finder reports from 0.25 on.
const SURE_SCORE: f32 = 0.6;

fn item_of_photo(conn: &Connection, photo: PhotoId) -> Result<Option<ItemNo>> {
    Ok(photos::get(conn, photo)?.map(|row| row.item))
}
