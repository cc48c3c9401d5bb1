//! Whole use cases: the organisation's policy, what was taught, and what would leave otherwise now.

use field_clearance::Verdict;
use field_contract::items::SpanReason;
use field_contract::redaction::{
    ClearAnew, LabelCount, LessonForgetArgs, PolicyShown, ReviewArgs, ReviewState, Subject,
    TextRefusal,
};
use field_contract::{ErrorCode, NoArgs};
use field_domain::{Action, Hash32, Instant, Label, OpId, PolicyName, RejectReason};
use field_log::{Change, Target};
use field_store::{operations, outbox};

use super::clear;
use super::tests::Note;
use crate::redaction;
use crate::test_bench::{Bench, ITEM};

fn choose(bench: &Bench, policy: PolicyName) {
    let opened = bench.app.opened().expect("is open");
    crate::policy::take(&opened, Some(policy), None, bench.app.now()).expect("is kept");
}

/// A note under a policy that cleared by itself.
fn cleared(bench: Bench, text: &str) -> Note {
    let note = Note::of(bench, text);
    let count = clear::pending(&note.bench.app, note.inspection, 0).expect("clears");
    assert_eq!(count, 1, "nothing wants a look");
    note
}

#[test]
fn the_servers_policy_decides_what_leaves_and_stands_in_the_certificate() {
    let bench = Bench::new(1);
    choose(&bench, PolicyName::FoodSafety);
    bench.restart();
    let note = cleared(bench, "Oysters from Portugal, truck at 40.712776, -74.005974");
    let review = note.open();
    let name = PolicyName::FoodSafety;
    assert_eq!(review.policy, PolicyShown::Ready { name }, "also after a restart");
    assert_eq!(review.redacted.to_string(), "Oysters from Portugal, truck at [GPS 40.71, -74.01]");
    assert_eq!(review.spans.len(), 1, "what stays is no place");
    assert_eq!(review.spans[0].action, Action::Coarsen, "the screen can say what stands there");
    let certificate = note.certificate().expect("it is in the outbox");
    assert_eq!(certificate.policy, 7);
    assert_eq!(certificate.parts[0].policy_name, "food-safety");
    let opened = note.bench.app.opened().expect("is open");
    let all = operations::of_inspection(&opened.reader(), note.inspection).expect("readable");
    let last = all.last().expect("the note was logged");
    assert_eq!(last.header.version, 2, "an older program keeps it unread");
    assert_eq!(last.header.clearance.policy, 7);
}

#[test]
fn the_jobs_own_site_stays_or_goes_as_the_policy_says() {
    let text = "Harbour Grill, 12 Quay St: the owner of 14 Quay Street came, Grill closed";
    let stays = cleared(Bench::new(1), text);
    assert_eq!(
        stays.open().redacted.to_string(),
        "Harbour Grill, 12 Quay St: the owner of [ADDRESS-1] came, Grill closed",
        "the report is about the site, not about its neighbour"
    );
    choose(&stays.bench, PolicyName::Strict);
    let note = Note::of(stays.bench, text);
    assert_eq!(
        note.open().redacted.to_string(),
        "[PERSON-1], [ADDRESS]: the owner of [ADDRESS] came, [PERSON-2] closed"
    );
}

#[test]
fn a_policy_that_wants_the_name_model_makes_texts_wait_and_says_why() {
    let bench = Bench::new(1);
    choose(&bench, PolicyName::HipaaSafeHarbor);
    let note = Note::of(bench, "Gasket torn");
    assert_eq!(clear::pending(&note.bench.app, note.inspection, 0), Ok(0), "nothing leaves");
    let review = note.open();
    assert_eq!(review.state, ReviewState::Waiting);
    assert_eq!(review.refusal, Some(TextRefusal::NameModelMissing));
    assert_eq!(note.approve(&[]), Err(ErrorCode::ModelMissing), "whoever looked");
    choose(&note.bench, PolicyName::Default);
    assert_eq!(clear::pending(&note.bench.app, note.inspection, 0), Ok(1), "now it may");
}

#[test]
fn what_a_person_adds_is_found_in_later_texts_until_it_is_forgotten() {
    let first = Note::new("Kestrel took the key");
    first.approve(&[first.remove("Kestrel", Label::Person)]).expect("leaves");
    let Note { bench, .. } = first;
    let second = cleared(bench, "Kestrel took the key again");
    let review = second.open();
    assert_eq!(review.redacted.to_string(), "[PERSON-1] took the key again");
    assert_eq!(review.spans[0].reason, SpanReason::Taught, "the screen says where it is from");
    let Note { bench, .. } = second;
    bench.restart();

    let list = redaction::list_lessons(&bench.app, NoArgs {}).expect("listed");
    let [lesson] = list.lessons.as_slice() else {
        panic!("one lesson, not {}", list.lessons.len())
    };
    assert_eq!((lesson.phrase.as_str(), lesson.label), ("Kestrel", Label::Person));
    for entry in std::fs::read_dir(bench.profile()).expect("readable").flatten() {
        let Ok(bytes) = std::fs::read(entry.path()) else { continue };
        let is_open = bytes.windows(7).any(|window| window.eq_ignore_ascii_case(b"kestrel"));
        assert!(!is_open, "{} holds the word in the open", entry.path().display());
    }
    let args = LessonForgetArgs { key: lesson.key.clone() };
    redaction::forget_lesson(&bench.app, args).expect("forgotten");
    let third = cleared(bench, "Kestrel took the key a third time");
    assert_eq!(third.open().redacted.to_string(), "Kestrel took the key a third time");
}

#[test]
fn what_a_person_keeps_as_not_personal_stays_in_later_texts_with_its_reason() {
    let text = "Write to desk@example.com about the drain";
    let first = Note::new(text);
    first.approve(&[first.keep("desk@example.com", RejectReason::NotPersonal)]).expect("leaves");
    let Note { bench, .. } = first;
    let second = cleared(bench, text);
    assert_eq!(second.open().redacted.to_string(), text);
    let part = &second.certificate().expect("queued").parts[0];
    assert_eq!(part.ledger[0].verdict, Verdict::KeptAsTaught(RejectReason::NotPersonal));
    assert_eq!(part.kept, 1, "it counts as left by a person");
}

#[test]
fn consent_is_given_once_and_a_locked_kind_is_never_remembered() {
    let text = "Write to kim@example.com about the drain";
    let first = Note::new(text);
    first.approve(&[first.keep("kim@example.com", RejectReason::Consent)]).expect("leaves");
    let Note { bench, .. } = first;
    let second = cleared(bench, text);
    assert_eq!(second.open().redacted.to_string(), "Write to [EMAIL-1] about the drain");

    let card = Note::of(second.bench, "Card 4111 1111 1111 1111");
    let keep = card.keep("4111 1111 1111 1111", RejectReason::NotPersonal);
    assert_eq!(card.approve(&[keep]), Err(ErrorCode::NotAllowed));
    assert!(card.open().spans[0].is_locked, "the screen does not offer it");
    let list = redaction::list_lessons(&card.bench.app, NoArgs {}).expect("listed");
    assert!(list.lessons.is_empty(), "nothing was learnt from either");
}

#[test]
fn a_recheck_lists_what_would_leave_otherwise_and_never_the_text() {
    let bench = Bench::new(1);
    choose(&bench, PolicyName::FoodSafety);
    let note = cleared(bench, "Oysters from Portugal, write to kim@example.com");
    let recheck = || redaction::recheck(&note.bench.app, NoArgs {}).expect("rechecks");
    assert_eq!(recheck().older_count, 0, "it was cleared by what there is");

    choose(&note.bench, PolicyName::Default);
    let found = recheck();
    assert_eq!(found.older_count, 1);
    let [row] = found.differing.as_slice() else { panic!("one row, not {found:?}") };
    assert_eq!((row.subject, row.item), (Subject::Note { item: ITEM }, Some(ITEM)));
    assert_eq!(row.beyond, [LabelCount { label: Label::Location, count: 1 }]);
    assert!(row.no_longer.is_empty() && !row.is_withheld, "{row:?}");
    let told = serde_json::to_string(&found).expect("JSON");
    assert!(!told.contains("Portugal") && !told.contains("kim@"), "{told}");
}

/// Clears the note anew.
fn clear_anew(note: &Note) -> ClearAnew {
    let args = ReviewArgs { inspection: note.inspection, subject: Subject::Note { item: ITEM } };
    redaction::clear_anew(&note.bench.app, args).expect("it was cleared by another policy")
}

/// The heads of the note in the log.
fn heads(note: &Note) -> Vec<OpId> {
    let opened = note.bench.app.opened().expect("is open");
    let target = Target::Note(ITEM);
    operations::heads(&opened.reader(), note.inspection, target).expect("readable")
}

#[test]
fn a_text_that_is_cleared_anew_takes_the_place_of_what_left_before() {
    let bench = Bench::new(1);
    choose(&bench, PolicyName::FoodSafety);
    let note = cleared(bench, "Oysters from Portugal, tags kept");
    let before = heads(&note);
    let opened = note.bench.app.opened().expect("is open");
    let row = outbox::list(&opened.reader(), Instant(0)).expect("readable").pop().expect("queued");
    outbox::mark_sent(&opened.reader(), row.row, Instant(7)).expect("is sent");
    choose(&note.bench, PolicyName::Default);
    let found = redaction::recheck(&note.bench.app, NoArgs {}).expect("rechecks");
    assert_eq!(found.differing[0].sent_at, Some(Instant(7)), "it is said that it was sent");

    let outcome = clear_anew(&note);
    if outcome == ClearAnew::NeedsLook {
        // A country alone is in doubt: the version before stands until somebody looked.
        assert_eq!((heads(&note), note.open().state), (before.clone(), ReviewState::Waiting));
        note.approve(&[]).expect("somebody looked");
    }
    assert!(!note.open().redacted.to_string().contains("Portugal"));
    let after = heads(&note);
    assert_eq!(after.len(), 1, "one value, no conflict");
    assert_ne!(after, before, "a new operation stands in its place");
    let all = operations::of_inspection(&opened.reader(), note.inspection).expect("readable");
    assert!(all.iter().any(|one| before.contains(&one.id)), "what was sent stays in the history");
    let list = redaction::recheck(&note.bench.app, NoArgs {}).expect("rechecks");
    assert!(list.differing.is_empty(), "nothing is left to do");
    let args = ReviewArgs { inspection: note.inspection, subject: Subject::Note { item: ITEM } };
    let again = redaction::clear_anew(&note.bench.app, args).map_err(|cause| cause.code());
    assert_eq!(again, Err(ErrorCode::NotFound), "there is nothing older any more");
}

#[test]
fn what_a_person_marked_goes_again_when_a_text_is_cleared_anew() {
    let note = Note::new("Ossel wrote to desk@example.com");
    note.approve(&[note.remove("Ossel", Label::Person)]).expect("leaves");
    for lesson in redaction::list_lessons(&note.bench.app, NoArgs {}).expect("listed").lessons {
        let args = LessonForgetArgs { key: lesson.key };
        redaction::forget_lesson(&note.bench.app, args).expect("forgotten");
    }
    choose(&note.bench, PolicyName::FoodSafety);
    assert_eq!(clear_anew(&note), ClearAnew::Cleared, "the engine of today has no doubt");
    assert_eq!(note.open().redacted.to_string(), "[PERSON-1] wrote to [EMAIL-1]");
    let part = &note.certificate().expect("queued").parts[0];
    assert_eq!((part.policy, part.added), (7, 1));
    assert!(part.look.is_some(), "the mark rests on the look of then");
}

#[test]
fn nothing_of_an_inspection_that_was_handed_in_is_cleared_anew() {
    let bench = Bench::new(1);
    choose(&bench, PolicyName::FoodSafety);
    let note = cleared(bench, "Oysters from Portugal");
    let opened = note.bench.app.opened().expect("is open");
    let before = heads(&note);
    opened
        .write(|tx| {
            let heads_root = Hash32([0; 32]);
            let change = Change::Submitted { heads_root, blobs: 0 };
            crate::log::append(tx, &opened, note.inspection, Vec::new(), change, None, Instant(1))
        })
        .expect("handed in");
    choose(&note.bench, PolicyName::Default);
    assert_eq!(clear_anew(&note), ClearAnew::HandedIn);
    assert_eq!(heads(&note), before, "the office sees what was handed in");
}

#[test]
fn a_recheck_tells_what_would_go_no_longer_but_not_what_a_person_decided() {
    let note = Note::new("Oysters from Portugal and Ossel, write to kim@example.com");
    let mark = note.remove("Ossel", Label::Organization);
    let keep = note.keep("kim@example.com", RejectReason::Consent);
    note.approve(&[mark, keep]).expect("leaves");
    let opened = note.bench.app.opened().expect("is open");
    // Forgetting what was taught leaves only the ledger to tell what the person decided.
    for lesson in redaction::list_lessons(&note.bench.app, NoArgs {}).expect("listed").lessons {
        let args = LessonForgetArgs { key: lesson.key };
        redaction::forget_lesson(&note.bench.app, args).expect("forgotten");
    }
    choose(&note.bench, PolicyName::FoodSafety);
    let mut steps = Vec::new();
    let found = redaction::recheck_with(&note.bench.app, |done, total| steps.push((done, total)));
    let found = found.expect("rechecks");
    assert_eq!(steps, [(1, 1)], "progress is told");
    let [row] = found.differing.as_slice() else { panic!("one row, not {found:?}") };
    assert_eq!(row.no_longer, [LabelCount { label: Label::Location, count: 1 }]);
    assert!(row.beyond.is_empty(), "the address was kept by a person: {row:?}");
    assert_eq!(opened.policy().rules.name, "food-safety");
}

#[test]
fn what_is_in_doubt_comes_first_in_the_review() {
    use field_contract::inspections::InspectionArgs;
    use field_contract::items::TextSaveArgs;
    use field_domain::ItemNo;

    // Nothing was found in the first text; a country alone is in doubt.
    let note = Note::new("Позвоните Ивану");
    let args = TextSaveArgs {
        inspection: note.inspection,
        item: ItemNo(3),
        text: "Oysters from Portugal".to_owned(),
    };
    crate::items::save_note(&note.bench.app, args).expect("saved");
    let args = InspectionArgs { inspection: note.inspection };
    let queue = redaction::queue(&note.bench.app, args).expect("listed");
    let order: Vec<_> =
        queue.waiting.iter().map(|entry| (entry.item, entry.unsure_count)).collect();
    assert_eq!(
        order,
        [(Some(ItemNo(3)), 1), (Some(ITEM), 0)],
        "doubt before the order of the walk"
    );
}
