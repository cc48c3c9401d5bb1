//! One inspection as a whole: the log's view, with this device's own words laid over its tokens.

use std::collections::BTreeMap;

use field_contract::inspections::{
    FindingView, HistoryRow, InspectionArgs, InspectionDetail, ItemState, PhotoView, SignatureView,
    TranscriptView,
};
use field_contract::sync::SyncState;
use field_domain::raw::UiScope;
use field_domain::template::Item;
use field_domain::{
    DeviceId, FindingFields, FindingId, Hash32, InspectionId, Instant, ItemNo, Raw, RejectCounts,
    Segments, SignatureMeaning,
};
use field_log::{Change, ClearanceMark, Entry, InspectionView, Target};
use field_store::blobs::{self, BlobState};
use field_store::journal::{self, Field, FieldNow, Value};
use field_store::photos::PhotoRow;
use field_store::{Connection, inspections, outbox, people, photos, signatures};

use super::last_visit::Before;
use super::summary::{self, Fields, Loaded};
use super::{log_view, pairs};
use crate::app::App;
use crate::edit;
use crate::error::Result;
use crate::items;
use crate::redaction::plain;

/// Operations that the audit strip shows.
const HISTORY_MAX: usize = 200;

/// What was typed and taken in on this device.
pub(crate) struct Overlay {
    pub fields: Fields,
    photos: Vec<PhotoRow>,
    unsent: BTreeMap<Hash32, SyncState>,
}

impl Overlay {
    pub fn load(conn: &Connection, inspection: InspectionId) -> Result<Self> {
        let fields = journal::all_now(conn, inspection)?;
        let unsent = outbox::list(conn, Instant(i64::MAX))?
            .into_iter()
            .map(|row| {
                (row.subject, if row.is_held { SyncState::NeedsYou } else { SyncState::SavedHere })
            })
            .collect();
        Ok(Self {
            fields: fields.into_iter().map(|now| (now.field, now)).collect(),
            photos: photos::list(conn, inspection)?,
            unsent,
        })
    }

    /// How far the newest change of a target has come.
    fn sync(&self, view: &InspectionView, field: Field) -> SyncState {
        if self.fields.get(&field).is_some_and(|now| !now.is_cleared()) {
            return SyncState::SavedHere;
        }
        let newest = view.latest(field.target());
        newest.and_then(|entry| self.unsent.get(&entry.id)).copied().unwrap_or(SyncState::Sent)
    }

    /// This device's value of a field, if it is what should be shown: not yet in the log, or there
    /// as the newest head.
    fn own(&self, view: &InspectionView, field: Field, device: DeviceId) -> Option<&FieldNow> {
        let now = self.fields.get(&field)?;
        let is_newest = view.latest(field.target()).is_none_or(|entry| entry.device == device);
        (!now.is_cleared() || is_newest).then_some(now)
    }
}

/// One inspection as a whole.
///
/// # Errors
/// `NotFound`.
pub fn open(app: &App, args: InspectionArgs) -> Result<InspectionDetail> {
    let opened = app.opened()?;
    let account = opened.account()?;
    let conn = opened.reader();
    let people = people::list(&conn)?;
    let loaded = summary::load(&conn, inspections::get(&conn, args.inspection)?)?;
    let entry = summary::of(&conn, &opened, &loaded)?;
    let Loaded { row, view, template, overlay } = &loaded;
    let device = opened.device.id;
    let returned_at = last_return(view);
    let before = Before::of(&conn, row)?;
    let mut items = Vec::new();
    for item in template.items() {
        let mut state = item_state(&conn, item, view, overlay, device, returned_at)?;
        let said = before.as_ref().and_then(|visit| visit.item(row.template.id, item.number));
        state.last_visit = said;
        items.push(state);
    }
    let photos: Vec<&PhotoView> = items.iter().flat_map(|state| &state.photos).collect();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let author = row.technician.or_else(|| view.latest(Target::Start).map(|entry| entry.author));
    let photos_present = count(photos.iter().filter(|photo| photo.is_present).count());
    let photos_total = count(photos.len());
    Ok(InspectionDetail {
        is_editable: edit::check_editable(&conn, args.inspection).is_ok()
            && row.started_at.is_some(),
        template: template.clone(),
        last_visit: before.as_ref().map(Before::whole),
        findings: findings(view, overlay, device),
        comments: log_view::comments(view, account.as_ref(), &people),
        signatures: signatures_of(&conn, args.inspection, view)?,
        author_name: author
            .and_then(|user| log_view::name_of(user, account.as_ref(), &people))
            .unwrap_or_default(),
        day: view.latest(Target::Start).and_then(|entry| match entry.change {
            Change::Started { day, .. } => Some(day),
            _ => None,
        }),
        submitted_at: submitted_at(view),
        has_changed_since_decision: view.has_changed_since_decision(),
        photos_present,
        photos_total,
        history: history(view, account.as_ref(), &people),
        items,
        summary: entry,
    })
}

/// When it was last handed in.
pub(crate) fn submitted_at(view: &InspectionView) -> Option<Instant> {
    let is_submit = |entry: &&Entry| matches!(entry.change, Change::Submitted { .. });
    view.history().iter().rev().find(is_submit).map(|entry| entry.at)
}

/// Whether an item has what the template asks for first.
pub(crate) fn is_answered(
    item: &Item<Segments>,
    view: &InspectionView,
    overlay: &Overlay,
    device: DeviceId,
) -> bool {
    if !item.marks.is_empty() {
        mark(view, item.number).is_some()
    } else if item.reading.is_some() {
        reading(view, item.number).is_some()
    } else {
        words(view, overlay, Field::Text(item.number), device).is_some()
    }
}

/// The findings that stand, worst first.
pub(crate) fn findings(
    view: &InspectionView,
    overlay: &Overlay,
    device: DeviceId,
) -> Vec<FindingView> {
    let mut found: BTreeMap<FindingId, FindingFields<Segments>> =
        items::logged_findings(view).into_iter().collect();
    for (field, now) in &overlay.fields {
        let Field::Finding(id) = field else { continue };
        if overlay.own(view, *field, device).is_none() {
            continue;
        }
        match &now.value {
            Value::Finding(Some(fields)) => found.insert(*id, shown(fields.as_ref().clone())),
            _ => found.remove(id),
        };
    }
    let mut views: Vec<FindingView> = found
        .into_iter()
        .map(|(finding, fields)| FindingView {
            finding,
            fields,
            sync: overlay.sync(view, Field::Finding(finding)),
        })
        .collect();
    views.sort_by_key(|finding| (finding.fields.severity, finding.fields.item, finding.finding));
    views
}

fn shown(fields: FindingFields<Raw<String>>) -> FindingFields<Segments> {
    fields
        .try_map_text(|text| Ok::<_, std::convert::Infallible>(plain(text.expose(&UiScope))))
        .unwrap_or_else(|never| match never {})
}

fn item_state(
    conn: &Connection,
    item: &Item<Segments>,
    view: &InspectionView,
    overlay: &Overlay,
    device: DeviceId,
    returned_at: Option<Instant>,
) -> Result<ItemState> {
    let number = item.number;
    let reading = reading(view, number);
    let own_fields =
        [Field::Mark(number), Field::Reading(number), Field::Text(number), Field::Note(number)];
    let has_changed = returned_at.is_some_and(|returned| {
        let in_log = own_fields
            .iter()
            .filter_map(|field| view.latest(field.target()))
            .any(|entry| entry.at > returned);
        let here = own_fields
            .iter()
            .filter_map(|field| overlay.fields.get(field))
            .any(|now| now.edited_at > returned);
        in_log || here
    });
    let texts = texts_of(number, view);
    Ok(ItemState {
        rejected: texts.iter().fold(RejectCounts::default(), |sum, mark| sum.and(mark.rejected)),
        is_by_hand: texts.iter().any(|mark| mark.is_by_hand),
        last_visit: None,
        item: number,
        mark: mark(view, number),
        reading,
        reading_excess_milli: match (item.reading, reading) {
            (Some(rule), Some(reading)) if rule.unit == reading.unit => {
                rule.excess_milli(reading.value_milli)
            }
            _ => 0,
        },
        text: words(view, overlay, Field::Text(number), device),
        note: words(view, overlay, Field::Note(number), device),
        is_answered: is_answered(item, view, overlay, device),
        has_conflict: own_fields.iter().any(|field| view.heads(field.target()).len() > 1),
        has_changed_since_return: has_changed,
        photos: photos_of(conn, number, view, overlay)?,
        transcripts: transcripts_of(number, view, overlay, device),
    })
}

/// Under what the texts of an item were cleared.
fn texts_of(item: ItemNo, view: &InspectionView) -> Vec<ClearanceMark> {
    view.targets()
        .filter_map(|target| view.latest(target))
        .filter(|entry| match &entry.change {
            Change::TextSet { item: of, .. } | Change::NoteSet { item: of, .. } => *of == item,
            Change::FindingSet { fields, .. } => fields.item == item,
            Change::TranscriptSet { fields, .. } => fields.item == item,
            _ => false,
        })
        .map(|entry| entry.clearance)
        .collect()
}

pub(super) fn mark(view: &InspectionView, item: ItemNo) -> Option<field_domain::Mark> {
    match view.latest(Target::Mark(item))?.change {
        Change::MarkSet { mark, .. } => mark,
        _ => None,
    }
}

pub(super) fn reading(view: &InspectionView, item: ItemNo) -> Option<field_domain::Reading> {
    match view.latest(Target::Reading(item))?.change {
        Change::ReadingSet { reading, .. } => reading,
        _ => None,
    }
}

fn words(
    view: &InspectionView,
    overlay: &Overlay,
    field: Field,
    device: DeviceId,
) -> Option<Segments> {
    if let Some(FieldNow { value: Value::Words(text), .. }) = overlay.own(view, field, device) {
        return Some(plain(text.expose(&UiScope))).filter(|text| !text.is_empty());
    }
    match &view.latest(field.target())?.change {
        Change::TextSet { text, .. } | Change::NoteSet { text, .. } => text.clone(),
        _ => None,
    }
}

fn photos_of(
    conn: &Connection,
    item: ItemNo,
    view: &InspectionView,
    overlay: &Overlay,
) -> Result<Vec<PhotoView>> {
    let mut found = Vec::new();
    for row in overlay.photos.iter().filter(|row| row.item == item) {
        let Some(now) = overlay.fields.get(&Field::Photo(row.id)) else { continue };
        let Value::Photo { is_present: true, caption, before } = &now.value else { continue };
        let filled = row.blobs.as_ref().map(|blobs| blobs.filled).unwrap_or_default();
        let mut sync = overlay.sync(view, Field::Photo(row.id));
        for blob in row.blobs.iter().flat_map(|blobs| [&blobs.thumbnail, &blobs.picture]) {
            if let Some(unsent) = overlay.unsent.get(&blob.blob) {
                sync = sync.max(*unsent);
            }
        }
        found.push(PhotoView {
            photo: row.id,
            caption: Some(plain(caption.expose(&UiScope))).filter(|text| !text.is_empty()),
            before: *before,
            is_present: true,
            faces_filled: filled.faces.into(),
            texts_filled: filled.texts.into(),
            marked_filled: filled.marked.into(),
            rejected: filled.rejected,
            sync,
        });
    }
    for (id, fields) in view.photos().filter(|(_, fields)| fields.item == item) {
        if overlay.photos.iter().any(|row| row.id == id) {
            continue;
        }
        let state = blobs::state(conn, fields.picture.blob)?;
        found.push(PhotoView {
            photo: id,
            caption: fields.caption.clone(),
            before: fields.before,
            is_present: matches!(state, Some(BlobState::Here | BlobState::Sent)),
            faces_filled: fields.filled.faces.into(),
            texts_filled: fields.filled.texts.into(),
            marked_filled: fields.filled.marked.into(),
            rejected: fields.filled.rejected,
            sync: SyncState::Sent,
        });
    }
    pairs::keep_standing(&mut found);
    Ok(found)
}

fn transcripts_of(
    item: ItemNo,
    view: &InspectionView,
    overlay: &Overlay,
    device: DeviceId,
) -> Vec<TranscriptView> {
    view.targets()
        .filter_map(|target| match &view.latest(target)?.change {
            Change::TranscriptSet { recording, fields } if fields.item == item => {
                let own = overlay.own(view, Field::Recording(*recording), device);
                let text = match own.map(|now| &now.value) {
                    Some(Value::Recording { is_present: false, .. }) => return None,
                    Some(Value::Recording { text, .. }) => plain(text.expose(&UiScope)),
                    _ => fields.text.clone(),
                };
                Some(TranscriptView {
                    recording: *recording,
                    text,
                    starts_ms: if own.is_none() { fields.starts_ms.clone() } else { Vec::new() },
                    duration_ms: fields.duration_ms,
                })
            }
            _ => None,
        })
        .collect()
}

fn signatures_of(
    conn: &Connection,
    inspection: InspectionId,
    view: &InspectionView,
) -> Result<Vec<SignatureView>> {
    let own = signatures::list(conn, inspection)?;
    let root = view.heads_root();
    Ok([SignatureMeaning::Author, SignatureMeaning::Received]
        .into_iter()
        .filter_map(|meaning| {
            let entry = view.latest(Target::Signature(meaning))?;
            let Change::Signed { signer, at, heads_root, .. } = &entry.change else { return None };
            let row = own.iter().find(|row| row.meaning == meaning);
            Some(SignatureView {
                meaning,
                signer: row.map_or_else(|| signer.clone(), |row| plain(&row.signer)),
                at: *at,
                is_stale: *heads_root != root,
                has_strokes: row.is_some_and(|row| row.strokes != "[]"),
            })
        })
        .collect())
}

fn last_return(view: &InspectionView) -> Option<Instant> {
    let is_return = |entry: &&Entry| matches!(entry.change, Change::Returned { .. });
    view.history().iter().rev().find(is_return).map(|entry| entry.at)
}

fn history(
    view: &InspectionView,
    account: Option<&crate::opened::Account>,
    people: &[people::PersonRow],
) -> Vec<HistoryRow> {
    view.history()
        .iter()
        .rev()
        .take(HISTORY_MAX)
        .map(|entry| HistoryRow {
            at: entry.at,
            author_name: log_view::name_of(entry.author, account, people),
            kind: log_view::kind_name(&entry.change).to_owned(),
            item: log_view::item_of(&entry.change),
        })
        .collect()
}
