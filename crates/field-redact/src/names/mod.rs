//! The name model: a small network that reads sentences and says which words are names or addresses.
//!
//! It works beside the rules. It reads only sentences with a word that the rules did not cover and
//! that could be a name (`windows`). A small net of our own (`head`) brings together what the network
//! holds of a word and what the word lists say of it. How sure it must be depends on the kind of word
//! and on the cues around it (`words`): roles, makers and things stay readable whatever it thinks.

mod addresses;
mod codes;
mod dense;
mod doubts;
mod encoder;
mod fit;
mod head;
mod judge;
mod memory;
mod network;
mod people;
mod pieces;
mod plain;
mod towns;
mod votes;
mod weights;
mod windows;
mod words;

use field_models::{ModelError, VerifiedModel};

use self::head::Head;
use self::judge::Known;
use self::memory::Memory;
use self::network::{Failed, Network};
use self::pieces::Vocabulary;
use self::votes::Reading;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::resolve::Kept;
use crate::scene::Scene;

/// The words of a scene as bytes, each with its plain numbers: what the training of the head wants.
pub(crate) fn plain_words(scene: &Scene<'_>) -> Vec<(usize, usize, Vec<f32>)> {
    let words = scene.chunks.iter().zip(plain::all(scene));
    words.map(|(chunk, numbers)| (chunk.start, chunk.end, numbers.to_vec())).collect()
}

/// The loaded name model.
pub(crate) struct NameModel {
    network: Network,
    head: Head,
    vocabulary: Vocabulary,
    memory: Memory,
    sha256: [u8; 32],
}

impl NameModel {
    /// Loads the model from its verified file.
    pub(crate) fn new(file: VerifiedModel) -> Result<Self, ModelError> {
        let sha256 = file.sha256();
        let (head, vocabulary, memory) = (Head::new(), Vocabulary::new(), Memory::default());
        Ok(Self { network: Network::new(file)?, head, vocabulary, memory, sha256 })
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
        let known = Known::new(scene, kept, found);
        budget.spend(scene.chunks.len())?;
        let runs = windows::worth_reading(scene, &known, &self.vocabulary);
        if runs.is_empty() {
            return Ok(());
        }
        let mut words = head::words(plain::all(scene));
        for run in runs {
            budget.spend(windows::steps(run.len()))?;
            let inside = run.iter().map(|piece| piece.id);
            let ids = [Vocabulary::BEGIN].into_iter().chain(inside).chain([Vocabulary::END]);
            let answer = self.memory.answer(ids.collect(), |ids| {
                Ok(self.network.run(ids)?.iter().map(|of| Reading::of(of, &self.head)).collect())
            });
            // A network that breaks down is a mistake of the program, as a rule that panics is.
            let answer = answer.map_err(|Failed| Withheld::Panicked)?;
            votes::read(scene, &run, answer.get(1..).unwrap_or_default(), &mut words);
        }
        let votes = votes::votes(&self.head, &words);
        doubts::settle(scene, &votes, found);
        let known = Known::new(scene, kept, found);
        people::find(scene, &votes, &known, found);
        towns::find(scene, &votes, &known, found);
        addresses::find(scene, &votes, &known, found);
        codes::find(scene, &votes, &known, found);
        Ok(())
    }
}
