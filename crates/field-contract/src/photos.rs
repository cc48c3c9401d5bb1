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
