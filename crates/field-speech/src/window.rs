//! How much of its window a model looks at: short notes need not pay for 30 seconds.

use crate::samples::SAMPLES_PER_MS;
use field_models::Model;

/// Frames of the encoder in a second of sound.
const FRAMES_PER_SECOND: usize = 50;
/// Most frames: the models' own limit of 1500 for their window of 30 seconds, rounded down to a whole
/// number of steps.
const FRAMES_MAX: usize = 1488;
/// The encoder gets a multiple of so many frames: with any other number ggml multiplies what the
/// attention has weighed by its slow kernel.
///
/// Source: `tinyBLAS::matmul` in ggml 0.9 refuses a length that does not fill its vectors. The slow
/// kernel took 11 to 17 % of the CPU on notes of 10 to 30 s.
const FRAMES_STEP: usize = 16;

/// Frames that the encoder gets beyond the sound itself: at first, and again if what came out went round in circles.
///
/// Source: docs/measurements/voice.md. With too short a silence behind the sound the decoder does not
/// find the end of it and goes round; it is cheaper to hear one piece in ten twice than all in the
/// whole window.
const MARGINS: [usize; 3] = [100, 300, FRAMES_MAX];
/// The same for the larger models, which are there for better words: for short pieces, and for longer ones.
///
/// Source: docs/measurements/voice.md. From 400 to 900 frames base has 1 wrong word of 158 on piper and LibriVox, with 100
/// to 300 it has 3 to 5; 600 take half as much CPU again as 100. On notes of 10 to 30 s 300 to 600 have 2 wrong words of
/// 291 and 100 have 4; with 300 they take 0.47 times the CPU of faster-whisper, with 600 0.54 times.
const MARGINS_OF_LARGER: [usize; 3] = [600, FRAMES_MAX, FRAMES_MAX];
const MARGINS_OF_LARGER_IN_LONG: [usize; 3] = [300, FRAMES_MAX, FRAMES_MAX];
/// Longest piece that is a short one for them: twelve seconds, which with 600 frames more are most of the window.
const SHORT_SAMPLES_MAX: usize = 12_000 * SAMPLES_PER_MS;

/// Frames beyond the sound when a doubtful piece is heard again, and once more if it is still in doubt.
///
/// Source: docs/measurements/voice.md. Twelve seconds of silence settle most doubts at half the cost of the whole
/// window; what is still in doubt then is worth that too.
pub(crate) const DOUBT_MARGINS: [usize; 2] = [600, FRAMES_MAX];

/// Frames beyond a sound for each try of a first hearing.
pub(crate) const fn margins(speech: Model, sound_samples: usize) -> [usize; 3] {
    match speech {
        Model::SpeechBase | Model::SpeechSmall if sound_samples > SHORT_SAMPLES_MAX => {
            MARGINS_OF_LARGER_IN_LONG
        }
        Model::SpeechBase | Model::SpeechSmall => MARGINS_OF_LARGER,
        _ => MARGINS,
    }
}

/// How many frames the encoder gets for a sound and `margin` frames beyond it.
pub(crate) fn encoder_frames(sound_samples: usize, margin: usize) -> usize {
    let frames = sound_samples.div_ceil(1000 * SAMPLES_PER_MS / FRAMES_PER_SECOND);
    (frames + margin).next_multiple_of(FRAMES_STEP).min(FRAMES_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_note_does_not_pay_for_the_whole_window() {
        assert_eq!(encoder_frames(2 * 16_000, 100), 208, "two seconds, the margin, a whole step");
        assert_eq!(encoder_frames(28 * 16_000, 100), FRAMES_MAX, "the longest piece fits");
        assert_eq!(encoder_frames(30 * 16_000, 300), FRAMES_MAX, "the window is never exceeded");
    }

    #[test]
    fn every_further_try_looks_at_no_less() {
        for speech in [Model::SpeechTinyEn, Model::SpeechBase, Model::SpeechSmall] {
            for seconds in [1, 12, 28] {
                assert!(margins(speech, seconds * 16_000).is_sorted(), "{speech:?}");
            }
        }
        assert!(DOUBT_MARGINS.is_sorted());
    }
}
