//! What a secret can be made of.

use field_domain::Label;

use crate::find::Found;
use crate::lexicon::{Traits, words};
use crate::scene::{Scene, Shape, gaps};

/// Signs that stand in passwords rather than in sentences.
const PASSWORD_SIGNS: &str = "!@#$%^&*_+=?~<>{}[]\\";

/// Shortest and longest run of digits that a gate or an alarm takes.
pub(super) const DIGITS: std::ops::RangeInclusive<usize> = 3..=10;

/// A value: where it stands, and what it is made of.
pub(super) struct Value {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: usize,
    pub(super) letters: usize,
    pub(super) has_sign: bool,
    /// The last chunk of it.
    pub(super) last: usize,
}

/// The run without spaces at chunk `first`, with the signs that belong to it.
pub(super) fn value(scene: &Scene<'_>, first: usize) -> Option<Value> {
    let start = scene.chunks.get(first)?.start;
    // Signs at the front belong to it: `#4711`, `*99`.
    let before = scene.slice(0, start);
    let start = before.trim_end_matches(['#', '*', '@', '!', '$']).len();
    let run = scene.slice(start, scene.text.len());
    let length = run.find(char::is_whitespace).unwrap_or(run.len());
    let run = run.get(..length)?;
    let run = run.split("\\n").next().unwrap_or(run);
    let run = run.trim_end_matches(['.', ',', ';', ':', ')', '"', '\'', '?', ']', '/', '-']);
    let mut end = start + run.len();
    let mut last = scene.chunk_from(end).saturating_sub(1);
    // `code is 4711 22`: digits that go on belong to it.
    while let Some(next) = scene.chunks.get(last + 1) {
        let is_more = next.shape == Shape::Digits
            && scene.chunks.get(last).is_some_and(|chunk| chunk.shape == Shape::Digits)
            && matches!(scene.slice(end, next.start), " " | "-" | " - ");
        if !is_more || scene.traits(last + 2).any(Traits::UNIT) {
            break;
        }
        end = next.end;
        last += 1;
    }
    let whole = scene.slice(start, end);
    let letters = whole.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
    let has_sign = whole.contains(|letter| PASSWORD_SIGNS.contains(letter));
    Some(Value { start, end, digits, letters, has_sign, last })
}

impl Value {
    /// Digits, perhaps with the signs of a keypad and hyphens between: `4471#`, `12-34-56`.
    pub(super) fn is_keyed(&self, scene: &Scene<'_>) -> bool {
        let text = scene.slice(self.start, self.end);
        self.letters == 0
            && DIGITS.contains(&self.digits)
            && text.bytes().all(|letter| letter.is_ascii_digit() || b"#* -".contains(&letter))
    }

    /// Whether a `#` or `*` of a keypad stands at its front or end.
    pub(super) fn has_key_sign(&self, scene: &Scene<'_>) -> bool {
        let text = scene.slice(self.start, self.end);
        text.starts_with(['#', '*']) || text.ends_with(['#', '*'])
    }

    /// Whether it is a reading: a unit or a sign of measure stands behind it.
    pub(super) fn is_reading(&self, scene: &Scene<'_>) -> bool {
        let gap = scene.gap(self.last);
        matches!(gap, " " | "-")
            && scene.traits(self.last + 1).any(Traits::UNIT)
            && !scene.is_any(self.last + 1, words!["in" "a" "c"])
            || gap.starts_with(['%', '°', '"', '\''])
    }

    /// `0805 to 0920`, `0930 hrs`: a time of day.
    pub(super) fn is_time(&self, scene: &Scene<'_>) -> bool {
        let part = |text: &str| text.parse::<u32>().ok();
        let is_clock = |text: &str| {
            text.len() == 4
                && part(text.get(..2).unwrap_or("")).is_some_and(|hour| hour < 24)
                && part(text.get(2..).unwrap_or("")).is_some_and(|minute| minute < 60)
        };
        let next = self.last + 1;
        let goes_on =
            scene.is_any(next, words!["to" "till" "until"]) || scene.gap_in(self.last, gaps!["-"]);
        is_clock(scene.slice(self.start, self.end))
            && (goes_on
                && is_clock(scene.word(next + usize::from(!scene.gap_in(self.last, gaps!["-"]))))
                || scene.is_any(next, words!["hrs" "hours" "am" "pm" "h"])
                || scene.is_any(self.last.wrapping_sub(1), words!["to" "until" "till"])
                    && is_clock(scene.word(self.last.wrapping_sub(2))))
    }

    /// Whether a number goes on as something else: a fraction, a clause, a decimal.
    pub(super) fn goes_on(&self, scene: &Scene<'_>) -> bool {
        let gap = scene.gap(self.last);
        gap.starts_with(['/', '(']) || gap.starts_with('.') && gap.len() == 1
    }

    pub(super) fn found(&self, score: f32) -> Found {
        let (start, end) = (self.start, self.end);
        Found { start, end, label: Label::Secret, score, rule: "secret_cued" }
    }

    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether nobody writes such a thing but as a password: letters with digits and signs.
    pub(super) fn is_password(&self) -> bool {
        self.has_sign && self.len() >= 6 && (self.digits > 0 || self.letters >= 4)
    }
}
