//! Sounds as WAV files: 16 kHz, one channel, 16 bit, as the app records.

use std::io::Cursor;

use hound::{SampleFormat, WavSpec, WavWriter};

use crate::random::Random;

/// Samples a second.
pub const SAMPLE_RATE_HZ: u32 = 16_000;

/// A pure tone at half of full scale.
#[must_use]
pub fn tone(frequency_hz: f64, duration_ms: u32) -> Vec<u8> {
    wav(duration_ms, |index| {
        let angle =
            std::f64::consts::TAU * frequency_hz * f64::from(index) / f64::from(SAMPLE_RATE_HZ);
        sample(angle.sin() * 0.5)
    })
}

/// Digital silence.
#[must_use]
pub fn silence(duration_ms: u32) -> Vec<u8> {
    wav(duration_ms, |_| 0)
}

/// White noise at `level` of full scale (0.0 to 1.0).
#[must_use]
pub fn noise(seed: u64, level: f64, duration_ms: u32) -> Vec<u8> {
    let mut random = Random::new(seed);
    wav(duration_ms, |_| {
        let value = f64::from(random.below(65_536)) / 32_767.5 - 1.0;
        sample(value * level)
    })
}

fn wav(duration_ms: u32, mut at: impl FnMut(u32) -> i16) -> Vec<u8> {
    let spec = WavSpec {
        channels: 1,
        sample_rate: SAMPLE_RATE_HZ,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).expect("memory takes a header");
    for index in 0..duration_ms.saturating_mul(SAMPLE_RATE_HZ / 1000) {
        writer.write_sample(at(index)).expect("memory takes a sample");
    }
    writer.finalize().expect("memory takes the length");
    bytes.into_inner()
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i16")]
fn sample(value: f64) -> i16 {
    (value * 32_767.0).clamp(-32_768.0, 32_767.0) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peak(bytes: &[u8]) -> (u32, u16) {
        let mut reader = hound::WavReader::new(bytes).expect("it is a WAV file");
        let samples: Vec<i16> = reader.samples().map(|s| s.expect("a whole sample")).collect();
        let peak = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0);
        (u32::try_from(samples.len()).expect("a short file"), peak)
    }

    #[test]
    fn each_sound_has_its_length_and_loudness() {
        assert_eq!(peak(&silence(250)), (4000, 0), "silence is silent");
        let (count, loud) = peak(&tone(440.0, 1000));
        assert_eq!(count, 16_000, "a second");
        assert!((16_000..16_500).contains(&loud), "half of full scale");
        assert_eq!(noise(7, 0.1, 100), noise(7, 0.1, 100), "noise repeats with its seed");
        assert!(peak(&noise(7, 0.1, 100)).1 <= 3277, "noise keeps its level");
    }
}
