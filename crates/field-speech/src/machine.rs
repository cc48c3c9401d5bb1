//! Which speech models a computer is good for.

use field_models::Model;
use std::thread;
use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// How much of the computer's memory a model may take: a quarter; the rest belongs to the program, its
/// window and everything else that is open.
const MEMORY_SHARE: u64 = 4;

/// Bytes in a MiB.
const MIB: u64 = 1 << 20;

/// A computer, as far as transcribing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Machine {
    /// Its memory in MiB.
    pub memory_mib: u64,
    /// Processor cores that this program may use.
    pub cores: usize,
}

/// What is missing for a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// The computer would need so many MiB of memory.
    Memory {
        /// In MiB.
        wanted_mib: u64,
    },
    /// The computer would need so many cores, or a minute of speech takes longer than a minute beside
    /// other work.
    Cores {
        /// How many.
        wanted: usize,
    },
}

impl Machine {
    /// The computer that this program runs on.
    #[must_use]
    pub fn this_one() -> Self {
        let memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
        let memory_mib = System::new_with_specifics(memory).total_memory() / MIB;
        Self { memory_mib, cores: thread::available_parallelism().map_or(1, usize::from) }
    }

    /// What this computer lacks for a speech model; nothing if it is good enough.
    #[must_use]
    pub fn lacks(self, model: Model) -> Option<Lack> {
        let wanted_mib = needed_mib(model) * MEMORY_SHARE;
        let wanted = cores_wanted(model);
        if self.memory_mib < wanted_mib {
            Some(Lack::Memory { wanted_mib })
        } else if self.cores < wanted {
            Some(Lack::Cores { wanted })
        } else {
            None
        }
    }
}

/// Memory that transcribing ten minutes takes, in MiB.
///
/// Source: docs/measurements/voice.md for tiny.en (305) and base (299), rounded up to the goals; small is an
/// estimate: 270 for its weights in 8 bits, 190 for the file while it loads, three times base's buffers.
const fn needed_mib(model: Model) -> u64 {
    match model {
        Model::SpeechSmall => 1300,
        Model::SpeechBase => 700,
        _ => 350,
    }
}

/// Source: by its number of weights small takes some nine times as long as tiny.en, half of the time that
/// was spoken on one core; with less than four cores that is felt.
const fn cores_wanted(model: Model) -> usize {
    if matches!(model, Model::SpeechSmall) { 4 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_computer_gets_small_models() {
        let lacks = |memory_mib, cores, model| Machine { memory_mib, cores }.lacks(model);
        assert_eq!(lacks(2048, 2, Model::SpeechTinyEn), None);
        assert_eq!(
            lacks(2048, 2, Model::SpeechBase),
            Some(Lack::Memory { wanted_mib: 2800 }),
            "base would take more than a quarter of 2 GiB"
        );
        assert_eq!(lacks(4096, 2, Model::SpeechBase), None);
        assert_eq!(lacks(8192, 2, Model::SpeechSmall), Some(Lack::Cores { wanted: 4 }));
        assert_eq!(lacks(8192, 4, Model::SpeechSmall), None);
    }

    #[test]
    fn this_computer_has_memory_and_a_core() {
        let machine = Machine::this_one();
        assert!(machine.memory_mib > 100 && machine.cores >= 1, "{machine:?}");
    }
}
