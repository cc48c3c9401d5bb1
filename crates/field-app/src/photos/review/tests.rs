//! Approving a photo again: what waits is recalled, and what was sent is superseded.

use field_clearance::{FrameKind, Verdict};
use field_contract::ErrorCode;
use field_contract::photos::PhotoArgs;
use field_contract::redaction::{PhotoApproveArgs, PhotoDrawing};
use field_domain::drawing::Place;
use field_domain::{
    BlobId, DrawingKind, InspectionId, Instant, PhotoId, PictureSize, Region, RegionKind,
    RejectReason, RejectedRegion, RelRect,
};
use field_log::Target;
use field_store::photos::{self as rows, PhotoState};
use field_store::{blobs, clearances, operations, outbox};

use super::{approve, open};
use crate::photos::{details, verify};
use crate::test_bench::{Bench, ITEM};
use crate::{edit, inspections};

/// The blobs whose manifests wait.
fn waiting(bench: &Bench) -> Vec<BlobId> {
    let opened = bench.app.opened().expect("is open");
    let rows = outbox::list(&opened.reader(), Instant(i64::MAX)).expect("readable");
    let is_blob = |row: &outbox::OutboxRow| row.kind == FrameKind::BlobManifest;
    rows.into_iter().filter(is_blob).map(|row| row.subject).collect()
}

/// The blobs that the log shows for the photo.
fn shown(bench: &Bench, inspection: InspectionId) -> Vec<BlobId> {
    let opened = bench.app.opened().expect("is open");
    let view = edit::view(&opened.reader(), inspection).expect("folds");
    let fields: Vec<_> = view.photos().map(|(_, fields)| fields.clone()).collect();
    assert_eq!(fields.len(), 1, "one photo, one truth");
    vec![fields[0].thumbnail.blob, fields[0].picture.blob]
}

fn prepared() -> (Bench, InspectionId, PhotoId) {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    let photo = bench.photo(inspection);
    bench.app.finish_work().expect("works");
    (bench, inspection, photo)
}

#[test]
fn a_picture_that_was_not_sent_is_recalled_by_a_second_approval() {
    let (bench, inspection, photo) = prepared();
    bench.approve(inspection, photo);
    let first = waiting(&bench);
    assert_eq!(first, shown(&bench, inspection));
    bench.approve(inspection, photo);
    let second = waiting(&bench);
    assert_eq!(second, shown(&bench, inspection), "the new pictures wait, and no others");
    assert!(first.iter().all(|blob| !second.contains(blob)), "the old ones were taken back");
    let opened = bench.app.opened().expect("is open");
    for blob in first {
        let state = blobs::state(&opened.reader(), blob).expect("readable");
        assert_eq!(state, None, "forgotten");
        assert!(!opened.blobs.join(blob.to_string()).exists(), "and its file is gone");
    }
}

#[test]
fn a_picture_that_was_sent_is_superseded_by_a_second_approval() {
    let (bench, inspection, photo) = prepared();
    bench.approve(inspection, photo);
    let first = shown(&bench, inspection);
    let opened = bench.app.opened().expect("is open");
    let all = outbox::list(&opened.reader(), Instant(i64::MAX)).expect("readable");
    let sent = opened.write(|tx| {
        for row in &all {
            outbox::mark_sent(tx, row.row, Instant(1))?;
        }
        Ok(())
    });
    sent.expect("is written down");
    bench.approve(inspection, photo);
    let heads = operations::heads(&opened.reader(), inspection, Target::Photo(photo));
    assert_eq!(heads.expect("readable").len(), 1, "the new operation names the old one");
    let second = shown(&bench, inspection);
    assert_ne!(first, second, "office and report show the new picture");
    assert_eq!(waiting(&bench), second, "which is sent");
}

#[test]
fn why_a_found_box_stays_open_is_kept_and_told() {
    let (bench, inspection, photo) = prepared();
    let rect = RelRect::new(0.1, 0.1, 0.3, 0.3).expect("a box");
    let found = Region { kind: RegionKind::Face, rect, score: 0.8 };
    let opened = bench.app.opened().expect("is open");
    let row = rows::get(&opened.reader(), photo).expect("readable").expect("is there");
    let row = rows::PhotoRow { state: PhotoState::Found, found: vec![found], ..row };
    opened.write(|tx| Ok(rows::update(tx, &row)?)).expect("is written down");

    let away = RejectedRegion { rect, reason: RejectReason::Consent };
    let args = PhotoApproveArgs {
        inspection,
        photo,
        regions: Vec::new(),
        rejected: vec![away],
        drawings: Vec::new(),
        size: None,
    };
    approve(&bench.app, args).expect("has a reason");
    let at = PhotoArgs { inspection, photo };
    assert_eq!(open(&bench.app, at).expect("opens").rejected, [away], "the screen can show it");
    let cleared = clearances::list(&opened.reader(), inspection).expect("readable");
    let picture = cleared.iter().find(|row| row.what == "picture").expect("is queued");
    let ledger = &picture.certificate.parts[0].ledger;
    assert_eq!(ledger[0].verdict, Verdict::Kept(RejectReason::Consent), "the ledger has it");
    let args = field_contract::inspections::InspectionArgs { inspection };
    let detail = inspections::open(&bench.app, args).expect("opens");
    let state = detail.items.iter().find(|state| state.item == ITEM).expect("is there");
    assert_eq!(state.photos[0].rejected.consent, 1, "the office sees the code");

    let args = PhotoApproveArgs {
        inspection,
        photo,
        regions: Vec::new(),
        rejected: Vec::new(),
        drawings: Vec::new(),
        size: None,
    };
    approve(&bench.app, args).expect("settled before");
    assert_eq!(open(&bench.app, at).expect("opens").rejected, [away], "and it stays");
}

#[test]
fn a_picture_is_shown_to_come_of_its_original_with_boxes_and_drawings_alone() {
    let (bench, inspection, photo) = prepared();
    let at = PhotoArgs { inspection, photo };
    let early = verify(&bench.app, at).map_err(|cause| cause.code());
    assert_eq!(early, Err(ErrorCode::NotReady), "nothing has left yet");
    assert_eq!(details(&bench.app, at).expect("is there").origin, None);

    let point = |x, y| Place { x, y }.try_into().expect("on the photo");
    let arrow = PhotoDrawing {
        kind: DrawingKind::Arrow,
        from: point(0.5, 0.5),
        to: point(0.9, 0.2),
        words: "Torn, call 212-555-0142".into(),
    };
    let rect = RelRect::new(0.1, 0.5, 0.4, 0.9).expect("a box");
    let regions = vec![Region { kind: RegionKind::Marked, rect, score: 1.0 }];
    let drawings = vec![arrow.clone()];
    let args =
        PhotoApproveArgs { inspection, photo, regions, rejected: Vec::new(), drawings, size: None };
    approve(&bench.app, args).expect("may leave");

    assert_eq!(open(&bench.app, at).expect("opens").drawings, [arrow], "it can be changed again");
    let opened = bench.app.opened().expect("is open");
    let row = rows::get(&opened.reader(), photo).expect("readable").expect("is there");
    let origin = row.blobs.expect("is sealed").origin.expect("is written down");
    let words = origin.drawn[0].words.as_ref().expect("has words").to_string();
    assert!(words.starts_with("Torn") && !words.contains("555"), "what was burnt in: {words}");

    let seen = verify(&bench.app, at).expect("the original is here");
    assert!(seen.is_original && seen.is_picture);
    assert!(seen.changed_blocks > 0, "the box shows");
    assert_eq!(seen.changed_outside, 0, "and nothing else does, the drawing being known");
    let told = details(&bench.app, at).expect("is there").origin.expect("is told");
    assert_eq!(told.original, origin.provenance.original.to_string());
    let view = edit::view(&opened.reader(), inspection).expect("folds");
    let left = view.photos().find(|(id, _)| *id == photo).expect("is in the log").1;
    assert_eq!(
        left.provenance.as_ref(),
        Some(&origin.provenance),
        "the office can ask for the proof"
    );
}

#[test]
fn a_drawing_with_too_many_words_is_refused() {
    let (bench, inspection, photo) = prepared();
    let point = |x, y| Place { x, y }.try_into().expect("on the photo");
    let long = PhotoDrawing {
        kind: DrawingKind::Text,
        from: point(0.0, 0.0),
        to: point(0.0, 0.0),
        words: "a".repeat(201),
    };
    let (regions, rejected) = (Vec::new(), Vec::new());
    let args =
        PhotoApproveArgs { inspection, photo, regions, rejected, drawings: vec![long], size: None };
    let outcome = approve(&bench.app, args).map_err(|cause| cause.code());
    assert_eq!(outcome, Err(ErrorCode::Invalid));
}

#[test]
fn a_photo_leaves_as_large_as_the_person_chose_and_says_so() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    let photo = bench.photo_of(inspection, &field_testkit::pictures::kitchen(4, 3200, 400));
    bench.app.finish_work().expect("works");
    let at = PhotoArgs { inspection, photo };
    assert_eq!(open(&bench.app, at).expect("opens").size, PictureSize::Report, "as policy says");
    let approved = |size| {
        let (regions, rejected, drawings) = (Vec::new(), Vec::new(), Vec::new());
        let args = PhotoApproveArgs { inspection, photo, regions, rejected, drawings, size };
        approve(&bench.app, args).expect("is approved");
        let opened = bench.app.opened().expect("is open");
        let row = rows::get(&opened.reader(), photo).expect("readable").expect("is there");
        let blobs = row.blobs.expect("is sealed");
        (blobs.width_px, blobs.origin.expect("says where it comes from").provenance.size)
    };
    assert_eq!(approved(None), (2016, Some(PictureSize::Report)));
    assert_eq!(approved(Some(PictureSize::Evidence)), (3024, Some(PictureSize::Evidence)));
    assert_eq!(open(&bench.app, at).expect("opens").size, PictureSize::Evidence, "it is kept");
    let origin = details(&bench.app, at).expect("is known").origin.expect("is approved");
    assert_eq!(origin.size, Some(PictureSize::Evidence));
    let seen = verify(&bench.app, at).expect("is compared");
    assert!(seen.is_original && seen.is_picture);
    assert_eq!(seen.changed_outside, 0, "compared at the size that left");
}
