//! Time as the log knows it. No clock is read here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A moment: milliseconds since the Unix epoch, UTC, by some device's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "f64")]
pub struct Instant(pub i64);

/// A local calendar day, 0001-01-01 to 9999-12-31, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct Day {
    year: u16,
    month: u8,
    date: u8,
}

/// Why a text is not a [`Day`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a calendar day in the form YYYY-MM-DD")]
pub struct DayError;

impl Day {
    /// Checks that the day exists in the Gregorian calendar.
    ///
    /// # Errors
    /// [`DayError`] if it does not.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DayError> {
        let is_known = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        if is_known { Ok(Self { year, month, date: day }) } else { Err(DayError) }
    }

    /// The UTC day on which `instant` falls.
    #[must_use]
    pub fn of_utc(instant: Instant) -> Self {
        Self::from_epoch_days(instant.0.div_euclid(86_400_000))
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The day `days` later (or earlier, if negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_epoch_days(self.to_epoch_days() + days)
    }

    /// Whole days since 1970-01-01. Source: Howard Hinnant, "chrono-compatible low-level date
    /// algorithms", `days_from_civil`.
    #[must_use]
    pub fn to_epoch_days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.date));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468
    }

    fn from_epoch_days(days: i64) -> Self {
        // The range of `Day`: 0001-01-01 to 9999-12-31.
        let shifted = days.clamp(-719_162, 2_932_896) + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self {
            year: u16::try_from(year).expect("clamped to the years 1 to 9999"),
            month: u8::try_from(month).expect("a month is 1 to 12"),
            date: u8::try_from(day).expect("a day is 1 to 31"),
        }
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.date)
    }
}

impl FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        let mut parts = text.splitn(3, '-');
        let mut next = |width: usize| {
            parts
                .next()
                .filter(|part| part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|part| part.parse::<u16>().ok())
                .ok_or(DayError)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        Self::new(
            year,
            u8::try_from(month).map_err(|_| DayError)?,
            u8::try_from(day).map_err(|_| DayError)?,
        )
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;
    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-01-01x", ""] {
            assert_eq!(text.parse::<Day>(), Err(DayError), "{text}");
        }
        assert!("2024-02-29".parse::<Day>().is_ok(), "a leap day");
    }

    #[test]
    fn the_epoch_is_day_zero() {
        let epoch = Day::of_utc(Instant(0));
        assert_eq!(epoch.to_string(), "1970-01-01");
        assert_eq!(Day::of_utc(Instant(-1)).to_string(), "1969-12-31", "rounds down, not to zero");
    }

    proptest! {
        #[test]
        fn adding_days_and_taking_them_back_changes_nothing(
            start in 0_i64..2_000_000, step in -10_000_i64..10_000
        ) {
            let day = Day::of_utc(Instant(start * 86_400_000 / 100));
            prop_assert_eq!(day.plus_days(step).plus_days(-step), day);
            prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
        }
    }
}
