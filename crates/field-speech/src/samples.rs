//! Sound as the engine wants it.

use zeroize::{Zeroize as _, Zeroizing};

/// Samples a second of everything in this crate: what Whisper was trained on.
///
/// Source: Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", section 2.2.
pub const SAMPLE_RATE_HZ: u32 = 16_000;

/// Samples a millisecond.
pub(crate) const SAMPLES_PER_MS: usize = SAMPLE_RATE_HZ as usize / 1000;

/// Longest recording, in milliseconds: ten minutes.
///
/// Source: judgement. A spoken finding lasts half a minute and a walk round a room some minutes; ten
/// minutes are 38 MB as 32-bit samples and 19 MB as a file, which the smallest supported laptop
/// holds in memory beside the model, and which it transcribes in a minute or two.
pub const RECORDING_MS_MAX: u32 = 600_000;

/// A recording in memory: 16 kHz, mono, nominally within -1 and 1.
///
/// Never empty and never longer than [`RECORDING_MS_MAX`]. Overwritten when it is dropped: a voice is
/// personal data.
pub struct Samples {
    values: Zeroizing<Vec<f32>>,
}

impl Samples {
    /// Takes 16 kHz mono samples that somebody else made; what is past the longest recording is cut.
    ///
    /// Values that are not finite count as silence. `None` if there is nothing.
    pub fn new(mut values: Vec<f32>) -> Option<Self> {
        let longest = RECORDING_MS_MAX as usize * SAMPLES_PER_MS;
        if let Some(extra) = values.get_mut(longest..) {
            extra.zeroize();
        }
        values.truncate(longest);
        for value in &mut values {
            if !value.is_finite() {
                *value = 0.0;
            }
        }
        (!values.is_empty()).then(|| Self { values: Zeroizing::new(values) })
    }

    /// The samples in order.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Length in milliseconds, rounded up.
    pub fn duration_ms(&self) -> u32 {
        ms_from_samples(self.values.len())
    }
}

impl std::fmt::Debug for Samples {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Samples({} ms)", self.duration_ms())
    }
}

/// How long so many samples last, in milliseconds, rounded up.
pub(crate) fn ms_from_samples(count: usize) -> u32 {
    u32::try_from(count.div_ceil(SAMPLES_PER_MS)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_never_empty_nor_too_long() {
        assert!(Samples::new(Vec::new()).is_none(), "no samples are no recording");
        let longest = RECORDING_MS_MAX as usize * SAMPLES_PER_MS;
        let cut = Samples::new(vec![0.1; longest + 5]).expect("there are samples");
        assert_eq!(cut.duration_ms(), RECORDING_MS_MAX, "the limit holds");
    }

    #[test]
    fn a_value_that_is_no_number_is_silence() {
        let samples = Samples::new(vec![f32::NAN, f32::INFINITY, 0.5]).expect("three samples");
        assert_eq!(samples.values(), [0.0, 0.0, 0.5], "the engine never sees a NaN");
    }

    #[test]
    fn printing_samples_shows_their_length_only() {
        let samples = Samples::new(vec![0.25; 160]).expect("some samples");
        assert_eq!(format!("{samples:?}"), "Samples(10 ms)", "a log holds no voice");
    }
}
