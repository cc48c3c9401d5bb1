//! ExifTool looks at every derived file.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use field_domain::{Raw, RelRect};
use field_photo::{PhotoLimits, burn, decode};
use serde_json::Value;

use super::count_from;
use super::planted::photo;

/// Groups of ExifTool that tell of the file's outside, of JFIF, and what follows from the size.
const GROUPS: [&str; 5] = ["ExifTool", "System", "File", "JFIF", "Composite"];

/// The fields of those groups that a derived picture has.
const FIELDS: [&str; 24] = [
    "ExifToolVersion",
    "FileName",
    "Directory",
    "FileSize",
    "FileModifyDate",
    "FileAccessDate",
    "FileInodeChangeDate",
    "FilePermissions",
    "FileType",
    "FileTypeExtension",
    "MIMEType",
    "CurrentIPTCDigest",
    "ImageWidth",
    "ImageHeight",
    "EncodingProcess",
    "BitsPerSample",
    "ColorComponents",
    "YCbCrSubSampling",
    "JFIFVersion",
    "ResolutionUnit",
    "XResolution",
    "YResolution",
    "ImageSize",
    "Megapixels",
];

/// Takes each file in and writes what would leave, named by number.
fn derive(files: impl Iterator<Item = Vec<u8>>, folder: &Path) -> usize {
    let hidden = RelRect::new(0.3, 0.3, 0.4, 0.4).expect("a box");
    let mut count = 0;
    for bytes in files {
        let Ok(photo) = decode(&Raw::new(bytes), &PhotoLimits::default()) else { continue };
        let burnt = burn(&photo, &[hidden]).expect("what is taken in can be given out");
        for (name, jpeg) in [("picture", burnt.picture()), ("thumbnail", burnt.thumbnail())] {
            let holds = |text: &str| jpeg.windows(text.len()).any(|part| part == text.as_bytes());
            assert!(!holds("PLANTED") && !holds("ftyp"), "a planted value came through");
            std::fs::write(folder.join(format!("{count}-{name}.jpg")), jpeg).expect("is written");
        }
        count += 1;
    }
    count
}

/// Looks at every file of a folder with ExifTool; none if it is not installed.
fn judged(folder: &Path) -> Option<Vec<BTreeMap<String, Value>>> {
    let outcome = Command::new("exiftool")
        .args(["-json", "-G1", "-a", "-u", "-U", "-ee", "-q", "-q"])
        .arg(folder)
        .stderr(Stdio::inherit())
        .output();
    match outcome {
        Ok(output) => Some(serde_json::from_slice(&output.stdout).expect("exiftool prints JSON")),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("skipped: exiftool is not installed");
            None
        }
        Err(cause) => panic!("exiftool did not start: {cause}"),
    }
}

fn check(folder: &Path, count: usize) {
    let Some(files) = judged(folder) else { return };
    assert_eq!(files.len(), count * 2, "the judge saw every picture and thumbnail");
    for file in files {
        for (name, value) in &file {
            if name == "SourceFile" {
                continue;
            }
            let (group, field) = name.split_once(':').expect("a group and a name");
            assert!(
                GROUPS.contains(&group) && FIELDS.contains(&field),
                "{name} = {value} is no field of a derived picture"
            );
            assert!(!value.to_string().contains("PLANTED"), "{name} holds a planted value");
        }
    }
}

/// Photos in a usual run. All kinds in all orientations are among them.
const PHOTOS: usize = 48;

#[test]
fn photos_with_something_planted_everywhere_leave_with_jfif_fields_alone() {
    let before = tempfile::tempdir().expect("a folder");
    for (seed, name) in [(1, "a.jpg"), (2, "b.png"), (3, "c.webp")] {
        std::fs::write(before.path().join(name), photo(seed)).expect("is written");
    }
    if let Some(seen) = judged(before.path()) {
        assert_eq!(seen.len(), 3, "the judge reads every kind");
        for file in seen {
            let is_planted = |value: &&Value| value.to_string().contains("PLANTED");
            let planted = file.values().filter(is_planted).count();
            assert!(planted >= 3, "the judge can see what was planted: {planted} in {file:?}");
        }
    }
    let wanted = count_from("FIELDPROOF_PLANTED_PHOTOS", PHOTOS);
    let folder = tempfile::tempdir().expect("a folder");
    let count = derive((0..).map(photo).take(wanted), folder.path());
    assert_eq!(count, wanted, "every photo is taken in");
    check(folder.path(), count);
    eprintln!("{count} photos, {} files judged", count * 2);
}

#[test]
fn photos_of_others_leave_with_jfif_fields_alone() {
    let files = super::photos_beside();
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = files.iter().map(|file| std::fs::read(file).expect("the photo can be read"));
    let count = derive(bytes, folder.path());
    if count > 0 {
        check(folder.path(), count);
    }
}
