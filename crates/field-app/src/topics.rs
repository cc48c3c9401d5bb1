//! Telling the screens what changed.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use field_contract::Topic;
use field_contract::topics::{TopicsChanged, TopicsWaitArgs};

use crate::app::App;
use crate::error::Result;

/// Changes that are remembered: a screen that asks later than that is told everything changed.
const REMEMBERED_MAX: usize = 1_000;
/// Longest wait of one call, so that a closed window does not hold a thread for long.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// Every topic, for a screen that was away for too long.
const ALL: [Topic; 10] = [
    Topic::Profile,
    Topic::Inspections,
    Topic::Items,
    Topic::Photos,
    Topic::Recordings,
    Topic::Redactions,
    Topic::Reviews,
    Topic::Templates,
    Topic::Sync,
    Topic::People,
];

/// The changes since the program started.
#[derive(Default)]
pub(crate) struct Changes {
    log: Mutex<Log>,
    is_new: Condvar,
}

#[derive(Default)]
struct Log {
    /// Number of the first remembered change.
    first: u32,
    topics: Vec<Topic>,
}

impl Changes {
    pub fn add(&self, topics: &[Topic]) {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.topics.extend_from_slice(topics);
        let surplus = log.topics.len().saturating_sub(REMEMBERED_MAX);
        log.topics.drain(..surplus);
        log.first = log.first.saturating_add(u32::try_from(surplus).unwrap_or(u32::MAX));
        self.is_new.notify_all();
    }

    fn wait(&self, after: u32) -> TopicsChanged {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let (log, _) = self
            .is_new
            .wait_timeout_while(log, WAIT_MAX, |log| log.end() == after)
            .unwrap_or_else(PoisonError::into_inner);
        let mut topics = match usize::try_from(i64::from(after) - i64::from(log.first)) {
            Ok(skip) if skip <= log.topics.len() => log.topics[skip..].to_vec(),
            _ => ALL.to_vec(),
        };
        topics.sort_unstable();
        topics.dedup();
        TopicsChanged { sequence: log.end(), topics }
    }
}

impl Log {
    fn end(&self) -> u32 {
        self.first.saturating_add(u32::try_from(self.topics.len()).unwrap_or(u32::MAX))
    }
}

/// What changed since `args.after`; waits up to 20 seconds for something to change.
///
/// # Errors
/// None.
pub fn topics_wait(app: &App, args: TopicsWaitArgs) -> Result<TopicsChanged> {
    Ok(app.inner.changes.wait(args.after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_is_told_each_change_once_and_all_after_a_long_absence() {
        let changes = Changes::default();
        changes.add(&[Topic::Items, Topic::Sync, Topic::Items]);
        let told = changes.wait(0);
        assert_eq!(told.topics, [Topic::Items, Topic::Sync]);
        changes.add(&[Topic::Photos]);
        assert_eq!(changes.wait(told.sequence).topics, [Topic::Photos]);
        for _ in 0..REMEMBERED_MAX {
            changes.add(&[Topic::Sync]);
        }
        assert_eq!(changes.wait(told.sequence).topics, ALL, "too old to know: everything");
    }
}
