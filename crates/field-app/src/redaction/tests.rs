//! Whole use cases of the review: by hand, with reasons, and as it is shown.

use field_clearance::{EngineRefusal, FrameCertificate, Verdict};
use field_contract::ErrorCode;
use field_contract::drafts::{DraftArgs, DraftSaveArgs, DraftSubject};
use field_contract::items::{ItemArgs, TextSaveArgs};
use field_contract::redaction::{
    ReviewArgs, ReviewState, Subject, TextDecideArgs, TextDecision, TextRefusal, TextReview,
};
use field_domain::{InspectionId, Label, RejectReason};
use field_store::clearances;

use crate::test_bench::{Bench, ITEM};
use crate::{drafts, items, redaction};

const SUBJECT: Subject = Subject::Note { item: ITEM };
/// A text in a script that the engine has no rules for.
const FOREIGN: &str = "Позвоните Ивану Петрову";

/// A note that waits for a look.
pub(super) struct Note {
    pub bench: Bench,
    pub inspection: InspectionId,
    original: String,
}

impl Note {
    pub fn new(text: &str) -> Self {
        Self::of(Bench::new(1), text)
    }

    /// A note of a new inspection in a profile that is there.
    pub fn of(bench: Bench, text: &str) -> Self {
        let inspection = bench.inspection();
        let args = TextSaveArgs { inspection, item: ITEM, text: text.to_owned() };
        items::save_note(&bench.app, args).expect("is saved");
        Self { bench, inspection, original: text.to_owned() }
    }

    pub fn open(&self) -> TextReview {
        let args = ReviewArgs { inspection: self.inspection, subject: SUBJECT };
        redaction::open_text(&self.bench.app, args).expect("opens")
    }

    fn args(&self, decisions: &[TextDecision]) -> TextDecideArgs {
        TextDecideArgs {
            inspection: self.inspection,
            subject: SUBJECT,
            original: self.original.clone(),
            decisions: decisions.to_vec(),
        }
    }

    pub fn preview(&self, decisions: &[TextDecision]) -> Result<TextReview, ErrorCode> {
        redaction::preview_text(&self.bench.app, self.args(decisions)).map_err(|e| e.code())
    }

    pub fn approve(&self, decisions: &[TextDecision]) -> Result<(), ErrorCode> {
        redaction::approve_text(&self.bench.app, self.args(decisions))
            .map(|_| ())
            .map_err(|e| e.code())
    }

    /// A place of the text as the screens count it.
    fn place(&self, words: &str) -> (u32, u32) {
        let at = self.original.find(words).expect("the words are in the text");
        let units = |text: &str| u32::try_from(text.encode_utf16().count()).expect("short");
        let start = units(self.original.get(..at).expect("a border"));
        (start, start + units(words))
    }

    pub fn remove(&self, words: &str, label: Label) -> TextDecision {
        let (start, end) = self.place(words);
        TextDecision::Remove { start, end, label }
    }

    pub fn keep(&self, words: &str, reason: RejectReason) -> TextDecision {
        let (start, end) = self.place(words);
        TextDecision::Keep { start, end, reason }
    }

    /// The certificate of the note's operation, if it is in the outbox.
    pub fn certificate(&self) -> Option<FrameCertificate> {
        let opened = self.bench.app.opened().expect("is open");
        let rows = clearances::list(&opened.reader(), self.inspection).expect("readable");
        rows.into_iter().rev().find(|row| row.what == "note_set").map(|row| row.certificate)
    }
}

#[test]
fn a_text_that_no_engine_can_judge_leaves_when_a_person_read_it_by_hand() {
    let note = Note::new(FOREIGN);
    let review = note.open();
    assert_eq!(review.state, ReviewState::ByHand);
    assert_eq!(review.refusal, Some(TextRefusal::UnknownScript), "the screen can say why");
    assert_eq!(review.original, FOREIGN, "the person sees the original");

    let mark = note.remove("Ивану Петрову", Label::Person);
    let shown = note.preview(&[mark]).expect("the mark fits");
    assert_eq!(shown.redacted.to_string(), "Позвоните [PERSON-1]", "and what would leave");
    assert_eq!(shown.spans.len(), 1, "with the mark as a place");

    assert_eq!(note.approve(&[mark]), Err(ErrorCode::Withheld), "nobody said that they read it");
    assert_eq!(note.certificate(), None, "and nothing of it is in the outbox");
    note.approve(&[mark, TextDecision::ReadByHand]).expect("a person read it");

    assert_eq!(note.open().state, ReviewState::Cleared);
    assert_eq!(note.open().redacted.to_string(), "Позвоните [PERSON-1]");
    let certificate = note.certificate().expect("it is in the outbox");
    let part = &certificate.parts[0];
    assert_eq!(part.refusal, Some(EngineRefusal::UnknownScript), "why it was done by hand");
    assert!(part.look.is_some(), "and who did it");
    let item = ItemArgs { inspection: note.inspection, item: ITEM };
    let state = items::open(&note.bench.app, item).expect("opens").state;
    assert!(state.is_by_hand, "the office can see that no engine judged it");
}

#[test]
fn a_text_without_personal_data_may_leave_by_hand_without_a_mark() {
    let note = Note::new("Прокладка порвана");
    note.approve(&[TextDecision::ReadByHand]).expect("a person read it and found nothing");
    assert_eq!(note.open().redacted.to_string(), "Прокладка порвана");
}

#[test]
fn reading_by_hand_is_no_way_round_the_engine() {
    let note = Note::new("Write to kim@example.com about the gasket");
    note.approve(&[TextDecision::ReadByHand]).expect("it can leave");
    let left = note.open().redacted.to_string();
    assert_eq!(left, "Write to [EMAIL-1] about the gasket", "what the engine found is removed");
    assert_eq!(note.certificate().expect("queued").parts[0].refusal, None);
}

#[test]
fn the_preview_shows_every_decision_on_places() {
    let note = Note::new("Zoë wrote to kim@example.com, gasket 5550142 is torn");
    let found = note.preview(&[]).expect("previews");
    let email = note.place("kim@example.com");
    assert!(found.spans.iter().any(|span| (span.start, span.end) == email), "{:?}", found.spans);

    let kept = note.keep("kim@example.com", RejectReason::NotPersonal);
    let added = note.remove("Zoë", Label::Person);
    let shown = note.preview(&[kept, added]).expect("fits");
    let places: Vec<_> = shown.spans.iter().map(|span| (span.start, span.end)).collect();
    assert!(places.contains(&note.place("Zoë")), "what was added is a place: {places:?}");
    assert!(!places.contains(&email), "what was kept is none");
    assert!(shown.redacted.to_string().contains("kim@example.com"));

    let relabelled = note.remove("kim@example.com", Label::Handle);
    let shown = note.preview(&[relabelled]).expect("fits");
    let label = shown.spans.iter().find(|span| (span.start, span.end) == email).map(|s| s.label);
    assert_eq!(label, Some(Label::Handle), "another kind is shown as that kind");

    let accepted = TextDecision::Accept { start: email.0, end: email.1 };
    let shown = note.preview(&[accepted]).expect("fits");
    let place = shown.spans.iter().find(|span| (span.start, span.end) == email);
    assert!(place.is_some_and(|span| span.is_certain), "accepted: not in doubt any more");
    let nowhere = TextDecision::Accept { start: 0, end: 1 };
    assert_eq!(note.preview(&[nowhere]).err(), Some(ErrorCode::Invalid), "nothing was found there");
}

#[test]
fn why_a_place_was_kept_stands_in_the_ledger_and_reaches_the_office_as_a_code() {
    let note = Note::new("Write to kim@example.com about the gasket");
    let keep = note.keep("kim@example.com", RejectReason::Consent);
    note.approve(&[keep]).expect("the person agreed");
    let certificate = note.certificate().expect("it is in the outbox");
    let entry = &certificate.parts[0].ledger[0];
    assert_eq!((entry.label, entry.verdict), (Label::Email, Verdict::Kept(RejectReason::Consent)));
    assert!(entry.score_permille > 0 && !entry.rule.is_empty(), "{entry:?}");
    let item = ItemArgs { inspection: note.inspection, item: ITEM };
    let state = items::open(&note.bench.app, item).expect("opens").state;
    assert_eq!(state.rejected.consent, 1, "a count, and no words");
}

#[test]
fn a_draft_survives_a_restart_and_goes_when_it_is_approved() {
    let note = Note::new(FOREIGN);
    let subject = DraftSubject::Review { subject: SUBJECT };
    let value = "the decisions, as the screen wrote them".to_owned();
    let args = DraftSaveArgs { inspection: note.inspection, subject, value: value.clone() };
    drafts::save(&note.bench.app, args).expect("is kept");
    note.bench.restart();
    let args = DraftArgs { inspection: note.inspection, subject };
    let draft = || drafts::open(&note.bench.app, args).expect("opens");
    assert_eq!(draft().value, Some(value.clone()));
    for entry in std::fs::read_dir(note.bench.profile()).expect("readable").flatten() {
        let Ok(bytes) = std::fs::read(entry.path()) else { continue };
        let needle = value.as_bytes();
        let is_open = bytes.windows(needle.len()).any(|window| window == needle);
        assert!(!is_open, "{} holds the draft in the open", entry.path().display());
    }
    note.approve(&[TextDecision::ReadByHand]).expect("leaves");
    assert_eq!(draft().value, None, "it is finished");
}
