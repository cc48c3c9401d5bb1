//! Names that are spelled letter by letter.

use super::piece::Run;
use super::{LOOK_STEPS, Named};
use crate::lexicon::{Traits, words};
use crate::scene::{Scene, gaps};

/// Fewest letters that are spelled out for a name.
const SPELLED_MIN: usize = 3;

/// A name that is spelled: `S-M-I-T-H`, `spelled s m i t h`, `b as in boy a n e r double e`.
pub(super) fn spelled(scene: &Scene<'_>, first: usize) -> Named {
    // Most words are no single letter.
    if scene.chunks.get(first)?.len() > 1 {
        return None;
    }
    spelled_from(scene, first)
}

fn spelled_from(scene: &Scene<'_>, first: usize) -> Named {
    let is_letter = |index: usize| {
        scene.chunks.get(index).is_some_and(|chunk| chunk.is_word() && chunk.len() == 1)
    };
    let start = scene.chunks.get(first)?.start;
    if !is_letter(first) || scene.gap_before(first).ends_with('\'') || scene.sure_cue_holds(start) {
        return None;
    }
    let is_pause = |index: usize| scene.gap_in(index, gaps!["-" " " ", " ". " " - "]);
    let (mut last, mut letters) = (first, String::from(scene.word(first)));
    loop {
        let explained = crate::spoken::explained(scene, last);
        last += explained;
        let doubled = usize::from(
            scene
                .is_any(last + 1, words!["double" "hyphen" "dash" "apostrophe" "triple" "capital"]),
        );
        if !is_pause(last) || !is_letter(last + 1 + doubled) || last - first > LOOK_STEPS * 2 {
            break;
        }
        last += 1 + doubled;
        letters.push_str(scene.word(last));
    }
    let is_before = |letters: &str| {
        (1..=4)
            .filter_map(|step| first.checked_sub(step))
            .any(|at| letters.len() > 1 && scene.word(at).eq_ignore_ascii_case(letters))
    };
    // `g r double e r` ends before `at`, and `s m i t h a` has no article at its end.
    if letters.len() > 2
        && !is_before(&letters)
        && scene.is_any(last, words!["a" "i"])
        && scene.gap_in(last, gaps![" "])
        && scene.chunks.get(last).is_some_and(|chunk| chunk.shape == crate::scene::Shape::Lower)
        && scene.traits(last + 1).any(Traits::COMMON)
        && !scene.traits(last + 1).any(Traits::STOP)
    {
        last -= 1;
        letters.pop();
    }
    let count = letters.len();
    let is_told = (1..=4).filter_map(|step| first.checked_sub(step)).any(|at| {
        scene.is_any(at, words!["spelled" "spelt" "spelling" "spell" "spells" "name" "surname"])
    });
    // The letters of the word before: `kowalski k o w a l s k i`, also after `that's`.
    let is_said_before = is_before(&letters);
    let is_dashed = (first..last).all(|at| scene.gap_in(at, gaps!["-"]));
    let is_capital =
        (first..=last).all(|at| scene.chunks.get(at).is_some_and(crate::scene::Chunk::is_capital));
    let is_spaced = (first..last).all(|at| scene.gap_in(at, gaps![" "])) && !is_capital;
    let goes_on_in_digits = scene.traits(last + 1).any(Traits::NUMBER.with(Traits::NATO))
        || scene.traits(first.wrapping_sub(1)).any(Traits::NUMBER.with(Traits::NATO));
    let score = if is_told && count >= SPELLED_MIN || is_said_before {
        0.92
    } else if is_dashed && is_capital && count > SPELLED_MIN {
        0.72
    } else if is_spaced && count > SPELLED_MIN + 1 && !goes_on_in_digits && has_vowel(&letters) {
        0.6
    } else {
        return None;
    };
    let run = Run::of_letters(first, last);
    Some((run, score, "name_spelled"))
}

/// Letters without a vowel are rather an abbreviation.
fn has_vowel(letters: &str) -> bool {
    letters.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}
