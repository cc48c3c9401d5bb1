//! Letters as a transcript has them: by their sound (`vee ee arr em ay`), or in the NATO alphabet.

use crate::lexicon::{Starts, Traits, Words, words};
use crate::scene::{Scene, gaps};

/// Sounds of letters that are hardly words of a sentence.
pub(super) const SURE: &Words = words![
    "bee" "cee" "dee" "eff" "gee" "aitch" "haitch" "jay" "kay" "el" "ell" "em" "en" "pee" "cue" "arr" "ess"
    "tee" "vee" "ex" "wye" "zee" "zed"
];

/// Sounds that are words as well.
pub(super) const MAYBE: &Words = words!["ay" "a" "see" "sea" "ee" "e" "eye" "i" "oh" "o" "owe" "are" "you" "u" "why" "double" "queue" "tea"];

/// Fewest letters.
const LETTERS_MIN: usize = 3;

/// Most letters of a name that is spelled.
const LETTERS_MAX: usize = 24;

/// The last chunk of a name that is spelled by sound from chunk `first` on: right behind a name, or after a
/// word that says that it is spelled.
pub(super) fn by_sound(scene: &Scene<'_>, first: usize, last_name: Option<usize>) -> Option<usize> {
    let is_nato = |index: usize| scene.traits(index).any(Traits::NATO);
    let is_sound =
        |index: usize| scene.chunks.get(index).is_some_and(|it| it.starts.any(Starts::SOUND));
    if !(is_sound(first) || is_nato(first)) {
        return None;
    }
    let is_told = (1..=3).filter_map(|step| first.checked_sub(step)).any(|at| {
        scene.is_any(at, words!["spelled" "spelt" "spelling" "spell" "spells" "thats" "letters"])
    });
    let is_behind = last_name.is_some_and(|last| first > last && first - last <= 3);
    let fits = |index: usize| if is_nato(first) { is_nato(index) } else { is_sound(index) };
    let mut last = first;
    while last - first < LETTERS_MAX && scene.gap_in(last, gaps![" " "-" ", "]) && fits(last + 1) {
        last += 1;
    }
    let count = last + 1 - first;
    let sure = (first..=last).filter(|index| scene.is_any(*index, SURE)).count();
    let is_spelled = if is_nato(first) {
        is_told && !scene.traits(last + 1).any(Traits::NUMBER)
    } else {
        is_told && sure >= 1
            || is_behind && (sure >= 2 || count == LETTERS_MIN && sure >= 1)
            || sure >= 3
            || is_behind && count >= LETTERS_MIN && scene.is_any(first, words!["why" "you" "see"])
    };
    (count >= LETTERS_MIN && is_spelled).then_some(last)
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn names_that_are_spelled_by_sound_are_found() {
        let found = labels("it is Verma vee ee arr em ay and he left");
        let expected =
            [(Label::Person, "Verma".to_owned()), (Label::Person, "vee ee arr em ay".to_owned())];
        assert_eq!(found, expected);
        assert!(labels("see why you are here, tee and ell on the main").is_empty());
    }
}
