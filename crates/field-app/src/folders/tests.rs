//! A folder on the disk and a profile of its own.

use std::fs;
use std::path::Path;

use field_contract::ErrorCode;
use field_contract::folders::{FolderState, FolderView, FolderWatchArgs};
use field_contract::inspections::InspectionArgs;
use field_domain::InspectionId;
use field_store::photos;
use tempfile::TempDir;

use super::{look, status, stop, watch};
use crate::test_bench::{Bench, ITEM};

struct Card {
    bench: Bench,
    inspection: InspectionId,
    folder: TempDir,
}

impl Card {
    fn new() -> Self {
        let bench = Bench::new(1);
        let inspection = bench.inspection();
        let folder = tempfile::tempdir().expect("a folder");
        Self { bench, inspection, folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn shoot(&self, name: &str, seed: u64) {
        let picture = field_testkit::pictures::kitchen(seed, 320, 240);
        fs::write(self.path().join(name), picture).expect("is written");
    }

    fn watch(&self, is_only_new: bool) -> Result<(), ErrorCode> {
        let path = self.path().to_string_lossy().into_owned();
        let (inspection, item) = (self.inspection, ITEM);
        watch(&self.bench.app, FolderWatchArgs { inspection, item, path, is_only_new })
            .map(|_| ())
            .map_err(|failure| failure.code())
    }

    /// Two looks: the first sees, the second takes what still looks the same.
    fn look_twice(&self) {
        for _ in 0..2 {
            look(&self.bench.app).expect("looks");
        }
    }

    fn view(&self) -> Option<FolderView> {
        status(&self.bench.app, InspectionArgs { inspection: self.inspection })
            .expect("is known")
            .folder
    }

    fn photo_count(&self) -> usize {
        let opened = self.bench.app.opened().expect("is open");
        photos::list(&opened.reader(), self.inspection).expect("readable").len()
    }
}

#[test]
fn every_photo_of_the_folder_is_taken_in_once_and_left_as_it_is() {
    let card = Card::new();
    card.shoot("A.JPG", 1);
    card.watch(false).expect("is watched");
    look(&card.bench.app).expect("looks");
    assert_eq!(card.photo_count(), 0, "a file that may still be written waits for a second look");
    card.look_twice();
    assert_eq!(card.photo_count(), 1);

    let before = fs::read(card.path().join("A.JPG")).expect("is there");
    card.shoot("B.JPG", 2);
    fs::copy(card.path().join("A.JPG"), card.path().join("copy of A.JPG")).expect("is copied");
    fs::write(card.path().join("broken.jpg"), b"no photo").expect("is written");
    card.look_twice();
    card.look_twice();
    assert_eq!(card.photo_count(), 2, "the same content under another name is the same photo");
    let view = card.view().expect("is watched");
    assert_eq!((view.taken, view.refused, view.waiting), (2, 1, 0));
    assert_eq!(fs::read(card.path().join("A.JPG")).expect("is there"), before, "never touched");

    card.bench.restart();
    card.look_twice();
    assert_eq!(card.photo_count(), 2, "what was met stays known");
}

#[test]
fn only_new_photos_are_taken_if_the_person_says_so() {
    let card = Card::new();
    card.shoot("old.jpg", 1);
    card.watch(true).expect("is watched");
    card.look_twice();
    assert_eq!(card.photo_count(), 0);
    card.shoot("new.jpg", 2);
    card.look_twice();
    assert_eq!(card.photo_count(), 1);
    card.watch(false).expect("is watched anew");
    card.look_twice();
    assert_eq!(card.photo_count(), 2, "now the old one is wanted, and the new one is known");
}

#[test]
fn a_card_that_is_taken_out_is_waited_for() {
    let card = Card::new();
    card.watch(false).expect("is watched");
    let away = card.path().with_extension("away");
    fs::rename(card.path(), &away).expect("is taken out");
    card.look_twice();
    assert_eq!(card.view().map(|view| view.state), Some(FolderState::Missing));
    assert_eq!(card.watch(false), Err(ErrorCode::FolderMissing), "what is not there is said");
    fs::rename(&away, card.path()).expect("is put back");
    card.shoot("A.JPG", 1);
    card.look_twice();
    assert_eq!(card.view().map(|view| view.state), Some(FolderState::Watching));
    assert_eq!(card.photo_count(), 1);
}

#[test]
fn a_stop_is_a_stop() {
    let card = Card::new();
    card.watch(false).expect("is watched");
    card.shoot("A.JPG", 1);
    look(&card.bench.app).expect("looks");
    stop(&card.bench.app, InspectionArgs { inspection: card.inspection }).expect("stops");
    card.look_twice();
    assert_eq!(card.view(), None);
    assert_eq!(card.photo_count(), 0);
}

#[test]
fn a_path_that_leads_nowhere_or_to_our_own_files_is_refused() {
    let card = Card::new();
    let code = |path: String| {
        let (inspection, item, is_only_new) = (card.inspection, ITEM, false);
        watch(&card.bench.app, FolderWatchArgs { inspection, item, path, is_only_new })
            .map(|_| ())
            .map_err(|failure| failure.code())
    };
    assert_eq!(code("DCIM".into()), Err(ErrorCode::FolderMissing), "not a whole path");
    let own = card.bench.profile().to_string_lossy().into_owned();
    assert_eq!(code(own), Err(ErrorCode::Invalid));
}
