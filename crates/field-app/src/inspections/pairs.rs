//! Which photos of an item are a pair.

use std::collections::BTreeSet;

use field_contract::inspections::PhotoView;
use field_domain::PhotoId;

/// Takes back what a photo says of the one before it, if that one is not there, or is half of another
/// pair: it may have been taken back or put under another item since.
pub(super) fn keep_standing(photos: &mut [PhotoView]) {
    let there: BTreeSet<PhotoId> = photos.iter().map(|view| view.photo).collect();
    let mut halves = BTreeSet::new();
    for view in photos {
        let Some(before) = view.before else { continue };
        let is_free = before != view.photo && !halves.contains(&view.photo);
        if is_free && there.contains(&before) && halves.insert(before) {
            halves.insert(view.photo);
        } else {
            view.before = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use field_contract::sync::SyncState;
    use field_domain::RejectCounts;

    fn view(photo: u128, before: Option<u128>) -> PhotoView {
        let id = |number: u128| PhotoId(uuid::Uuid::from_u128(number));
        PhotoView {
            photo: id(photo),
            caption: None,
            before: before.map(id),
            is_present: true,
            faces_filled: 0,
            texts_filled: 0,
            marked_filled: 0,
            rejected: RejectCounts::default(),
            sync: SyncState::Sent,
        }
    }

    #[test]
    fn a_photo_is_in_one_pair_at_most_and_only_with_one_that_is_there() {
        let mut photos = [
            view(1, None),
            view(2, Some(1)),
            view(3, Some(1)),
            view(4, Some(9)),
            view(5, Some(5)),
            view(6, Some(2)),
        ];
        keep_standing(&mut photos);
        let paired: Vec<_> = photos.iter().filter(|view| view.before.is_some()).collect();
        assert_eq!(paired.len(), 1, "the first pair stands");
        assert_eq!(paired[0].photo, photos[1].photo);
    }
}
