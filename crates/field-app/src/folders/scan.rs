//! Looking into a folder, without reading a file.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use field_domain::Hash32;
use sha2::{Digest, Sha256};

/// Most photos in a watched folder. Source: a large card of a week's work; 600 photos are a day's.
pub(super) const FILES_MAX: usize = 5_000;
/// Most names that one look goes through, photos or not: a slip of the hand may choose a whole disk.
const NAMES_MAX: usize = 20_000;
/// Folders below the chosen one. Source: a card has `DCIM/100MEDIA/`, some cameras a level more.
const DEPTH_MAX: u32 = 3;
/// What names of photos end in.
const ENDINGS: [&str; 6] = ["jpg", "jpeg", "png", "webp", "heic", "heif"];

/// A file that is named like a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub path: PathBuf,
    /// Hash of its name in the folder, its size and its time: another one is another file.
    pub seen: Hash32,
}

/// What a look shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The photos, in the order of their names.
    Photos(Vec<Found>),
    /// The folder is not there, or cannot be read.
    Missing,
    /// There are more than are watched.
    TooMany,
}

/// Looks into a folder and those below it. Links are not followed: they may lead anywhere, in circles too.
pub(super) fn look_into(folder: &Path) -> Look {
    let mut photos = Vec::new();
    let mut names = 0;
    let mut open = vec![(folder.to_path_buf(), 0)];
    while let Some((path, depth)) = open.pop() {
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(_) if depth == 0 => return Look::Missing,
            // One that is closed to the person holds nothing for them.
            Err(_) => continue,
        };
        for entry in entries.flatten() {
            names += 1;
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.is_dir() && depth < DEPTH_MAX {
                open.push((entry.path(), depth + 1));
            } else if metadata.is_file() && is_named_like_a_photo(&entry.path()) {
                let path = entry.path();
                photos.push(Found { seen: seen(folder, &path, &metadata), path });
            }
            if names > NAMES_MAX || photos.len() > FILES_MAX {
                return Look::TooMany;
            }
        }
    }
    photos.sort_by(|one, other| one.path.cmp(&other.path));
    Look::Photos(photos)
}

fn is_named_like_a_photo(path: &Path) -> bool {
    let is_hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    !is_hidden && ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn seen(folder: &Path, path: &Path, metadata: &Metadata) -> Hash32 {
    let name = path.strip_prefix(folder).unwrap_or(path).as_os_str().as_encoded_bytes();
    let changed = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let mut hash = Sha256::new();
    hash.update(metadata.len().to_be_bytes());
    hash.update(changed.map_or(0, |since| since.as_nanos()).to_be_bytes());
    hash.update(name);
    Hash32(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(look: &Look, folder: &Path) -> Vec<String> {
        let Look::Photos(photos) = look else { panic!("the folder is there: {look:?}") };
        let name = |found: &Found| {
            found.path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/")
        };
        photos.iter().map(name).collect()
    }

    #[test]
    fn photos_of_a_card_are_found_by_name_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        for name in ["DCIM/100/B.JPG", "DCIM/100/a.heic", "DCIM/100/clip.mp4", "DCIM/.trash.jpg"] {
            let file = path.join(name);
            fs::create_dir_all(file.parent().expect("has one")).expect("is made");
            fs::write(file, b"any").expect("is written");
        }
        fs::create_dir_all(path.join("1/2/3/4")).expect("is made");
        fs::write(path.join("1/2/3/in.png"), b"any").expect("is written");
        fs::write(path.join("1/2/3/4/too_deep.png"), b"any").expect("is written");
        let look = look_into(path);
        assert_eq!(names(&look, path), ["1/2/3/in.png", "DCIM/100/B.JPG", "DCIM/100/a.heic"]);
        assert_eq!(look_into(&path.join("nowhere")), Look::Missing);
    }

    #[test]
    fn a_file_that_grows_is_another_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.jpg");
        fs::write(&file, b"begun").expect("is written");
        let before = look_into(folder.path());
        assert_eq!(before, look_into(folder.path()), "nothing changed");
        fs::write(&file, b"begun, and more").expect("is written");
        assert_ne!(before, look_into(folder.path()), "it looks different");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        std::os::unix::fs::symlink(path, path.join("round")).expect("is made");
        fs::write(path.join("a.jpg"), b"any").expect("is written");
        std::os::unix::fs::symlink(path.join("a.jpg"), path.join("b.jpg")).expect("is made");
        assert_eq!(names(&look_into(path), path), ["a.jpg"]);
    }
}
