//! `fieldproof photo` and `fieldproof transcribe`.

use std::fs;

use serde_json::Value;

use crate::support::{demo_file, fieldproof, models};

/// A second of silence: 16 kHz, mono, 16 bits.
fn silence() -> Vec<u8> {
    let sound = vec![0_u8; 32_000];
    let mut wav = b"RIFF".to_vec();
    wav.extend(32_036_u32.to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data");
    wav.extend(32_000_u32.to_le_bytes());
    wav.extend(sound);
    wav
}

#[test]
fn a_badge_is_filled_and_the_report_says_where() {
    let Some(models) = models() else { return };
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let out = folder.path().join("new/badge");
    let photo = demo_file("photos/name-badge.jpg");
    let ran = fieldproof([
        "photo".as_ref(),
        photo.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
        "--models".as_ref(),
        models.as_os_str(),
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let report = fs::read(out.join("report.json")).expect("a report");
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    let texts = report["regions"].as_array().expect("a list").iter();
    let texts: Vec<_> = texts.filter(|region| region["kind"] == "text").collect();
    assert!(!texts.is_empty(), "the badge is text");
    for region in texts {
        let at = |edge: &str| region[edge].as_f64().expect("a fraction");
        assert!(at("left") < at("right") && at("top") < at("bottom"), "a box: {region}");
        assert!(at("left") >= 0.0 && at("bottom") <= 1.0, "on the photo: {region}");
        assert!(at("score") > 0.0, "with a score: {region}");
    }
    for step in ["decode", "load_models", "find", "burn"] {
        assert!(report["ms"][step].is_number(), "the time of {step} is told");
    }
    assert!(report["metadata_dropped"].is_array(), "dropped metadata is listed");
    assert_eq!(report["models"]["faces"].as_str().map(str::len), Some(64), "the model's hash");
    for (file, size) in
        [("photo.jpg", &report["picture"]["bytes"]), ("thumb.jpg", &report["thumbnail_bytes"])]
    {
        let jpeg = fs::read(out.join(file)).expect("a picture");
        assert_eq!(jpeg.get(..2), Some([0xff, 0xd8].as_slice()), "{file} is a JPEG");
        assert_eq!(size.as_u64(), u64::try_from(jpeg.len()).ok(), "its size is told");
    }
}

#[test]
fn whoever_has_the_original_can_show_what_was_changed() {
    let Some(models) = models() else { return };
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let (photo, out) = (demo_file("photos/name-badge.jpg"), folder.path().join("badge"));
    let from = ["photo".as_ref(), photo.as_os_str(), "--out".as_ref(), out.as_os_str()];
    let ran = fieldproof(from.into_iter().chain(["--models".as_ref(), models.as_os_str()]));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let (picture, report) = (out.join("photo.jpg"), out.join("report.json"));
    let both = ["compare".as_ref(), photo.as_os_str(), picture.as_os_str(), "--json".as_ref()];
    let with_report = both.into_iter().chain(["--report".as_ref(), report.as_os_str()]);
    let ran = fieldproof(with_report);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let seen: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(seen["changed_outside"], 0, "nothing but the boxes: {seen}");
    assert!(seen["changed_blocks"].as_u64().is_some_and(|blocks| blocks > 0), "boxes show: {seen}");

    fs::write(&report, r#"{"regions":[]}"#).expect("a test may write");
    let ran = fieldproof(both.into_iter().chain(["--report".as_ref(), report.as_os_str()]));
    assert_eq!(ran.code, Some(1), "what the report does not tell is found");
}

#[test]
fn what_is_no_photo_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let (input, out) = (folder.path().join("note.jpg"), folder.path().join("out"));
    fs::write(&input, "Daniel Porter").expect("a test may write");
    let ran = fieldproof(["photo".as_ref(), input.as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("not a JPEG"), "the reason is told: {}", ran.stderr);
    assert!(!out.exists(), "nothing is written");
}

#[test]
fn without_models_the_command_that_fetches_them_is_named() {
    let photo = demo_file("photos/name-badge.jpg");
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let out = folder.path().join("out");
    let ran = fieldproof(["photo".as_ref(), photo.as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("cargo xtask models"), "it says what to do: {}", ran.stderr);
}

#[test]
fn a_note_is_written_down_with_times_and_confidence() {
    let Some(models) = models() else { return };
    let note = demo_file("voice/01-cold-room.wav");
    let ran = fieldproof([
        "transcribe".as_ref(),
        note.as_os_str(),
        "--json".as_ref(),
        "--models".as_ref(),
        models.as_os_str(),
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let heard: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(heard["speech"], true);
    assert!(heard["text"].as_str().is_some_and(|text| text.contains("Daniel Porter")), "{heard}");
    let words = heard["words"].as_array().expect("a list");
    let mut last_start = 0;
    for word in words {
        let (start, end) = (word["start_ms"].as_u64(), word["end_ms"].as_u64());
        let (start, end) = (start.expect("a time"), end.expect("a time"));
        assert!(last_start <= start && start <= end, "times rise: {word}");
        last_start = start;
        let confidence = word["confidence"].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&confidence), "a share: {word}");
    }
}

#[test]
fn silence_is_a_result_and_not_an_error() {
    let Some(models) = models() else { return };
    let folder = tempfile::tempdir().expect("a test may make a folder");
    let note = folder.path().join("silence.wav");
    fs::write(&note, silence()).expect("a test may write");
    let words = ["transcribe".as_ref(), note.as_os_str(), "--models".as_ref(), models.as_os_str()];
    let plain = fieldproof(words);
    assert_eq!((plain.code, plain.stdout.trim()), (Some(0), "no speech heard"));
    let json = fieldproof(words.into_iter().chain(["--json".as_ref()]));
    let heard: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(heard["speech"], false);
    assert_eq!(heard["message"], "no speech heard");
    assert_eq!(heard["words"], serde_json::json!([]), "no word is made up");
}

#[test]
fn what_is_no_recording_is_refused() {
    let photo = demo_file("photos/name-badge.jpg");
    let ran = fieldproof(["transcribe".as_ref(), photo.as_os_str()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("not a recording that can be read"), "{}", ran.stderr);
}
