//! Photos that are tied to their item by something else than the item.

use std::collections::{BTreeMap, BTreeSet};

use field_domain::{InspectionId, ItemNo, PhotoId};
use field_store::Connection;
use field_store::journal::{self, Field, FieldNow, Value};

use crate::error::Result;

/// The photos that are half of a pair.
pub(super) fn halves(conn: &Connection, inspection: InspectionId) -> Result<BTreeSet<PhotoId>> {
    Ok(halves_in(&journal::all_now(conn, inspection)?))
}

/// The photos that are half of a pair, and those that a finding shows.
pub(super) fn held(
    conn: &Connection,
    inspection: InspectionId,
) -> Result<(BTreeSet<PhotoId>, BTreeSet<PhotoId>)> {
    let fields = journal::all_now(conn, inspection)?;
    let shown = |now: &FieldNow| match &now.value {
        Value::Finding(Some(fields)) => fields.photos.clone(),
        _ => Vec::new(),
    };
    Ok((halves_in(&fields), fields.iter().flat_map(shown).collect()))
}

fn halves_in(fields: &[FieldNow]) -> BTreeSet<PhotoId> {
    let there: BTreeMap<PhotoId, Option<ItemNo>> = fields
        .iter()
        .filter_map(|now| match (now.field, &now.value) {
            (Field::Photo(photo), Value::Photo { is_present: true, .. }) => Some((photo, now.item)),
            _ => None,
        })
        .collect();
    let pair = |now: &FieldNow| match (now.field, &now.value) {
        (Field::Photo(after), Value::Photo { is_present: true, before: Some(before), .. }) => {
            (there.get(before) == Some(&now.item)).then_some([*before, after])
        }
        _ => None,
    };
    fields.iter().filter_map(pair).flatten().collect()
}
