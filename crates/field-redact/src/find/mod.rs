//! The rules, one file for each kind of thing that they look for.

mod address;
mod countries;
mod cued;
mod dates;
mod foreign;
mod health;
mod numbers;
mod people;
mod places;
mod plates;
mod said;
mod secrets;
mod web;

use field_domain::Label;

use crate::budget::Budget;
use crate::error::Withheld;
use crate::scene::Scene;

/// A found piece, in bytes of the normalised text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: Label,
    pub(crate) score: f32,
    pub(crate) rule: &'static str,
}

/// One rule: adds what it finds.
type Rule = fn(&Scene<'_>, &mut Vec<Found>, &mut Budget) -> Result<(), Withheld>;

/// Runs every rule.
pub(crate) fn all(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    const RULES: [Rule; 13] = [
        web::find,
        numbers::find,
        cued::find,
        secrets::find,
        plates::find,
        said::find,
        dates::find,
        places::find,
        address::find,
        health::find,
        foreign::find,
        countries::find,
        people::find,
    ];
    RULES.into_iter().try_for_each(|rule| rule(scene, found, budget))
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
