//! Illness of a person. A rule about illness, or a sick list without a person, stays.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::lexicon::{Traits, Word, Words, phrase, words};
use crate::scene::Scene;

/// Score of an illness beside a person: a person looks at it.
const SCORE: f32 = 0.55;

/// How many words before and after an illness a person may stand.
const REACH: usize = 12;

/// Illnesses and words for being ill, as food codes and sick notes have them.
const PHRASES: &[&[Word]] = &[
    phrase!["out" "sick"],
    phrase!["home" "sick"],
    phrase!["called" "in" "sick"],
    phrase!["sick" "leave"],
    phrase!["stomach" "flu"],
    phrase!["stomach" "bug"],
    phrase!["food" "poisoning"],
    phrase!["norovirus"],
    phrase!["hepatitis"],
    phrase!["salmonella"],
    phrase!["salmonellosis"],
    phrase!["shigella"],
    phrase!["typhoid"],
    phrase!["jaundice"],
    phrase!["diarrhea"],
    phrase!["vomiting"],
    phrase!["vomited"],
    phrase!["tuberculosis"],
    phrase!["covid"],
    phrase!["influenza"],
    phrase!["the" "flu"],
    phrase!["sore" "throat"],
    phrase!["pregnant"],
    phrase!["diabetes"],
    phrase!["diabetic"],
    phrase!["epilepsy"],
    phrase!["seizure"],
    phrase!["heart" "attack"],
    phrase!["stroke"],
    phrase!["cancer"],
    phrase!["hiv"],
    phrase!["asthma"],
    phrase!["depression"],
    phrase!["migraine"],
    phrase!["broken" "arm"],
    phrase!["broken" "leg"],
    phrase!["concussion"],
    phrase!["surgery"],
];

/// Words that are an illness only with another one behind them: `the` is the commonest of all words.
const LEADS: &Words =
    words!["out" "home" "called" "sick" "stomach" "food" "the" "sore" "heart" "broken"];

/// The second words of those.
const GOING_ON: &Words =
    words!["sick" "in" "leave" "flu" "bug" "poisoning" "throat" "attack" "arm" "leg"];

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for (index, chunk) in scene.chunks.iter().enumerate() {
        let is_half =
            || LEADS.has_signed(chunk.word, chunk.sign) && !scene.is_any(index + 1, GOING_ON);
        if !chunk.traits.any(Traits::ILL) || is_half() {
            continue;
        }
        budget.spend(PHRASES.len())?;
        let phrase = PHRASES.iter().find(|phrase| {
            phrase.iter().enumerate().all(|(step, word)| scene.is(index + step, *word))
        });
        let Some(phrase) = phrase else { continue };
        budget.spend(REACH * 2)?;
        let last = index + phrase.len() - 1;
        if let (Some(from), Some(to)) = (scene.chunks.get(index), scene.chunks.get(last))
            && has_person(scene, index, last)
        {
            let (start, end) = (from.start, to.end);
            found.push(Found { start, end, label: Label::Health, score: SCORE, rule: "illness" });
        }
    }
    budget.spend(scene.chunks.len())
}

/// Whether the same sentence speaks of one person.
fn has_person(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let is_border = |index: usize| scene.gap(index).contains(['.', '\n', ';']);
    let before = (1..=REACH)
        .map_while(|step| first.checked_sub(step))
        .take_while(|index| !is_border(*index));
    let after =
        (last + 1..scene.chunks.len().min(last + REACH)).take_while(|index| !is_border(index - 1));
    before.chain(after).any(|index| is_person(scene, index))
}

fn is_person(scene: &Scene<'_>, index: usize) -> bool {
    let traits = scene.traits(index);
    let is_named = traits.any(Traits::GIVEN)
        && !traits.any(Traits::COMMON)
        && scene.chunks.get(index).is_some_and(crate::scene::Chunk::is_capital);
    let is_pronoun = scene.is_any(index, words!["he" "she" "his" "her" "him"]);
    is_pronoun || is_named || traits.any(Traits::ROLE) && !scene.traits(index + 1).any(Traits::ROLE)
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn an_illness_counts_only_beside_a_person() {
        let found = labels("The cook went home, she had diarrhea.");
        assert_eq!(found, [(Label::Health, "diarrhea".to_owned())]);
        let found = labels("Poster about vomiting and diarrhea is missing.");
        assert!(found.is_empty(), "a rule about illness is no person's illness: {found:?}");
    }
}
