//! What a policy says of photos beside who looks at them.

use field_domain::{CoarsePlace, Day, LocalMinute, PictureSize};
use serde::Deserialize;

/// What of a photo's time and place leaves as fields, and how closely it is searched. What a policy's
/// file does not say is as in [`PhotoRules::default`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PhotoRules {
    /// The time at which it was taken, as the camera wrote it.
    pub time: TimeRule,
    /// The place at which it was taken, as the camera wrote it.
    pub place: PlaceRule,
    /// How closely it is searched for faces.
    pub search: SearchRule,
    /// How large its picture leaves, unless the person chooses another size for a photo.
    pub size: PictureSize,
}

/// What leaves of the time at which a photo was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeRule {
    /// Nothing.
    Stays,
    /// The day.
    #[default]
    Day,
    /// The day and the minute.
    Minute,
}

/// What leaves of the place at which a photo was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceRule {
    /// Nothing.
    #[default]
    Stays,
    /// The square of some 1.1 km, [`CoarsePlace`].
    Coarse,
}

/// How closely a photo is searched for faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchRule {
    /// As a whole.
    #[default]
    Usual,
    /// Finer, and also part by part, which finds smaller faces and print and takes some four times as long.
    Thorough,
}

impl PhotoRules {
    /// The day that may leave.
    #[must_use]
    pub fn day(&self, day: Option<Day>) -> Option<Day> {
        day.filter(|_| self.time != TimeRule::Stays)
    }

    /// The minute that may leave.
    #[must_use]
    pub fn minute(&self, minute: Option<LocalMinute>) -> Option<LocalMinute> {
        minute.filter(|_| self.time == TimeRule::Minute)
    }

    /// The place that may leave.
    #[must_use]
    pub fn place(&self, place: Option<CoarsePlace>) -> Option<CoarsePlace> {
        place.filter(|_| self.place == PlaceRule::Coarse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_says_how_much_of_time_and_place_leaves() {
        let minute: LocalMinute = "2026-11-24T11:26".parse().expect("a minute");
        let place = CoarsePlace::of(41.88, -87.63);
        let left = |rules: PhotoRules| {
            (
                rules.day(Some(minute.day())).is_some(),
                rules.minute(Some(minute)).is_some(),
                rules.place(place).is_some(),
            )
        };
        let rules = PhotoRules::default();
        assert_eq!(left(rules), (true, false, false), "the day, if nothing is said");
        assert_eq!(left(PhotoRules { time: TimeRule::Minute, ..rules }), (true, true, false));
        let all_stays = PhotoRules { time: TimeRule::Stays, ..rules };
        assert_eq!(left(all_stays), (false, false, false));
        assert_eq!(left(PhotoRules { place: PlaceRule::Coarse, ..rules }), (true, false, true));
    }
}
