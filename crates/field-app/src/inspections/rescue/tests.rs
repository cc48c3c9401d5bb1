//! Whole use cases in a profile of their own: a photo and a recording are taken in and cleared, the
//! inspection is rescued, and it goes on in another profile.

use field_clearance::FrameKind;
use field_contract::ErrorCode;
use field_contract::inspections::{InspectionArgs, RescueOpenArgs, RescueSaveArgs};
use field_contract::items::{ItemArgs, TextSaveArgs};
use field_contract::photos::{
    PhotoArgs, PhotoAttachArgs, PhotoCaptionSaveArgs, PhotoPictureArgs, PictureForm,
};
use field_contract::recordings::{
    RecordingArgs, RecordingAttachArgs, TranscriptSaveArgs, TranscriptState,
};
use field_contract::redaction::{PhotoApproveArgs, ReviewState};
use field_domain::{BlobId, InspectionId, Instant, PhotoId};
use field_store::blobs::{self, BlobState};
use field_store::{operations, outbox};

use crate::test_bench::{Bench, ITEM, PASSPHRASE};
use crate::{incoming, inspections, items, office, photos, recordings};

const HOUR_MS: i64 = 3_600_000;

/// What only these tests do.
impl Bench {
    fn picture(
        &self,
        inspection: InspectionId,
        photo: PhotoId,
        form: PictureForm,
    ) -> Option<Vec<u8>> {
        let args = PhotoPictureArgs { inspection, photo, form };
        let picture = photos::picture(&self.app, args).ok()?;
        let bytes = incoming::bytes(&picture.jpeg_base64, u64::MAX / 8, ErrorCode::Invalid);
        Some(bytes.expect("base64").to_vec())
    }

    /// Writes down that the server has everything of this inspection.
    fn confirm_all(&self, inspection: InspectionId) -> Vec<BlobId> {
        let opened = self.app.opened().expect("is open");
        let known = operations::of_inspection(&opened.reader(), inspection).expect("readable");
        let rows = outbox::list(&opened.reader(), Instant(i64::MAX)).expect("readable");
        let is_blob = |row: &&outbox::OutboxRow| row.kind == FrameKind::BlobManifest;
        let ids: Vec<BlobId> = rows.iter().filter(is_blob).map(|row| row.subject).collect();
        let outcome = opened.write(|tx| {
            for (position, operation) in (1..).zip(&known) {
                operations::set_position(tx, operation.id, position)?;
            }
            for row in rows.iter().filter(is_blob) {
                blobs::put(tx, row.subject, inspection, row.bytes, BlobState::Sent)?;
            }
            Ok(())
        });
        outcome.expect("is written down");
        ids
    }

    fn rescue(&self, inspection: InspectionId) -> Vec<u8> {
        let args = RescueSaveArgs { inspection, passphrase: PASSPHRASE.into() };
        let file = super::save(&self.app, args).expect("is saved");
        std::fs::read(file.path).expect("is there")
    }

    fn open(&self, file: &[u8], passphrase: &str) -> Result<InspectionId, ErrorCode> {
        let args =
            RescueOpenArgs { data_base64: incoming::text(file), passphrase: passphrase.into() };
        super::open(&self.app, args).map(|made| made.inspection).map_err(|e| e.code())
    }
}

#[test]
fn a_photo_without_an_engine_waits_for_a_person_and_leaves_only_as_approved() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    let photo = bench.photo(inspection);
    let at = PhotoArgs { inspection, photo };
    let state = || photos::review::open(&bench.app, at).expect("opens").state;
    assert_eq!(state(), ReviewState::Working, "nobody looked yet");
    let early = PhotoApproveArgs {
        inspection,
        photo,
        regions: Vec::new(),
        rejected: Vec::new(),
        drawings: Vec::new(),
        size: None,
    };
    let outcome = photos::review::approve(&bench.app, early).map_err(|e| e.code());
    assert_eq!(outcome.err(), Some(ErrorCode::NotReady), "not before somebody looked");

    bench.app.finish_work().expect("works");
    assert_eq!(state(), ReviewState::ByHand, "without models a person must mark it");
    assert!(bench.picture(inspection, photo, PictureForm::Redacted).is_none(), "nothing is filled");
    assert!(
        bench.picture(inspection, photo, PictureForm::Screen).is_some(),
        "the original is here"
    );
    assert!(!bench.queued().iter().any(|what| what == "picture"), "nothing of it leaves");

    bench.approve(inspection, photo);
    assert_eq!(state(), ReviewState::Cleared);
    let queued = bench.queued();
    let ours: Vec<&str> =
        queued.iter().map(String::as_str).filter(|what| *what != "started").collect();
    assert_eq!(ours, ["thumbnail", "picture", "photo_set"], "small things first");
    assert!(
        bench.picture(inspection, photo, PictureForm::Redacted).is_some(),
        "the sealed one opens"
    );

    bench.approve(inspection, photo);
    let opened = bench.app.opened().expect("is open");
    let target = field_log::Target::Photo(photo);
    let heads = operations::heads(&opened.reader(), inspection, target).expect("readable");
    assert_eq!(
        heads.len(),
        1,
        "a second approval replaces the first, it does not conflict with it"
    );

    photos::remove(&bench.app, at).expect("is taken back");
    bench.app.finish_work().expect("works");
    assert_eq!(bench.queued().last().map(String::as_str), Some("photo_removed"));
    photos::restore(&bench.app, at).expect("is back");
    bench.app.finish_work().expect("works");
    assert_eq!(bench.queued().last().map(String::as_str), Some("photo_set"), "as it was approved");
}

#[test]
fn a_refused_file_leaves_nothing_behind() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    let attach = |bytes: &[u8]| {
        let args = PhotoAttachArgs { inspection, item: ITEM, data_base64: incoming::text(bytes) };
        photos::attach(&bench.app, args).map_err(|e| e.code())
    };
    let whole = field_testkit::pictures::kitchen(3, 640, 480);
    let cases: [(&[u8], ErrorCode); 4] = [
        (b"", ErrorCode::NotAPhoto),
        (b"%PDF-1.7 no photo at all", ErrorCode::NotAPhoto),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", ErrorCode::PhotoHeic),
        (&whole[..whole.len() / 2], ErrorCode::PhotoDamaged),
    ];
    for (bytes, code) in cases {
        assert_eq!(attach(bytes).err(), Some(code));
    }
    let sound = |bytes: &[u8]| {
        let args =
            RecordingAttachArgs { inspection, item: ITEM, data_base64: incoming::text(bytes) };
        recordings::attach(&bench.app, args).map_err(|e| e.code()).err()
    };
    assert_eq!(sound(b""), Some(ErrorCode::RecordingEmpty));
    assert_eq!(sound(&field_speech::wav_bytes(&[])), Some(ErrorCode::RecordingEmpty));
    assert_eq!(sound(&whole), Some(ErrorCode::NotAudio));
    let opened = bench.app.opened().expect("is open");
    assert!(opened.media.list().expect("readable").is_empty(), "no file of a refused one is kept");
}

#[test]
fn a_recording_without_a_model_keeps_its_audio_and_takes_a_typed_text() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    let recording = bench.recording(inspection);
    let at = RecordingArgs { inspection, recording };
    let view = || {
        let item = items::open(&bench.app, ItemArgs { inspection, item: ITEM }).expect("opens");
        item.recordings.into_iter().next()
    };
    assert_eq!(view().expect("is there").state, TranscriptState::Queued);
    bench.app.finish_work().expect("works");
    let state = view().expect("is there").state;
    assert!(
        matches!(
            state,
            TranscriptState::Failed { code: ErrorCode::ModelMissing | ErrorCode::ProcessorTooOld }
        ),
        "it says why, got {state:?}"
    );
    let wav = recordings::audio(&bench.app, at).expect("plays").wav_base64;
    let wav = incoming::bytes(&wav, 1 << 20, ErrorCode::Invalid).expect("base64");
    assert_eq!(field_speech::decode_wav(&wav).expect("is sound").duration_ms(), 700);

    recordings::transcribe(&bench.app, at).expect("is in line again");
    recordings::cancel(&bench.app, at).expect("is out of line");
    let stopped = TranscriptState::Failed { code: ErrorCode::NotReady };
    assert_eq!(view().expect("is there").state, stopped, "it can be asked for again");

    let save = |text: &str, is_accepted| {
        let args = TranscriptSaveArgs { inspection, recording, text: text.into(), is_accepted };
        recordings::save_transcript(&bench.app, args).map_err(|e| e.code()).err()
    };
    assert_eq!(save("  ", true), Some(ErrorCode::Invalid), "nothing cannot be accepted");
    assert_eq!(save("The cooler is warm.", true), None);
    recordings::remove(&bench.app, at).expect("is taken back");
    assert!(view().is_none(), "it is gone from the screens");
    recordings::restore(&bench.app, at).expect("is back");
    let back = view().expect("is there again");
    assert_eq!((back.text.as_str(), back.is_accepted), ("The cooler is warm.", true));
}

#[test]
fn a_rescued_inspection_goes_on_in_another_profile() {
    let first = Bench::new(1);
    let inspection = first.inspection();
    let (photo, recording) = (first.photo(inspection), first.recording(inspection));
    first.app.finish_work().expect("works");
    for text in ["Cold holding is at 51 F.", "Cold holding is at 52 F."] {
        let args = TextSaveArgs { inspection, item: ITEM, text: text.into() };
        items::save_note(&first.app, args).expect("is saved");
    }
    let caption = "Cooler".into();
    let args = PhotoCaptionSaveArgs { inspection, photo, caption };
    photos::save_caption(&first.app, args).expect("is saved");
    first.approve(inspection, photo);
    let original = first.picture(inspection, photo, PictureForm::Screen).expect("is here");
    let file = first.rescue(inspection);

    let second = Bench::later(1, HOUR_MS);
    let media_count = || {
        let opened = second.app.opened().expect("is open");
        opened.media.list().expect("readable").len()
    };
    assert_eq!(second.open(&file, "another passphrase"), Err(ErrorCode::RescueUnreadable));
    for at in [0, 12, 25, 60, file.len() / 2, file.len() - 20] {
        let mut changed = file.clone();
        changed[at] ^= 1;
        let outcome = second.open(&changed, PASSPHRASE);
        assert_eq!(outcome, Err(ErrorCode::RescueUnreadable), "a flipped bit at {at}");
    }
    let outcome = second.open(&file[..file.len() - 1], PASSPHRASE);
    assert_eq!(outcome, Err(ErrorCode::RescueUnreadable), "a file that was cut off");
    assert_eq!(media_count(), 0, "all or nothing: no photo of a refused file stays");

    assert_eq!(second.open(&file, PASSPHRASE), Ok(inspection));
    assert_eq!(media_count(), 2, "photo and recording");
    let detail = inspections::open(&second.app, InspectionArgs { inspection }).expect("opens");
    assert!(detail.is_editable, "the work goes on");
    assert_eq!(detail.summary.site_name.as_deref(), Some("Harbour Grill"), "the site came along");
    let item = items::open(&second.app, ItemArgs { inspection, item: ITEM }).expect("opens");
    let note = item.state.note.expect("a note").to_string();
    assert_eq!(note, "Cold holding is at 52 F.");
    assert!(item.can_undo, "the history came along");
    assert_eq!(item.recordings.first().map(|view| view.recording), Some(recording));
    let again = second.picture(inspection, photo, PictureForm::Screen).expect("is here");
    assert_eq!(again, original, "the same original gives the same picture");
    let review = photos::review::open(&second.app, PhotoArgs { inspection, photo }).expect("opens");
    assert_ne!(review.state, ReviewState::Cleared, "no other device can vouch for the clearance");
    assert_eq!(review.regions.len(), 1, "but the boxes need no second drawing");
    assert_eq!(second.queued(), ["started"], "what never reached the server is said again");

    second.approve(inspection, photo);
    second.app.finish_work().expect("works");
    let queued = second.queued();
    for wanted in ["note_set", "photo_set", "thumbnail", "picture"] {
        assert!(queued.iter().any(|what| what == wanted), "{wanted} is in line, of {queued:?}");
    }
    assert_eq!(second.open(&file, PASSPHRASE), Err(ErrorCode::Invalid), "it is here already");
    let stranger = Bench::new(2);
    assert_eq!(
        stranger.open(&file, PASSPHRASE),
        Err(ErrorCode::NotAllowed),
        "it is somebody else's"
    );
}

#[test]
fn what_the_server_confirmed_is_not_said_again() {
    let first = Bench::new(1);
    let inspection = first.inspection();
    let photo = first.photo(inspection);
    let args = TextSaveArgs { inspection, item: ITEM, text: "Clean.".into() };
    items::save_note(&first.app, args).expect("is saved");
    first.app.finish_work().expect("works");
    first.approve(inspection, photo);
    let blob_ids = first.confirm_all(inspection);
    let args = TextSaveArgs { inspection, item: ITEM, text: "Clean again.".into() };
    items::save_note(&first.app, args).expect("is saved");
    let file = first.rescue(inspection);

    let second = Bench::later(1, HOUR_MS);
    assert_eq!(second.open(&file, PASSPHRASE), Ok(inspection));
    second.app.finish_work().expect("works");
    assert_eq!(second.queued(), ["note_set"], "only what the server has not");
    let opened = second.app.opened().expect("is open");
    let view = crate::edit::view(&opened.reader(), inspection).expect("folds");
    assert_eq!(view.conflicts().count(), 0, "the new note replaces the confirmed one");
    let review = photos::review::open(&second.app, PhotoArgs { inspection, photo }).expect("opens");
    assert_eq!(review.state, ReviewState::Cleared, "the photo needs no second look");
    for id in blob_ids {
        let state = blobs::state(&opened.reader(), id).expect("readable");
        assert_eq!(state, Some(BlobState::Wanted), "the sealed picture comes from the server");
    }
}

#[test]
fn a_report_of_originals_is_a_file_of_its_own_each_time() {
    let bench = Bench::new(1);
    let inspection = bench.inspection();
    bench.photo(inspection);
    let at = InspectionArgs { inspection };
    let preview = office::preview_report(&bench.app, at).expect("adds up");
    assert!(
        preview.is_original && preview.removed.is_empty(),
        "nothing was removed from originals"
    );
    assert_eq!(preview.score_percent, None, "nothing was judged");
    assert!(preview.open_count > 0, "everything is open");
    let one = office::export_report(&bench.app, at).expect("is written").path;
    let two = office::export_report(&bench.app, at).expect("is written").path;
    assert_ne!(one, two, "no file takes the place of another");
    let bytes = std::fs::read(&one).expect("is there");
    assert!(bytes.starts_with(b"%PDF-"), "it is a PDF");
    let name = std::path::Path::new(&one).file_name().expect("a name").to_string_lossy();
    assert!(name.starts_with("FS-0412-2026-09-21-"), "code and day, no words: {name}");
}
