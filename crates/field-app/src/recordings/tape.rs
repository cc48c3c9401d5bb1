//! Where the sound goes while it is recorded: into an encrypted file, segment by segment.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use field_domain::RecordingId;
use field_media::{MediaError, MediaFolder, MediaWriter};

use super::container;
use crate::error::Result;

/// The encrypted file of a recording in progress. Two hold it: the recorder's thread, which appends,
/// and the use case, which ends it.
#[derive(Clone)]
pub(super) struct Tape {
    writer: Arc<Mutex<Option<MediaWriter>>>,
}

impl Tape {
    /// Begins the file of a new recording.
    pub fn begin(media: &MediaFolder, recording: RecordingId) -> Result<Self> {
        let mut writer = media.writer(recording.into())?;
        if let Err(cause) = writer.append(&container::header()) {
            drop(writer);
            // Nothing was recorded yet.
            let _ = media.delete(recording.into());
            return Err(cause.into());
        }
        Ok(Self { writer: Arc::new(Mutex::new(Some(writer))) })
    }

    /// Keeps samples; every half second of them is on the disk when this returns.
    pub fn append(&self, samples: &[i16]) -> ControlFlow<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = writer.as_mut().map(|writer| writer.append(&container::sound(samples)));
        match outcome {
            Some(Ok(())) => ControlFlow::Continue(()),
            Some(Err(_)) | None => ControlFlow::Break(()),
        }
    }

    /// Ends the file; if its last segment cannot be written, saves what is there.
    pub fn finish(self, media: &MediaFolder, recording: RecordingId) -> Result<()> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        match writer.map(MediaWriter::finish) {
            Some(Ok(())) => Ok(()),
            Some(Err(_)) => match media.recover(recording.into()) {
                Ok(_) => Ok(()),
                Err(cause) => Err(cause.into()),
            },
            None => Err(MediaError::Missing.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use field_speech::decode_wav;
    use uuid::Uuid;
    use zeroize::Zeroizing;

    use super::*;

    fn media(folder: &std::path::Path) -> MediaFolder {
        MediaFolder::open(folder, Zeroizing::new([3; 32])).expect("opens")
    }

    fn second(value: i16) -> Vec<i16> {
        vec![value; 16_000]
    }

    #[test]
    fn a_finished_recording_is_a_wav_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let (media, id) = (media(folder.path()), RecordingId(Uuid::from_u128(1)));
        let tape = Tape::begin(&media, id).expect("begins");
        for value in [100, 200, 300] {
            assert!(tape.append(&second(value)).is_continue(), "there is room");
        }
        tape.clone().finish(&media, id).expect("ends");
        let wav = container::to_wav(media.get(id.into()).expect("is whole"));
        assert_eq!(decode_wav(&wav).expect("is sound").duration_ms(), 3_000, "nothing is lost");
        assert!(tape.append(&second(1)).is_break(), "after the end nothing is taken");
    }

    #[test]
    fn a_killed_recording_loses_less_than_its_last_second() {
        let folder = tempfile::tempdir().expect("a folder");
        let (folder_of, id) = (folder.path(), RecordingId(Uuid::from_u128(2)));
        let tape = Tape::begin(&media(folder_of), id).expect("begins");
        for value in 1..=10 {
            assert!(tape.append(&second(value)).is_continue(), "there is room");
        }
        // What a kill does: nobody ends the file.
        drop(tape);

        let media = media(folder_of);
        let content = media.recover(id.into()).expect("is recovered");
        let wav = container::to_wav(content);
        let samples = decode_wav(&wav).expect("is sound");
        let kept_ms = samples.duration_ms();
        assert!((9_000..=10_000).contains(&kept_ms), "{kept_ms} ms of 10 000 are there");
        assert_eq!(
            *wav,
            *container::to_wav(media.get(id.into()).expect("is whole now")),
            "for good"
        );
    }
}
