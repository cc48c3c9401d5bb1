//! Recordings in the files that telephones and recorders make, and files that only look like it.

use field_speech::{AudioError, RECORDING_MS_MAX, decode_audio};
use std::path::Path;

fn sound(file: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sounds").join(file);
    std::fs::read(path).expect("the sound is committed")
}

/// Loudness of each tenth of a second.
fn outline(values: &[f32]) -> Vec<f32> {
    let loudness = |piece: &[f32]| piece.iter().map(|value| value.abs()).sum::<f32>() / 1600.0;
    values.chunks_exact(1600).map(loudness).collect()
}

#[test]
fn every_usual_file_gives_the_same_sound() {
    let note =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo/voice/03-floor-drain.wav");
    let original = std::fs::read(note).expect("the note is committed");
    let original = decode_audio(&original).expect("a WAV file is read");
    let expected = outline(original.values());
    for file in ["note.mp3", "note.m4a", "note.flac", "note.ogg"] {
        let samples = decode_audio(&sound(file)).expect(file);
        let off_by = samples.duration_ms().abs_diff(original.duration_ms());
        assert!(off_by <= 150, "{file}: {off_by} ms longer or shorter");
        let found = outline(samples.values());
        // An encoder may begin some milliseconds late, so neighbours may share.
        let near = |at: usize| {
            let around = found.get(at.saturating_sub(1)..=(at + 1).min(found.len() - 1));
            around.unwrap_or_default().iter().copied()
        };
        for (at, want) in expected.iter().enumerate().filter(|(at, _)| *at + 1 < found.len()) {
            let (low, high) =
                near(at).fold((1.0_f32, 0.0_f32), |(low, high), v| (low.min(v), high.max(v)));
            let is_like = *want >= low * 0.6 - 0.01 && *want <= high * 1.6 + 0.01;
            assert!(is_like, "{file}: {want} at {at}, found {low} to {high}");
        }
    }
}

#[test]
fn opus_is_refused_in_words_that_say_what_is_read() {
    let cause = decode_audio(&sound("note.opus")).expect_err("there is no decoder");
    assert_eq!(cause, AudioError::Opus);
    assert!(cause.to_string().contains("M4A"), "the person learns what to choose: {cause}");
}

#[test]
fn a_file_cut_anywhere_or_with_flipped_bytes_is_an_error_or_sound_and_never_more() {
    for file in ["note.mp3", "note.m4a", "note.flac", "note.ogg", "note.opus"] {
        let whole = sound(file);
        let mut seed = 7_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize
        };
        for _ in 0..60 {
            let mut bytes = whole.clone();
            bytes.truncate(1 + random() % whole.len());
            for _ in 0..random() % 12 {
                let at = random() % bytes.len();
                bytes[at] = random().to_le_bytes()[0];
            }
            if let Ok(samples) = decode_audio(&bytes) {
                assert!(samples.duration_ms() <= RECORDING_MS_MAX, "{file}: bounded");
                assert!(samples.values().iter().all(|value| value.is_finite()), "{file}: sound");
            }
        }
    }
}

#[test]
fn nothing_and_other_files_are_no_sound() {
    assert_eq!(decode_audio(b"").err(), Some(AudioError::Empty), "0 bytes are empty");
    for bytes in
        [b"Walk-in cooler, shelf two.\n".as_slice(), b"\xff\xd8\xff\xe0\0\x10JFIF", b"OggS"]
    {
        assert_eq!(decode_audio(bytes).err(), Some(AudioError::NotAudio));
    }
}
