//! Reading whole files with a bound, and writing files that are there whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};

/// Reads a file of at most `bytes_max` bytes. `role` says which file it is, for the error; its name
/// is not repeated there, because names of files can hold personal data.
pub fn read_bounded(path: &Path, role: &str, bytes_max: u64) -> Result<Vec<u8>> {
    let file = open(path, role)?;
    let mut bytes = Vec::new();
    file.take(bytes_max.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|cause| failed(role, "read", &cause))?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > bytes_max) {
        bail!("{role} is larger than the {bytes_max} bytes that are taken");
    }
    Ok(bytes)
}

/// Opens a file for reading.
pub fn open(path: &Path, role: &str) -> Result<File> {
    File::open(path).map_err(|cause| failed(role, "opened", &cause))
}

/// Writes a file through `write`: it is complete under its name, or its name is as it was before.
pub fn write_whole(
    path: &Path,
    role: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<()>,
) -> Result<()> {
    let part = part_of(path).with_context(|| format!("{role} has no file name"))?;
    let outcome = write_part(&part, role, write).and_then(|()| {
        fs::rename(&part, path).map_err(|cause| failed(role, "put in place", &cause))
    });
    if outcome.is_err() {
        // It may not exist; and there is nothing better to do with it.
        let _ = fs::remove_file(&part);
    }
    outcome
}

/// Writes these bytes as a whole file.
pub fn write_bytes(path: &Path, role: &str, bytes: &[u8]) -> Result<()> {
    write_whole(path, role, |out| {
        out.write_all(bytes).map_err(|cause| failed(role, "written", &cause))
    })
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path, role: &str) -> Result<()> {
    fs::create_dir_all(path).map_err(|cause| failed(role, "made", &cause))
}

fn write_part(
    part: &Path,
    role: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<()>,
) -> Result<()> {
    let file = create_private(part).map_err(|cause| failed(role, "made", &cause))?;
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    let file = out.into_inner().map_err(|cause| failed(role, "written", cause.error()))?;
    file.sync_all().map_err(|cause| failed(role, "written", &cause))
}

/// For the owner alone: a transcript or a report of originals names people.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The unfinished file stands beside the finished one, so that renaming stays on one disk.
fn part_of(path: &Path) -> Option<PathBuf> {
    let mut name = OsString::from(".");
    name.push(path.file_name()?);
    name.push(".part");
    Some(path.with_file_name(name))
}

/// An error of the file system, without its path.
pub fn failed(role: &str, verb: &str, cause: &io::Error) -> anyhow::Error {
    anyhow!("{role} could not be {verb}: {}", cause.kind())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a test may make a folder");
        let path = folder.path().join("out.txt");
        write_bytes(&path, "the output", b"old").expect("a new file is written");
        let outcome = write_whole(&path, "the output", |out| {
            out.write_all(b"new, but").expect("memory and disk have room");
            bail!("the work failed half-way")
        });
        assert!(outcome.is_err(), "the failure is told");
        assert_eq!(fs::read(&path).expect("it is there"), b"old", "the old file stands");
        let count = fs::read_dir(folder.path()).expect("readable").count();
        assert_eq!(count, 1, "no unfinished file is left");
    }

    #[test]
    fn a_file_over_the_bound_is_refused_and_its_name_not_told() {
        let folder = tempfile::tempdir().expect("a test may make a folder");
        let path = folder.path().join("Kim Sample.txt");
        fs::write(&path, b"12345").expect("a test may write");
        assert_eq!(read_bounded(&path, "the input", 5).expect("it fits"), b"12345");
        let cause = read_bounded(&path, "the input", 4).expect_err("one byte too many");
        assert!(!format!("{cause:#}").contains("Kim"), "names of files stay out of errors");
    }
}
