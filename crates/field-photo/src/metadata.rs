//! What a photo file says besides its pixels, by kind; the content is dropped.

use exif::{Context, DateTime, Exif, In, Reader, Tag, Value};
use field_domain::{CoarsePlace, Day, LocalMinute};
use serde::Serialize;

use crate::container::Survey;

/// A kind of metadata that a file carried and no output does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MetadataKind {
    /// Camera, times, settings, owner.
    Exif,
    /// Position, in EXIF.
    Gps,
    /// The camera maker's own block, often with serial numbers.
    MakerNote,
    /// A small picture inside the file; it may show what was cut away later.
    EmbeddedThumbnail,
    /// Adobe's metadata.
    Xmp,
    /// Press metadata and Photoshop blocks.
    Iptc,
    /// A colour profile; its text can name a device or person.
    IccProfile,
    /// Further pictures in the same file: previews, gain maps, animation.
    MultiPicture,
    /// A comment.
    Comment,
    /// Text or a time in a PNG file.
    PngText,
    /// A block of another kind.
    OtherSegment,
    /// Bytes behind the end of the picture, such as a video.
    TrailingData,
}

/// What the outside of a file told, with the content already left behind.
pub(crate) struct Metadata {
    pub(crate) kinds: Vec<MetadataKind>,
    /// EXIF orientation, 1 to 8; 1 where none or a wrong one is stated.
    pub(crate) orientation: u8,
    pub(crate) taken_at: Option<LocalMinute>,
    pub(crate) place: Option<CoarsePlace>,
}

/// Reads what is needed out of the survey. A broken EXIF block counts as one that says nothing.
pub(crate) fn read(survey: Survey) -> Metadata {
    let mut kinds = survey.kinds;
    let mut metadata = Metadata { kinds: Vec::new(), orientation: 1, taken_at: None, place: None };
    if let Some(exif) = survey.exif.and_then(read_exif) {
        kinds.extend(kinds_in(&exif));
        metadata.orientation = orientation(&exif);
        metadata.taken_at = taken_at(&exif);
        metadata.place = place(&exif);
    }
    metadata.kinds = kinds.into_iter().collect();
    metadata
}

fn read_exif(tiff: Vec<u8>) -> Option<Exif> {
    Reader::new()
        .continue_on_error(true)
        .read_raw(tiff)
        .or_else(|error| error.distill_partial_result(|_| ()))
        .ok()
}

fn kinds_in(exif: &Exif) -> impl Iterator<Item = MetadataKind> + '_ {
    exif.fields().filter_map(|field| match field.tag {
        Tag(Context::Gps, _) => Some(MetadataKind::Gps),
        Tag::MakerNote => Some(MetadataKind::MakerNote),
        Tag::JPEGInterchangeFormat => Some(MetadataKind::EmbeddedThumbnail),
        _ => None,
    })
}

fn orientation(exif: &Exif) -> u8 {
    exif.get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (1..=8).contains(value))
        .unwrap_or(1)
}

/// The minute in which the picture was taken, as the camera's clock had it.
fn taken_at(exif: &Exif) -> Option<LocalMinute> {
    let field = exif.get_field(Tag::DateTimeOriginal, In::PRIMARY)?;
    let Value::Ascii(lines) = &field.value else { return None };
    let time = DateTime::from_ascii(lines.first()?).ok()?;
    let day = Day::new(time.year, time.month, time.day).ok()?;
    LocalMinute::new(day, time.hour, time.minute).ok()
}

/// The square in which the picture was taken, as the camera's receiver had it.
fn place(exif: &Exif) -> Option<CoarsePlace> {
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    CoarsePlace::of(latitude, longitude)
}

/// Degrees, minutes and seconds as one number; negative where the reference is `negative`.
fn degrees(exif: &Exif, tag: Tag, reference: Tag, negative: u8) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.as_slice() else { return None };
    let angle = degrees.to_f64() + minutes.to_f64() / 60.0 + seconds.to_f64() / 3600.0;
    let Value::Ascii(side) = &exif.get_field(reference, In::PRIMARY)?.value else { return None };
    Some(if side.first()?.first() == Some(&negative) { -angle } else { angle })
}

#[cfg(test)]
mod tests {
    use field_domain::Raw;
    use field_domain::raw::UiScope;
    use image::ImageFormat;
    use little_exif::exif_tag::ExifTag;
    use little_exif::filetype::FileExtension;
    use little_exif::metadata::Metadata as Written;
    use little_exif::rational::uR64;

    use super::*;
    use crate::container::{PhotoFormat, survey};
    use crate::samples::{file, gradient};
    use crate::{PhotoLimits, burn, decode, preview_jpeg};

    /// What is planted everywhere; a value of this kind never stands in an output.
    const PLANTED: &str = "PLANTED-41.8819N-87.6278W-serial-0815";

    fn exif() -> Written {
        let degrees = |value| uR64 { nominator: value, denominator: 1 };
        let text = || PLANTED.to_owned();
        let mut written = Written::new();
        for tag in [
            ExifTag::ImageDescription(text()),
            ExifTag::Artist(text()),
            ExifTag::SerialNumber(text()),
            ExifTag::UserComment(PLANTED.into()),
            ExifTag::MakerNote(PLANTED.into()),
            ExifTag::DateTimeOriginal("2026:03:09 17:45:10".to_owned()),
            ExifTag::GPSLatitudeRef("N".to_owned()),
            ExifTag::GPSLatitude(vec![degrees(41), degrees(52), degrees(54)]),
            ExifTag::GPSMapDatum(text()),
        ] {
            written.set_tag(tag);
        }
        written
    }

    fn segment(marker: u8, head: &[u8]) -> Vec<u8> {
        let payload = [head, PLANTED.as_bytes()].concat();
        let length = u16::try_from(payload.len() + 2).expect("a short segment").to_be_bytes();
        [&[0xFF, marker], length.as_slice(), &payload].concat()
    }

    /// A JPEG with everything planted that the walk knows.
    fn jpeg() -> Vec<u8> {
        let mut bytes = file(&gradient(64, 48), ImageFormat::Jpeg);
        exif().write_to_vec(&mut bytes, FileExtension::JPEG).expect("a JPEG takes EXIF");
        let segments = [
            segment(0xE0, b"JFXX\0\x10"),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01"),
            segment(0xE2, b"MPF\0"),
            segment(0xE5, b"vendor\0"),
            segment(0xED, b"Photoshop 3.0\0"),
            segment(0xFE, b""),
        ]
        .concat();
        bytes.splice(2..2, segments);
        bytes.extend_from_slice(PLANTED.as_bytes());
        bytes
    }

    fn png_chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).expect("a short chunk").to_be_bytes();
        // A wrong checksum on an optional chunk is skipped by decoders; the walk does not check it.
        [length.as_slice(), name, data, &[0; 4]].concat()
    }

    fn png() -> Vec<u8> {
        let mut bytes = file(&gradient(64, 48), ImageFormat::Png);
        let tiff = survey(&jpeg(), PhotoFormat::Jpeg).expect("a whole JPEG").exif;
        let text = format!("Comment\0{PLANTED}");
        let chunks = [
            png_chunk(b"eXIf", &tiff.expect("an EXIF block was written")),
            png_chunk(b"tEXt", text.as_bytes()),
        ]
        .concat();
        // Behind the header chunk: signature 8, chunk 25.
        bytes.splice(33..33, chunks);
        bytes.extend_from_slice(PLANTED.as_bytes());
        bytes
    }

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    #[test]
    fn planted_metadata_is_named_and_in_no_output() {
        for (bytes, wanted) in [
            (
                jpeg(),
                vec![
                    MetadataKind::Exif,
                    MetadataKind::Gps,
                    MetadataKind::MakerNote,
                    MetadataKind::EmbeddedThumbnail,
                    MetadataKind::Xmp,
                    MetadataKind::Iptc,
                    MetadataKind::IccProfile,
                    MetadataKind::MultiPicture,
                    MetadataKind::Comment,
                    MetadataKind::OtherSegment,
                    MetadataKind::TrailingData,
                ],
            ),
            (
                png(),
                vec![
                    MetadataKind::Exif,
                    MetadataKind::Gps,
                    MetadataKind::MakerNote,
                    MetadataKind::PngText,
                    MetadataKind::TrailingData,
                ],
            ),
        ] {
            assert!(holds(&bytes, PLANTED), "the test must be able to see what it looks for");
            let photo =
                decode(&Raw::new(bytes), &PhotoLimits::default()).expect("metadata is no damage");
            assert_eq!(photo.metadata_dropped(), wanted, "each kind is named once");
            let minute = photo.taken_at().map(|minute| minute.to_string());
            assert_eq!(minute.as_deref(), Some("2026-03-09T17:45"));
            assert_eq!(photo.place(), None, "half a position is none");

            let burnt = burn(&photo, &[]).expect("a small picture");
            let preview = preview_jpeg(&photo, 32).expect("a small picture");
            for output in [burnt.picture(), burnt.thumbnail(), preview.expose(&UiScope).as_slice()]
            {
                for text in [PLANTED, "PLANTED", "Exif", "2026:03:09", "http", "ICC", "Photoshop"] {
                    assert!(!holds(output, text), "{text} came through");
                }
                let carried = survey(output, PhotoFormat::Jpeg).expect("a whole JPEG").kinds;
                assert!(carried.is_empty(), "only JFIF fields are written, got {carried:?}");
            }
        }
    }

    #[test]
    fn time_and_place_are_read_as_coarse_as_they_may_leave() {
        let exif = field_testkit::pictures::CameraExif {
            make: "Example Optics".into(),
            model: "Field 7".into(),
            serial: "SN-0815".into(),
            latitude: 41.881_9,
            longitude: -87.627_8,
            taken: "2026:11:24 11:26:05".into(),
            owner: "Robin Sample".into(),
            description: String::new(),
            orientation: 1,
            has_thumbnail: false,
        };
        let plain = file(&gradient(64, 48), ImageFormat::Jpeg);
        let bytes = field_testkit::pictures::with_camera_exif(&plain, &exif).expect("in range");
        let photo = decode(&Raw::new(bytes), &PhotoLimits::default()).expect("a plain photo");
        assert_eq!(photo.taken_at().map(|at| at.to_string()).as_deref(), Some("2026-11-24T11:26"));
        assert_eq!(photo.place().map(|at| at.to_string()).as_deref(), Some("41.88, -87.63"));
    }

    #[test]
    fn a_broken_exif_block_says_nothing_and_harms_nothing() {
        let mut bytes = file(&gradient(64, 48), ImageFormat::Jpeg);
        bytes.splice(2..2, segment(0xE1, b"Exif\0\0MM\0\x2A\xFF\xFF\xFF\xFF"));
        let photo = decode(&Raw::new(bytes), &PhotoLimits::default()).expect("the pixels are fine");
        assert_eq!(photo.metadata_dropped(), [MetadataKind::Exif]);
        assert_eq!((photo.taken_at(), photo.place()), (None, None));
    }
}
