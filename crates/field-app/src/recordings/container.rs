//! How the content of a recording is kept: as a WAV file, 16 kHz, mono, 16 bits.
//!
//! A recording in progress cannot know its length. Its content begins with the header of an *empty*
//! WAV file and grows from there; whoever reads it puts the length right. So whatever a kill leaves
//! behind is a recording, and finishing one changes nothing of what is on the disk already.

use field_speech::{SAMPLE_RATE_HZ, wav_bytes};
use zeroize::Zeroizing;

/// Where the header says how much follows it.
const RIFF_LENGTH_AT: usize = 4;
/// Where the header says how long the sound is.
const SOUND_LENGTH_AT: usize = 40;
/// Bytes of the whole that are not counted in the first of the two.
const RIFF_UNCOUNTED: usize = 8;
/// Bytes of a sample.
const SAMPLE_BYTES: usize = 2;

/// What the content of a recording in progress begins with.
pub(super) fn header() -> Vec<u8> {
    wav_bytes(&[])
}

/// Samples as they follow the header.
pub(super) fn sound(samples: &[i16]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(samples.iter().flat_map(|sample| sample.to_le_bytes()).collect())
}

/// The content as a WAV file whose header is right. What another program wrote is left as it is.
pub(super) fn to_wav(mut content: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    let header = header();
    if !content.starts_with(&header) {
        return content;
    }
    // A kill may cut a sample in half.
    let sound_bytes = (content.len() - header.len()) / SAMPLE_BYTES * SAMPLE_BYTES;
    content.truncate(header.len() + sound_bytes);
    let riff_bytes = content.len() - RIFF_UNCOUNTED;
    for (at, length) in [(RIFF_LENGTH_AT, riff_bytes), (SOUND_LENGTH_AT, sound_bytes)] {
        let length = u32::try_from(length).expect("content is bounded far below 4 GiB");
        if let Some(place) = content.get_mut(at..at + 4) {
            place.copy_from_slice(&length.to_le_bytes());
        }
    }
    content
}

/// How long content of so many bytes lasts, in milliseconds, rounded up.
pub(super) fn duration_ms(content_bytes: u64) -> u32 {
    let sound_bytes = content_bytes.saturating_sub(header().len() as u64);
    let bytes_per_second = u64::from(SAMPLE_RATE_HZ) * SAMPLE_BYTES as u64;
    u32::try_from((sound_bytes * 1000).div_ceil(bytes_per_second)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use field_speech::{AudioError, decode_wav};

    use super::*;

    fn live(samples: &[i16]) -> Zeroizing<Vec<u8>> {
        let mut content = header();
        content.extend_from_slice(&sound(samples));
        Zeroizing::new(content)
    }

    #[test]
    fn what_was_recorded_becomes_the_file_that_a_whole_recording_would_be() {
        let samples: Vec<i16> = (0..16_000).map(|n: i16| n.wrapping_mul(37)).collect();
        assert_eq!(*to_wav(live(&samples)), wav_bytes(&samples), "byte for byte");
        assert_eq!(duration_ms(live(&samples).len() as u64), 1_000, "a second");
    }

    #[test]
    fn half_a_sample_at_the_end_is_dropped() {
        let mut content = live(&[1, 2, 3]);
        content.pop();
        assert_eq!(*to_wav(content), wav_bytes(&[1, 2]), "two whole samples are left");
    }

    #[test]
    fn a_recording_without_sound_is_empty_and_not_damaged() {
        let outcome = decode_wav(&to_wav(live(&[]))).map(|samples| samples.duration_ms());
        assert_eq!(outcome, Err(AudioError::Empty));
        let outcome =
            decode_wav(&to_wav(Zeroizing::default())).map(|samples| samples.duration_ms());
        assert_eq!(outcome, Err(AudioError::Empty));
    }

    #[test]
    fn a_file_of_the_right_length_is_left_as_it_is() {
        let file = wav_bytes(&[5, 6, 7]);
        assert_eq!(*to_wav(Zeroizing::new(file.clone())), file);
    }
}
