//! What can be said of a word without the network: its traits, how it is written, what stands around.

use super::words::begins_sentence;
use crate::lexicon::Traits;
use crate::scene::{Scene, Shape};

/// How many plain numbers there are of a word.
pub(super) const PLAIN: usize = 32;

/// Plain numbers of a word, each 0 or 1. Their order is that of the trained net.
pub(super) type Plain = [f32; PLAIN];

/// The traits that count, in the order of the trained net.
const TRAITS: [Traits; 19] = [
    Traits::GIVEN,
    Traits::SURNAME,
    Traits::COMMON,
    Traits::TITLE,
    Traits::ROLE,
    Traits::ACT,
    Traits::MONTH,
    Traits::STREET,
    Traits::DIRECTION,
    Traits::STATE,
    Traits::BRAND,
    Traits::PLACE,
    Traits::STOP,
    Traits::NUMBER,
    Traits::NATO,
    Traits::UNIT,
    Traits::PARTICLE,
    Traits::ORDINAL,
    Traits::THING,
];

/// The plain numbers of chunk `index`.
pub(super) fn of(scene: &Scene<'_>, index: usize) -> Plain {
    let mut numbers = [0.0; PLAIN];
    let Some(chunk) = scene.chunks.get(index) else { return numbers };
    let (before, after) = (scene.gap_before(index), scene.gap(index));
    let yes = TRAITS.iter().map(|trait_| chunk.traits.any(*trait_)).chain([
        chunk.is_word() && chunk.traits == Traits::default(),
        chunk.shape == Shape::Lower,
        chunk.shape == Shape::Title,
        chunk.shape == Shape::Upper,
        chunk.shape == Shape::Digits,
        chunk.shape == Shape::Mixed,
        chunk.len() == 1,
        chunk.len() <= 3,
        begins_sentence(scene, index),
        before.contains([':', '|', '\t']),
        after.starts_with(','),
        before.ends_with('\'') || before.ends_with('-'),
        after.starts_with('\''),
    ]);
    for (number, yes) in numbers.iter_mut().zip(yes) {
        *number = f32::from(u8::from(yes));
    }
    numbers
}

/// The plain numbers of every chunk.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Plain> {
    (0..scene.chunks.len()).map(|index| of(scene, index)).collect()
}
