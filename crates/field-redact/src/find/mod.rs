//! The rules, one file for each kind of thing that they look for.

mod address;
mod countries;
mod cued;
mod dates;
mod foreign;
mod grid;
mod health;
mod licences;
mod numbers;
pub(crate) mod people;
mod places;
mod plates;
mod said;
mod secrets;
mod web;

use field_domain::Label;

use crate::budget::Budget;
use crate::error::Withheld;
use crate::lexicon::{Starts, Traits, Words};
use crate::scene::{Scene, Shape};

/// A found piece, in bytes of the normalised text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: Label,
    pub(crate) score: f32,
    pub(crate) rule: &'static str,
}

/// What stands in chunks `first` to `last`.
fn hit(
    scene: &Scene<'_>,
    first: usize,
    last: usize,
    label: Label,
    score: f32,
    rule: &'static str,
) -> Option<Found> {
    let (start, end) = (scene.chunks.get(first)?.start, scene.chunks.get(last)?.end);
    Some(Found { start, end, label, score, rule })
}

/// One rule: adds what it finds.
type Rule = fn(&Scene<'_>, &mut Vec<Found>, &mut Budget) -> Result<(), Withheld>;

/// Whether a text has what a rule cannot do without.
type Need = fn(&Scene<'_>) -> bool;

/// Every rule, and what it cannot do without: most texts have little of it, and then it is not run.
const RULES: [(Need, Rule); 16] = [
    (|_| true, web::find),
    (|scene| scene.seen.shape(Shape::Digits), numbers::find),
    (|scene| scene.has_any_cue() || scene.seen.digit() || has_capitals(scene), cued::find),
    (|scene| scene.seen.shape(Shape::Mixed) || scene.seen.starts.any(Starts::CARD), licences::find),
    (|scene| scene.has_any_cue() || scene.seen.digit(), secrets::find),
    (|scene| scene.seen.digit() && has_letters_of_codes(scene), plates::find),
    (|_| true, said::find),
    (
        |scene| scene.has_any_cue() || scene.seen.digit() || scene.seen.any(Traits::NUMBER),
        dates::find,
    ),
    (|scene| scene.seen.digit(), places::find),
    (|scene| scene.has_any_cue() || has_letters_of_codes(scene) || has_joints(scene), grid::find),
    (|scene| scene.seen.digit() || scene.seen.any(Traits::NUMBER), address::find),
    (|scene| scene.seen.starts.any(Starts::HOUSE), address::find_unnumbered),
    (|scene| scene.seen.any(Traits::ILL), health::find),
    (|scene| scene.seen.is_foreign, foreign::find),
    (|scene| scene.seen.any(Traits::COUNTRY), countries::find),
    (|_| true, people::find),
];

/// The words at which rules begin that look at no others.
pub(crate) fn starts() -> [(Starts, &'static Words); 9] {
    let [corners, houses] = address::HOUSE_STARTS;
    let [sure, maybe] = people::SOUNDS;
    [
        (Starts::CARD, licences::CARDS),
        (Starts::LICENCE, cued::LICENCES),
        (Starts::HOUSE, corners),
        (Starts::HOUSE, houses),
        (Starts::KEY, secrets::KEY_STARTS),
        (Starts::BOX, address::BOX_STARTS),
        (Starts::SIGN, said::SIGNS),
        (Starts::SOUND, sure),
        (Starts::SOUND, maybe),
    ]
}

/// Whether a word has capitals alone, or digits beside letters.
fn has_letters_of_codes(scene: &Scene<'_>) -> bool {
    scene.seen.shape(Shape::Upper) || scene.seen.shape(Shape::Mixed)
}

/// Whether a sign can stand in the text that joins the parts of plus codes and of three words.
fn has_joints(scene: &Scene<'_>) -> bool {
    scene.seen.may_have_sign(b'+') || scene.seen.may_have_sign(b'/')
}

fn has_capitals(scene: &Scene<'_>) -> bool {
    scene.seen.shape(Shape::Upper)
}

/// Runs every rule that can find something.
pub(crate) fn all(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let useful = RULES.into_iter().filter(|(need, _)| need(scene));
    useful.into_iter().try_for_each(|(_, rule)| rule(scene, found, budget))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cues::CueFinder;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_rule_finds_nothing_in_a_text_that_lacks_what_it_needs() {
        let (lexicon, cues) = (Lexicon::new(), CueFinder::new());
        let mut skipped = [0; RULES.len()];
        let notes = include_str!("../../../../tests/notes/tuning.txt");
        for text in notes.replace("[[", "").replace("]]", "").split("=== ") {
            let scene = Scene::new(text, &lexicon, &cues, None);
            for ((need, rule), skipped) in RULES.iter().zip(&mut skipped) {
                let (mut found, mut budget) = (Vec::new(), Budget::for_text(text.len()));
                if !need(&scene) {
                    rule(&scene, &mut found, &mut budget).expect("a short text");
                    assert_eq!(found, [], "a rule that is not run would find this");
                    *skipped += 1;
                }
            }
        }
        assert!(skipped.iter().sum::<usize>() > 1_000, "some needs are not met: {skipped:?}");
    }
}

#[cfg(test)]
pub(crate) mod test {
    use std::sync::LazyLock;

    use field_domain::{Label, Raw};

    use crate::engine::{Context, TextEngine};

    static ENGINE: LazyLock<TextEngine> = LazyLock::new(TextEngine::new);

    /// What the whole engine finds in `text`: labels and values.
    pub(crate) fn labels(text: &str) -> Vec<(Label, String)> {
        labels_in(text, None)
    }

    /// The same for the answer of a form field.
    pub(crate) fn labels_in(text: &str, field_label: Option<&str>) -> Vec<(Label, String)> {
        let context = Context { field_label, ..Context::default() };
        let analysis = ENGINE.analyse(&Raw::new(text.to_owned()), &context).expect("a short text");
        let value = |span: &crate::Span| text.get(span.start..span.end).map(str::to_owned);
        let spans = analysis.spans().iter();
        spans.map(|span| (span.label, value(span).expect("spans fall on borders"))).collect()
    }
}
