//! A bound on the work for one text, counted in steps, since engines read no clock.

use crate::error::Withheld;

/// Longest text that the engine takes, in bytes: four times a full day's notes (under 200 kB).
pub const TEXT_BYTES_MAX: usize = 1_000_000;

/// Steps that every text may take, whatever its length.
const STEPS_BASE: u64 = 20_000;

/// Further steps for each byte. Dense notes were seen to need under 20 a byte; the rest is margin.
const STEPS_PER_BYTE: u64 = 200;

/// The steps that are left for one text.
#[derive(Debug)]
pub(crate) struct Budget {
    left: u64,
}

impl Budget {
    /// The budget of a text of `bytes` bytes.
    pub(crate) fn for_text(bytes: usize) -> Self {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        Self { left: bytes.saturating_mul(STEPS_PER_BYTE).saturating_add(STEPS_BASE) }
    }

    /// Uses `steps` of the budget.
    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), Withheld> {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(steps).ok_or(Withheld::TimedOut)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_budget_withholds_the_text() {
        let mut budget = Budget::for_text(0);
        assert_eq!(budget.spend(1), Ok(()), "a short text has steps to spend");
        assert_eq!(budget.spend(usize::MAX), Err(Withheld::TimedOut), "work beyond it is refused");
    }
}
