//! The view of an inspection: a pure function of the set of its operations.
//!
//! The order of arrival does not matter. An operation is a *head* of its target while no other
//! operation names it as its base; two heads are a conflict that a person resolves by an operation
//! whose base is both. Nothing is ever overwritten.

use std::collections::{BTreeMap, BTreeSet};

use field_domain::{
    DeviceId, Hash32, InspectionState, Instant, Lane, OpId, PhotoId, Segments, UserId,
};
use sha2::{Digest, Sha256};

use crate::change::{Change, PhotoFields, Target};
use crate::operation::{ClearanceMark, Operation};

/// One accepted change, with who made it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The operation.
    pub id: OpId,
    /// Who made it.
    pub author: UserId,
    /// On which device.
    pub device: DeviceId,
    /// When, by that device's clock: for display and to order what is visible anyway.
    pub at: Instant,
    /// Under what it was cleared.
    pub clearance: ClearanceMark,
    /// What it says.
    pub change: Change<Segments>,
}

/// Everything that is known of one inspection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InspectionView {
    heads: BTreeMap<Target, Vec<Entry>>,
    history: Vec<Entry>,
    unknown_count: usize,
}

impl InspectionView {
    /// Folds the operations of one inspection; repetitions count once.
    pub fn fold<'a>(operations: impl IntoIterator<Item = &'a Operation>) -> Self {
        let mut seen = BTreeSet::new();
        let mut replaced: BTreeSet<(Target, OpId)> = BTreeSet::new();
        let mut history = Vec::new();
        let mut unknown_count = 0;
        for operation in operations {
            if !seen.insert(operation.id) {
                continue;
            }
            let Some(payload) = &operation.payload else {
                unknown_count += 1;
                continue;
            };
            let target = payload.change.target();
            replaced.extend(payload.base.iter().map(|base| (target, *base)));
            history.push(Entry {
                id: operation.id,
                author: operation.header.author,
                device: operation.header.device,
                at: operation.header.at,
                clearance: operation.header.clearance,
                change: payload.change.clone(),
            });
        }
        history.sort_by_key(|entry| (entry.at, entry.id));
        let mut heads: BTreeMap<Target, Vec<Entry>> = BTreeMap::new();
        for entry in &history {
            let target = entry.change.target();
            if !replaced.contains(&(target, entry.id)) {
                heads.entry(target).or_default().push(entry.clone());
            }
        }
        Self { heads, history, unknown_count }
    }

    /// The current changes of a target, oldest first. Two or more are a conflict.
    #[must_use]
    pub fn heads(&self, target: Target) -> &[Entry] {
        self.heads.get(&target).map_or(&[], Vec::as_slice)
    }

    /// Ids of the heads of a target: the base of a change that replaces them.
    #[must_use]
    pub fn base(&self, target: Target) -> Vec<OpId> {
        let mut base: Vec<OpId> = self.heads(target).iter().map(|entry| entry.id).collect();
        base.sort();
        base
    }

    /// The newest head of a target: what is shown first.
    #[must_use]
    pub fn latest(&self, target: Target) -> Option<&Entry> {
        self.heads(target).last()
    }

    /// Every target that has a change.
    pub fn targets(&self) -> impl Iterator<Item = Target> + '_ {
        self.heads.keys().copied()
    }

    /// Targets with two or more heads.
    pub fn conflicts(&self) -> impl Iterator<Item = Target> + '_ {
        self.heads.iter().filter(|(_, heads)| heads.len() > 1).map(|(target, _)| *target)
    }

    /// Every change, oldest first.
    #[must_use]
    pub fn history(&self) -> &[Entry] {
        &self.history
    }

    /// Operations that a newer program wrote and this one cannot show.
    #[must_use]
    pub fn unknown_count(&self) -> usize {
        self.unknown_count
    }

    /// Photos that were not taken back.
    pub fn photos(&self) -> impl Iterator<Item = (PhotoId, &PhotoFields<Segments>)> + '_ {
        self.heads.values().filter_map(|heads| match heads.last().map(|entry| &entry.change) {
            Some(Change::PhotoSet { photo, fields }) => Some((*photo, fields.as_ref())),
            _ => None,
        })
    }

    /// SHA-256 over the sorted ids of all heads of the evidence, without signatures and state: what
    /// is signed, handed in and approved.
    #[must_use]
    pub fn heads_root(&self) -> Hash32 {
        let mut ids: Vec<OpId> = self
            .heads
            .iter()
            .filter(|(target, _)| !matches!(target, Target::Signature(_) | Target::State))
            .flat_map(|(_, heads)| heads)
            .filter(|entry| entry.change.lane() == Lane::Evidence)
            .map(|entry| entry.id)
            .collect();
        ids.sort();
        let mut hash = Sha256::new();
        for id in ids {
            hash.update(id.0);
        }
        Hash32(hash.finalize().into())
    }

    /// Where the inspection stands.
    #[must_use]
    pub fn state(&self) -> InspectionState {
        match self.latest(Target::State).map(|entry| &entry.change) {
            Some(Change::Submitted { .. }) => InspectionState::Submitted,
            Some(Change::Returned { .. }) => InspectionState::Returned,
            Some(Change::Approved { .. }) => InspectionState::Approved,
            _ if self.heads.contains_key(&Target::Start) => InspectionState::Draft,
            _ => InspectionState::Assigned,
        }
    }

    /// Whether the evidence is no longer what the last submission or approval named.
    #[must_use]
    pub fn has_changed_since_decision(&self) -> bool {
        match self.latest(Target::State).map(|entry| &entry.change) {
            Some(Change::Submitted { heads_root, .. } | Change::Approved { heads_root }) => {
                *heads_root != self.heads_root()
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::tests::{header, signed};
    use field_domain::{ItemNo, Mark};
    use proptest::prelude::*;

    fn mark(device: u128, at: i64, base: Vec<OpId>, mark: Mark) -> Operation {
        let change = Change::MarkSet { item: ItemNo(22), mark: Some(mark) };
        signed(header(device, 1, at), base, change)
    }

    #[test]
    fn two_people_changing_one_answer_leave_two_heads() {
        let first = mark(3, 1, vec![], Mark::In);
        let mine = mark(3, 2, vec![first.id], Mark::Out);
        let theirs = mark(5, 3, vec![first.id], Mark::NotObserved);
        let view = InspectionView::fold([&first, &mine, &theirs]);
        assert_eq!(view.heads(Target::Mark(ItemNo(22))).len(), 2, "both answers stay");
        assert_eq!(view.conflicts().collect::<Vec<_>>(), [Target::Mark(ItemNo(22))]);

        let choice = mark(3, 4, view.base(Target::Mark(ItemNo(22))), Mark::Out);
        let view = InspectionView::fold([&first, &mine, &theirs, &choice]);
        assert_eq!(view.conflicts().count(), 0, "a change that names both resolves them");
        assert_eq!(view.history().len(), 4, "and nothing was dropped");
    }

    #[test]
    fn evidence_that_moved_after_approval_is_noticed() {
        let first = mark(3, 1, vec![], Mark::In);
        let view = InspectionView::fold([&first]);
        let approval =
            signed(header(8, 1, 5), vec![], Change::Approved { heads_root: view.heads_root() });
        let view = InspectionView::fold([&first, &approval]);
        assert_eq!(view.state(), InspectionState::Approved);
        assert!(!view.has_changed_since_decision());
        let late = mark(3, 2, vec![first.id], Mark::Out);
        let view = InspectionView::fold([&first, &approval, &late]);
        assert!(view.has_changed_since_decision(), "a late change is shown, never hidden");
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            steps in proptest::collection::vec((0_u128..3, 0_usize..6), 1..12),
            seed in any::<u64>(),
        ) {
            let mut operations: Vec<Operation> = Vec::new();
            for (index, (device, back)) in steps.into_iter().enumerate() {
                let base = operations
                    .len()
                    .checked_sub(back + 1)
                    .map(|position| operations[position].id);
                let at = i64::try_from(index).expect("few steps");
                operations.push(mark(device + 3, at, base.into_iter().collect(), Mark::In));
            }
            let forward = InspectionView::fold(&operations);
            let mut shuffled: Vec<&Operation> = operations.iter().chain(&operations).collect();
            shuffled.sort_by_key(|operation| {
                Sha256::digest([&operation.id.0[..], &seed.to_le_bytes()].concat()).to_vec()
            });
            prop_assert_eq!(InspectionView::fold(shuffled), forward.clone());
            let kept: BTreeSet<OpId> = forward.history().iter().map(|entry| entry.id).collect();
            let made: BTreeSet<OpId> = operations.iter().map(|operation| operation.id).collect();
            prop_assert_eq!(kept, made, "no change ever disappears from the history");
        }
    }
}
