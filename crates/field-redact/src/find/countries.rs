//! Countries that a person comes from or lives in. A country of make (`made in`) is a thing's.

use field_domain::Label;

use super::Found;
use crate::budget::Budget;
use crate::error::Withheld;
use crate::lexicon::{Traits, Words, w, words};
use crate::scene::{Scene, gaps};

/// Score of a country: whether it leaves is the policy's to say, and a person looks at it.
const SCORE: f32 = 0.66;

/// Words before a country that speak of where someone is or was.
const WHERE: &Words = words!["from" "in" "to"];

/// Words before those that speak of a thing.
const THINGS: &Words = words![
    "made" "built" "manufactured" "assembled" "printed" "imported" "shipped" "parts" "sourced"
    "product" "sold" "listed" "approved" "certified"
];

/// Languages that a sheet or a sign can be in, called as people are.
const LANGUAGES: &Words = words![
    "albanian" "bulgarian" "chinese" "croatian" "czech" "danish" "dutch" "english" "finnish" "french" "german"
    "greek" "hungarian" "irish" "italian" "japanese" "korean" "latvian" "lithuanian" "norwegian" "polish"
    "portuguese" "romanian" "russian" "serbian" "slovak" "somali" "spanish" "swedish" "thai" "turkish"
    "ukrainian" "vietnamese" "welsh"
];

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    for (index, chunk) in scene.chunks.iter().enumerate().skip(1) {
        if !chunk.traits.any(Traits::COUNTRY) || !chunk.is_capital() {
            continue;
        }
        budget.spend(4)?;
        let is_where = scene.is_any(index - 1, WHERE) && scene.gap_in(index - 1, gaps![" "]);
        let is_thing = index.checked_sub(2).is_some_and(|before| scene.is_any(before, THINGS));
        let goes_on = scene.gap_in(index, gaps![" "])
            && scene.chunks.get(index + 1).is_some_and(crate::scene::Chunk::is_capital);
        // `from Spanish suppliers`, `in Spanish only`: what kind of thing, or a language.
        let next = scene.chunks.get(index + 1);
        let is_kind = scene.gap_in(index, gaps![" "])
            && next.is_some_and(|next| next.traits.any(Traits::COMMON))
            && !next.is_some_and(|next| next.traits.any(Traits::STOP.with(Traits::ACT)))
            || scene.is(index - 1, w!("in"))
                && (scene.is_any(index, LANGUAGES) || scene.is(index + 1, w!("only")));
        if is_where && !is_thing && !goes_on && !is_kind {
            let (start, end) = (chunk.start, chunk.end);
            found.push(Found { start, end, label: Label::Location, score: SCORE, rule: "country" });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::find::test::labels;
    use field_domain::Label;

    #[test]
    fn where_someone_comes_from_is_found_and_where_a_thing_is_made_stays() {
        let found = labels("The cook moved here from Ecuador");
        assert_eq!(found, [(Label::Location, "Ecuador".to_owned())]);
        assert!(labels("Pump made in Germany, seal kit too").is_empty(), "a thing's make");
    }
}
