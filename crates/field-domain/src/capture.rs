//! When and where a photo was taken, as coarse as it may leave a device.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::instant::Day;

/// The minute in which a photo was taken, by the camera's own clock, written `YYYY-MM-DDThh:mm`.
///
/// It has no time zone: cameras seldom write one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct LocalMinute {
    day: Day,
    /// Minutes since midnight, below 1440.
    minute: u16,
}

/// Why a text is no [`LocalMinute`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a minute in the form YYYY-MM-DDThh:mm")]
pub struct LocalMinuteError;

impl LocalMinute {
    /// The minute of a day.
    ///
    /// # Errors
    /// [`LocalMinuteError`] if the clock has no such time.
    pub fn new(day: Day, hour: u8, minute: u8) -> Result<Self, LocalMinuteError> {
        if hour < 24 && minute < 60 {
            Ok(Self { day, minute: u16::from(hour) * 60 + u16::from(minute) })
        } else {
            Err(LocalMinuteError)
        }
    }

    /// Its day.
    #[must_use]
    pub const fn day(self) -> Day {
        self.day
    }

    /// Minutes since the beginning of 1970, all of local time.
    #[must_use]
    pub fn epoch_minutes(self) -> i64 {
        self.day.to_epoch_days() * 1440 + i64::from(self.minute)
    }
}

impl fmt::Display for LocalMinute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}T{:02}:{:02}", self.day, self.minute / 60, self.minute % 60)
    }
}

impl FromStr for LocalMinute {
    type Err = LocalMinuteError;
    fn from_str(text: &str) -> Result<Self, LocalMinuteError> {
        let (day, time) = text.split_once('T').ok_or(LocalMinuteError)?;
        let (hour, minute) = time.split_once(':').ok_or(LocalMinuteError)?;
        let number = |digits: &str| {
            let is_number = digits.len() == 2 && digits.bytes().all(|sign| sign.is_ascii_digit());
            if is_number {
                digits.parse().map_err(|_| LocalMinuteError)
            } else {
                Err(LocalMinuteError)
            }
        };
        Self::new(day.parse().map_err(|_| LocalMinuteError)?, number(hour)?, number(minute)?)
    }
}

impl TryFrom<String> for LocalMinute {
    type Error = LocalMinuteError;
    fn try_from(text: String) -> Result<Self, LocalMinuteError> {
        text.parse()
    }
}

impl From<LocalMinute> for String {
    fn from(minute: LocalMinute) -> Self {
        minute.to_string()
    }
}

/// A position in whole hundredths of a degree: a square of some 1.1 km from south to north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CoarsePlace {
    /// Hundredths of a degree, north positive, -9000 to 9000.
    latitude: i16,
    /// Hundredths of a degree, east positive, -18000 to 18000.
    longitude: i16,
}

impl CoarsePlace {
    /// The square around a position in degrees; none if there is no such position.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked before")]
    pub fn of(latitude: f64, longitude: f64) -> Option<Self> {
        // Written so that a number that is none fails too.
        if !(latitude.abs() <= 90.0 && longitude.abs() <= 180.0) {
            return None;
        }
        let hundredths = |degrees: f64| (degrees * 100.0).round() as i16;
        Some(Self { latitude: hundredths(latitude), longitude: hundredths(longitude) })
    }
}

impl fmt::Display for CoarsePlace {
    /// `41.88, -87.63`
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let degrees = |hundredths: i16| f64::from(hundredths) / 100.0;
        write!(out, "{:.2}, {:.2}", degrees(self.latitude), degrees(self.longitude))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_written_as_it_is_read() {
        let minute: LocalMinute = "2026-11-24T11:26".parse().expect("a minute");
        assert_eq!(minute.to_string(), "2026-11-24T11:26");
        let next: LocalMinute = "2026-11-25T00:00".parse().expect("a minute");
        assert_eq!(next.epoch_minutes() - minute.epoch_minutes(), 12 * 60 + 34);
        for text in ["2026-11-24", "2026-11-24T24:00", "2026-11-24T11:60", "2026-11-24T1:26", ""] {
            assert_eq!(text.parse::<LocalMinute>(), Err(LocalMinuteError), "{text}");
        }
    }

    #[test]
    fn a_place_keeps_two_decimals_and_no_more() {
        let place = CoarsePlace::of(41.881_9, -87.627_8).expect("on the earth");
        assert_eq!(place.to_string(), "41.88, -87.63");
        for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.5), (f64::NAN, 0.0)] {
            assert_eq!(CoarsePlace::of(latitude, longitude), None, "{latitude}, {longitude}");
        }
    }
}
