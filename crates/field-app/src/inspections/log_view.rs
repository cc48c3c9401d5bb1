//! Reading the log for people: who, what kind, and why it was returned.

use field_contract::inspections::CommentView;
use field_domain::{ItemNo, Segments, UserId};
use field_log::{Change, Entry, InspectionView, Target};
use field_store::people::PersonRow;

use crate::log;
use crate::opened::Account;

/// The name of a person as far as this device knows it.
pub(crate) fn name_of(
    user: UserId,
    account: Option<&Account>,
    people: &[PersonRow],
) -> Option<String> {
    people
        .iter()
        .find(|person| person.user == user)
        .map(|person| person.name.clone())
        .or_else(|| account.filter(|own| own.user == user).map(|own| own.address.clone()))
}

/// The kind of a change as the log names it.
pub(crate) fn kind_name(change: &Change<Segments>) -> &'static str {
    log::kind_of(change)
}

/// The last decision to return the inspection, if it stands returned.
pub(crate) fn return_of(view: &InspectionView) -> Option<&Entry> {
    view.latest(Target::State).filter(|entry| matches!(entry.change, Change::Returned { .. }))
}

/// Comments and reasons, oldest first.
pub(super) fn comments(
    view: &InspectionView,
    account: Option<&Account>,
    people: &[PersonRow],
) -> Vec<CommentView> {
    let mut found = Vec::new();
    for entry in view.history() {
        let author_name = name_of(entry.author, account, people);
        let mut add = |comment, item: Option<ItemNo>, text: &Segments| {
            found.push(CommentView {
                comment,
                item,
                text: text.clone(),
                is_return_reason: comment.is_none(),
                author_name: author_name.clone(),
                at: entry.at,
            });
        };
        match &entry.change {
            Change::CommentAdded { comment, item, text } => add(Some(*comment), *item, text),
            Change::Returned { reasons } => {
                for reason in reasons {
                    add(None, reason.item, &reason.text);
                }
            }
            _ => {}
        }
    }
    found
}

/// The item that a change is about.
pub(super) fn item_of(change: &Change<Segments>) -> Option<ItemNo> {
    match change {
        Change::MarkSet { item, .. }
        | Change::ReadingSet { item, .. }
        | Change::TextSet { item, .. }
        | Change::NoteSet { item, .. } => Some(*item),
        Change::FindingSet { fields, .. } => Some(fields.item),
        Change::PhotoSet { fields, .. } => Some(fields.item),
        Change::TranscriptSet { fields, .. } => Some(fields.item),
        Change::CommentAdded { item, .. } => *item,
        _ => None,
    }
}
