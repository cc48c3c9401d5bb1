//! Two values side by side, and choosing one of them.

use field_contract::items::{Conflict, ConflictField, ConflictResolveArgs, ConflictValue, Saved};
use field_contract::{ErrorCode, Topic};
use field_domain::raw::UiScope;
use field_domain::{DeviceId, ItemNo, Raw, Segments};
use field_log::{Change, Entry, InspectionView, Target};
use field_store::Connection;
use field_store::journal::{self, Act, Field, Value};

use crate::app::App;
use crate::edit;
use crate::error::{self, Result};
use crate::redaction::plain;

const FIELDS: [ConflictField; 4] =
    [ConflictField::Mark, ConflictField::Reading, ConflictField::Text, ConflictField::Note];

/// The conflicts of an item; own words are shown as they were typed.
pub(crate) fn of_item(
    conn: &Connection,
    view: &InspectionView,
    inspection: field_domain::InspectionId,
    item: ItemNo,
    device: DeviceId,
) -> Result<Vec<Conflict>> {
    let mut found = Vec::new();
    for field in FIELDS {
        let heads = view.heads(target(field, item));
        if heads.len() < 2 {
            continue;
        }
        let own = own_words(conn, inspection, journal_field(field, item))?;
        let values = heads.iter().map(|entry| value(entry, device, own.as_ref())).collect();
        found.push(Conflict { field, values });
    }
    Ok(found)
}

/// Makes one of the values the only one; all stay in the history.
///
/// # Errors
/// `NotFound` if the operation is not one of the values, `AlreadySubmitted`.
pub fn resolve(app: &App, args: ConflictResolveArgs) -> Result<Saved> {
    let opened = app.opened()?;
    let at = app.now();
    let field = journal_field(args.field, args.item);
    opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        let view = edit::view(tx, args.inspection)?;
        let entry = view
            .heads(target(args.field, args.item))
            .iter()
            .find(|entry| entry.id == args.operation)
            .ok_or_else(|| error::of(ErrorCode::NotFound, "not one of the values"))?;
        let own =
            own_words(tx, args.inspection, field)?.filter(|_| entry.device == opened.device.id);
        let chosen = match &entry.change {
            Change::MarkSet { mark, .. } => Value::Mark(*mark),
            Change::ReadingSet { reading, .. } => Value::Reading(*reading),
            Change::TextSet { text, .. } | Change::NoteSet { text, .. } => {
                let logged = text.as_ref().map(ToString::to_string).unwrap_or_default();
                Value::Words(own.unwrap_or_else(|| Raw::new(logged)))
            }
            _ => return Err(error::of(ErrorCode::NotFound, "not one of the values")),
        };
        // The base of this edit is all heads, so both values are replaced.
        let item = Some(args.item);
        edit::save_in(tx, &opened, args.inspection, field, item, &chosen, Act::Edit, at)
    })?;
    app.changed(&[Topic::Items, Topic::Redactions, Topic::Sync]);
    Ok(Saved { at })
}

fn value(entry: &Entry, device: DeviceId, own: Option<&Raw<String>>) -> ConflictValue {
    let is_mine = entry.device == device;
    let mut value = ConflictValue {
        operation: entry.id,
        mark: None,
        reading: None,
        text: None,
        is_mine,
        at: entry.at,
    };
    match &entry.change {
        Change::MarkSet { mark, .. } => value.mark = *mark,
        Change::ReadingSet { reading, .. } => value.reading = *reading,
        Change::TextSet { text, .. } | Change::NoteSet { text, .. } => {
            let own: Option<Segments> =
                own.filter(|_| is_mine).map(|words| plain(words.expose(&UiScope)));
            value.text = own.or_else(|| text.clone());
        }
        _ => {}
    }
    value
}

fn own_words(
    conn: &Connection,
    inspection: field_domain::InspectionId,
    field: Field,
) -> Result<Option<Raw<String>>> {
    Ok(journal::now(conn, inspection, field)?.and_then(|now| match now.value {
        Value::Words(words) => Some(words),
        _ => None,
    }))
}

fn target(field: ConflictField, item: ItemNo) -> Target {
    journal_field(field, item).target()
}

fn journal_field(field: ConflictField, item: ItemNo) -> Field {
    match field {
        ConflictField::Mark => Field::Mark(item),
        ConflictField::Reading => Field::Reading(item),
        ConflictField::Text => Field::Text(item),
        ConflictField::Note => Field::Note(item),
    }
}
