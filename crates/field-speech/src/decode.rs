//! Taking the samples out of a WAV file, piece by piece.

use crate::resample::To16Khz;
use crate::samples::{RECORDING_MS_MAX, SAMPLE_RATE_HZ, Samples};
use crate::wav::AudioError;
use hound::{SampleFormat, WavReader, WavSpec};
use std::io::Cursor;
use zeroize::Zeroizing;

/// Sample rates of recorders of speech, from a telephone's to a studio's.
pub(crate) const RATES_HZ: std::ops::RangeInclusive<u32> = 8_000..=192_000;
/// Most channels of a recorder that a person carries.
pub(crate) const CHANNELS_MAX: u16 = 8;
/// Frames that are mixed and resampled at a time: a tenth of a second at 48 kHz.
pub(crate) const PIECE_FRAMES: usize = 4800;

pub(crate) fn samples_from_wav(bytes: &[u8]) -> Result<Samples, AudioError> {
    if bytes.is_empty() {
        return Err(AudioError::Empty);
    }
    let reader = WavReader::new(Cursor::new(bytes)).map_err(|_| header_fault(bytes))?;
    let spec = reader.spec();
    if !RATES_HZ.contains(&spec.sample_rate) || !(1..=CHANNELS_MAX).contains(&spec.channels) {
        return Err(AudioError::Unusual { channels: spec.channels, rate_hz: spec.sample_rate });
    }
    let frames = u64::from(reader.duration());
    // hound has read exactly the header by now, so the samples begin where it stands.
    let data_at = reader.into_inner().position();
    check_length(&spec, frames, (bytes.len() as u64).saturating_sub(data_at))?;
    let reader = WavReader::new(Cursor::new(bytes)).map_err(|_| header_fault(bytes))?;
    match (spec.sample_format, spec.bits_per_sample) {
        (SampleFormat::Float, 32) => read(reader.into_samples::<f32>(), &spec, |value| value),
        (SampleFormat::Int, bits @ 1..=32) => {
            let scale = 1.0 / 2.0_f32.powi(i32::from(bits) - 1);
            #[expect(clippy::cast_precision_loss, reason = "24 bits are more than a voice has")]
            read(reader.into_samples::<i32>(), &spec, |value| value as f32 * scale)
        }
        _ => Err(AudioError::NotAudio),
    }
}

/// A file that starts as a WAV file and ends within its header is cut off; anything else is no WAV.
fn header_fault(bytes: &[u8]) -> AudioError {
    let begins_as_wav = match bytes.split_first_chunk::<4>() {
        Some((riff, rest)) => riff == b"RIFF" && rest.get(4..8).is_none_or(|form| form == b"WAVE"),
        None => b"RIFF".starts_with(bytes),
    };
    let said_bytes = bytes
        .get(4..8)
        .and_then(|size| Some(u64::from(u32::from_le_bytes(size.try_into().ok()?))))
        .unwrap_or(0);
    let found_bytes = (bytes.len() as u64).saturating_sub(8);
    if begins_as_wav && (bytes.len() < 8 || said_bytes > found_bytes) {
        AudioError::Truncated { said_bytes, found_bytes }
    } else {
        AudioError::NotAudio
    }
}

/// Compares what the header announces with what is there, before anything is read.
fn check_length(spec: &WavSpec, frames: u64, found_bytes: u64) -> Result<(), AudioError> {
    let frame_bytes = u64::from(spec.channels) * u64::from(spec.bits_per_sample.div_ceil(8));
    let said_bytes = frames * frame_bytes;
    if said_bytes == 0 {
        return Err(AudioError::Empty);
    }
    if said_bytes > found_bytes {
        return Err(AudioError::Truncated { said_bytes, found_bytes });
    }
    let found_ms = frames * 1000 / u64::from(spec.sample_rate);
    if found_ms > u64::from(RECORDING_MS_MAX) {
        return Err(AudioError::TooLong { found_ms, limit_ms: RECORDING_MS_MAX });
    }
    Ok(())
}

fn read<S: hound::Sample>(
    samples: hound::WavIntoSamples<Cursor<&[u8]>, S>,
    spec: &WavSpec,
    to_f32: impl Fn(S) -> f32,
) -> Result<Samples, AudioError> {
    let unusual = AudioError::Unusual { channels: spec.channels, rate_hz: spec.sample_rate };
    let mut converter = To16Khz::new(spec.sample_rate).ok_or(unusual)?;
    // Reserved at once: growing would leave copies of the voice behind in freed memory.
    let mut out = Vec::with_capacity(room_for(samples.len(), spec));
    let mut piece = Zeroizing::new(Vec::with_capacity(PIECE_FRAMES));
    let (mut sum, mut heard) = (0.0_f32, 0_u16);
    for sample in samples {
        sum += to_f32(sample.map_err(|_| AudioError::NotAudio)?);
        heard += 1;
        if heard == spec.channels {
            piece.push(sum / f32::from(spec.channels));
            (sum, heard) = (0.0, 0);
        }
        if piece.len() == PIECE_FRAMES {
            converter.push(&piece, &mut out);
            piece.clear();
        }
    }
    converter.push(&piece, &mut out);
    converter.finish(&mut out);
    Samples::new(out).ok_or(AudioError::Empty)
}

/// Room for the result: its length, and two pieces for what the filter gives before it is cut.
fn room_for(sample_count: usize, spec: &WavSpec) -> usize {
    let frames = sample_count / usize::from(spec.channels);
    let seconds = frames / spec.sample_rate as usize + 1;
    seconds * SAMPLE_RATE_HZ as usize + 2 * PIECE_FRAMES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wav::wav_bytes;
    use hound::WavWriter;

    fn wav<S: hound::Sample + Copy>(spec: WavSpec, samples: &[S]) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut file, spec).expect("memory is writable");
        for sample in samples {
            writer.write_sample(*sample).expect("memory is writable");
        }
        writer.finalize().expect("memory is writable");
        file.into_inner()
    }

    fn spec(channels: u16, sample_rate: u32, bits: u16, sample_format: SampleFormat) -> WavSpec {
        WavSpec { channels, sample_rate, bits_per_sample: bits, sample_format }
    }

    #[test]
    fn every_usual_depth_reads_as_the_same_sound() {
        let half = [
            wav(spec(1, 16_000, 8, SampleFormat::Int), &[64_i8; 160]),
            wav(spec(1, 16_000, 16, SampleFormat::Int), &[1_i16 << 14; 160]),
            wav(spec(1, 16_000, 24, SampleFormat::Int), &[1_i32 << 22; 160]),
            wav(spec(1, 16_000, 32, SampleFormat::Int), &[1_i32 << 30; 160]),
            wav(spec(1, 16_000, 32, SampleFormat::Float), &[0.5_f32; 160]),
        ];
        for (depth, file) in half.iter().enumerate() {
            let samples = samples_from_wav(file).expect("a usual file");
            assert!(
                samples.values().iter().all(|value| (*value - 0.5).abs() < 1e-6),
                "depth {depth}"
            );
        }
    }

    #[test]
    fn channels_are_averaged_and_any_rate_becomes_16_khz() {
        let stereo: Vec<i16> = [16_384, -16_384].repeat(48_000);
        let samples = samples_from_wav(&wav(spec(2, 48_000, 16, SampleFormat::Int), &stereo))
            .expect("a usual file");
        assert_eq!(samples.duration_ms(), 1000, "a second stays a second");
        assert!(samples.values().iter().all(|value| value.abs() < 1e-3), "the channels cancel");
    }

    #[test]
    fn nothing_text_and_pictures_are_told_apart_from_sound() {
        assert_eq!(samples_from_wav(b"").err(), Some(AudioError::Empty), "0 bytes are empty");
        for (what, bytes) in [
            ("a text file", b"Walk-in cooler, shelf two.\n".as_slice()),
            ("a picture", &[0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F']),
            ("a RIFF file that is a film", b"RIFF\x04\0\0\0AVI "),
        ] {
            assert_eq!(samples_from_wav(bytes).err(), Some(AudioError::NotAudio), "{what}");
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_cut_off_and_nothing_else() {
        let whole = wav_bytes(&[7; 1000]);
        for length in 1..whole.len() {
            let outcome = samples_from_wav(whole.get(..length).expect("a part")).err();
            assert!(
                matches!(outcome, Some(AudioError::Truncated { .. })),
                "{length} of {} bytes: got {outcome:?}",
                whole.len()
            );
        }
    }

    #[test]
    fn a_recording_past_the_limit_is_refused_before_it_is_read() {
        let eleven_minutes = vec![0_i16; 8_000 * 660];
        let outcome =
            samples_from_wav(&wav(spec(1, 8_000, 16, SampleFormat::Int), &eleven_minutes));
        assert_eq!(
            outcome.err(),
            Some(AudioError::TooLong { found_ms: 660_000, limit_ms: RECORDING_MS_MAX }),
            "the person learns both lengths"
        );
    }

    #[test]
    fn rates_and_channels_of_no_recorder_are_named() {
        let outcome = samples_from_wav(&wav(spec(1, 1_000, 16, SampleFormat::Int), &[1_i16; 100]));
        let unusual = AudioError::Unusual { channels: 1, rate_hz: 1_000 };
        assert_eq!(outcome.err(), Some(unusual), "1 kHz holds no speech");
    }
}
