//! The chain of operations of one device: no gap, no fork, no reordering.

use field_domain::{Hash32, OpId};

use crate::operation::{Header, Operation};

/// The end of a device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceChain {
    /// Number of the last operation; 0 before the first.
    pub last_seq: u64,
    /// Id of the last operation; zero before the first.
    pub last_id: OpId,
}

/// How an operation stands to the end of its device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is the next one.
    Next,
    /// Its number was used before; compare ids to tell a repetition from a fork.
    Past,
    /// Operations before it are missing.
    Gap,
    /// It names another predecessor than the last one: the device was copied or put back.
    Fork,
}

impl DeviceChain {
    /// A chain without operations.
    pub const EMPTY: Self = Self { last_seq: 0, last_id: Hash32::ZERO };

    /// How `header` stands to this end.
    #[must_use]
    pub fn step(&self, header: &Header) -> Step {
        if header.device_seq <= self.last_seq {
            Step::Past
        } else if header.device_seq > self.last_seq + 1 {
            Step::Gap
        } else if header.previous == self.last_id {
            Step::Next
        } else {
            Step::Fork
        }
    }

    /// The end after `operation`.
    #[must_use]
    pub fn after(operation: &Operation) -> Self {
        Self { last_seq: operation.header.device_seq, last_id: operation.id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::tests::header;

    #[test]
    fn only_the_direct_successor_is_next() {
        let end = DeviceChain { last_seq: 4, last_id: Hash32([4; 32]) };
        let mut next = header(3, 5, 0);
        next.previous = Hash32([4; 32]);
        assert_eq!(end.step(&next), Step::Next);
        assert_eq!(end.step(&header(3, 5, 0)), Step::Fork, "another predecessor");
        assert_eq!(end.step(&header(3, 6, 0)), Step::Gap);
        assert_eq!(end.step(&header(3, 4, 0)), Step::Past);
    }
}
