//! The name model beside the rules. Without the model's file these tests say so and pass.

mod support;

use std::path::PathBuf;

use field_domain::{Label, Raw};
use field_models::{ModelError, ModelFolder};
use field_redact::{Analysis, Context, JobRecord, TextEngine, TokenBook};
use proptest::prelude::*;
use support::with_names;

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
    let Some(engine) = with_names() else { return };
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
fn codes_that_no_rule_knows_are_found_and_wait_for_a_person() {
    let Some(engine) = with_names() else { return };
    let text = "front gate wants 4471 then the star, side door is just propped";
    let rules = TextEngine::new();
    assert_eq!(found(&rules, text, None), [], "nothing says what it is");
    let spans = analyse(engine, text, None).spans().to_vec();
    let [span] = spans[..] else { panic!("one code: {spans:?}") };
    assert_eq!((text.get(span.start..span.end), span.label), (Some("4471"), Label::Secret));
    assert!(span.score < field_redact::CERTAIN_SCORE, "a person looks at it");
    let things = "Swapped contactor 4471, ordered two of part 88-4471 and torqued to 4471 inch";
    assert_eq!(found(engine, things, None), [], "a number of a thing is none");
}

#[test]
fn names_of_things_that_only_look_like_persons_are_taken_back() {
    let Some(engine) = with_names() else { return };
    for text in [
        "Caesar, Benedict and Wellington are on the menu, allergens missing",
        "charger room fan off. Toyota 8FGU25, Crown RC5500, load plate missing",
        "Eyewash by Bradley tested 15 s, cabinet self closes.",
    ] {
        assert_eq!(found(engine, text, None), [], "{text}");
    }
    let text = "Eyewash tested by Bradley, he signed the card";
    assert_eq!(found(engine, text, None), [(Label::Person, "Bradley")], "and persons stay found");
}

#[test]
fn roles_makers_codes_and_the_site_stay_whatever_the_model_thinks() {
    let Some(engine) = with_names() else { return };
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

    let Some(engine) = with_names() else { return };
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
    let Some(engine) = with_names() else { return };
    let text = format!(
        "{}Lockbox moved, key now with Thandiwe",
        "then I looked at the walk in cooler and the left door gasket is torn and ".repeat(70)
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
        if let Some(engine) = with_names() {
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
