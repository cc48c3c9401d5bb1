//! Photos with something personal in every place that cameras and programs know.

use std::io::Cursor;

use field_testkit::pictures::{CameraExif, kitchen, with_camera_exif};
use image::ImageFormat;

/// What is planted everywhere; nothing of it may stand in an output.
pub const PLANTED: &str = "PLANTED-Robin-Sample-41.8819N-SN0815";

/// One photo: two in four JPEG, one PNG, one WebP.
pub fn photo(seed: u64) -> Vec<u8> {
    match seed % 4 {
        2 => png(seed),
        3 => webp(seed),
        _ => jpeg(seed),
    }
}

fn exif_of(seed: u64) -> CameraExif {
    CameraExif {
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
    }
}

/// EXIF with GPS and a thumbnail, a maker's note, XMP in two parts, ICC text, a second picture, press
/// metadata, a comment, a maker's own segment; and a second picture and a video behind the end.
fn jpeg(seed: u64) -> Vec<u8> {
    let photo = kitchen(seed, 320, 240);
    let mut tagged = with_camera_exif(&photo, &exif_of(seed)).expect("the values are in range");
    let note = maker_note();
    let packet = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), xmp().as_bytes()].concat();
    let blocks: [(u8, &[u8]); 8] = [
        (0xE1, &packet),
        (0xE1, b"http://ns.adobe.com/xmp/extension/\0"),
        (0xE1, &note),
        (0xE2, b"ICC_PROFILE\0\x01\x01"),
        (0xE2, b"MPF\0"),
        (0xE4, b"SAMSUNG\0"),
        (0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0"),
        (0xFE, b""),
    ];
    for (marker, head) in blocks {
        let payload = [head, PLANTED.as_bytes()].concat();
        let length = u16::try_from(payload.len() + 2).expect("a short block").to_be_bytes();
        let block = [&[0xFF, marker], length.as_slice(), &payload].concat();
        tagged.splice(2..2, block);
    }
    if seed % 8 == 1 {
        // The whole picture once more, as phones append it for depth and gain.
        tagged.extend_from_slice(&photo);
    }
    tagged.extend_from_slice(b"\0\0\0\x18ftypmp42");
    tagged.extend_from_slice(PLANTED.as_bytes());
    tagged
}

/// An EXIF block with nothing but a maker's note (tag 0x927C in the EXIF directory) of 60 bytes and more.
fn maker_note() -> Vec<u8> {
    let length = u32::try_from(PLANTED.len()).expect("short").to_be_bytes();
    [
        b"Exif\0\0MM\0\x2a\0\0\0\x08".as_slice(),
        // One entry: where the EXIF directory is.
        b"\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0",
        // One entry: the maker's note, whose bytes follow the directory.
        b"\0\x01\x92\x7c\0\x07",
        &length,
        b"\0\0\0\x2c\0\0\0\0",
    ]
    .concat()
}

/// A whole packet of XMP with three values.
fn xmp() -> String {
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
         xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' \
         xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' photoshop:City='{PLANTED}' \
         photoshop:AuthorsPosition='{PLANTED}' photoshop:Headline='{PLANTED}'/></rdf:RDF></x:xmpmeta>"
    )
}

fn converted(seed: u64, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::load_from_memory(&kitchen(seed, 320, 240)).expect("a whole JPEG");
    picture.write_to(&mut bytes, format).expect("memory takes every picture");
    bytes.into_inner()
}

/// Texts in three kinds of chunks, XMP, EXIF, a time, and something behind the end.
fn png(seed: u64) -> Vec<u8> {
    /// Behind the signature and the header.
    const AFTER_HEADER: usize = 8 + 25;
    let mut png = converted(seed, ImageFormat::Png);
    let text = |head: &[u8]| [head, PLANTED.as_bytes()].concat();
    let chunks = [
        (b"tEXt", text(b"Author\0")),
        (b"tEXt", text(b"Comment\0")),
        (b"iTXt", text(b"Description\0\0\0en\0Beschreibung\0")),
        (b"iTXt", [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), xmp().as_bytes()].concat()),
        (b"eXIf", maker_note()[6..].iter().copied().chain(PLANTED.bytes()).collect()),
        (b"prVt", text(b"")),
    ];
    for (name, content) in chunks {
        png.splice(AFTER_HEADER..AFTER_HEADER, chunk(*name, &content));
    }
    png.extend_from_slice(PLANTED.as_bytes());
    png
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("short").to_be_bytes();
    let named = [name.as_slice(), content].concat();
    let check = crc32(&named).to_be_bytes();
    [length.as_slice(), &named, &check].concat()
}

/// CRC-32 as PNG has it. Source: PNG specification, annex D.
fn crc32(bytes: &[u8]) -> u32 {
    let bit = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| bit(crc));
    !bytes.iter().fold(u32::MAX, byte)
}

/// EXIF and XMP behind the picture, as programs write them.
fn webp(seed: u64) -> Vec<u8> {
    let plain = converted(seed, ImageFormat::WebP);
    // The extended header: EXIF (8) and XMP (4) follow; edges less one, 24 bits each.
    let (width, height) = (319_u32.to_le_bytes(), 239_u32.to_le_bytes());
    let header = [&[0x0C, 0, 0, 0], &width[..3], &height[..3]].concat();
    let exif = [&maker_note()[6..], PLANTED.as_bytes()].concat();
    let chunks = [
        riff(*b"VP8X", &header),
        // The one chunk of the plain file: behind RIFF, length and WEBP.
        plain.get(12..).expect("a whole file").to_vec(),
        riff(*b"EXIF", &exif),
        riff(*b"XMP ", xmp().as_bytes()),
    ]
    .concat();
    riff(*b"RIFF", &[b"WEBP".as_slice(), &chunks].concat())
}

fn riff(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("short").to_le_bytes();
    let mut chunk = [name.as_slice(), &length, content].concat();
    chunk.resize(chunk.len() + content.len() % 2, 0);
    chunk
}
