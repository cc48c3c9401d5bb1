//! From what a microphone delivers to what is kept: 16 kHz, mono, 16 bits, up to the limit.

use crate::resample::To16Khz;
use crate::samples::{RECORDING_MS_MAX, SAMPLES_PER_MS, ms_from_samples};
use zeroize::{Zeroize as _, Zeroizing};

/// Loudest value of a 16-bit sample.
const SAMPLE_MAX: f32 = 32_767.0;

/// Converts sound as it comes and counts how much was kept.
pub(crate) struct Intake {
    converter: To16Khz,
    resampled: Zeroizing<Vec<f32>>,
    kept: Zeroizing<Vec<i16>>,
    kept_count: usize,
}

impl Intake {
    /// An intake of mono sound at `rate_hz`; `None` if that rate cannot be converted.
    pub(crate) fn new(rate_hz: u32) -> Option<Self> {
        Some(Self {
            converter: To16Khz::new(rate_hz)?,
            resampled: Zeroizing::new(Vec::new()),
            kept: Zeroizing::new(Vec::new()),
            kept_count: 0,
        })
    }

    /// Takes the next sound; answers the samples to keep, which may be none yet.
    pub(crate) fn take(&mut self, mono: &[f32]) -> &[i16] {
        self.resampled.zeroize();
        self.converter.push(mono, &mut self.resampled);
        self.keep()
    }

    /// Ends the sound; answers the last samples to keep.
    pub(crate) fn finish(&mut self) -> &[i16] {
        self.resampled.zeroize();
        self.converter.finish(&mut self.resampled);
        self.keep()
    }

    /// Whether the longest recording is reached; nothing more is kept then.
    pub(crate) fn is_full(&self) -> bool {
        self.room() == 0
    }

    /// Length of what was kept, in milliseconds.
    pub(crate) fn kept_ms(&self) -> u32 {
        ms_from_samples(self.kept_count)
    }

    fn room(&self) -> usize {
        (RECORDING_MS_MAX as usize * SAMPLES_PER_MS).saturating_sub(self.kept_count)
    }

    fn keep(&mut self) -> &[i16] {
        let room = self.room();
        self.kept.zeroize();
        self.kept.extend(self.resampled.iter().take(room).map(|value| whole(*value)));
        self.kept_count += self.kept.len();
        &self.kept
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the value is within the range of 16 bits")]
fn whole(value: f32) -> i16 {
    (value.clamp(-1.0, 1.0) * SAMPLE_MAX).round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_at_48_khz_is_kept_as_a_second() {
        let mut intake = Intake::new(48_000).expect("a usual rate");
        let mut kept = 0;
        for _ in 0..100 {
            kept += intake.take(&[0.5; 480]).len();
        }
        kept += intake.finish().len();
        assert_eq!((kept, intake.kept_ms()), (16_000, 1000), "no sound is lost or made up");
    }

    #[test]
    fn too_loud_sound_is_clipped_and_not_wrapped() {
        let mut intake = Intake::new(16_000).expect("our own rate");
        assert_eq!(
            intake.take(&[3.0, -3.0, 0.0]),
            [32_767, -32_767, 0],
            "clipping is the least harm"
        );
    }

    #[test]
    fn nothing_is_kept_past_the_longest_recording() {
        let mut intake = Intake::new(16_000).expect("our own rate");
        let minute = vec![0.0; 60 * 16_000];
        for _ in 0..9 {
            intake.take(&minute);
        }
        assert!(!intake.is_full(), "nine minutes leave room");
        intake.take(&minute);
        assert!(intake.is_full() && intake.take(&minute).is_empty(), "ten minutes are the limit");
        assert_eq!(intake.kept_ms(), RECORDING_MS_MAX, "and all of them are kept");
    }
}
