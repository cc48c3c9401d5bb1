//! A full disk: said as such, and nothing that was kept is lost.
//!
//! Where the account may mount, on a real 512 KiB file system; otherwise under a file-size limit.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

use field_media::{MediaError, MediaFolder, MediaId, RECORDING_SEGMENT_BYTES};
use uuid::Uuid;
use zeroize::Zeroizing;

const KEPT: MediaId = MediaId(Uuid::from_u128(1));
const TOO_MUCH: MediaId = MediaId(Uuid::from_u128(2));
const RECORDING: MediaId = MediaId(Uuid::from_u128(3));
const ROOM_BYTES: usize = 512 * 1024;

/// Set for the copy of this test that runs under a file-size limit: the folder to use.
const LIMITED: &str = "FIELD_MEDIA_TEST_LIMITED_FOLDER";

/// Unmounts when dropped.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(dir: &'a Path) -> Option<Self> {
        let options = format!("size={ROOM_BYTES}");
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(dir)
            .stderr(std::process::Stdio::null())
            .status();
        status.is_ok_and(|status| status.success()).then_some(Self(dir))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let status = Command::new("umount").arg(self.0).status();
        assert!(status.is_ok_and(|status| status.success()), "what was mounted is unmounted");
    }
}

#[expect(clippy::disallowed_methods, reason = "the copy under a limit is told where to write")]
#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    if let Some(dir) = std::env::var_os(LIMITED) {
        return fill(Path::new(&dir));
    }
    let dir = tempfile::tempdir().expect("a folder");
    if let Some(disk) = SmallDisk::mount(dir.path()) {
        fill(dir.path());
        drop(disk);
        return;
    }
    let blocks = (ROOM_BYTES / 1024).to_string();
    let output = Command::new("bash")
        .args(["-c", r#"trap '' XFSZ; ulimit -f "$1"; exec "$2" --nocapture"#, "limited"])
        .arg(blocks)
        .arg(std::env::current_exe().expect("this program has a path"))
        .env(LIMITED, dir.path())
        .output()
        .expect("bash starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn fill(dir: &Path) {
    let folder = MediaFolder::open(dir, Zeroizing::new([5; 32])).expect("opens");
    folder.put(KEPT, b"kept before").expect("there is room");

    let answer = folder.put(TOO_MUCH, &vec![1; ROOM_BYTES]);
    assert!(matches!(answer, Err(MediaError::DiskFull)), "a full disk is named: {answer:?}");
    assert!(!folder.exists(TOO_MUCH).expect("known"), "nothing half is kept");
    let answer = folder.put(KEPT, &vec![1; ROOM_BYTES]);
    assert!(matches!(answer, Err(MediaError::DiskFull)), "a full disk is named: {answer:?}");
    assert_eq!(**folder.get(KEPT).expect("opens"), *b"kept before", "the old content stays");

    let mut writer = folder.writer(RECORDING).expect("starts");
    let mut appended = 0;
    let failure = loop {
        match writer.append(&[7; RECORDING_SEGMENT_BYTES]) {
            Ok(()) => appended += RECORDING_SEGMENT_BYTES,
            Err(cause) => break cause,
        }
        assert!(appended < 2 * ROOM_BYTES, "the disk fills at some time");
    };
    assert!(matches!(failure, MediaError::DiskFull), "a full disk is named: {failure:?}");
    let again = writer.append(&[7; 10]);
    assert!(matches!(again, Err(MediaError::DiskFull)), "still full: {again:?}");
    drop(writer);
    folder.delete(KEPT).expect("deleting works on a full disk");
    let recording = folder.list().expect("listed");
    assert_eq!(recording.len(), 1, "the unfinished recording is there");
    assert!(!recording[0].is_finished, "and is known as unfinished");
    assert!(appended > ROOM_BYTES / 2, "what fitted was taken");
}
