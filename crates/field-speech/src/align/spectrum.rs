//! What sounds of speech are told by: the shape of the spectrum, a hundred times a second.
//!
//! Source of every number that names no other: the model of sounds was trained with it (its `feat.params`, and what SphinxTrain does
//! without being told otherwise).

use crate::level;
use realfft::RealFftPlanner;
use std::array::from_fn;
use std::f32::consts::{PI, TAU};

/// How far a frame begins behind the one before: 10 ms.
pub(super) const SHIFT_SAMPLES: usize = 160;
/// Length of a frame.
const FRAME_SAMPLES: usize = 410;
/// Length of its Fourier transform; what the frame leaves of it is silence.
const FFT_SAMPLES: usize = 512;
/// Distance of the points of a transform.
const POINT_HZ: f32 = 16_000.0 / 512.0;
/// Share of the sample before that is taken off each sample, so that high sounds count as much as low ones.
const EMPHASIS: f32 = 0.97;
/// The samples of the training went up to this, ours go to 1.
const FULL_SCALE: f32 = 32_768.0;
/// Bands of a spectrum, and where the first one begins and the last one ends.
const BANDS: usize = 25;
const LOWEST_HZ: f32 = 130.0;
const HIGHEST_HZ: f32 = 6_800.0;
/// Added to each power: silence must have a logarithm.
const POWER_MIN: f32 = 1e-4;
/// Numbers that tell the shape of a spectrum.
pub(super) const SHAPE: usize = 13;
/// Length of the half wave that brings these numbers to about the same range.
const LIFTER: f32 = 22.0;
/// How many frames on either side tell the change.
const CHANGE_FRAMES: isize = 2;

/// Of a hundred frames so many are softer than the noise of a band. Source: docs/measurements/voice.md, this and the next five.
const NOISE_PERCENT: usize = 10;
/// How often that power is taken off: noise goes up and down.
const NOISE_TIMES: f32 = 3.0;
/// Least share of a power that is left.
const LEFT_MIN: f32 = 0.01;
/// Frames on either side by which a power is smoothed before that.
const SMOOTHED_FRAMES: usize = 1;
/// Bands on either side by which the share that is left is smoothed.
const SMOOTHED_BANDS: usize = 2;
/// Share of the loud parts' amplitude that soft noise has which is laid under the sound: the model never heard the silence of
/// numbers that are all zero, and a telephone leaves the upper bands to rounding.
const DITHER: f32 = 1e-3;

/// The shape of a spectrum, how it changes, and how that changes.
pub(super) type Frame = [[f32; SHAPE]; 3];

/// The frames of a sound of 16 kHz; none of one that is shorter than a frame.
pub(super) fn frames(samples: &[f32]) -> Vec<Frame> {
    let powers = without_noise(&powers(&dithered(samples)));
    let mut shapes: Vec<[f32; SHAPE]> = powers.iter().map(shape).collect();
    take_mean_off(&mut shapes);
    (0..shapes.len()).map(|at| with_changes(&shapes, at)).collect()
}

/// The sound with soft noise under it, the same at every run: a linear congruential generator.
fn dithered(samples: &[f32]) -> Vec<f32> {
    let amplitude = level::loud_power(samples).sqrt() * DITHER;
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f32::from(u16::try_from(state >> 16).unwrap_or(u16::MAX)) / 32_768.0 - 1.0
    });
    samples.iter().zip(noise).map(|(value, noise)| value + noise * amplitude).collect()
}

/// The power of each band in each frame.
fn powers(samples: &[f32]) -> Vec<[f32; BANDS]> {
    let transform = RealFftPlanner::<f32>::new().plan_fft_forward(FFT_SAMPLES);
    let bands = bands();
    let (mut sound, mut spectrum) = (transform.make_input_vec(), transform.make_output_vec());
    let starts = (0..samples.len().saturating_sub(FRAME_SAMPLES - 1)).step_by(SHIFT_SAMPLES);
    let frame = starts.map(|start| {
        sound.fill(0.0);
        let frame = samples.get(start..start + FRAME_SAMPLES).unwrap_or_default();
        let first = start.checked_sub(1).and_then(|at| samples.get(at)).copied();
        let before = std::iter::once(first.unwrap_or(0.0)).chain(frame.iter().copied());
        for (at, (place, (value, before))) in
            sound.iter_mut().zip(frame.iter().zip(before)).enumerate()
        {
            *place = (value - before * EMPHASIS) * FULL_SCALE * hamming(at);
        }
        // It fails for buffers of another length only, and these are its own.
        transform.process(&mut sound, &mut spectrum).ok();
        bands.each_ref().map(|band| {
            let points = spectrum.iter().skip(band.from).zip(&band.weights);
            points.map(|(point, weight)| point.norm_sqr() * weight).sum()
        })
    });
    frame.collect()
}

/// The window over a frame.
fn hamming(at: usize) -> f32 {
    0.54 - 0.46 * (TAU * small(at) / small(FRAME_SAMPLES - 1)).cos()
}

/// A band of the spectrum: what each point of the transform from one on counts.
struct Band {
    from: usize,
    weights: Vec<f32>,
}

/// Triangles that are equally wide for the ear, each of area one, their corners on points of the transform.
fn bands() -> [Band; BANDS] {
    let mel = |hz: f32| 2595.0 * (1.0 + hz / 700.0).log10();
    let hz = |mel: f32| 700.0 * (10_f32.powf(mel / 2595.0) - 1.0);
    let width = (mel(HIGHEST_HZ) - mel(LOWEST_HZ)) / small(BANDS + 1);
    let corner = |at: usize| (hz(mel(LOWEST_HZ) + width * small(at)) / POINT_HZ).round() * POINT_HZ;
    from_fn(|band| {
        let [low, middle, high] = from_fn(|at| corner(band + at));
        let weight = |hz: f32| ((hz - low) / (middle - low)).min((high - hz) / (high - middle));
        let points = (0..=FFT_SAMPLES / 2).map(|point| small(point) * POINT_HZ);
        let from = points.clone().take_while(|hz| *hz < low).count();
        let inside = points.skip(from).take_while(|hz| *hz <= high);
        Band { from, weights: inside.map(|hz| weight(hz) * 2.0 / (high - low)).collect() }
    })
}

/// The powers without what is always there in their band.
///
/// Not part of the training, which took noise off as it came; here the whole sound is known beforehand.
fn without_noise(powers: &[[f32; BANDS]]) -> Vec<[f32; BANDS]> {
    let smooth: Vec<[f32; BANDS]> = (0..powers.len())
        .map(|at| {
            let around = at.saturating_sub(SMOOTHED_FRAMES)..=at + SMOOTHED_FRAMES;
            let last = powers.len() - 1;
            let count = small(around.clone().count());
            from_fn(|band| {
                let values = around.clone().filter_map(|at| powers.get(at.min(last)));
                values.map(|powers| powers[band]).sum::<f32>() / count
            })
        })
        .collect();
    let noise: [f32; BANDS] = from_fn(|band| {
        let mut sorted: Vec<f32> = smooth.iter().map(|powers| powers[band]).collect();
        sorted.sort_unstable_by(f32::total_cmp);
        sorted.get(sorted.len() * NOISE_PERCENT / 100).copied().unwrap_or(0.0) * NOISE_TIMES
    });
    let rows = powers.iter().zip(&smooth);
    rows.map(|(powers, smooth)| {
        let left: [f32; BANDS] =
            from_fn(|band| ((smooth[band] - noise[band]) / smooth[band]).max(LEFT_MIN));
        from_fn(|band| {
            let near = band.saturating_sub(SMOOTHED_BANDS)..(band + SMOOTHED_BANDS + 1).min(BANDS);
            let count = small(near.len());
            powers[band] * left.get(near).unwrap_or_default().iter().sum::<f32>() / count
        })
    })
    .collect()
}

/// The shape of a spectrum by the cosines that it is made of.
fn shape(powers: &[f32; BANDS]) -> [f32; SHAPE] {
    let logarithms = powers.map(|power| (power + POWER_MIN).ln());
    from_fn(|wave| {
        let cosine = |band: usize| (PI / small(BANDS) * small(wave) * (small(band) + 0.5)).cos();
        let sum: f32 =
            logarithms.iter().enumerate().map(|(band, value)| value * cosine(band)).sum();
        let unit = if wave == 0 { 1.0 } else { 2.0 };
        let lifted = 1.0 + LIFTER / 2.0 * (PI * small(wave) / LIFTER).sin();
        sum * (unit / small(BANDS)).sqrt() * lifted
    })
}

/// Frees the shapes of what all of them have: the level, the microphone and the room.
#[expect(clippy::cast_precision_loss, reason = "a few thousand frames")]
fn take_mean_off(shapes: &mut [[f32; SHAPE]]) {
    let count = shapes.len() as f32;
    let means: [f32; SHAPE] =
        from_fn(|index| shapes.iter().map(|shape| shape[index]).sum::<f32>() / count);
    for shape in shapes {
        for (value, mean) in shape.iter_mut().zip(means) {
            *value -= mean;
        }
    }
}

/// A shape with its changes; beyond the ends nothing changes.
fn with_changes(shapes: &[[f32; SHAPE]], at: usize) -> Frame {
    let last = shapes.len().saturating_sub(1);
    let near = |offset: isize| shapes[at.saturating_add_signed(offset).min(last)];
    let change = |middle: isize| {
        let (later, earlier) = (near(middle + CHANGE_FRAMES), near(middle - CHANGE_FRAMES));
        from_fn(|index| later[index] - earlier[index])
    };
    let (after, before): ([f32; SHAPE], [f32; SHAPE]) = (change(1), change(-1));
    [near(0), change(0), from_fn(|index| after[index] - before[index])]
}

/// A number of points, bands or samples of a frame, all of which are small.
fn small(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hz: f32, samples: usize) -> Vec<f32> {
        (0..samples).map(|at| (TAU * hz * small(at) / 16_000.0).sin() * 0.3).collect()
    }

    #[test]
    fn there_are_a_hundred_frames_a_second() {
        assert!(frames(&[]).is_empty() && frames(&[0.1; 409]).is_empty(), "too short");
        assert_eq!(frames(&[0.1; 410]).len(), 1);
        assert_eq!(frames(&tone(440.0, 16_000)).len(), 98, "the last begins 25 ms before the end");
    }

    #[test]
    fn a_tone_is_in_its_band() {
        let loudest = |hz: f32| {
            let powers = powers(&tone(hz, 4_000));
            let frame = powers[powers.len() / 2];
            (0..BANDS).max_by(|a, b| frame[*a].total_cmp(&frame[*b]))
        };
        assert_eq!(
            (loudest(200.0), loudest(1_000.0), loudest(6_000.0)),
            (Some(0), Some(7), Some(24))
        );
    }

    #[test]
    fn a_spectrum_does_not_depend_on_the_level() {
        let mut sound = tone(300.0, 8_000);
        sound.extend(tone(2_000.0, 8_000));
        let soft: Vec<f32> = sound.iter().map(|value| value * 0.1).collect();
        for (one, other) in
            frames(&sound).iter().flatten().flatten().zip(frames(&soft).iter().flatten().flatten())
        {
            assert!((one - other).abs() < 0.05, "{one} and {other}");
        }
    }

    #[test]
    fn what_is_always_there_goes() {
        let (hum, voice) = ([100.0; BANDS], [5_000.0; BANDS]);
        let mut sound = vec![hum; 50];
        sound.extend([voice; 50]);
        let left = without_noise(&sound);
        assert!(left[10].iter().all(|power| *power <= 1.1), "a hundredth of the hum is left");
        assert!(left[80].iter().all(|power| *power > 4_500.0), "the voice is left");
    }
}
