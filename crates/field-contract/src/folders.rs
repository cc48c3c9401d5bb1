//! A folder whose photos are taken in, such as a camera's card.

use field_domain::{InspectionId, ItemNo};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Folders that look like a camera's card, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FolderSuggestions {
    /// The folders, in the order of their names; at most 20.
    pub cards: Vec<CameraCard>,
    /// Whether `folder_choose` can show the system's own dialog.
    pub has_chooser: bool,
}

/// What the person chose in the system's own dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChosenFolder {
    /// The whole path; none if the dialog was left without a choice.
    pub path: Option<String>,
}

/// A folder of a camera's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CameraCard {
    /// What the card is called.
    pub name: String,
    /// Where its photos are.
    pub path: String,
}

/// Watches a folder for an inspection, in place of the one before.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FolderWatchArgs {
    /// For which inspection.
    pub inspection: InspectionId,
    /// The item that its photos are put under.
    pub item: ItemNo,
    /// Where the folder is, at most 1,000 characters.
    pub path: String,
    /// Only photos that come from now on; else those that are there already, too.
    pub is_only_new: bool,
}

/// Whether a folder is watched for an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FolderStatus {
    /// The folder; none if none is watched.
    pub folder: Option<FolderView>,
}

/// A watched folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FolderView {
    /// The item that its photos are put under.
    pub item: ItemNo,
    /// Where it is.
    pub path: String,
    /// How it stands.
    pub state: FolderState,
    /// Photos that were taken in since the program runs.
    pub taken: u32,
    /// Photos of this look that are still to be read.
    pub waiting: u32,
    /// Files that were not taken since the program runs: damaged, too large, or no photos.
    pub refused: u32,
}

/// How a watched folder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FolderState {
    /// Looked at every few seconds.
    Watching,
    /// It is not there: the card was taken out, or the network is away.
    Missing,
    /// It holds more files than are watched.
    TooMany,
    /// The disk is full: photos wait where they are.
    DiskFull,
}
