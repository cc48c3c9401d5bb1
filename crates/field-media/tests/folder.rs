//! A media folder from outside: what comes back, what is refused, what stands on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use field_media::{
    FILE_SEGMENT_BYTES, MEDIA_BYTES_MAX, MediaError, MediaFolder, MediaId, RECORDING_SEGMENT_BYTES,
};
use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;
use zeroize::Zeroizing;

const ID: MediaId = MediaId(Uuid::from_u128(1));
const OTHER_ID: MediaId = MediaId(Uuid::from_u128(2));
const SEALED_SEGMENT_BYTES: usize = FILE_SEGMENT_BYTES + 16;
const HEADER_BYTES: usize = 28;

fn folder() -> (TempDir, MediaFolder) {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = open(dir.path());
    (dir, folder)
}

fn open(dir: &Path) -> MediaFolder {
    MediaFolder::open(dir, Zeroizing::new([5; 32])).expect("opens")
}

fn file(dir: &TempDir, id: MediaId, ending: &str) -> PathBuf {
    dir.path().join(format!("{id}.{ending}"))
}

/// Bytes that differ everywhere, so that an exchange cannot go unseen.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from((at * 31 + at / 251) % 251).expect("below 251")).collect()
}

#[track_caller]
fn assert_damaged(folder: &MediaFolder, id: MediaId, what: &str) {
    let answer = folder.get(id).map(|content| content.len());
    assert!(matches!(answer, Err(MediaError::Damaged)), "{what} is damaged: {answer:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_put_comes_back(
        length in prop_oneof![
            0_usize..200,
            FILE_SEGMENT_BYTES - 2..FILE_SEGMENT_BYTES + 3,
            2 * FILE_SEGMENT_BYTES - 2..2 * FILE_SEGMENT_BYTES + 3,
        ],
    ) {
        let (_dir, folder) = folder();
        folder.put(ID, &content(length)).expect("kept");
        prop_assert_eq!(&*folder.get(ID).expect("opens"), &content(length));
        prop_assert_eq!(folder.content_bytes(ID).expect("known"), length as u64);
    }

    #[test]
    fn what_was_appended_comes_back(
        pieces in prop::collection::vec(0_usize..2 * RECORDING_SEGMENT_BYTES, 0..5),
    ) {
        let (_dir, folder) = folder();
        let all = content(pieces.iter().sum());
        let mut writer = folder.writer(ID).expect("starts");
        let mut rest = all.as_slice();
        for piece in pieces {
            let (now, later) = rest.split_at(piece);
            writer.append(now).expect("appends");
            rest = later;
        }
        prop_assert_eq!(writer.content_bytes(), all.len());
        writer.finish().expect("finishes");
        prop_assert_eq!(&*folder.get(ID).expect("opens"), &all);
        prop_assert_eq!(folder.content_bytes(ID).expect("known"), all.len() as u64);
    }
}

#[test]
fn a_flipped_byte_is_damaged_wherever_it_is() {
    let (dir, folder) = folder();
    folder.put(ID, &content(2 * FILE_SEGMENT_BYTES + 100)).expect("kept");
    let path = file(&dir, ID, "media");
    let whole = fs::read(&path).expect("the file");
    let places =
        (0..HEADER_BYTES + 2).chain((0..whole.len()).step_by(4999)).chain([whole.len() - 1]);
    for at in places {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        fs::write(&path, flipped).expect("written");
        assert_damaged(&folder, ID, &format!("a file with byte {at} flipped"));
    }
}

#[test]
fn a_cut_or_lengthened_file_is_damaged() {
    let (dir, folder) = folder();
    folder.put(ID, &content(3 * FILE_SEGMENT_BYTES)).expect("kept");
    let path = file(&dir, ID, "media");
    let whole = fs::read(&path).expect("the file");
    let at_end_of_second = HEADER_BYTES + 2 * SEALED_SEGMENT_BYTES;
    for length in [0, 7, HEADER_BYTES, HEADER_BYTES + 9, at_end_of_second, whole.len() - 1] {
        fs::write(&path, &whole[..length]).expect("cut");
        assert_damaged(&folder, ID, &format!("a file cut at {length}"));
    }
    fs::write(&path, [whole.as_slice(), b"more"].concat()).expect("lengthened");
    assert_damaged(&folder, ID, "a longer file");
    let doubled = [whole.as_slice(), &whole[at_end_of_second..]].concat();
    fs::write(&path, doubled).expect("lengthened");
    assert_damaged(&folder, ID, "a file with its last segment twice");
}

#[test]
fn swapped_segments_are_damaged() {
    let (dir, folder) = folder();
    folder.put(ID, &content(3 * FILE_SEGMENT_BYTES)).expect("kept");
    let path = file(&dir, ID, "media");
    let whole = fs::read(&path).expect("the file");
    let (header, segments) = whole.split_at(HEADER_BYTES);
    let segments: Vec<_> = segments.chunks(SEALED_SEGMENT_BYTES).collect();
    for order in [[1, 0, 2], [0, 2, 1], [0, 0, 2]] {
        let mut swapped = header.to_vec();
        for place in order {
            swapped.extend_from_slice(segments[place]);
        }
        fs::write(&path, swapped).expect("written");
        assert_damaged(&folder, ID, &format!("segment order {order:?}"));
    }
}

#[test]
fn swapped_files_are_damaged() {
    let (dir, folder) = folder();
    folder.put(ID, &content(500)).expect("kept");
    folder.put(OTHER_ID, &content(500)).expect("kept");
    let (one, two) = (file(&dir, ID, "media"), file(&dir, OTHER_ID, "media"));
    fs::rename(&one, dir.path().join("aside")).expect("moved");
    fs::rename(&two, &one).expect("moved");
    fs::rename(dir.path().join("aside"), &two).expect("moved");
    assert_damaged(&folder, ID, "another id's file");
    assert_damaged(&folder, OTHER_ID, "another id's file");
}

#[test]
fn another_key_opens_nothing() {
    let (dir, folder) = folder();
    folder.put(ID, &content(500)).expect("kept");
    let stranger = MediaFolder::open(dir.path(), Zeroizing::new([6; 32])).expect("opens");
    assert_damaged(&stranger, ID, "a file under another key");
}

#[test]
fn nothing_readable_stands_in_the_folder() {
    let (dir, folder) = folder();
    let planted = "Greta Beispiel, 555-0142, kitchen of the Blue Spoon ".repeat(3000);
    folder.put(ID, planted.as_bytes()).expect("kept");
    folder.put(ID, planted.as_bytes()).expect("kept again");
    let mut writer = folder.writer(OTHER_ID).expect("starts");
    writer.append(planted.as_bytes()).expect("appends");
    drop(writer);
    let mut files = 0;
    for entry in fs::read_dir(dir.path()).expect("the folder") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("the file");
        for word in ["Greta", "Beispiel", "555-0142", "Blue Spoon"] {
            let is_found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!is_found, "{word} is not in any file");
        }
        files += 1;
    }
    assert_eq!(files, 2, "one file per id, no temporary file is left");
}

#[test]
fn a_killed_recording_gives_back_its_full_segments() {
    let (dir, folder) = folder();
    let all = content(5 * RECORDING_SEGMENT_BYTES + 77);
    let mut writer = folder.writer(ID).expect("starts");
    for piece in all.chunks(3200) {
        writer.append(piece).expect("appends");
    }
    drop(writer);
    assert!(matches!(folder.get(ID), Err(MediaError::Unfinished)), "it says that it is unfinished");
    assert!(matches!(folder.writer(ID), Err(MediaError::Unfinished)), "it is never overwritten");

    // A kill within a write leaves a torn segment.
    let part = file(&dir, ID, "part");
    let torn = [fs::read(&part).expect("the file"), vec![9; 1000]].concat();
    fs::write(&part, torn).expect("written");

    let recovered = open(dir.path()).recover(ID).expect("recovers");
    assert_eq!(*recovered, all[..5 * RECORDING_SEGMENT_BYTES], "every full segment is there");
    assert_eq!(*folder.get(ID).expect("whole from now on"), *recovered);
    assert!(matches!(folder.recover(ID), Err(MediaError::Missing)), "nothing unfinished is left");
}

#[test]
fn a_recording_changed_before_its_end_is_damaged_and_stays() {
    let (dir, folder) = folder();
    let mut writer = folder.writer(ID).expect("starts");
    writer.append(&content(4 * RECORDING_SEGMENT_BYTES)).expect("appends");
    drop(writer);
    let part = file(&dir, ID, "part");
    let mut bytes = fs::read(&part).expect("the file");
    bytes[HEADER_BYTES + 100] ^= 1;
    fs::write(&part, bytes).expect("written");
    assert!(matches!(folder.recover(ID), Err(MediaError::Damaged)), "it is named");
    assert!(part.exists(), "nothing is thrown away");
}

#[test]
fn missing_large_and_deleted_content_is_named() {
    let (_dir, folder) = folder();
    assert!(matches!(folder.get(ID), Err(MediaError::Missing)));
    assert!(matches!(folder.content_bytes(ID), Err(MediaError::Missing)));
    let large = vec![0; MEDIA_BYTES_MAX + 1];
    assert!(matches!(folder.put(ID, &large), Err(MediaError::TooLarge)), "the limit holds");
    let mut writer = folder.writer(ID).expect("starts");
    assert!(matches!(writer.append(&large), Err(MediaError::TooLarge)), "the limit holds");
    writer.append(b"short").expect("the writer goes on");
    writer.finish().expect("finishes");
    assert!(folder.exists(ID).expect("known"), "a finished recording exists");
    folder.delete(ID).expect("deleted");
    folder.delete(ID).expect("deleting again changes nothing");
    assert!(!folder.exists(ID).expect("known"), "it is gone");
}

#[test]
fn the_list_names_every_file_and_passes_over_strange_ones() {
    let (dir, folder) = folder();
    folder.put(ID, b"one").expect("kept");
    drop(folder.writer(OTHER_ID).expect("starts"));
    fs::write(dir.path().join("notes.txt"), b"?").expect("written");
    fs::write(file(&dir, ID, "new"), b"torn").expect("written");
    let entries = folder.list().expect("listed");
    let seen: Vec<_> = entries.iter().map(|entry| (entry.id, entry.is_finished)).collect();
    assert_eq!(seen, [(ID, true), (OTHER_ID, false)]);
    let on_disk: u64 = ["media", "part"]
        .iter()
        .zip([ID, OTHER_ID])
        .map(|(ending, id)| fs::metadata(file(&dir, id, ending)).expect("it is there").len())
        .sum();
    assert_eq!(folder.sealed_bytes().expect("summed"), on_disk, "sizes are the files' sizes");
    folder.remove_leftovers().expect("removed");
    assert!(!file(&dir, ID, "new").exists(), "a killed write's file is gone");
    assert_eq!(folder.list().expect("listed"), entries, "nothing else is");
}
