//! A small grammar of dictated steps.
//!
//! ```text
//! dictation = { sentence }
//! step      = "finding" [ class ] words        a finding; its words go on to the next step
//!           | class [ "finding" ] words
//!           | "photo" | "take a photo"         as a sentence of its own
//!           | "next item" | "next question"
//!           | mark                             as a sentence of its own
//!           | item                             the template's own name of an item, as a sentence
//! class     = "critical" | "priority" | "priority foundation" | "core"
//! mark      = "in compliance" | "out of compliance" | "not observed" | "not applicable"
//! ```
//!
//! A step begins where a sentence does: at the front, or after a mark of punctuation. Words that belong
//! to no step stay what they are, a note. Nothing is done before a person has confirmed it.

use super::tokens::{Token, tokens};
use field_domain::{ItemNo, Mark, Severity};

/// The template's own words.
#[derive(Debug, Clone, Default)]
pub struct StepWords {
    /// Names of items, such as "Hand sinks".
    pub items: Vec<(ItemNo, String)>,
}

/// Something that a person asked for in speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Write a finding.
    Finding {
        /// The class that was named.
        severity: Option<Severity>,
        /// Its words as they stand in the transcript.
        text: String,
    },
    /// Take a photo.
    Photo,
    /// Go to the next item.
    NextItem,
    /// Mark the item.
    Mark(Mark),
    /// Go to an item.
    Item(ItemNo),
}

/// The steps of a text, in order; empty for a plain note.
#[must_use]
pub fn steps(text: &str, words: &StepWords) -> Vec<Step> {
    let tokens = tokens(text);
    let items: Vec<(ItemNo, Vec<String>)> =
        words.items.iter().map(|(no, name)| (*no, spoken(name))).collect();
    let mut found: Vec<Step> = Vec::new();
    let mut open: Option<(Option<Severity>, usize)> = None;
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((opening, length)) = opening(rest, &items) else {
            at += 1;
            continue;
        };
        close(&mut found, open.take(), text, tokens.get(at).map(|token| token.start));
        at += length;
        match opening {
            Opening::Finding(severity) => open = Some((severity, at)),
            Opening::Whole(step) => found.push(step),
        }
        if let Some((_, first)) = &mut open {
            *first = tokens.get(at).map_or(text.len(), |token| token.start);
        }
    }
    close(&mut found, open, text, None);
    found
}

enum Opening {
    Finding(Option<Severity>),
    Whole(Step),
}

/// Ends a finding whose words go from its place to `until`; without words it is none.
fn close(
    found: &mut Vec<Step>,
    open: Option<(Option<Severity>, usize)>,
    text: &str,
    until: Option<usize>,
) {
    let Some((severity, start)) = open else { return };
    let words = text.get(start..until.unwrap_or(text.len())).unwrap_or_default();
    let words = words.trim().trim_end_matches([',', ';', ':']).trim_end();
    if words.chars().any(char::is_alphanumeric) {
        found.push(Step::Finding { severity, text: words.to_owned() });
    }
}

/// The step that these tokens begin with, and how many of them say so.
fn opening(tokens: &[Token], items: &[(ItemNo, Vec<String>)]) -> Option<(Opening, usize)> {
    if !tokens.first()?.opens {
        // Said in one breath with what comes before, it is still no word of a finding.
        return starts(tokens, &["next", "item"]).then_some((Opening::Whole(Step::NextItem), 2));
    }
    let class = class(tokens);
    if starts(tokens, &["finding"]) {
        let class = tokens.get(1..).and_then(self::class);
        let length = 1 + class.map_or(0, |(_, length)| length);
        return Some((Opening::Finding(class.map(|(severity, _)| severity)), length));
    }
    if let Some((severity, length)) = class {
        let rest = tokens.get(length..).unwrap_or_default();
        let is_named = starts(rest, &["finding"]);
        // "Core temperature" is no class: it is one if a pause or the word itself follows.
        if is_named || tokens.get(length - 1).is_some_and(|last| last.closes) {
            return Some((Opening::Finding(Some(severity)), length + usize::from(is_named)));
        }
    }
    if starts(tokens, &["next", "item"]) || starts(tokens, &["next", "question"]) {
        return Some((Opening::Whole(Step::NextItem), 2));
    }
    let whole = |words: &[&str]| is_sentence(tokens, words).then_some(words.len());
    let photo = whole(&["photo"]).or_else(|| whole(&["take", "a", "photo"]));
    if let Some(length) = photo {
        return Some((Opening::Whole(Step::Photo), length));
    }
    for (words, mark) in MARKS {
        if let Some(length) = whole(words) {
            return Some((Opening::Whole(Step::Mark(mark)), length));
        }
    }
    items.iter().find_map(|(item, name)| {
        let name: Vec<&str> = name.iter().map(String::as_str).collect();
        Some((Opening::Whole(Step::Item(*item)), whole(&name).filter(|length| *length > 0)?))
    })
}

const MARKS: [(&[&str], Mark); 4] = [
    (&["in", "compliance"], Mark::In),
    (&["out", "of", "compliance"], Mark::Out),
    (&["not", "observed"], Mark::NotObserved),
    (&["not", "applicable"], Mark::NotApplicable),
];

fn class(tokens: &[Token]) -> Option<(Severity, usize)> {
    if starts(tokens, &["priority", "foundation"]) {
        return Some((Severity::PriorityFoundation, 2));
    }
    match tokens.first()?.text.as_str() {
        "critical" | "priority" => Some((Severity::Priority, 1)),
        "core" => Some((Severity::Core, 1)),
        _ => None,
    }
}

fn starts(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && words.iter().zip(tokens).all(|(word, token)| *word == token.text)
}

/// The words are all that is said between two marks of punctuation.
fn is_sentence(tokens: &[Token], words: &[&str]) -> bool {
    starts(tokens, words)
        && words
            .len()
            .checked_sub(1)
            .and_then(|last| tokens.get(last))
            .is_some_and(|last| last.closes)
}

fn spoken(name: &str) -> Vec<String> {
    tokens(name).into_iter().map(|token| token.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> Vec<Step> {
        let items = vec![(ItemNo(7), "Hand sinks".to_owned())];
        steps(text, &StepWords { items })
    }

    fn finding(severity: Option<Severity>, text: &str) -> Step {
        Step::Finding { severity, text: text.to_owned() }
    }

    #[test]
    fn a_walk_in_one_breath_becomes_its_steps() {
        let text = "Hand sinks. Out of compliance. Finding, critical, there is no soap at the sink. \
                    Photo. Next item.";
        assert_eq!(
            heard(text),
            [
                Step::Item(ItemNo(7)),
                Step::Mark(Mark::Out),
                finding(Some(Severity::Priority), "there is no soap at the sink."),
                Step::Photo,
                Step::NextItem,
            ]
        );
    }

    #[test]
    fn a_finding_may_have_no_class_and_several_sentences() {
        assert_eq!(
            heard("Finding: the drain is blocked. Water stands two inches deep next item"),
            [finding(None, "the drain is blocked. Water stands two inches deep"), Step::NextItem]
        );
        assert_eq!(
            heard("Priority foundation finding. No thermometer."),
            [finding(Some(Severity::PriorityFoundation), "No thermometer.")]
        );
    }

    #[test]
    fn words_inside_a_sentence_ask_for_nothing() {
        for text in [
            "I took a photo of the sink.",
            "The critical part is fine, my finding is that it works.",
            "Core temperature was low.",
            "The hand sinks are clean.",
            "Finding.",
            "",
        ] {
            assert_eq!(heard(text), [], "{text}");
        }
    }
}
