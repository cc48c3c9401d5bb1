//! How loud the sound is that the model hears.
//!
//! Whisper's spectrum is not freed of the level, and people hold a microphone near or far. So each piece is brought to
//! one level before it is heard.

use crate::samples::SAMPLES_PER_MS;
use field_models::Model;

/// Level to which the loud parts of a piece are brought for the small English model, in decibels of the full scale.
///
/// Source: docs/measurements/voice.md. Between -20 and -26 it hardly matters; voices at -10 had a fifth more wrong words.
const LEVEL_DB: f32 = -24.0;
/// The same for the larger models.
///
/// Source: docs/measurements/voice.md. From -9 to -18 base has 1 wrong word of 158 on piper and LibriVox, at -21 and -24
/// it has 4; on longer notes it does best from -9 to -12.
const LEVEL_OF_LARGER_DB: f32 = -12.0;
/// Most that a quiet piece is raised, in decibels: what is quieter still is noise for the most part.
const RAISED_DB_MAX: f32 = 20.0;
/// The loud parts are these of a hundred: the rest are soft sounds and pauses.
const LOUD_PERCENT: usize = 5;
/// Length of a part: 20 ms, about a sound of speech.
const PART_SAMPLES: usize = 20 * SAMPLES_PER_MS;

/// The level that a model hears best.
pub(crate) const fn best_db(speech: Model) -> f32 {
    match speech {
        Model::SpeechBase | Model::SpeechSmall => LEVEL_OF_LARGER_DB,
        _ => LEVEL_DB,
    }
}

/// Brings `sound` to a level. Silence stays silence.
pub(crate) fn bring(sound: &mut [f32], level_db: f32) {
    let gain = gain(sound, level_db);
    for value in sound {
        *value *= gain;
    }
}

fn gain(sound: &[f32], level_db: f32) -> f32 {
    let raised = factor(RAISED_DB_MAX);
    // A power of 0 would be raised without end; anything that is no number stays as it is.
    let gain = (factor(level_db) / loud_power(sound).sqrt()).min(raised);
    if gain.is_finite() { gain } else { 1.0 }
}

/// Power of the loud parts of a sound: 95 of 100 parts are softer. 1 is the full scale.
pub(crate) fn loud_power(sound: &[f32]) -> f32 {
    let mut powers: Vec<f32> = sound.chunks(PART_SAMPLES).map(power).collect();
    powers.sort_unstable_by(|a, b| b.total_cmp(a));
    powers.get(powers.len() * LOUD_PERCENT / 100).copied().unwrap_or(0.0)
}

/// Mean power of a part of a sound, which is not empty; 1 is the full scale.
#[expect(clippy::cast_precision_loss, reason = "a few hundred samples")]
pub(crate) fn power(part: &[f32]) -> f32 {
    part.iter().map(|value| value * value).sum::<f32>() / part.len() as f32
}

/// By how much amplitudes grow for a level in decibels.
fn factor(decibels: f32) -> f32 {
    10_f32.powf(decibels / 20.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tone of this amplitude for half of the time, and silence.
    fn tone(amplitude: f32) -> Vec<f32> {
        (0..16_000_u16)
            .map(|at| if at < 8_000 { amplitude * (f32::from(at) * 0.3).sin() } else { 0.0 })
            .collect()
    }

    fn brought(amplitude: f32) -> f32 {
        let mut sound = tone(amplitude);
        bring(&mut sound, LEVEL_DB);
        sound.into_iter().fold(0.0, f32::max)
    }

    #[test]
    fn loud_and_quiet_voices_become_alike_and_noise_stays_noise() {
        let usual = brought(0.1);
        assert!((usual - 0.089).abs() < 0.002, "-24 dB is a tone of 0.089: got {usual}");
        for amplitude in [0.9, 0.3, 0.02] {
            let got = brought(amplitude);
            assert!((got - usual).abs() < 0.001, "{amplitude} became {got}");
        }
        let hiss = brought(0.000_1);
        assert!((hiss - 0.001).abs() < 0.000_1, "raised by 20 dB and no more: got {hiss}");
    }

    #[test]
    fn silence_and_nothing_stay_what_they_are() {
        let mut silence = vec![0.0; 1_000];
        bring(&mut silence, LEVEL_DB);
        assert!(silence.iter().all(|value| *value == 0.0), "there is nothing to raise");
        bring(&mut [], LEVEL_DB);
    }
}
