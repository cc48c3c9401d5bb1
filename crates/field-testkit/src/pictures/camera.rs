//! The metadata that a camera writes into a photo, with made-up values.

use anyhow::{Context, ensure};
use image::imageops::FilterType;
use little_exif::exif_tag::ExifTag;
use little_exif::filetype::FileExtension;
use little_exif::ifd::ExifTagGroup;
use little_exif::metadata::Metadata;
use little_exif::rational::uR64;

use super::jpeg;

/// Long edge of the embedded thumbnail. Source: EXIF 2.32, 4.5.8 (160 × 120).
const THUMBNAIL_PX: u32 = 160;

/// What the made-up camera knows.
#[derive(Debug, Clone, PartialEq)]
pub struct CameraExif {
    /// Who made the camera.
    pub make: String,
    /// Its model.
    pub model: String,
    /// Its serial number; the lens gets the same with `-L`.
    pub serial: String,
    /// Degrees north, −90 to 90.
    pub latitude: f64,
    /// Degrees east, −180 to 180.
    pub longitude: f64,
    /// When the photo was taken: `YYYY:MM:DD HH:MM:SS`.
    pub taken: String,
    /// The owner; written as artist, owner and copyright.
    pub owner: String,
    /// What the photo shows; written as description and user comment.
    pub description: String,
    /// EXIF orientation, 1 to 8.
    pub orientation: u16,
    /// Whether a small copy of the photo is embedded.
    pub has_thumbnail: bool,
}

/// The same JPEG with an EXIF segment: camera, owner, time, GPS position and a thumbnail.
///
/// # Errors
/// If the position or orientation is out of range, or the photo is no JPEG.
pub fn with_camera_exif(photo: &[u8], exif: &CameraExif) -> anyhow::Result<Vec<u8>> {
    ensure!((-90.0..=90.0).contains(&exif.latitude), "no such latitude");
    ensure!((-180.0..=180.0).contains(&exif.longitude), "no such longitude");
    ensure!((1..=8).contains(&exif.orientation), "no such orientation");
    let mut metadata = Metadata::new();
    let mut comment = b"ASCII\0\0\0".to_vec();
    comment.extend_from_slice(exif.description.as_bytes());
    let (day, time) = exif.taken.split_once(' ').context("the time has no day and hour")?;
    for tag in [
        ExifTag::Make(exif.make.clone()),
        ExifTag::Model(exif.model.clone()),
        ExifTag::ImageDescription(exif.description.clone()),
        ExifTag::Orientation(vec![exif.orientation]),
        ExifTag::Software("Made-up camera 1.0".into()),
        ExifTag::ModifyDate(exif.taken.clone()),
        ExifTag::Artist(exif.owner.clone()),
        ExifTag::Copyright(exif.owner.clone()),
        ExifTag::DateTimeOriginal(exif.taken.clone()),
        ExifTag::CreateDate(exif.taken.clone()),
        ExifTag::OwnerName(exif.owner.clone()),
        ExifTag::SerialNumber(exif.serial.clone()),
        ExifTag::LensSerialNumber(format!("{}-L", exif.serial)),
        ExifTag::UserComment(comment),
        ExifTag::GPSVersionID(vec![2, 3, 0, 0]),
        ExifTag::GPSLatitudeRef(if exif.latitude < 0.0 { "S" } else { "N" }.into()),
        ExifTag::GPSLatitude(sexagesimal(exif.latitude)),
        ExifTag::GPSLongitudeRef(if exif.longitude < 0.0 { "W" } else { "E" }.into()),
        ExifTag::GPSLongitude(sexagesimal(exif.longitude)),
        ExifTag::GPSTimeStamp(clock(time)?),
        ExifTag::GPSDateStamp(day.to_owned()),
    ] {
        metadata.set_tag(tag);
    }
    if exif.has_thumbnail {
        let image = image::load_from_memory(photo).context("the photo cannot be read")?;
        let small = image.resize(THUMBNAIL_PX, THUMBNAIL_PX, FilterType::Triangle).to_rgb8();
        let small = jpeg(&small);
        let length = u32::try_from(small.len()).context("the thumbnail is too long")?;
        let ifd = metadata.get_ifd_mut(ExifTagGroup::GENERIC, 1);
        ifd.set_tag(ExifTag::Compression(vec![6]));
        ifd.set_tag(ExifTag::ThumbnailOffset(Vec::new(), small));
        ifd.set_tag(ExifTag::ThumbnailLength(vec![length]));
    }
    let mut tagged = photo.to_vec();
    metadata.write_to_vec(&mut tagged, FileExtension::JPEG).context("no EXIF was written")?;
    Ok(tagged)
}

/// Degrees, minutes and ten-thousandths of a second, without a sign.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "180 degrees are 6.5e9 units, a whole number in the range of u64"
)]
fn sexagesimal(degrees: f64) -> Vec<uR64> {
    let units = (degrees.abs() * 3600.0 * 10_000.0).round() as u64;
    let part = |value: u64, denominator: u32| uR64 {
        nominator: u32::try_from(value).unwrap_or(u32::MAX),
        denominator,
    };
    vec![part(units / 36_000_000, 1), part(units / 600_000 % 60, 1), part(units % 600_000, 10_000)]
}

fn clock(time: &str) -> anyhow::Result<Vec<uR64>> {
    let parts = time
        .split(':')
        .map(|part| Ok(uR64 { nominator: part.parse().context("not a time")?, denominator: 1 }))
        .collect::<anyhow::Result<Vec<_>>>()?;
    ensure!(parts.len() == 3, "not a time");
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use exif::{In, Tag};

    use super::*;
    use crate::pictures::kitchen;

    #[test]
    fn an_independent_reader_finds_every_value() {
        let plain = kitchen(3, 640, 480);
        let exif = CameraExif {
            make: "Example Optics".into(),
            model: "Field 7".into(),
            serial: "SN-0042-TEST".into(),
            latitude: -40.446_111,
            longitude: 79.982_222,
            taken: "2026:11:24 11:26:05".into(),
            owner: "Robin Sample".into(),
            description: "Rice in reach-in 2".into(),
            orientation: 6,
            has_thumbnail: true,
        };
        let tagged = with_camera_exif(&plain, &exif).expect("the values are in range");
        let found = exif::Reader::new()
            .read_from_container(&mut std::io::Cursor::new(&tagged))
            .expect("there is EXIF");
        let value = |tag| {
            found.get_field(tag, In::PRIMARY).expect("the tag is there").display_value().to_string()
        };
        assert_eq!(value(Tag::Make), "\"Example Optics\"", "maker");
        assert_eq!(value(Tag::BodySerialNumber), "\"SN-0042-TEST\"", "serial number");
        assert_eq!(value(Tag::CameraOwnerName), "\"Robin Sample\"", "owner");
        assert_eq!(value(Tag::Orientation), "row 0 at right and column 0 at top", "orientation");
        assert_eq!(value(Tag::GPSLatitude), "40 deg 26 min 45.9996 sec", "latitude");
        assert_eq!(value(Tag::GPSLatitudeRef), "S", "south of the equator");
        assert_eq!(value(Tag::DateTimeOriginal), "2026-11-24 11:26:05", "time");
        assert!(
            found.get_field(Tag::JPEGInterchangeFormat, In::THUMBNAIL).is_some(),
            "a thumbnail is embedded"
        );
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).expect("it decodes").to_rgb8();
        assert_eq!(pixels(&tagged), pixels(&plain), "the photo itself is unchanged");
        let bad = CameraExif { latitude: 91.0, ..exif };
        assert!(with_camera_exif(&plain, &bad).is_err(), "an impossible place is refused");
    }
}
