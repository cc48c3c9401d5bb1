//! How far the watched folders are. Gone when the profile is locked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use field_contract::folders::FolderState;
use field_domain::{Hash32, InspectionId};

/// How far one folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Progress {
    pub state: FolderState,
    pub taken: u32,
    pub waiting: u32,
    pub refused: u32,
    /// New files as they looked the last time: one that still looks the same is not being written.
    pub looks: BTreeSet<Hash32>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            state: FolderState::Watching,
            taken: 0,
            waiting: 0,
            refused: 0,
            looks: BTreeSet::new(),
        }
    }
}

/// How far the watched folders are, by inspection.
#[derive(Default)]
pub(crate) struct FolderProgress {
    all: Mutex<BTreeMap<InspectionId, Progress>>,
}

impl FolderProgress {
    pub(super) fn of(&self, inspection: InspectionId) -> Progress {
        self.lock().get(&inspection).cloned().unwrap_or_default()
    }

    /// Writes down what `turn` makes of it; whether that is anything new for a screen.
    pub(super) fn update(
        &self,
        inspection: InspectionId,
        turn: impl FnOnce(&mut Progress),
    ) -> bool {
        let mut all = self.lock();
        let progress = all.entry(inspection).or_default();
        let shown = |progress: &Progress| {
            (progress.state, progress.taken, progress.waiting, progress.refused)
        };
        let before = shown(progress);
        turn(progress);
        before != shown(progress)
    }

    pub(super) fn forget(&self, inspection: InspectionId) {
        self.lock().remove(&inspection);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<InspectionId, Progress>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
