//! The name model: a small network that reads sentences and says which words are names or addresses.
//!
//! It works beside the rules. It reads only sentences with a word that the rules did not cover and
//! that could be a name (`windows`), and what it says counts only with what the word lists say of the
//! word (`words`, `judge`): roles, makers and things stay readable whatever it thinks.

mod judge;
mod network;
mod pieces;
mod votes;
mod windows;
mod words;

use field_domain::Label;
use field_models::{ModelError, VerifiedModel};

use self::judge::Known;
use self::network::Network;
use self::pieces::Vocabulary;
use self::votes::Vote;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::resolve::Kept;
use crate::scene::Scene;

/// The loaded name model.
pub(crate) struct NameModel {
    network: Network,
    vocabulary: Vocabulary,
    sha256: [u8; 32],
}

impl NameModel {
    /// Loads the model from its verified file.
    pub(crate) fn new(file: VerifiedModel) -> Result<Self, ModelError> {
        let sha256 = file.sha256();
        Ok(Self { network: Network::new(file)?, vocabulary: Vocabulary::new(), sha256 })
    }

    /// SHA-256 of the model's file.
    pub(crate) const fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// Adds what the rules did not find.
    pub(crate) fn find(
        &self,
        scene: &Scene<'_>,
        kept: &[Kept],
        found: &mut Vec<Found>,
        budget: &mut Budget,
    ) -> Result<(), Withheld> {
        let known = known(scene, kept, found);
        budget.spend(scene.chunks.len())?;
        let mut votes = vec![Vote::default(); scene.chunks.len()];
        let runs = windows::worth_reading(scene, &known.covered, &self.vocabulary);
        if runs.is_empty() {
            return Ok(());
        }
        for run in runs {
            budget.spend(windows::steps(run.len()))?;
            let inside = run.iter().map(|piece| piece.id);
            let ids = [Vocabulary::BEGIN].into_iter().chain(inside).chain([Vocabulary::END]);
            // A network that breaks down is a mistake of the program, as a rule that panics is.
            let rows = self.network.run(ids.collect()).map_err(|_| Withheld::Panicked)?;
            votes::count(scene, &run, rows.get(1..).unwrap_or_default(), &mut votes);
        }
        judge::people(scene, &votes, &known, found);
        judge::addresses(scene, &votes, &known, found);
        Ok(())
    }
}

/// What the rules know of each word.
fn known(scene: &Scene<'_>, kept: &[Kept], found: &[Found]) -> Known {
    let count = scene.chunks.len();
    let mut known = Known {
        covered: vec![false; count],
        people: vec![false; count],
        addresses: vec![false; count],
    };
    let mark = |list: &mut Vec<bool>, start: usize, end: usize| {
        let first = scene.chunks.partition_point(|chunk| chunk.end <= start);
        for (chunk, mine) in scene.chunks.iter().zip(list.iter_mut()).skip(first) {
            if chunk.start >= end {
                break;
            }
            *mine = true;
        }
    };
    for hit in found {
        mark(&mut known.covered, hit.start, hit.end);
        match hit.label {
            Label::Person => mark(&mut known.people, hit.start, hit.end),
            Label::Address => mark(&mut known.addresses, hit.start, hit.end),
            _ => {}
        }
    }
    for (start, end) in kept {
        mark(&mut known.covered, *start, *end);
    }
    known
}
