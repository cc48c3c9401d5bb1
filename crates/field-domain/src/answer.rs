//! What can be answered to an item.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The mark of an item on an inspection form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// In compliance; "yes".
    In,
    /// Out of compliance; "no".
    Out,
    /// It could not be seen at the time of the visit.
    NotObserved,
    /// The rule does not apply at this site.
    NotApplicable,
}

/// A measuring unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Degrees Fahrenheit.
    Fahrenheit,
    /// Degrees Celsius.
    Celsius,
    /// Parts per million.
    Ppm,
}

impl Unit {
    /// The sign that stands behind a number.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Fahrenheit => "°F",
            Self::Celsius => "°C",
            Self::Ppm => "ppm",
        }
    }
}

/// A measured number, in thousandths of its unit: 51.0 °F is `51_000`.
///
/// A whole number, so that its bytes are the same on every device. Range: −1 000 000 to 10 000 000
/// thousandths, which holds every thermometer and test strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// Thousandths of the unit.
    pub value_milli: i32,
    /// The unit.
    pub unit: Unit,
}

/// Lowest reading that is taken, in thousandths. See [`Reading`].
pub const READING_MILLI_MIN: i32 = -1_000_000;
/// Highest reading that is taken, in thousandths. See [`Reading`].
pub const READING_MILLI_MAX: i32 = 10_000_000;

impl Reading {
    /// Whether the number lies in the range that is taken.
    #[must_use]
    pub fn is_in_range(self) -> bool {
        (READING_MILLI_MIN..=READING_MILLI_MAX).contains(&self.value_milli)
    }
}
