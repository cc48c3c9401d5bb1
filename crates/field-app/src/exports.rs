//! Files that leave the profile because a person asked for it: reports and rescue files.
//!
//! A file appears under its name only when all of it is on the disk, and never takes the place of
//! another one. Names are codes, days and hashes, never words of a person.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use field_contract::ErrorCode;

use crate::error::{self, Result};

/// Most files of one name: the second gets `-2`, and so on. Source: judgement; a folder with more
/// copies of one report than this wants tidying, not another copy.
const COPIES_MAX: u32 = 1_000;

/// A file in the making. Dropping it before [`NewFile::keep`] leaves nothing behind.
pub(crate) struct NewFile {
    file: File,
    part: PathBuf,
    path: PathBuf,
    is_kept: bool,
}

impl NewFile {
    /// Begins `stem.ending` in `folder`, which is made if it is not there.
    pub fn begin(folder: &Path, stem: &str, ending: &str) -> Result<Self> {
        make_folder(folder).map_err(|cause| error::of_io(&cause))?;
        for copy in 1..=COPIES_MAX {
            let name = match copy {
                1 => format!("{stem}.{ending}"),
                _ => format!("{stem}-{copy}.{ending}"),
            };
            let path = folder.join(&name);
            // The name is taken first, so that two exports at once cannot meet on it.
            match create_private(&path) {
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
                Err(cause) => return Err(error::of_io(&cause)),
                Ok(_) => return Self::behind(path, &folder.join(format!("{name}.part"))),
            }
        }
        Err(error::of(ErrorCode::Invalid, "too many exported files of one name"))
    }

    fn behind(path: PathBuf, part: &Path) -> Result<Self> {
        // What a killed export left under this name.
        let _ = fs::remove_file(part);
        match create_private(part) {
            Ok(file) => Ok(Self { file, part: part.to_owned(), path, is_kept: false }),
            Err(cause) => {
                let _ = fs::remove_file(&path);
                Err(error::of_io(&cause))
            }
        }
    }

    /// Appends bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|cause| error::of_io(&cause))
    }

    /// Makes the file appear under its name; returns the path for the person's own eyes.
    pub fn keep(mut self) -> Result<String> {
        let outcome = self.file.sync_all().and_then(|()| fs::rename(&self.part, &self.path));
        outcome.map_err(|cause| error::of_io(&cause))?;
        self.is_kept = true;
        Ok(self.path.display().to_string())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.part);
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_second_export_never_takes_the_place_of_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let exports = folder.path().join("exports");
        for content in [b"first".as_slice(), b"second"] {
            let mut file = NewFile::begin(&exports, "FS-0412", "pdf").expect("begins");
            file.write(content).expect("writes");
            file.keep().expect("is kept");
        }
        assert_eq!(
            names(&exports),
            ["FS-0412-2.pdf", "FS-0412.pdf"],
            "the second has its own name"
        );
        let first = fs::read(exports.join("FS-0412.pdf")).expect("is there");
        assert_eq!(first, b"first", "the first is as it was");
    }

    #[test]
    fn an_export_that_fails_half_way_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut file = NewFile::begin(folder.path(), "FS-0412", "pdf").expect("begins");
        file.write(b"half").expect("writes");
        drop(file);
        assert!(names(folder.path()).is_empty(), "neither a name nor a part stays behind");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_an_exported_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let exports = folder.path().join("exports");
        let path =
            NewFile::begin(&exports, "FS-0412", "pdf").and_then(NewFile::keep).expect("kept");
        let mode = |path: &Path| fs::metadata(path).expect("is there").permissions().mode() & 0o777;
        assert_eq!(mode(Path::new(&path)), 0o600, "the file");
        assert_eq!(mode(&exports), 0o700, "the folder");
    }
}
