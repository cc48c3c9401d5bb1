//! Templates on this device.

use field_domain::TemplateRef;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A template in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateSummary {
    /// Which.
    pub template: TemplateRef,
    /// What people call it.
    pub title: String,
    /// Number of items.
    pub item_count: u32,
    /// It came with the program.
    pub is_built_in: bool,
}

/// Imports a template from a file.
#[derive(Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateImportArgs {
    /// The file's content: JSON of a template.
    pub json: String,
}
