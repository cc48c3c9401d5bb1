//! JPEG as a sequence of segments: its size, and the same picture without its metadata.

/// Start of a frame header whose fields hold the size: SOF0 to SOF15 without DHT, JPG and DAC.
/// Source: ITU-T T.81, table B.1.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Whether a segment is needed to show the picture. APP14 (Adobe) holds the colour transform; all
/// other application segments and comments are metadata.
fn is_needed(marker: u8) -> bool {
    !matches!(marker, 0xe0..=0xed | 0xef | 0xfe)
}

/// Start-of-scan marker: image data follows.
const SOS: u8 = 0xda;
/// End-of-image marker.
const EOI: [u8; 2] = [0xff, 0xd9];

/// Segments with their markers and whole bytes, and what follows them.
type Split<'a> = (Vec<(u8, &'a [u8])>, &'a [u8]);

/// The segments up to and including the first start of scan.
fn segments(jpeg: &[u8]) -> Option<Split<'_>> {
    let mut rest = jpeg.strip_prefix(&[0xff, 0xd8])?;
    let mut found = Vec::new();
    loop {
        // Fill bytes may stand before a marker.
        while let Some(after) = rest.strip_prefix(&[0xff, 0xff]) {
            rest = &rest[rest.len() - after.len() - 1..];
        }
        let [0xff, marker, high, low, ..] = *rest else { return None };
        let length = 2 + usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(..length)?;
        rest = rest.get(length..)?;
        found.push((marker, segment));
        if marker == SOS {
            return Some((found, rest));
        }
    }
}

/// Width and height in pixels, or none if this is no JPEG or an empty one.
pub(crate) fn size(jpeg: &[u8]) -> Option<(u32, u32)> {
    let (found, scan) = segments(jpeg)?;
    let (_, frame) = found.iter().find(|(marker, _)| is_frame(*marker))?;
    let field =
        |at: usize| Some(u32::from(u16::from_be_bytes([*frame.get(at)?, *frame.get(at + 1)?])));
    let (height, width) = (field(5)?, field(7)?);
    (width > 0 && height > 0 && !scan.is_empty()).then_some((width, height))
}

/// The same picture without metadata before, between or behind its scans, or none if this is no
/// JPEG. Anything after the end of the image (a second picture, a video) goes as well.
pub(crate) fn without_metadata(jpeg: &[u8]) -> Option<Vec<u8>> {
    let (found, scan) = segments(jpeg)?;
    let mut kept = vec![0xff, 0xd8];
    for (marker, segment) in found {
        if is_needed(marker) {
            kept.extend_from_slice(segment);
        }
    }
    let mut rest = scan;
    loop {
        let data = entropy_length(rest);
        kept.extend_from_slice(&rest[..data]);
        rest = &rest[data..];
        match *rest {
            // The end, said or not.
            [] | [0xff] | [0xff, 0xd9, ..] => {
                kept.extend_from_slice(&EOI);
                return Some(kept);
            }
            // A table or the next scan of a progressive picture, or metadata.
            [0xff, marker, high, low, ..] => {
                let length = 2 + usize::from(u16::from_be_bytes([high, low]));
                let segment = rest.get(..length)?;
                if is_needed(marker) {
                    kept.extend_from_slice(segment);
                }
                rest = &rest[length..];
            }
            _ => return None,
        }
    }
}

/// Bytes of image data up to the next marker that is neither a stuffed `ff 00` nor a restart.
fn entropy_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (0xff, 0x00 | 0xd0..=0xd7) => at += 2,
            (0xff, 0xff) | (0x00..=0xfe, _) => at += 1,
            (0xff, _) => return at,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn picture() -> Vec<u8> {
        let shade = |value: u32| u8::try_from(value % 251).expect("below 251");
        let image =
            image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x * 4, y * 5, x * y].map(shade)));
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a small picture encodes");
        bytes.into_inner()
    }

    #[test]
    fn metadata_goes_and_the_pixels_stay() {
        let plain = picture();
        let mut tagged = plain[..2].to_vec();
        tagged.extend_from_slice(&[0xff, 0xe1, 0x00, 0x0a]);
        tagged.extend_from_slice(b"GPSSECRT");
        tagged.extend_from_slice(&[0xff, 0xfe, 0x00, 0x07]);
        tagged.extend_from_slice(b"NOTE!");
        tagged.extend_from_slice(&plain[2..]);
        tagged.extend_from_slice(b"TRAILER");
        let clean = without_metadata(&tagged).expect("it is a JPEG");
        for word in [&b"GPSSECRT"[..], b"NOTE!", b"TRAILER"] {
            assert!(!clean.windows(word.len()).any(|part| part == word), "metadata is gone");
        }
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).expect("it decodes").to_rgb8();
        assert_eq!(pixels(&clean), pixels(&plain), "the picture is the same");
        assert_eq!(size(&clean), Some((64, 48)), "the size is read from the frame");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        #[test]
        fn damaged_pictures_do_not_crash(cut in 0_usize..2000, at in 0_usize..2000, byte: u8) {
            let mut bytes = picture();
            bytes.truncate(cut.min(bytes.len()));
            if let Some(found) = bytes.get_mut(at) { *found = byte; }
            let _ = size(&bytes);
            let _ = without_metadata(&bytes);
        }
    }
}
