//! The mel filter bank that Whisper's features are made with.
//!
//! The converted model file carries it. It is the bank of `librosa.filters.mel` (Slaney's scale and
//! norm) for 16 kHz and a 400-point Fourier transform, and equals whisper.cpp's own to the byte.

const SAMPLE_RATE_HZ: f64 = 16_000.0;
const FOURIER_POINTS: u16 = 400;

/// Bins of the spectrum: half the Fourier points, and the one at zero.
pub const BINS: u16 = FOURIER_POINTS / 2 + 1;

/// Slaney's scale is linear up to this frequency, logarithmic above.
const KNEE_HZ: f64 = 1000.0;
const KNEE_MEL: f64 = 15.0;

/// The filters: `mels` rows of [`BINS`] weights, row-major.
pub fn filters(mels: u16) -> Vec<f32> {
    let top = mel_from_hz(SAMPLE_RATE_HZ / 2.0);
    let step = top / f64::from(mels + 1);
    let edges: Vec<f64> = (0..mels + 2)
        .map(|index| {
            let is_last = index == mels + 1;
            hz_from_mel(if is_last { top } else { f64::from(index) * step })
        })
        .collect();
    let bin_hz = SAMPLE_RATE_HZ / f64::from(FOURIER_POINTS);
    let mut weights = Vec::with_capacity(usize::from(mels) * usize::from(BINS));
    for edge in edges.windows(3) {
        let &[low, centre, high] = edge else { continue };
        let norm = 2.0 / (high - low);
        for bin in 0..BINS {
            let frequency = f64::from(bin) * bin_hz;
            // Written so that the very first weight is minus zero, as in every published model.
            let rising = -(low - frequency) / (centre - low);
            let falling = (high - frequency) / (high - centre);
            let lower = rising.min(falling);
            let weight = to_f32(if lower < 0.0 { 0.0 } else { lower });
            weights.push(to_f32(f64::from(weight) * norm));
        }
    }
    weights
}

fn mel_from_hz(hz: f64) -> f64 {
    if hz < KNEE_HZ { 3.0 * hz / 200.0 } else { KNEE_MEL + (hz / KNEE_HZ).ln() / log_step() }
}

fn hz_from_mel(mel: f64) -> f64 {
    if mel < KNEE_MEL { 200.0 * mel / 3.0 } else { KNEE_HZ * (log_step() * (mel - KNEE_MEL)).exp() }
}

/// 27 steps lie between 1000 Hz and 6400 Hz.
fn log_step() -> f64 {
    6.4_f64.ln() / 27.0
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the point")]
fn to_f32(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_weight_is_minus_zero() {
        let first = filters(80)[0];
        assert_eq!(first.to_bits(), (-0.0_f32).to_bits(), "the pinned hash depends on the sign");
    }

    #[test]
    fn each_filter_rises_to_one_peak_and_falls() {
        let all = filters(80);
        assert_eq!(all.len(), 80 * usize::from(BINS), "80 filters over 201 bins");
        for (row, filter) in all.chunks(usize::from(BINS)).enumerate() {
            let peaks =
                filter.windows(3).filter(|three| three[1] > three[0] && three[1] > three[2]);
            assert_eq!(peaks.count(), 1, "filter {row} is a triangle");
        }
        assert!(all.iter().all(|weight| *weight >= 0.0), "no filter takes energy away");
    }
}
