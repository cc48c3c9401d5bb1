//! Photos of an item.

use field_domain::{InspectionId, ItemNo, PhotoId};
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
    /// Reads the path of a picture's address, `<inspection>/<photo>/<form>`, with or without a leading
    /// slash: the way in which an image on a page asks.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let mut parts = path.trim_start_matches('/').split('/');
        let (inspection, photo) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let form = match (parts.next()?, parts.next()) {
            ("thumbnail", None) => PictureForm::Thumbnail,
            ("screen", None) => PictureForm::Screen,
            ("redacted", None) => PictureForm::Redacted,
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
        for other in [
            String::new(),
            "/".to_owned(),
            format!("{inspection}/{photo}"),
            format!("{inspection}/{photo}/original"),
            format!("{inspection}/{photo}/screen/more"),
            format!("../{photo}/screen"),
        ] {
            assert_eq!(read(other.clone()), None, "{other}");
        }
    }
}
