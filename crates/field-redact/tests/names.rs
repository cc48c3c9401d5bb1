//! The name model beside the rules. Without the model's file these tests say so and pass.

use std::path::PathBuf;
use std::sync::LazyLock;

use field_domain::{Label, Raw};
use field_models::{ModelError, ModelFolder};
use field_redact::{Analysis, Context, JobRecord, TextEngine, TokenBook};
use proptest::prelude::*;

static ENGINE: LazyLock<Option<TextEngine>> = LazyLock::new(engine);

/// The engine with the model of this machine: `FIELDPROOF_MODELS`, else the user's cache.
#[expect(clippy::disallowed_methods, reason = "a test looks for the models of its machine")]
fn engine() -> Option<TextEngine> {
    let named = std::env::var_os("FIELDPROOF_MODELS").map(PathBuf::from);
    let cached =
        std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/fieldproof/models"));
    let folder = named.or(cached).map(ModelFolder::new)?;
    match TextEngine::with_names(&folder) {
        Err(ModelError::Missing { .. }) => {
            eprintln!("skipped: no models in FIELDPROOF_MODELS or ~/.cache/fieldproof/models");
            None
        }
        outcome => Some(outcome.expect("an installed model is the pinned one and loads")),
    }
}

fn analyse(engine: &TextEngine, text: &str, job: Option<&JobRecord>) -> Analysis {
    let context = Context { job, ..Context::default() };
    engine.analyse(&Raw::new(text.to_owned()), &context).expect("a short text")
}

/// Labels and values that `engine` finds in `text`.
fn found<'a>(engine: &TextEngine, text: &'a str, job: Option<&JobRecord>) -> Vec<(Label, &'a str)> {
    let analysis = analyse(engine, text, job);
    let value = |start, end| text.get(start..end).expect("spans fall on borders");
    analysis.spans().iter().map(|span| (span.label, value(span.start, span.end))).collect()
}

#[test]
fn names_and_addresses_that_no_rule_knows_are_found() {
    let Some(engine) = ENGINE.as_ref() else { return };
    let address = "12 Rue des Sources, 67000 Obernheim";
    for (text, expected) in [
        ("Lockbox moved, key now with Thandiwe", (Label::Person, "Thandiwe")),
        ("Deliver it to 12 Rue des Sources, 67000 Obernheim", (Label::Address, address)),
        ("We moved here from Uruguay", (Label::Location, "Uruguay")),
    ] {
        assert_eq!(found(engine, text, None), [expected], "{text}");
    }
}

#[test]
fn roles_makers_codes_and_the_site_stay_whatever_the_model_thinks() {
    let Some(engine) = ENGINE.as_ref() else { return };
    for text in [
        "Foreman showed the permit, Bradford White heater per ASHRAE 62.1",
        "Lennox unit, Level 3 east corridor, Grid line C-4, 44 in spacing per NFPA 72 10.6",
        "The name is spelled wrong on the riser tag",
    ] {
        assert_eq!(found(engine, text, None), [], "{text}");
    }
    let site_address = "12 Rue des Sources".to_owned();
    let job = JobRecord { site_address, ..JobRecord::default() };
    let text = "Inspected 12 Rue des Sources today";
    assert_eq!(found(engine, text, Some(&job)), [], "the inspected site's own address stays");
}

#[test]
fn the_work_of_the_model_is_told_and_a_preview_does_without() {
    let rules = TextEngine::new();
    let text = "Lockbox moved, key now with Thandiwe";
    let analysis = analyse(&rules, text, None);
    assert!(!rules.has_model() && !analysis.has_model(), "there is no model");
    assert_eq!((rules.works_by().as_str(), analysis.works_by().as_str()), ("rules", "rules"));
    let redacted = analysis.redact(&[], &mut TokenBook::default()).expect("no decisions");
    assert!(redacted.models().is_empty(), "no model took part");

    let Some(engine) = ENGINE.as_ref() else { return };
    assert_eq!(engine.works_by(), "rules+rampart-q4@9f27d249", "the model and its hash");
    let analysis = analyse(engine, text, None);
    let redacted = analysis.redact(&[], &mut TokenBook::default()).expect("no decisions");
    assert_eq!(redacted.works_by(), engine.works_by(), "the text says what it was judged by");
    assert_eq!(redacted.models().len(), 1, "for the certificate");
    let preview = engine.preview(&Raw::new(text.to_owned()), &Context::default());
    let preview = preview.expect("a short text");
    assert_eq!(preview.works_by(), "rules", "the preview follows typing without the model");
    assert_eq!(preview.spans(), analyse(&rules, text, None).spans());
}

#[test]
fn a_long_text_is_read_to_its_end() {
    let Some(engine) = ENGINE.as_ref() else { return };
    let text = format!(
        "{}Lockbox moved, key now with Thandiwe",
        "the quvol pump at the wexter was fine and ".repeat(120)
    );
    let spans = found(engine, &text, None);
    assert_eq!(spans.last(), Some(&(Label::Person, "Thandiwe")), "{spans:?}");
}

#[test]
fn a_missing_model_is_told_as_missing() {
    let folder = PathBuf::from("tests/no-models-here");
    let outcome = TextEngine::with_names(&ModelFolder::new(folder));
    assert!(matches!(outcome, Err(ModelError::Missing { .. })), "{outcome:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_the_text_spans_fall_on_borders_and_do_not_overlap(
        words in prop::collection::vec(
            prop_oneof![
                "[A-Za-zÀ-ž]{1,12}", "[0-9]{1,6}", "[ \\n,.;:'\"/#-]{1,3}",
                Just("Zsofia".to_owned()), Just("Rue des Sources".to_owned()), Just("in Obernheim".to_owned()),
            ],
            0..60,
        ),
    ) {
        if let Some(engine) = ENGINE.as_ref() {
            let text = words.join(" ");
            if let Ok(analysis) = engine.analyse(&Raw::new(text.clone()), &Context::default()) {
                let mut end = 0;
                for span in analysis.spans() {
                    prop_assert!(end <= span.start && span.start < span.end, "they do not overlap");
                    prop_assert!(text.get(span.start..span.end).is_some(), "they fall on borders");
                    end = span.end;
                }
            }
        }
    }
}
