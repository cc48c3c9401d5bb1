//! Photos of an item.

use field_domain::{Day, InspectionId, ItemNo, LocalMinute, PhotoId, PictureSize};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Adds a photo. The file's name is not part of it: names of files never travel.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoAttachArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Of which item.
    pub item: ItemNo,
    /// The file's bytes, base64.
    pub data_base64: String,
}

/// The photo that was added. Its original is encrypted on the disk when this is returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoAttached {
    /// Which.
    pub photo: PhotoId,
}

/// Names a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which.
    pub photo: PhotoId,
}

/// Writes what a photo shows; empty takes it back.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoCaptionSaveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which.
    pub photo: PhotoId,
    /// The caption, at most 500 characters.
    pub caption: String,
}

/// Marks two photos of an item as a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoPairArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// What it was like before.
    pub before: PhotoId,
    /// What it is like after it was put right.
    pub after: PhotoId,
}

/// Asks to which items photos belong by the time at which they were taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoMatchArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which photos, at most 1,000.
    pub photos: Vec<PhotoId>,
    /// How many minutes the camera's clock is ahead of universal time: the time zone, and its error.
    pub clock_ahead_min: i32,
}

/// To which items photos belong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoMatches {
    /// One for each photo, by the time at which it was taken; those without a time last.
    pub matches: Vec<PhotoMatch>,
}

/// To which item a photo belongs. Nothing is moved by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoMatch {
    /// Which.
    pub photo: PhotoId,
    /// The minute in which it was taken, by the camera's clock.
    pub taken_at: Option<LocalMinute>,
    /// The item that it is under.
    pub item: ItemNo,
    /// The item that was worked on nearest to that time.
    pub proposed: Option<ItemNo>,
    /// Why it stays where it is, if it does.
    pub stays: Option<StaysReason>,
}

/// Why a photo stays under its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StaysReason {
    /// The camera stated no time.
    NoTime,
    /// No item was worked on around that time.
    NothingNear,
    /// A finding of its item shows it.
    InFinding,
    /// It is half of a pair.
    InPair,
}

/// Puts photos under other items, all of them or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoMoveArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which photo to which item, at most 1,000.
    pub moves: Vec<PhotoMove>,
}

/// Puts one photo under another item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoMove {
    /// Which.
    pub photo: PhotoId,
    /// Under which item.
    pub item: ItemNo,
}

/// Asks for a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoPictureArgs {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Which.
    pub photo: PhotoId,
    /// Which form of it.
    pub form: PictureForm,
}

impl PhotoPictureArgs {
    /// Reads the path of a picture's address, `<inspection>/<photo>/<form>` or `…/part/<number>`, with or without a leading
    /// slash: the way in which an image on a page asks.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let mut parts = path.trim_start_matches('/').split('/');
        let (inspection, photo) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let form = match (parts.next()?, parts.next()) {
            ("thumbnail", None) => PictureForm::Thumbnail,
            ("screen", None) => PictureForm::Screen,
            ("redacted", None) => PictureForm::Redacted,
            ("part", Some(number)) if parts.next().is_none() => {
                PictureForm::Part(number.parse().ok()?)
            }
            _ => return None,
        };
        Some(Self { inspection, photo, form })
    }
}

/// The forms of a photo that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PictureForm {
    /// Small; the original on the device that took it, else the redacted one.
    Thumbnail,
    /// Up to 1280 px; the original on the device that took it, else the redacted one.
    Screen,
    /// The redacted picture as it leaves or has left.
    Redacted,
    /// One of the 4 × 4 parts of what `Screen` shows, at its full size; from 0, row by row.
    Part(u8),
}

/// What is known of a photo beside what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoDetails {
    /// The day it was taken, if the camera said so.
    pub taken_on: Option<Day>,
    /// The minute it was taken, by the camera's clock, likewise.
    pub taken_at: Option<LocalMinute>,
    /// Where it was taken, in degrees to two decimals, likewise.
    pub place: Option<String>,
    /// Boxes that were filled.
    pub boxes_filled: u32,
    /// Share of the picture that was filled, in thousandths.
    pub area_permille: u32,
    /// How the picture came about; none before it is approved, and for one that an older program
    /// cleared.
    pub origin: Option<PhotoOriginView>,
    /// The original is on this device: [`PhotoVerified`] can be asked for once there is an origin.
    pub is_original_here: bool,
}

/// How the picture of a photo came about. Hashes are in hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoOriginView {
    /// Salted SHA-256 of the original.
    pub original: String,
    /// SHA-256 of the picture.
    pub picture: String,
    /// Version of the photo engine.
    pub engine: u32,
    /// SHA-256 of the models; none if a person alone marked it.
    pub models: Vec<String>,
    /// How large it was to be; none for one that an older program made.
    pub size: Option<PictureSize>,
}

/// What a comparison of the original with the picture that left shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PhotoVerified {
    /// The original is the file that was taken in.
    pub is_original: bool,
    /// The picture is the one that was approved.
    pub is_picture: bool,
    /// Blocks of the picture, 16 pixels wide and high.
    pub block_count: u32,
    /// Blocks that show something else than the original.
    pub changed_blocks: u32,
    /// Those among them that no box covers: 0 if nothing but the boxes was changed.
    pub changed_outside: u32,
}

/// A picture to show.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// JPEG, base64.
    pub jpeg_base64: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_picture_and_nothing_else() {
        let inspection = "019acd00-0000-7000-8000-000000000001";
        let photo = "019acd00-0000-7000-8000-000000000002";
        let read = |path: String| PhotoPictureArgs::from_path(&path);
        let args = read(format!("/{inspection}/{photo}/thumbnail")).expect("an address");
        assert_eq!(args.inspection.to_string(), inspection);
        assert_eq!(args.photo.to_string(), photo);
        assert_eq!(args.form, PictureForm::Thumbnail);
        let part = read(format!("{inspection}/{photo}/part/3")).expect("an address");
        assert_eq!(part.form, PictureForm::Part(3));
        for other in [
            String::new(),
            "/".to_owned(),
            format!("{inspection}/{photo}"),
            format!("{inspection}/{photo}/original"),
            format!("{inspection}/{photo}/screen/more"),
            format!("{inspection}/{photo}/part"),
            format!("{inspection}/{photo}/part/256"),
            format!("{inspection}/{photo}/part/3/more"),
            format!("../{photo}/screen"),
        ] {
            assert_eq!(read(other.clone()), None, "{other}");
        }
    }
}
