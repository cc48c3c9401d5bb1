//! Cut, flipped and overstated files.

use std::io::Cursor;
use std::time::{Duration, Instant};

use field_domain::Raw;
use field_photo::{DecodeError, DecodedPhoto, PhotoLimits, burn, decode};
use field_testkit::pictures::{CameraExif, kitchen, with_camera_exif};
use field_testkit::random::Random;
use image::ImageFormat;

use super::count_from;

fn taken_in(bytes: Vec<u8>) -> Result<DecodedPhoto, DecodeError> {
    decode(&Raw::new(bytes), &PhotoLimits::default())
}

fn camera_photo(seed: u64, width_px: u32, height_px: u32) -> Vec<u8> {
    let exif = CameraExif {
        make: "Example Optics".into(),
        model: "Field 7".into(),
        serial: "SN-0042-TEST".into(),
        latitude: 41.881_9,
        longitude: -87.627_8,
        taken: "2026:11:24 11:26:05".into(),
        owner: "Robin Sample".into(),
        description: "Rice in reach-in 2".into(),
        orientation: 6,
        has_thumbnail: true,
    };
    with_camera_exif(&kitchen(seed, width_px, height_px), &exif).expect("the values are in range")
}

fn converted(jpeg: &[u8], format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::load_from_memory(jpeg).expect("a whole JPEG");
    picture.write_to(&mut bytes, format).expect("memory takes every picture");
    bytes.into_inner()
}

#[test]
fn a_photo_cut_at_any_kilobyte_is_refused() {
    let jpeg = camera_photo(3, 1280, 960);
    for whole in [converted(&jpeg, ImageFormat::Png), converted(&jpeg, ImageFormat::WebP), jpeg] {
        assert!(taken_in(whole.clone()).is_ok(), "the whole one is fine");
        for length in (1..whole.len()).step_by(1000) {
            let outcome = taken_in(whole[..length].to_vec());
            assert!(
                matches!(
                    outcome,
                    Err(DecodeError::Truncated
                        | DecodeError::Damaged { .. }
                        | DecodeError::NotAnImage)
                ),
                "cut at {length} of {}: {outcome:?}",
                whole.len()
            );
        }
    }
}

/// Changed files in a usual run.
const CHANGED: usize = 2_000;
/// No file may take longer, on whatever machine. A whole one of this size takes some milliseconds.
const LONGEST: Duration = Duration::from_secs(5);

#[test]
#[expect(clippy::disallowed_methods, reason = "time is what is measured")]
fn changed_files_break_nothing_and_take_no_time() {
    let jpeg = camera_photo(5, 200, 150);
    let progressive = include_bytes!("progressive.jpg").to_vec();
    let files = [
        converted(&jpeg, ImageFormat::Png),
        converted(&jpeg, ImageFormat::WebP),
        progressive,
        jpeg,
    ];
    let mut random = Random::new(20_261_129);
    let count = count_from("FIELDPROOF_CHANGED_FILES", CHANGED);
    let (mut taken, mut slowest) = (0, Duration::ZERO);
    for number in 0..count {
        let mut bytes = files[number % files.len()].clone();
        let length = u32::try_from(bytes.len()).expect("a small file");
        for _ in 0..=random.below(8) {
            // Half of the flips go to the headers, where they do more.
            let reach = if random.below(2) == 0 { length.min(700) } else { length };
            bytes[random.below(reach) as usize] ^= 1 << random.below(8);
        }
        if random.below(10) == 0 {
            bytes.truncate(random.below(length) as usize);
        }
        let begin = Instant::now();
        if let Ok(photo) = taken_in(bytes) {
            taken += 1;
            assert!(burn(&photo, &[]).is_ok(), "what is taken in can be given out");
        }
        slowest = slowest.max(begin.elapsed());
    }
    assert!(slowest < LONGEST, "the slowest took {slowest:?}");
    let some = count / 20..count - count / 20;
    assert!(some.contains(&taken), "some survive, some do not: {taken} of {count}");
    eprintln!("{count} changed files, {taken} taken in, the slowest in {slowest:?}");
}

#[test]
fn a_picture_of_a_thousand_scans_is_refused_at_once() {
    let mut bytes = include_bytes!("progressive.jpg").to_vec();
    let scan = bytes.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).expect("it has scans");
    let end = bytes.len() - 2;
    let again = bytes[scan..end].to_vec();
    bytes.truncate(end);
    for _ in 0..1000 {
        bytes.extend_from_slice(&again);
    }
    bytes.extend([0xFF, 0xD9]);
    assert!(matches!(taken_in(bytes), Err(DecodeError::Damaged { .. })));
}

#[test]
fn damaged_photos_of_others_are_taken_or_refused_with_words() {
    for file in super::photos_beside() {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let outcome = taken_in(std::fs::read(&file).expect("the photo can be read"));
        match outcome {
            Ok(photo) => assert!(burn(&photo, &[]).is_ok(), "{name} can be given out"),
            Err(cause) => {
                eprintln!("{name}: {cause}");
                let may_fail = ["corrupted", "invalid", "memory_error", "OSError"];
                assert!(may_fail.iter().any(|part| name.contains(part)), "{name}: {cause:?}");
            }
        }
    }
}
