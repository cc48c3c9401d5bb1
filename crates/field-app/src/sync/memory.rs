//! What sync remembers while the program runs.

use field_contract::ErrorCode;
use field_domain::Instant;

/// First wait after a failure.
const WAIT_MIN_MS: i64 = 1_000;
/// Longest wait after failures. Source: judgement; a connection that came back is tried at once.
const WAIT_MAX_MS: i64 = 5 * 60 * 1_000;

/// The connection as it was last seen, and when to try again.
#[derive(Debug, Default)]
pub(crate) struct SyncMemory {
    pub last_contact: Option<Instant>,
    pub last_error: Option<ErrorCode>,
    pub offline_since: Option<Instant>,
    pub next_try: Option<Instant>,
    /// Things of the current run: sent, and in all.
    pub progress: Option<(u32, u32)>,
    failures: u32,
}

impl SyncMemory {
    /// The server answered.
    pub fn succeeded(&mut self, now: Instant) {
        *self = Self { last_contact: Some(now), ..Self::default() };
    }

    /// A run failed. The next one is due after a wait that doubles, by a random share of it so that
    /// many devices do not come back at once ("full jitter").
    pub fn failed(&mut self, now: Instant, code: ErrorCode) {
        let wait = WAIT_MIN_MS.saturating_mul(1 << self.failures.min(20)).min(WAIT_MAX_MS);
        let mut random = [0_u8; 4];
        crate::edges::fill_random(&mut random);
        let share = i64::from(u32::from_le_bytes(random) % 1_000);
        self.failures = self.failures.saturating_add(1);
        self.last_error = Some(code);
        self.offline_since = self.offline_since.or(Some(now));
        self.next_try = Some(Instant(now.0 + WAIT_MIN_MS + wait * share / 1_000));
        self.progress = None;
    }

    /// Forgets failures: the person asks for a try now.
    pub fn reset(&mut self) {
        self.failures = 0;
        self.next_try = None;
    }

    pub fn is_due(&self, now: Instant) -> bool {
        self.next_try.is_none_or(|next| next <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_limit_and_end_with_an_answer() {
        let mut memory = SyncMemory::default();
        let mut longest = 0;
        for _ in 0..40 {
            memory.failed(Instant(0), ErrorCode::Offline);
            let next = memory.next_try.expect("a failed run has a next try").0;
            assert!((WAIT_MIN_MS..=WAIT_MIN_MS + WAIT_MAX_MS).contains(&next), "waits {next} ms");
            longest = longest.max(next);
        }
        assert!(longest > 60_000, "forty failures wait for minutes, not seconds");
        assert_eq!(memory.offline_since, Some(Instant(0)));
        memory.succeeded(Instant(9));
        assert!(memory.is_due(Instant(9)) && memory.offline_since.is_none());
    }
}
