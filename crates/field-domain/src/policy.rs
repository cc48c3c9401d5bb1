//! Which policy an organisation has, and what a policy does with a found place.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A policy that every program carries. An organisation chooses one of them on its server; a server
/// cannot write one of its own, so that it can never make a device send more than these allow.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyName {
    /// For any kind of inspection.
    #[default]
    Default,
    /// For food safety: towns, countries and firms stay readable.
    FoodSafety,
    /// The 18 identifiers of HIPAA Safe Harbor (45 CFR 164.514(b)(2)).
    HipaaSafeHarbor,
    /// Everything goes without a trace of what it was worth, and a person reads every text.
    Strict,
}

impl PolicyName {
    /// Every policy, in the order of declaration.
    pub const ALL: [Self; 4] =
        [Self::Default, Self::FoodSafety, Self::HipaaSafeHarbor, Self::Strict];

    /// The name in files, options and messages, such as `food-safety`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::FoodSafety => "food-safety",
            Self::HipaaSafeHarbor => "hipaa-safe-harbor",
            Self::Strict => "strict",
        }
    }
}

impl fmt::Display for PolicyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Why a text is not a [`PolicyName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of default, food-safety, hipaa-safe-harbor, strict")]
pub struct PolicyNameError;

impl FromStr for PolicyName {
    type Err = PolicyNameError;
    fn from_str(text: &str) -> Result<Self, PolicyNameError> {
        Self::ALL.into_iter().find(|one| one.name() == text).ok_or(PolicyNameError)
    }
}

/// What a policy does with a found place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It stays readable.
    Keep,
    /// It goes, and nothing tells two values apart.
    Mask,
    /// It goes, and a coarser value stands there, such as a year for a date of birth. Where the value
    /// cannot be read as one, a token stands there.
    Coarsen,
    /// It goes, and a token stands there: the same value has the same one all through an inspection.
    Token,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_and_the_serialised_form_of_a_policy_are_the_same() {
        for policy in PolicyName::ALL {
            let json = serde_json::to_string(&policy).expect("a name is a plain string");
            assert_eq!(json, format!("\"{}\"", policy.name()));
            assert_eq!(policy.name().parse(), Ok(policy));
        }
        assert!("none".parse::<PolicyName>().is_err(), "an unknown name is no policy");
    }
}
