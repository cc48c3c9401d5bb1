//! What a person taught: phrases of earlier texts that they added or left readable, applied to later
//! ones.
//!
//! A phrase that was added is removed wherever it stands again. A place that was left readable is left
//! again, unless nobody may leave its kind or the record of the job names it.

use std::collections::HashMap;
use std::fmt;

use field_domain::raw::EngineScope;
use field_domain::{Action, Label, Raw, RejectReason};

use crate::actions::Actions;
use crate::analysis::Analysis;
use crate::lexicon::folded;
use crate::span::{Span, TAUGHT};
use crate::token_book::key_of;

/// Most characters of a phrase that is remembered: an address of two lines.
pub const PHRASE_CHARS_MAX: usize = 100;

/// Most words of a phrase that is remembered.
const PHRASE_WORDS_MAX: usize = 12;

/// Most bytes between two words of a phrase, such as `, ` or ` - `.
const GAP_BYTES_MAX: usize = 3;

/// How a found place's rule begins if the record of the job named it.
const JOB_RULE: &str = "job";

/// What a person taught about a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Teaching {
    /// It is personal, and of this kind.
    Personal(Label),
    /// It was taken for this kind, and stays readable.
    Plain(Label, RejectReason),
}

/// A phrase with what a person taught about it. `Debug` does not print the phrase.
#[derive(Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The phrase as it stood in the text.
    pub phrase: Raw<String>,
    /// What it is.
    pub teaching: Teaching,
}

impl fmt::Debug for Lesson {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Lesson").field("teaching", &self.teaching).finish_non_exhaustive()
    }
}

impl Lesson {
    /// The form that is compared: two lessons with the same key are about the same phrase. It is as
    /// personal as the phrase. None if the phrase is nothing to remember: too long, more than one
    /// line, or without a letter or four digits, which would be found everywhere.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        let phrase = self.phrase.expose(&EngineScope).trim();
        let words: Vec<String> = words_of(phrase).map(|(_, _, word)| folded(word)).collect();
        let letters = phrase.chars().filter(|letter| letter.is_alphabetic()).count();
        let digits = phrase.chars().filter(|letter| letter.is_numeric()).count();
        let is_known = phrase.chars().count() <= PHRASE_CHARS_MAX
            && words.len() <= PHRASE_WORDS_MAX
            && !phrase.contains(['\n', '\r'])
            && (letters >= 2 || digits >= 4);
        is_known.then(|| words.join(" "))
    }
}

/// A phrase to look for.
struct Phrase {
    words: Vec<String>,
    label: Label,
    /// A single word that was written with a capital is a name only with one: `Will`, and not `will`.
    wants_capital: bool,
}

/// Everything that was taught, ready to be applied. `Debug` prints counts only.
#[derive(Default)]
pub struct LessonBook {
    personal: HashMap<String, Vec<Phrase>>,
    plain: HashMap<(Label, String), RejectReason>,
}

impl fmt::Debug for LessonBook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("LessonBook")
            .field("first_words", &self.personal.len())
            .field("plain", &self.plain.len())
            .finish()
    }
}

impl LessonBook {
    /// A book of these lessons. A phrase that is nothing to remember is left out.
    #[must_use]
    pub fn new<'a>(lessons: impl IntoIterator<Item = &'a Lesson>) -> Self {
        let mut book = Self::default();
        for lesson in lessons.into_iter().filter(|lesson| lesson.key().is_some()) {
            let phrase = lesson.phrase.expose(&EngineScope);
            match lesson.teaching {
                Teaching::Personal(label) => book.add_personal(phrase, label),
                Teaching::Plain(label, reason) => {
                    book.plain.insert((label, key_of(label, phrase)), reason);
                }
            }
        }
        book
    }

    fn add_personal(&mut self, phrase: &str, label: Label) {
        let words: Vec<String> = words_of(phrase).map(|(_, _, word)| folded(word)).collect();
        let Some(first) = words.first().cloned() else { return };
        let wants_capital = words.len() == 1 && phrase.trim_start().starts_with(char::is_uppercase);
        self.personal.entry(first).or_default().push(Phrase { words, label, wants_capital });
    }

    /// Where phrases stand, in reading order; of two that begin together the longer one.
    fn places(&self, text: &str) -> Vec<Span> {
        let mut places: Vec<Span> = Vec::new();
        if self.personal.is_empty() {
            return places;
        }
        let words: Vec<(usize, usize, &str)> = words_of(text).collect();
        let mut at = 0;
        while let Some((start, _, word)) = words.get(at) {
            let hit = self.personal.get(&folded(word)).and_then(|phrases| {
                let fitting = phrases.iter().filter(|phrase| phrase.stands_at(text, &words, at));
                fitting.max_by_key(|phrase| phrase.words.len())
            });
            let Some(phrase) = hit else {
                at += 1;
                continue;
            };
            at += phrase.words.len();
            let end = words.get(at - 1).map_or(*start, |(_, end, _)| *end);
            let (start, label) = (*start, phrase.label);
            places.push(Span { start, end, label, score: 1.0, rule: TAUGHT });
        }
        places
    }
}

impl Phrase {
    fn stands_at(&self, text: &str, words: &[(usize, usize, &str)], at: usize) -> bool {
        let Some(here) = words.get(at..at + self.words.len()) else { return false };
        let fits = here.iter().zip(&self.words).all(|((_, _, word), own)| folded(word) == *own);
        let is_close = here.windows(2).all(|pair| match pair {
            [(_, end, _), (start, _, _)] => {
                let gap = text.get(*end..*start).unwrap_or("\n");
                gap.len() <= GAP_BYTES_MAX && !gap.contains('\n')
            }
            _ => false,
        });
        let has_capital =
            here.first().is_some_and(|(_, _, word)| word.starts_with(char::is_uppercase));
        fits && is_close && (has_capital || !self.wants_capital)
    }
}

/// Runs of letters and digits with their bytes.
fn words_of(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut at = 0;
    text.split(|letter: char| !letter.is_alphanumeric()).filter_map(move |word| {
        let start = at;
        let end = start + word.len();
        at = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, end, word))
    })
}

impl Analysis {
    /// The same, with what was taught applied. A kind that `is_locked` is never left readable.
    #[must_use]
    pub fn with_lessons(
        self,
        lessons: &LessonBook,
        actions: &Actions,
        is_locked: impl Fn(Label) -> bool,
    ) -> Self {
        self.map_spans(|text, spans| {
            let mut kept = Vec::new();
            spans.retain(|span| {
                let value = text.get(span.start..span.end).unwrap_or("");
                let may_stay = !is_locked(span.label) && !span.rule.starts_with(JOB_RULE);
                let known = may_stay
                    .then(|| lessons.plain.get(&(span.label, key_of(span.label, value))))
                    .flatten();
                kept.extend(known.map(|reason| (*span, *reason)));
                known.is_none()
            });
            for place in lessons.places(text) {
                add(place, spans, actions);
            }
            kept.retain(|(span, _)| !spans.iter().any(|other| touches(span, other)));
            kept
        })
    }
}

fn touches(one: &Span, two: &Span) -> bool {
    one.start < two.end && two.start < one.end
}

/// Adds a taught place. What goes already as a part of something longer stays what it is; else the new
/// place takes in what it touches, so that nothing found becomes readable.
fn add(place: Span, spans: &mut Vec<Span>, actions: &Actions) {
    let goes_already = spans.iter().any(|span| {
        span.start <= place.start
            && place.end <= span.end
            && actions.counts(span)
            && actions.of_span(span) != Action::Keep
    });
    if goes_already {
        return;
    }
    let touched = spans.iter().filter(|span| touches(span, &place));
    let (start, end) = touched.fold((place.start, place.end), |(start, end), span| {
        (start.min(span.start), end.max(span.end))
    });
    spans.retain(|span| !touches(span, &place));
    spans.push(Span { start, end, ..place });
    spans.sort_unstable_by_key(|span| span.start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JobRecord;
    use crate::engine::{Context, TextEngine};
    use crate::token_book::TokenBook;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static ENGINE: LazyLock<TextEngine> = LazyLock::new(TextEngine::new);

    fn lesson(phrase: &str, teaching: Teaching) -> Lesson {
        Lesson { phrase: Raw::new(phrase.to_owned()), teaching }
    }

    fn taught(text: &str, lessons: &[Lesson]) -> Analysis {
        let analysis = ENGINE
            .analyse(&Raw::new(text.to_owned()), &Context::default())
            .expect("a short text is judged");
        let is_locked = |label| label == Label::CreditCard;
        analysis.with_lessons(&LessonBook::new(lessons), &Actions::default(), is_locked)
    }

    fn left(text: &str, lessons: &[Lesson]) -> String {
        let redacted = taught(text, lessons).redact(&[], &mut TokenBook::default());
        redacted.expect("no decisions").segments().to_string()
    }

    #[test]
    fn an_added_phrase_is_found_in_later_texts_however_it_is_written() {
        let kestrel = [lesson("Kestrel", Teaching::Personal(Label::Person))];
        assert_eq!(left("near Kestrel's crew", &[]), "near Kestrel's crew", "no rule knows it");
        assert_eq!(left("near Kestrel's crew", &kestrel), "near [PERSON-1]'s crew");
        assert_eq!(left("KESTREL signed", &kestrel), "[PERSON-1] signed");
        assert_eq!(left("a kestrel nests there", &kestrel), "a kestrel nests there", "the bird");
        assert_eq!(left("Kestrels nest there", &kestrel), "Kestrels nest there", "another word");
        let two = [lesson("Blue Heron, unit 4", Teaching::Personal(Label::Address))];
        assert_eq!(left("left it at blue heron unit 4", &two), "left it at [ADDRESS-1]");
        assert_eq!(left("blue heron\nunit 4", &two), "blue heron\nunit 4", "not over lines");
    }

    #[test]
    fn a_kept_place_stays_in_later_texts_as_that_kind_alone() {
        let text = "Write to desk@example.com today";
        assert_eq!(left(text, &[]), "Write to [EMAIL-1] today");
        let keep =
            |label| [lesson("DESK@example.com", Teaching::Plain(label, RejectReason::NotPersonal))];
        assert_eq!(left(text, &keep(Label::Email)), text, "whatever its case");
        assert_eq!(left(text, &keep(Label::Person)), "Write to [EMAIL-1] today", "another kind");
        let analysis = taught(text, &keep(Label::Email));
        let kept = analysis.kept_as_taught();
        assert_eq!(kept.len(), 1, "the ledger can say so");
        assert_eq!((kept[0].0.label, kept[0].1), (Label::Email, RejectReason::NotPersonal));
    }

    #[test]
    fn a_locked_kind_and_the_people_of_the_job_are_never_kept_by_a_lesson() {
        let card = "4111 1111 1111 1111";
        let plain = |label| Teaching::Plain(label, RejectReason::NotPersonal);
        let lessons = [lesson(card, plain(Label::CreditCard))];
        assert_eq!(left(&format!("Card {card}"), &lessons), "Card [CREDIT_CARD-1]");

        let job = JobRecord { people: vec!["Kim Sample".to_owned()], ..JobRecord::default() };
        let context = Context { job: Some(&job), ..Context::default() };
        let analysis = ENGINE.analyse(&Raw::new("kim sample was there".into()), &context);
        let book = LessonBook::new(&[lesson("Kim Sample", plain(Label::Person))]);
        let analysis =
            analysis.expect("judged").with_lessons(&book, &Actions::default(), |_| false);
        assert_eq!(analysis.spans().len(), 1, "the job's own record says who it is");
    }

    #[test]
    fn a_taught_phrase_inside_something_that_goes_changes_nothing() {
        let lessons = [lesson("kim", Teaching::Personal(Label::Person))];
        assert_eq!(left("Write to kim@example.com", &lessons), "Write to [EMAIL-1]");
    }

    #[test]
    fn what_would_be_found_everywhere_is_not_remembered() {
        for phrase in ["", " ", "a", "12", "...", &"long ".repeat(30), "two\nlines"] {
            let lesson = lesson(phrase, Teaching::Personal(Label::Other));
            assert_eq!(lesson.key(), None, "{phrase:?}");
        }
        let other = lesson("Blue  HERON!", Teaching::Personal(Label::Person));
        assert_eq!(other.key().as_deref(), Some("blue heron"));
        assert!(!format!("{other:?}").contains("HERON"), "a log may hold it");
    }

    proptest! {
        #[test]
        fn lessons_never_uncover_what_was_found_but_not_kept(
            text in "[A-Za-z0-9@.,' -]{0,60}", phrase in "[A-Za-z0-9 ]{2,12}",
        ) {
            let Ok(plain) = ENGINE.analyse(&Raw::new(text.clone()), &Context::default()) else {
                return Ok(());
            };
            let lessons = [lesson(&phrase, Teaching::Personal(Label::Person))];
            let with = taught(&text, &lessons);
            let mut read = 0;
            for span in with.spans() {
                prop_assert!(read <= span.start && text.get(span.start..span.end).is_some());
                read = span.end;
            }
            for span in plain.spans() {
                let covered = with.spans().iter().any(|own| own.start <= span.start && span.end <= own.end);
                prop_assert!(covered, "a found place lost its cover");
            }
        }
    }
}
