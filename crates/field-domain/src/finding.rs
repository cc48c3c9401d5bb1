//! What is wrong, how bad it is, and by when it must be put right.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ItemNo, PhotoId};
use crate::instant::Day;

/// How bad a finding is. The classes of the FDA Food Code, 1-201.10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Priority (P): directly eliminates or prevents a hazard.
    Priority,
    /// Priority foundation (Pf): supports a priority rule.
    PriorityFoundation,
    /// Core (C): sanitation, maintenance, design.
    Core,
}

impl Severity {
    /// Days that are usually given to correct a finding: 3, 10 and 90.
    ///
    /// Source: FDA Food Code 8-405.11(B) (72 hours, 10 days) and 8-406.11 (90 days).
    pub const fn correction_days(self) -> i64 {
        match self {
            Self::Priority => 3,
            Self::PriorityFoundation => 10,
            Self::Core => 90,
        }
    }
}

/// What a finding says. `T` is the kind of text: raw on the device, redacted in the log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingFields<T> {
    /// The item that it belongs to.
    pub item: ItemNo,
    /// How bad it is.
    pub severity: Severity,
    /// The day by which it must be corrected, if one was set.
    pub due: Option<Day>,
    /// It was put right while the technician was there.
    pub is_corrected_on_site: bool,
    /// It was found at the last visit as well.
    pub is_repeat: bool,
    /// What is wrong, in words.
    pub text: T,
    /// Photos that show it.
    pub photos: Vec<PhotoId>,
}

impl<T> FindingFields<T> {
    /// The same finding with its text turned into another kind.
    ///
    /// # Errors
    /// Those of `turn`.
    pub fn try_map_text<U, E>(
        self,
        turn: impl FnOnce(T) -> Result<U, E>,
    ) -> Result<FindingFields<U>, E> {
        Ok(FindingFields {
            item: self.item,
            severity: self.severity,
            due: self.due,
            is_corrected_on_site: self.is_corrected_on_site,
            is_repeat: self.is_repeat,
            text: turn(self.text)?,
            photos: self.photos,
        })
    }
}
