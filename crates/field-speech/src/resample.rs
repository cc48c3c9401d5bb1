//! From any sample rate to 16 kHz, in pieces.

use crate::samples::SAMPLE_RATE_HZ;
use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{
    Async, FixedAsync, Indexing, Resampler as _, SincInterpolationParameters, WindowFunction,
};
use zeroize::{Zeroize as _, Zeroizing};

/// Frames that the filter takes at a time.
///
/// Source: judgement; 21 ms at 48 kHz, so a level meter stays lively.
const CHUNK_FRAMES: usize = 1024;

/// Length of the filter: 128 samples keep speech up to 7 kHz whole and fold nothing back into it.
const FILTER_SAMPLES: usize = 128;

/// Turns mono sound of one rate into 16 kHz.
///
/// Sound that is at 16 kHz already passes through untouched.
pub(crate) struct To16Khz {
    /// `None` where nothing is to be done.
    filter: Option<Filter>,
}

struct Filter {
    resampler: Async<f32>,
    /// Input that does not fill a chunk yet.
    waiting: Zeroizing<Vec<f32>>,
    out: Zeroizing<Vec<f32>>,
    /// Output samples of the filter's own delay that are still to be thrown away.
    delay_left: usize,
    /// Exact ratio of output to input.
    ratio: f64,
    taken: usize,
    given: usize,
}

impl To16Khz {
    /// A converter from `rate_hz`; `None` if no filter can be made for that rate.
    pub(crate) fn new(rate_hz: u32) -> Option<Self> {
        if rate_hz == SAMPLE_RATE_HZ {
            return Some(Self { filter: None });
        }
        let ratio = f64::from(SAMPLE_RATE_HZ) / f64::from(rate_hz);
        let parameters =
            SincInterpolationParameters::new(FILTER_SAMPLES, WindowFunction::BlackmanHarris2);
        let resampler =
            Async::new_sinc(ratio, 1.0, &parameters, CHUNK_FRAMES, 1, FixedAsync::Input).ok()?;
        Some(Self {
            filter: Some(Filter {
                out: Zeroizing::new(vec![0.0; resampler.output_frames_max()]),
                delay_left: resampler.output_delay(),
                waiting: Zeroizing::new(Vec::with_capacity(2 * CHUNK_FRAMES)),
                resampler,
                ratio,
                taken: 0,
                given: 0,
            }),
        })
    }

    /// Takes the next input; appends what can be given already to `to`.
    pub(crate) fn push(&mut self, input: &[f32], to: &mut Vec<f32>) {
        match &mut self.filter {
            None => to.extend_from_slice(input),
            Some(filter) => filter.push(input, to),
        }
    }

    /// Ends the input; appends what the filter still held.
    pub(crate) fn finish(&mut self, to: &mut Vec<f32>) {
        if let Some(filter) = &mut self.filter {
            filter.finish(to);
        }
    }
}

impl Filter {
    fn push(&mut self, input: &[f32], to: &mut Vec<f32>) {
        self.taken += input.len();
        for piece in input.chunks(CHUNK_FRAMES) {
            self.waiting.extend_from_slice(piece);
            if self.waiting.len() >= CHUNK_FRAMES {
                self.run(to);
            }
        }
    }

    /// Feeds silence until as much came out as went in.
    fn finish(&mut self, to: &mut Vec<f32>) {
        let wanted = self.output_wanted();
        // The filter's delay is shorter than a chunk; two more chunks always push everything out.
        for _ in 0..2 + self.waiting.len() / CHUNK_FRAMES {
            if self.given < wanted {
                let padded = self.waiting.len().max(CHUNK_FRAMES);
                self.waiting.resize(padded, 0.0);
                self.run(to);
            }
        }
        let extra = self.given.saturating_sub(wanted);
        to.truncate(to.len() - extra.min(to.len()));
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a count of samples of at most some minutes is exact in a double"
    )]
    fn output_wanted(&self) -> usize {
        (self.taken as f64 * self.ratio).round() as usize
    }

    /// Filters the first chunk of what waits.
    fn run(&mut self, to: &mut Vec<f32>) {
        let out_len = self.out.len();
        let input = InterleavedSlice::new(&self.waiting, 1, CHUNK_FRAMES)
            .expect("a whole chunk waits, which run's callers see to");
        let mut output = InterleavedSlice::new_mut(&mut self.out, 1, out_len)
            .expect("the buffer is as long as it says");
        let (_, written) = self
            .resampler
            .process_into_buffer(&input, &mut output, Some(&Indexing::new()))
            .expect("both buffers have the size that the filter asked for");
        let skipped = self.delay_left.min(written);
        self.delay_left -= skipped;
        self.given += written - skipped;
        to.extend(self.out.iter().take(written).skip(skipped));
        if let Some(done) = self.waiting.get_mut(..CHUNK_FRAMES) {
            done.zeroize();
        }
        self.waiting.drain(..CHUNK_FRAMES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tone(rate_hz: u32, tone_hz: f32, frames: u16) -> Vec<f32> {
        let step =
            std::f32::consts::TAU * tone_hz / f32::from(u16::try_from(rate_hz).expect("< 64 kHz"));
        (0..frames).map(|index| (f32::from(index) * step).sin()).collect()
    }

    fn convert(rate_hz: u32, input: &[f32], piece: usize) -> Vec<f32> {
        let mut converter = To16Khz::new(rate_hz).expect("a usual rate");
        let mut out = Vec::new();
        for part in input.chunks(piece) {
            converter.push(part, &mut out);
        }
        converter.finish(&mut out);
        out
    }

    fn loudness(values: &[f32]) -> f32 {
        let energy: f32 = values.iter().map(|value| value * value).sum();
        (energy / f32::from(u16::try_from(values.len()).expect("short"))).sqrt()
    }

    #[test]
    fn speech_frequencies_keep_their_loudness_and_place() {
        for rate_hz in [8_000, 11_025, 22_050, 44_100, 48_000] {
            let frames = u16::try_from(rate_hz).expect("one second");
            let out = convert(rate_hz, &tone(rate_hz, 440.0, frames), 777);
            assert_eq!(out.len(), 16_000, "{rate_hz} Hz: a second stays a second");
            let expected = tone(16_000, 440.0, 16_000);
            let difference: Vec<f32> =
                out.iter().zip(&expected).map(|(a, b)| a - b).skip(200).take(15_600).collect();
            // A tenth of a millisecond of shift would make a difference of 0.2.
            let off = loudness(&difference);
            assert!(off < 0.2, "{rate_hz} Hz: the tone is not moved in time, it is {off} off");
        }
    }

    #[test]
    fn what_16_khz_cannot_hold_is_removed_and_not_folded_back() {
        let out = convert(48_000, &tone(48_000, 11_000.0, 48_000), 1000);
        let middle = out.get(500..15_500).expect("a second");
        assert!(loudness(middle) < 0.01, "11 kHz does not come back as 5 kHz");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn pieces_of_any_size_give_the_same_sound(piece in 1_usize..3000, frames in 1_u16..9000) {
            let input = tone(44_100, 300.0, frames);
            let whole = convert(44_100, &input, usize::from(frames));
            prop_assert_eq!(convert(44_100, &input, piece), whole);
        }
    }
}
