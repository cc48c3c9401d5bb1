//! ExifTool looks at every derived file.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use field_domain::{Raw, RelRect};
use field_photo::{PhotoLimits, burn, decode};
use field_testkit::pictures::{CameraExif, kitchen, with_camera_exif};
use serde_json::Value;

/// What is planted everywhere; nothing of it may stand in an output.
const PLANTED: &str = "PLANTED-Robin-Sample-41.8819N-SN0815";

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

fn camera_photo(seed: u64) -> Vec<u8> {
    let exif = CameraExif {
        make: PLANTED.into(),
        model: PLANTED.into(),
        serial: format!("{PLANTED}-{seed}"),
        latitude: 41.881_9,
        longitude: -87.627_8,
        taken: "2026:11:24 11:26:05".into(),
        owner: PLANTED.into(),
        description: PLANTED.into(),
        orientation: u16::try_from(seed % 8).unwrap_or_default() + 1,
        has_thumbnail: true,
    };
    let photo = kitchen(seed, 320, 240);
    let mut tagged = with_camera_exif(&photo, &exif).expect("the values are in range");
    // What cameras and programs put beside EXIF: XMP, ICC text, a second picture, press metadata, a
    // comment; and a video behind the end, as motion photos have it.
    let blocks: [(u8, &[u8]); 6] = [
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"),
        (0xE1, b"http://ns.adobe.com/xmp/extension/\0"),
        (0xE2, b"ICC_PROFILE\0\x01\x01"),
        (0xE2, b"MPF\0"),
        (0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0"),
        (0xFE, b""),
    ];
    for (marker, head) in blocks {
        let payload = [head, PLANTED.as_bytes()].concat();
        let length = u16::try_from(payload.len() + 2).expect("a short block").to_be_bytes();
        let block = [&[0xFF, marker], length.as_slice(), &payload].concat();
        tagged.splice(2..2, block);
    }
    tagged.extend_from_slice(b"\0\0\0\x18ftypmp42");
    tagged.extend_from_slice(PLANTED.as_bytes());
    tagged
}

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

#[test]
fn five_hundred_photos_leave_with_jfif_fields_alone() {
    let before = tempfile::tempdir().expect("a folder");
    std::fs::write(before.path().join("as-taken.jpg"), camera_photo(1)).expect("is written");
    if let Some(seen) = judged(before.path()) {
        let planted =
            seen[0].values().filter(|value| value.to_string().contains("PLANTED")).count();
        assert!(planted >= 8, "the judge can see what was planted: {planted} fields");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let count = derive((0..500).map(camera_photo), folder.path());
    assert_eq!(count, 500, "every photo is taken in");
    check(folder.path(), count);
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
