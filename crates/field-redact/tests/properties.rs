//! What holds for every text, whatever is in it.

use std::sync::LazyLock;

use field_domain::{Label, Raw, Segment};
use field_redact::{
    Analysis, Context, SpanDecision, TEXT_BYTES_MAX, TextEngine, TokenBook, Withheld,
    code_point_offsets,
};
use proptest::prelude::*;

static ENGINE: LazyLock<TextEngine> = LazyLock::new(TextEngine::new);

fn analyse(text: &str) -> Result<Analysis, Withheld> {
    ENGINE.analyse(&Raw::new(text.to_owned()), &Context::default())
}

fn rendered(analysis: &Analysis) -> String {
    let redacted = analysis.redact(&[], &mut TokenBook::default()).expect("there are no decisions");
    redacted.segments().to_string()
}

/// Pieces of which notes are made: what is personal, and what is not.
const PERSONAL: &[&str] = &[
    "call (212) 555-0142",
    "the owner Kim Okafor",
    "kim.sample@example.com",
    "SSN 219-09-9999",
    "gate code is 4711",
    "card 4111 1111 1111 1111",
    "met Ann-Marie O'Brien",
    "42 W. Elm Street, Springfield, IL 62704",
    "DOB 3/14/1961",
    "my cell is two one two five five five oh one four two",
    "kim dot sample at example dot com",
    "VIN 1M8GDM9AXKP042788",
    "host 192.0.2.44",
    "\u{ff12}\u{ff11}\u{ff12}-555-0142",
];
const PLAIN: &[&str] = &[
    "cold holding at 41 F",
    "see 3-501.16(A)(2)",
    "serial 4417263001",
    "hood filters clean",
    "inspected 2025-06-14 at 14:30",
    "the drain runs slow",
    "é ü ß \u{200b}",
    "[PERSON-1]",
];

fn note() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(PERSONAL).prop_map(str::to_owned),
        proptest::sample::select(PLAIN).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.join(". "))
}

/// Any text at all, and texts made of the characters that the rules look at.
fn wild() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~\u{e0}-\u{ff}\u{300}-\u{310}\u{200b}0-9@.:'°-]{0,80}", note()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spans_are_sorted_apart_and_on_borders(text in wild()) {
        let Ok(analysis) = analyse(&text) else { return Ok(()) };
        let mut read = 0;
        for span in analysis.spans() {
            prop_assert!(read <= span.start && span.start < span.end, "sorted, apart, not empty");
            prop_assert!(text.get(span.start..span.end).is_some(), "on characters' borders");
            prop_assert!((0.0..=1.0).contains(&span.score), "a score is a share");
            read = span.end;
        }
        for (span, (start, end)) in analysis.spans().iter().zip(code_point_offsets(&text, analysis.spans())) {
            let taken: String = text.chars().skip(start).take(end - start).collect();
            prop_assert_eq!(Some(taken.as_str()), text.get(span.start..span.end));
        }
    }

    #[test]
    fn no_character_outside_spans_changes(text in wild()) {
        let Ok(analysis) = analyse(&text) else { return Ok(()) };
        let redacted = analysis.redact(&[], &mut TokenBook::default()).expect("no decisions");
        let mut expected = Vec::new();
        let mut read = 0;
        for span in analysis.spans() {
            expected.push(text.get(read..span.start).expect("a border"));
            read = span.end;
        }
        expected.push(text.get(read..).expect("a border"));
        let kept: String = redacted.segments().0.iter().filter_map(|segment| match segment {
            Segment::Text(text) => Some(text.as_str()),
            _ => None,
        }).collect();
        prop_assert_eq!(kept, expected.concat(), "text segments are the source between the spans");
        prop_assert_eq!(redacted.ledger().len(), analysis.spans().len(), "one row for each span");
    }

    #[test]
    fn redacting_twice_changes_nothing(text in note()) {
        let once = rendered(&analyse(&text).expect("a plain note"));
        let twice = rendered(&analyse(&once).expect("a plain note"));
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn a_found_value_is_nowhere_in_what_is_left(text in note()) {
        let analysis = analyse(&text).expect("a plain note");
        let left = rendered(&analysis);
        for span in analysis.spans() {
            let value = text.get(span.start..span.end).expect("a border");
            prop_assert!(value.len() < 5 || !left.contains(value), "a found value was left");
        }
    }

    #[test]
    fn a_persons_decisions_never_crash(text in wild(), start in 0_usize..100, end in 0_usize..100) {
        let Ok(analysis) = analyse(&text) else { return Ok(()) };
        let decisions = [SpanDecision::Add { start, end, label: Label::Other }];
        let is_range = start < end && text.get(start..end).is_some();
        let outcome = analysis.redact(&decisions, &mut TokenBook::default());
        prop_assert_eq!(outcome.is_ok(), is_range, "a range that fits is taken, no other");
    }
}

#[test]
fn every_personal_piece_is_found_alone() {
    for piece in PERSONAL {
        let analysis = analyse(piece).expect("a plain note");
        assert!(!analysis.spans().is_empty(), "{piece} is personal");
    }
    for piece in PLAIN {
        let analysis = analyse(piece).expect("a plain note");
        assert!(analysis.spans().is_empty(), "{piece} is not: {:?}", analysis.spans());
    }
}

#[test]
fn hostile_texts_are_withheld_or_handled() {
    assert_eq!(analyse(&"a".repeat(10_000_000)).err(), Some(Withheld::TooLong));
    assert_eq!(analyse("a\u{fffd}b").err(), Some(Withheld::Undecodable));
    assert_eq!(analyse("a\0b").err(), Some(Withheld::Undecodable));
    assert_eq!(analyse("عنوان المالك هو شارع").err(), Some(Withheld::UnknownScript));
    for unit in [
        "a", "1", "-", "1-", "@", "a@", "one ", "A ", "I-", ":", "°", "e\u{301}", "\u{200b}",
        "call ", "x.",
    ] {
        let text = unit.repeat((TEXT_BYTES_MAX / 10) / unit.len());
        match analyse(&text) {
            Ok(analysis) => assert!(rendered(&analysis).len() <= text.len() * 9),
            Err(withheld) => assert_eq!(withheld, Withheld::TimedOut, "{unit:?}"),
        }
    }
}

#[test]
fn names_in_a_script_without_rules_are_masked() {
    let text = "The owner \u{647}\u{646}\u{62f} was here and signed the report";
    let analysis = analyse(text).expect("most words can be read");
    assert_eq!(rendered(&analysis), "The owner [OTHER-1] was here and signed the report");
    assert!(!analysis.is_certain(), "a person looks at what could not be read");
}

#[test]
fn hidden_characters_do_not_hide_a_value() {
    for text in [
        "2\u{200b}12-555-01\u{ad}42",
        "\u{ff11}\u{200d}(212) 555\u{2011}0142",
        "k\u{200b}im@example.com",
    ] {
        let analysis = analyse(text).expect("a plain note");
        assert_eq!(rendered(&analysis).matches('[').count(), 1, "{text} is one value");
        assert!(!rendered(&analysis).contains("0142"), "all of it is covered");
    }
}

#[test]
fn a_found_name_is_masked_wherever_it_stands() {
    let text = "My name is Quvenzhane Sample. Later Quvenzhane opened the drain, Sample closed it.";
    let analysis = analyse(text).expect("a plain note");
    assert!(!rendered(&analysis).contains("Quvenzhane"), "{}", rendered(&analysis));
    assert!(!rendered(&analysis).contains("Sample"), "parts of a found name are masked too");
}

#[test]
fn typed_brackets_stay_text_and_are_no_token() {
    let analysis = analyse("[PERSON-1] is what I typed").expect("a plain note");
    let redacted = analysis.redact(&[], &mut TokenBook::default()).expect("no decisions");
    assert_eq!(redacted.segments().tokens().count(), 0, "what a person types is text");
}

#[test]
fn the_same_value_has_one_number_across_texts() {
    let mut tokens = TokenBook::default();
    let mut render = |text: &str| {
        let analysis = analyse(text).expect("a plain note");
        analysis.redact(&[], &mut tokens).expect("no decisions").segments().to_string()
    };
    assert_eq!(render("call (212) 555-0142"), "call [PHONE-1]");
    assert_eq!(render("call 212.555.0142 or 212-555-0143"), "call [PHONE-1] or [PHONE-2]");
}

/// How many cases the byte tests run: `REDACT_FUZZ_CASES=100000 cargo test --release ... properties`
/// makes a fuzz run of them.
#[expect(clippy::disallowed_methods, reason = "a test is a program of its own and has no main")]
fn fuzz_cases() -> u32 {
    let cases = std::env::var("REDACT_FUZZ_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(200)
}

/// Signs that rules turn on, in any order.
fn signs() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "one", "double", "oh", "at", "dot", "slash", "point", "@", ".", ":", "-", "/", "#", "(",
        ")", "<", "\n", "\\n", " ", "  ", "\u{200b}", "\u{301}", "\u{202e}", "\u{ff11}", "é", "B",
        "i", "box", "po", "APO", "AE", "Flat", "Street", "rue", "SW1A", "1AA", "12345", "12",
        "007", "gate", "code", "no", "is", "Kim", "Rose", "Mr", "born", "May", "1961", "0x", "bc1",
        "www.", "as", "in", "that", "sorry", "°", "N", "k", "x", "ray", "hundred", "corner", "and",
        "'", "s",
    ];
    let piece = proptest::sample::select(PIECES).prop_map(str::to_owned);
    let joint = proptest::sample::select(&["", " ", " ", " ", "-", ", ", ". "][..]);
    proptest::collection::vec((piece, joint), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, joint)| piece + joint).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(fuzz_cases()))]

    #[test]
    fn bytes_of_any_kind_make_no_crash(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        let outcome = analyse(&text);
        prop_assert!(outcome.err() != Some(Withheld::Panicked), "no rule fails on {text:?}");
    }

    #[test]
    fn signs_in_any_order_make_no_crash_and_stay_redacted(text in signs()) {
        match analyse(&text) {
            Ok(analysis) => {
                let mut read = 0;
                for span in analysis.spans() {
                    prop_assert!(read <= span.start && span.start < span.end, "apart and in order");
                    prop_assert!(text.get(span.start..span.end).is_some(), "on borders");
                    read = span.end;
                }
            }
            Err(withheld) => prop_assert!(withheld != Withheld::Panicked, "{text:?}"),
        }
    }
}

#[test]
fn look_alikes_of_digits_and_letters_do_not_hide_a_value() {
    for (text, hidden) in [
        ("\u{ff33}\u{ff33}\u{ff2e} 219-09-9999", "9999"),
        (
            "SSN \u{ff12}\u{ff11}\u{ff19}-\u{ff10}\u{ff19}-\u{ff19}\u{ff19}\u{ff19}\u{ff19}",
            "\u{ff19}",
        ),
        ("call \u{1d7d0}\u{1d7cf}\u{1d7d0}-555-0142", "0142"),
        ("call \u{202e}212-555-0142\u{202c} now", "0142"),
        ("call 2\u{301}12-555-0142", "0142"),
        ("k\u{ff49}m@example.com wrote", "example"),
        ("card 4111\u{a0}1111\u{2007}1111\u{202f}1111", "1111"),
    ] {
        let analysis = analyse(text).expect("most of it can be read");
        assert!(!rendered(&analysis).contains(hidden), "{text}: {}", rendered(&analysis));
    }
}

#[test]
fn a_long_text_of_any_one_sign_is_bounded_in_work() {
    for unit in ["a", "1", " ", "one ", "A ", "k ", "call 1", "Rose ", "12 Elm ", "no sorry ", "<"]
    {
        let text = unit.repeat(TEXT_BYTES_MAX / 5 / unit.len());
        let outcome = analyse(&text);
        let is_known = outcome.is_ok() || outcome.err() == Some(Withheld::TimedOut);
        assert!(is_known, "{unit:?} is judged or withheld");
    }
}
