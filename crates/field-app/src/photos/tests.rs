//! Whole use cases of photos that belong together, or to another item.

use field_contract::ErrorCode;
use field_contract::inspections::{InspectionArgs, PhotoView};
use field_contract::items::{FindingSaveArgs, ItemArgs, MarkSaveArgs};
use field_contract::photos::{
    PhotoArgs, PhotoMatchArgs, PhotoMove, PhotoMoveArgs, PhotoPairArgs, StaysReason,
};
use field_domain::{FindingFields, InspectionId, ItemNo, Mark, PhotoId, Severity};
use field_testkit::pictures::{CameraExif, kitchen, with_camera_exif};

use super::{match_by_time, move_to_items, pair, remove, unpair};
use crate::test_bench::{Bench, ITEM};
use crate::{edit, inspections, items};

const OTHER: ItemNo = ItemNo(2);

fn taken_at(time: &str) -> Vec<u8> {
    let exif = CameraExif {
        make: "Example Optics".into(),
        model: "Field 7".into(),
        serial: "SN-0042-TEST".into(),
        latitude: 41.881_9,
        longitude: -87.627_8,
        taken: format!("2026:09:21 {time}"),
        owner: "Robin Sample".into(),
        description: "Rice in reach-in 2".into(),
        orientation: 1,
        has_thumbnail: false,
    };
    with_camera_exif(&kitchen(3, 320, 240), &exif).expect("the values are in range")
}

fn mark(bench: &Bench, inspection: InspectionId, item: ItemNo) {
    let args = MarkSaveArgs { inspection, item, mark: Some(Mark::In) };
    items::save_mark(&bench.app, args).expect("is saved");
}

fn photos_of(bench: &Bench, inspection: InspectionId, item: ItemNo) -> Vec<PhotoView> {
    let detail = inspections::open(&bench.app, InspectionArgs { inspection }).expect("opens");
    detail.items.into_iter().find(|state| state.item == item).expect("is there").photos
}

fn move_to(
    bench: &Bench,
    inspection: InspectionId,
    photo: PhotoId,
    item: ItemNo,
) -> Result<(), ErrorCode> {
    let args = PhotoMoveArgs { inspection, moves: vec![PhotoMove { photo, item }] };
    move_to_items(&bench.app, args).map(|_| ()).map_err(|failure| failure.code())
}

/// The bench's clock begins at 14:13:20 UTC: item 1 is answered then, item 2 twenty minutes later.
#[test]
fn photos_are_proposed_for_the_item_that_was_answered_at_their_time_and_nothing_moves_by_itself() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    mark(&bench, inspection, ITEM);
    bench.pass_minutes(20);
    mark(&bench, inspection, OTHER);
    // An hour ahead of universal time, as a camera in Berlin in winter is.
    let times = ["15:12:00", "15:31:00", "18:00:00"];
    let mut photos: Vec<_> =
        times.iter().map(|time| bench.photo_of(inspection, &taken_at(time))).collect();
    photos.push(bench.photo(inspection));
    let args =
        |clock_ahead_min| PhotoMatchArgs { inspection, photos: photos.clone(), clock_ahead_min };
    let seen = match_by_time(&bench.app, args(60)).expect("is matched").matches;
    let proposed: Vec<_> = seen.iter().map(|one| (one.photo, one.proposed, one.stays)).collect();
    let expected = [
        (photos[0], Some(ITEM), None),
        (photos[1], Some(OTHER), None),
        (photos[2], None, Some(StaysReason::NothingNear)),
        (photos[3], None, Some(StaysReason::NoTime)),
    ];
    assert_eq!(proposed, expected);
    assert_eq!(photos_of(&bench, inspection, ITEM).len(), 4, "all are where they were");
    let off = match_by_time(&bench.app, args(-600)).expect("is matched").matches;
    assert!(off.iter().all(|one| one.proposed.is_none()), "another clock, no match");
}

#[test]
fn a_photo_moves_with_its_history_and_its_operation_and_comes_back() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    let photo = bench.photo(inspection);
    bench.app.finish_work().expect("works");
    bench.approve(inspection, photo);
    move_to(&bench, inspection, photo, OTHER).expect("moves");
    bench.app.finish_work().expect("works");
    assert!(photos_of(&bench, inspection, ITEM).is_empty());
    assert_eq!(photos_of(&bench, inspection, OTHER).len(), 1);
    let opened = bench.app.opened().expect("is open");
    let item_in_log = || {
        let view = edit::view(&opened.reader(), inspection).expect("folds");
        view.photos().map(|(_, fields)| fields.item).collect::<Vec<_>>()
    };
    assert_eq!(item_in_log(), [OTHER], "the office sees it there");

    let undone = items::undo(&bench.app, ItemArgs { inspection, item: ITEM });
    assert_eq!(
        undone.map_err(|failure| failure.code()).err(),
        Some(ErrorCode::NothingToUndo),
        "the item that it left cannot take it away"
    );
    move_to(&bench, inspection, photo, ITEM).expect("comes back");
    bench.app.finish_work().expect("works");
    assert_eq!(item_in_log(), [ITEM]);
    assert_eq!(
        move_to(&bench, inspection, photo, ItemNo(9999)),
        Err(ErrorCode::NotFound),
        "there is no such item"
    );
}

#[test]
fn a_photo_that_something_else_holds_stays() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    let [first, second, shown] = [(); 3].map(|()| bench.photo(inspection));
    let args = PhotoPairArgs { inspection, before: first, after: second };
    pair(&bench.app, args).expect("is a pair");
    let fields = FindingFields {
        item: ITEM,
        severity: Severity::Core,
        due: None,
        is_corrected_on_site: false,
        is_repeat: false,
        text: "Gasket torn".to_owned(),
        photos: vec![shown],
    };
    items::save_finding(&bench.app, FindingSaveArgs { inspection, finding: None, fields })
        .expect("is saved");
    for photo in [first, second, shown] {
        assert_eq!(move_to(&bench, inspection, photo, OTHER), Err(ErrorCode::Invalid));
    }
    let args = PhotoMatchArgs { inspection, photos: vec![second, shown], clock_ahead_min: 0 };
    let seen = match_by_time(&bench.app, args).expect("is matched").matches;
    let stays: Vec<_> = seen.iter().map(|one| one.stays).collect();
    assert!(stays.contains(&Some(StaysReason::InPair)), "{stays:?}");
    assert!(stays.contains(&Some(StaysReason::InFinding)), "{stays:?}");
}

#[test]
fn a_pair_is_shown_travels_and_is_parted_and_undone() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    let [before, after, third] = [(); 3].map(|()| bench.photo(inspection));
    bench.app.finish_work().expect("works");
    for photo in [before, after, third] {
        bench.approve(inspection, photo);
    }
    let pair_of = || {
        let photos = photos_of(&bench, inspection, ITEM);
        photos.iter().find_map(|view| view.before.map(|before| (before, view.photo)))
    };
    let code = |before, after| {
        let args = PhotoPairArgs { inspection, before, after };
        pair(&bench.app, args).map(|_| ()).map_err(|failure| failure.code())
    };
    assert_eq!(code(before, before), Err(ErrorCode::Invalid), "one photo is no pair");
    assert_eq!(code(before, after), Ok(()));
    assert_eq!(code(third, before), Err(ErrorCode::Invalid), "it is half of a pair already");
    assert_eq!(pair_of(), Some((before, after)));
    bench.app.finish_work().expect("works");
    let opened = bench.app.opened().expect("is open");
    let in_log = || {
        let view = edit::view(&opened.reader(), inspection).expect("folds");
        view.photos().find_map(|(id, fields)| fields.before.map(|before| (before, id)))
    };
    assert_eq!(in_log(), Some((before, after)), "the office sees the pair");

    let here = ItemArgs { inspection, item: ITEM };
    items::undo(&bench.app, here).expect("is undone");
    assert_eq!(pair_of(), None);
    items::redo(&bench.app, here).expect("is done again");
    assert_eq!(pair_of(), Some((before, after)));
    remove(&bench.app, PhotoArgs { inspection, photo: before }).expect("is taken back");
    assert_eq!(pair_of(), None, "half a pair is a photo like others");
    items::undo(&bench.app, here).expect("is undone");
    unpair(&bench.app, PhotoArgs { inspection, photo: after }).expect("is parted");
    bench.app.finish_work().expect("works");
    assert_eq!(in_log(), None);
}
