//! Files: reading the usual ones, writing ours.

use crate::compressed;
use crate::decode;
use crate::samples::{SAMPLE_RATE_HZ, Samples};

/// Why bytes are not a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AudioError {
    /// No sound in a form that is read: see [`decode_audio`].
    #[error("this is not a recording that can be read")]
    NotAudio,
    /// Sound packed with Opus, for which there is no decoder here.
    #[error("sound packed with Opus cannot be read; WAV, MP3, M4A, FLAC and Ogg Vorbis can")]
    Opus,
    /// No bytes at all, or a header and no samples.
    #[error("the recording is empty")]
    Empty,
    /// The file says that there is more than there is.
    #[error("the recording is cut off: {found_bytes} bytes of sound, its header says {said_bytes}")]
    Truncated {
        /// Bytes of sound that the header announces.
        said_bytes: u64,
        /// Bytes of sound that are there.
        found_bytes: u64,
    },
    /// Longer than [`crate::RECORDING_MS_MAX`].
    #[error("the recording lasts {found_ms} ms, at most {limit_ms} ms are allowed")]
    TooLong {
        /// How long it is.
        found_ms: u64,
        /// How long it may be.
        limit_ms: u32,
    },
    /// A sample rate or a number of channels that no recorder of speech has.
    #[error("a recording of {channels} channels at {rate_hz} Hz cannot be read")]
    Unusual {
        /// Sound channels.
        channels: u16,
        /// Samples a second.
        rate_hz: u32,
    },
}

/// Reads a WAV file into 16 kHz mono.
///
/// Any depth of 8 to 32 bits, whole or floating; channels are averaged. The file is read a piece at a
/// time, so what it needs beside itself is the result alone.
///
/// # Errors
/// [`AudioError`] names what is wrong; nothing is kept of a bad file.
pub fn decode_wav(bytes: &[u8]) -> Result<Samples, AudioError> {
    decode::samples_from_wav(bytes)
}

/// Reads a recording of any of the usual kinds into 16 kHz mono: WAV, MP3, M4A with AAC, FLAC, Ogg
/// with Vorbis. What it is, its first bytes say and not its name.
///
/// # Errors
/// [`AudioError`] names what is wrong; nothing is kept of a bad file. A compressed file that was cut
/// off gives what is there.
pub fn decode_audio(bytes: &[u8]) -> Result<Samples, AudioError> {
    if bytes.is_empty() || bytes.starts_with(b"RIFF") || b"RIFF".starts_with(bytes) {
        decode_wav(bytes)
    } else {
        compressed::samples_from(bytes)
    }
}

/// Bytes before the samples in a WAV file of [`wav_bytes`].
const HEADER_BYTES: usize = 44;
/// Bytes of a 16-bit sample.
const SAMPLE_BYTES: u32 = 2;

/// A recording as a WAV file: 16 kHz, mono, 16 bits.
#[expect(clippy::missing_panics_doc, reason = "a recording is bounded far below 4 GiB")]
pub fn wav_bytes(samples: &[i16]) -> Vec<u8> {
    let sound_bytes = u32::try_from(samples.len() * 2).expect("a recording is shorter than a day");
    let mut file = Vec::with_capacity(HEADER_BYTES + samples.len() * 2);
    file.extend(b"RIFF");
    file.extend((sound_bytes + 36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend(1_u16.to_le_bytes()); // whole numbers
    file.extend(1_u16.to_le_bytes()); // channels
    file.extend(SAMPLE_RATE_HZ.to_le_bytes());
    file.extend((SAMPLE_RATE_HZ * SAMPLE_BYTES).to_le_bytes());
    file.extend(2_u16.to_le_bytes()); // bytes a frame
    file.extend(16_u16.to_le_bytes()); // bits a sample
    file.extend(b"data");
    file.extend(sound_bytes.to_le_bytes());
    file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_recording_is_a_file_that_says_so() {
        assert_eq!(wav_bytes(&[]).len(), HEADER_BYTES, "the header stands alone");
        assert_eq!(
            decode_wav(&wav_bytes(&[])).err(),
            Some(AudioError::Empty),
            "and reads as empty"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(samples in proptest::collection::vec(any::<i16>(), 1..400)) {
            let read = decode_wav(&wav_bytes(&samples)).expect("our own file is a recording");
            let back: Vec<f32> = read.values().iter().map(|value| value * 32_768.0).collect();
            let expected: Vec<f32> = samples.iter().map(|sample| f32::from(*sample)).collect();
            prop_assert_eq!(back, expected);
        }
    }
}
