//! Content that grows: sealed and on the disk segment by segment.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::folder::sync_folder;
use crate::segments::{Header, RECORDING_SEGMENT_BYTES, SegmentCipher};
use crate::{MEDIA_BYTES_MAX, MediaError};

/// Takes a recording as it comes. Each full segment is sealed, written and synced at once: a kill
/// loses less than [`RECORDING_SEGMENT_BYTES`].
///
/// Without [`Self::finish`] the content stays unfinished; [`crate::MediaFolder::recover`] saves it.
pub struct MediaWriter {
    file: File,
    whole_path: PathBuf,
    part_path: PathBuf,
    cipher: SegmentCipher,
    /// Content that no written segment holds yet; at most one segment between calls, unless a
    /// write failed.
    pending: Zeroizing<Vec<u8>>,
    /// Length of the file up to the last segment that was written whole.
    good_bytes: u64,
    segments_written: u32,
    content_bytes: usize,
}

impl MediaWriter {
    /// Writes the header to the new, empty `file`.
    pub(crate) fn start(
        mut file: File,
        whole_path: PathBuf,
        part_path: PathBuf,
        header: Header,
        cipher: SegmentCipher,
    ) -> Result<Self, MediaError> {
        let start = header.encode();
        file.write_all(&start)?;
        file.sync_all()?;
        Ok(Self {
            file,
            whole_path,
            part_path,
            cipher,
            pending: Zeroizing::default(),
            good_bytes: start.len() as u64,
            segments_written: 0,
            content_bytes: 0,
        })
    }

    /// Appends `bytes`.
    ///
    /// # Errors
    /// * [`MediaError::TooLarge`]: nothing of `bytes` was taken.
    /// * [`MediaError::DiskFull`], [`MediaError::Io`]: `bytes` were taken and wait in memory; the
    ///   next call writes them first. What was written before is whole.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), MediaError> {
        if self.content_bytes + bytes.len() > MEDIA_BYTES_MAX {
            return Err(MediaError::TooLarge);
        }
        self.content_bytes += bytes.len();
        self.hold(bytes);
        self.write_full_segments()
    }

    /// Seals the end: from now on the content is whole.
    ///
    /// # Errors
    /// [`MediaError::DiskFull`], [`MediaError::Io`]: the content stays unfinished, and
    /// [`crate::MediaFolder::recover`] gives back every full segment.
    pub fn finish(mut self) -> Result<(), MediaError> {
        self.write_full_segments()?;
        let last = std::mem::take(&mut self.pending);
        self.write_segment(&last, true)?;
        fs::rename(&self.part_path, &self.whole_path)?;
        if let Some(folder) = self.whole_path.parent() {
            sync_folder(folder)?;
        }
        Ok(())
    }

    /// How many bytes of content were appended so far.
    pub fn content_bytes(&self) -> usize {
        self.content_bytes
    }

    /// Keeps `bytes` in memory, wiping the old buffer where it has to grow.
    fn hold(&mut self, bytes: &[u8]) {
        if self.pending.len() + bytes.len() > self.pending.capacity() {
            let needed = self.pending.len() + bytes.len();
            let mut grown = Vec::with_capacity(needed.max(2 * RECORDING_SEGMENT_BYTES));
            grown.extend_from_slice(&self.pending);
            self.pending = Zeroizing::new(grown);
        }
        self.pending.extend_from_slice(bytes);
    }

    /// Writes the full segments that wait. One byte more than a segment has to be there: the last
    /// segment is for [`Self::finish`], which seals it as the last.
    fn write_full_segments(&mut self) -> Result<(), MediaError> {
        let pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_slice();
        let mut outcome = Ok(());
        while let Some((segment, later)) = rest.split_at_checked(RECORDING_SEGMENT_BYTES)
            && !later.is_empty()
            && outcome.is_ok()
        {
            outcome = self.write_segment(segment, false);
            if outcome.is_ok() {
                rest = later;
            }
        }
        self.hold(rest);
        outcome
    }

    fn write_segment(&mut self, content: &[u8], is_last: bool) -> Result<(), MediaError> {
        let mut sealed = Vec::with_capacity(content.len() + crate::segments::TAG_BYTES);
        self.cipher.seal_into(&mut sealed, self.segments_written, is_last, content);
        if let Err(cause) = self.write_at_good_end(&sealed) {
            // Gives back the room that the torn segment took; the next write cuts it off in any
            // case, and the failed write is what the caller must hear of.
            let _ = self.file.set_len(self.good_bytes);
            return Err(cause.into());
        }
        self.good_bytes += sealed.len() as u64;
        self.segments_written += 1;
        Ok(())
    }

    fn write_at_good_end(&mut self, sealed: &[u8]) -> io::Result<()> {
        self.file.set_len(self.good_bytes)?;
        self.file.seek(SeekFrom::Start(self.good_bytes))?;
        self.file.write_all(sealed)?;
        self.file.sync_data()
    }
}

impl std::fmt::Debug for MediaWriter {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("MediaWriter")
            .field("content_bytes", &self.content_bytes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MediaFolder, MediaId};

    #[test]
    fn a_failed_write_is_made_up_for_by_the_next() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = MediaFolder::open(dir.path(), Zeroizing::new([5; 32])).expect("opens");
        let id = MediaId(uuid::Uuid::from_u128(1));
        let mut writer = folder.writer(id).expect("starts");
        writer.append(&vec![1; RECORDING_SEGMENT_BYTES + 1]).expect("one segment is written");

        // A handle that may only read stands for a disk that takes nothing for a while.
        let read_only = File::open(&writer.part_path).expect("opens");
        let writable = std::mem::replace(&mut writer.file, read_only);
        for _ in 0..2 {
            let answer = writer.append(&[2; RECORDING_SEGMENT_BYTES]);
            assert!(matches!(answer, Err(MediaError::Io(_))), "the failure is said: {answer:?}");
        }
        writer.file = writable;
        writer.append(&[3; 5]).expect("the disk takes again");
        writer.finish().expect("finishes");

        let expected = [
            vec![1; RECORDING_SEGMENT_BYTES + 1],
            vec![2; 2 * RECORDING_SEGMENT_BYTES],
            vec![3; 5],
        ]
        .concat();
        assert_eq!(*folder.get(id).expect("opens"), expected, "nothing that was taken is missing");
    }
}
