//! The folder of encrypted files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::segments::{
    FILE_SEGMENT_BYTES, Form, HEADER_BYTES, Header, Opened, SALT_BYTES, content_bytes,
};
use crate::{MEDIA_BYTES_MAX, MediaError, MediaId, MediaWriter};

/// Ending of a whole file.
const WHOLE_ENDING: &str = "media";
/// Ending of a recording in progress.
const PART_ENDING: &str = "part";
/// Ending of a file that is being written; never read.
const NEW_ENDING: &str = "new";

/// A folder of encrypted content, one file per id.
///
/// One process writes to a folder at a time: the one that has the profile open.
pub struct MediaFolder {
    folder: PathBuf,
    key: Zeroizing<[u8; 32]>,
}

/// One file in a media folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaEntry {
    /// Whose content it is.
    pub id: MediaId,
    /// What the file takes on the disk, in bytes.
    pub sealed_bytes: u64,
    /// `false` for a recording that was not finished; see [`MediaFolder::recover`].
    pub is_finished: bool,
}

impl MediaFolder {
    /// Opens the folder, making it if there is none. `key` is the folder key; it is not checked
    /// here: with another key every file is [`MediaError::Damaged`].
    ///
    /// # Errors
    /// [`MediaError::Io`], [`MediaError::DiskFull`].
    pub fn open(dir: &Path, key: Zeroizing<[u8; 32]>) -> Result<Self, MediaError> {
        fs::create_dir_all(dir)?;
        Ok(Self { folder: dir.to_owned(), key })
    }

    /// Keeps `bytes` under `id`; when it returns they are on the disk, whole. Content with this id
    /// is replaced, so that a retry does no harm.
    ///
    /// # Errors
    /// [`MediaError::TooLarge`], [`MediaError::DiskFull`], [`MediaError::Random`],
    /// [`MediaError::Io`]; what stood under `id` before is then untouched.
    pub fn put(&self, id: MediaId, bytes: &[u8]) -> Result<(), MediaError> {
        if bytes.len() > MEDIA_BYTES_MAX {
            return Err(MediaError::TooLarge);
        }
        let header = make_header(FILE_SEGMENT_BYTES)?;
        let mut sealed = header.encode().to_vec();
        header.derive_cipher(&self.key, id.0.as_bytes()).seal_all_into(&mut sealed, bytes);

        let new_path = self.path(id, NEW_ENDING);
        let outcome = write_synced(&new_path, &sealed)
            .and_then(|()| fs::rename(&new_path, self.path(id, WHOLE_ENDING)));
        if let Err(cause) = outcome {
            // Makes room again on a full disk; the failed write is what the caller must hear of.
            let _ = fs::remove_file(&new_path);
            return Err(cause.into());
        }
        self.sync()
    }

    /// The content under `id`, whole.
    ///
    /// # Errors
    /// [`MediaError::Missing`], [`MediaError::Unfinished`], [`MediaError::Damaged`],
    /// [`MediaError::TooLarge`], [`MediaError::Io`].
    pub fn get(&self, id: MediaId) -> Result<Zeroizing<Vec<u8>>, MediaError> {
        match self.open_file(id, WHOLE_ENDING) {
            Ok(Opened::Whole(content)) => Ok(content),
            Ok(Opened::Beginning(_)) => Err(MediaError::Damaged),
            Err(MediaError::Missing) if self.path(id, PART_ENDING).try_exists()? => {
                Err(MediaError::Unfinished)
            }
            Err(cause) => Err(cause),
        }
    }

    /// Starts content that grows, such as a recording; see [`MediaWriter`].
    ///
    /// # Errors
    /// [`MediaError::Unfinished`] if an unfinished one with this id is there: recover or delete it
    /// first. [`MediaError::DiskFull`], [`MediaError::Random`], [`MediaError::Io`].
    pub fn writer(&self, id: MediaId) -> Result<MediaWriter, MediaError> {
        let part_path = self.path(id, PART_ENDING);
        let file = match create_private(&part_path) {
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
                return Err(MediaError::Unfinished);
            }
            other => other?,
        };
        let outcome = make_header(crate::RECORDING_SEGMENT_BYTES).and_then(|header| {
            let cipher = header.derive_cipher(&self.key, id.0.as_bytes());
            MediaWriter::start(file, self.path(id, WHOLE_ENDING), part_path.clone(), header, cipher)
        });
        if outcome.is_err() {
            // Nothing of the recording is in it yet.
            let _ = fs::remove_file(&part_path);
        }
        self.sync()?;
        outcome
    }

    /// Saves what an unfinished recording holds: keeps it as the whole content of `id` from now on,
    /// and gives it back. What was appended in the last moment before the kill, less than
    /// [`crate::RECORDING_SEGMENT_BYTES`], is not in it.
    ///
    /// That the end is missing cannot be told from an end that somebody cut off: the caller marks
    /// such a recording as incomplete.
    ///
    /// # Errors
    /// [`MediaError::Missing`] if nothing unfinished is there, [`MediaError::Damaged`] if it was
    /// changed before its end, and those of [`Self::put`]; the unfinished file then stays.
    pub fn recover(&self, id: MediaId) -> Result<Zeroizing<Vec<u8>>, MediaError> {
        let content = match self.open_file(id, PART_ENDING)? {
            Opened::Whole(content) | Opened::Beginning(content) => content,
        };
        self.put(id, &content)?;
        remove_if_any(&self.path(id, PART_ENDING))?;
        self.sync()?;
        Ok(content)
    }

    /// Removes the content of `id`, unfinished content too. Content that is not there is no error.
    ///
    /// # Errors
    /// [`MediaError::Io`].
    pub fn delete(&self, id: MediaId) -> Result<(), MediaError> {
        for ending in [WHOLE_ENDING, PART_ENDING, NEW_ENDING] {
            remove_if_any(&self.path(id, ending))?;
        }
        self.sync()
    }

    /// Whether finished content with this id is there. Its bytes are not checked.
    ///
    /// # Errors
    /// [`MediaError::Io`].
    pub fn exists(&self, id: MediaId) -> Result<bool, MediaError> {
        Ok(self.path(id, WHOLE_ENDING).try_exists()?)
    }

    /// How many bytes [`Self::get`] would give, from the file's length alone.
    ///
    /// # Errors
    /// [`MediaError::Missing`], [`MediaError::Damaged`], [`MediaError::Io`].
    pub fn content_bytes(&self, id: MediaId) -> Result<u64, MediaError> {
        let mut file = File::open(self.path(id, WHOLE_ENDING))?;
        let mut start = [0; HEADER_BYTES];
        file.read_exact(&mut start).map_err(|cause| match cause.kind() {
            io::ErrorKind::UnexpectedEof => MediaError::Damaged,
            _ => cause.into(),
        })?;
        let (header, _) = Header::decode(&start, Form::File)?;
        let sealed_bytes = usize::try_from(file.metadata()?.len())
            .map_err(|_| MediaError::TooLarge)?
            .saturating_sub(HEADER_BYTES);
        Ok(content_bytes(sealed_bytes, header.segment_bytes) as u64)
    }

    /// Every file of the folder, by id. Strange files are passed over.
    ///
    /// # Errors
    /// [`MediaError::Io`].
    pub fn list(&self) -> Result<Vec<MediaEntry>, MediaError> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let path = entry.path();
            let is_finished = match path.extension().and_then(|ending| ending.to_str()) {
                Some(WHOLE_ENDING) => true,
                Some(PART_ENDING) => false,
                _ => continue,
            };
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let Some(id) = stem.and_then(|stem| Uuid::parse_str(stem).ok()) else { continue };
            let sealed_bytes = entry.metadata()?.len();
            entries.push(MediaEntry { id: MediaId(id), sealed_bytes, is_finished });
        }
        entries.sort_by_key(|entry| (entry.id, entry.is_finished));
        Ok(entries)
    }

    /// What all files of the folder take on the disk, in bytes.
    ///
    /// # Errors
    /// [`MediaError::Io`].
    pub fn sealed_bytes(&self) -> Result<u64, MediaError> {
        Ok(self.list()?.iter().map(|entry| entry.sealed_bytes).sum())
    }

    /// Removes what killed writes left. Call it at start, while no other process has the profile.
    ///
    /// # Errors
    /// [`MediaError::Io`].
    pub fn remove_leftovers(&self) -> Result<(), MediaError> {
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == NEW_ENDING) {
                remove_if_any(&path)?;
            }
        }
        Ok(())
    }

    fn open_file(&self, id: MediaId, ending: &str) -> Result<Opened, MediaError> {
        let bytes_max = HEADER_BYTES + MEDIA_BYTES_MAX + MEDIA_BYTES_MAX / 512;
        let mut sealed = Vec::new();
        File::open(self.path(id, ending))?.take(bytes_max as u64 + 1).read_to_end(&mut sealed)?;
        if sealed.len() > bytes_max {
            return Err(MediaError::TooLarge);
        }
        let (header, segments) = Header::decode(&sealed, Form::File)?;
        header.derive_cipher(&self.key, id.0.as_bytes()).open_all(segments)
    }

    fn path(&self, id: MediaId, ending: &str) -> PathBuf {
        self.folder.join(format!("{id}.{ending}"))
    }

    fn sync(&self) -> Result<(), MediaError> {
        sync_folder(&self.folder).map_err(MediaError::from)
    }
}

impl std::fmt::Debug for MediaFolder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("MediaFolder").finish_non_exhaustive()
    }
}

/// Makes renames and removals in `folder` lasting.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows cannot open a folder as a file; its renames are journalled by NTFS.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn make_header(segment_bytes: usize) -> Result<Header, MediaError> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(MediaError::Random)?;
    Ok(Header { form: Form::File, segment_bytes, salt })
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    remove_if_any(path)?;
    let mut file = create_private(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a file that only the owner may read.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn remove_if_any(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
