//! Numbers and codes said in words: `five five five`, `double seven`, `fifty-five`, `delta romeo`.

use crate::lexicon::Traits;
use crate::scene::{Scene, Shape};

/// Most words of one spoken code; a card number needs 19, with fillers 40.
const WORDS_MAX: usize = 48;

/// A run of words that say digits and letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SpokenRun {
    /// The first chunk.
    pub(crate) first: usize,
    /// The last chunk.
    pub(crate) last: usize,
    /// What was said, digits and capital letters.
    pub(crate) code: String,
    /// How many words of it are numbers in words.
    pub(crate) number_words: usize,
}

impl SpokenRun {
    /// Whether digits alone were said.
    pub(crate) fn is_number(&self) -> bool {
        self.code.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// The digit of `zero` to `nine`.
fn ones(word: &str) -> Option<u32> {
    Some(match word {
        "zero" | "oh" | "o" | "nought" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" | "niner" => 9,
        _ => return None,
    })
}

/// Ten to nineteen.
fn teens(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] = [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    WORDS.iter().zip(10..).find(|(known, _)| **known == word).map(|(_, value)| value)
}

/// Twenty to ninety.
fn tens(word: &str) -> Option<u32> {
    const WORDS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = if word == "fourty" { "forty" } else { word };
    WORDS.iter().zip(2..).find(|(known, _)| **known == word).map(|(_, value)| value * 10)
}

/// The letter of a word of the NATO alphabet: its first one.
fn nato(scene: &Scene<'_>, index: usize) -> Option<char> {
    let is_nato = scene.traits(index).any(Traits::NATO);
    is_nato
        .then(|| scene.word(index).chars().next())
        .flatten()
        .map(|letter| letter.to_ascii_uppercase())
}

/// What stands between two words of one spoken code.
fn is_pause(gap: &str) -> bool {
    matches!(gap, " " | "-" | ", " | "," | " - " | "  " | "... " | "\n" | ". " | ".")
}

/// Words said between the digits of one number.
fn is_filler(scene: &Scene<'_>, index: usize) -> bool {
    ["uh", "um", "dash", "hyphen", "space", "then"].iter().any(|word| scene.is(index, word))
}

/// Reads the spoken code that begins at chunk `first`, if one does.
pub(crate) fn run_at(scene: &Scene<'_>, first: usize) -> Option<SpokenRun> {
    let mut run = SpokenRun { first, last: first, code: String::new(), number_words: 0 };
    let mut index = first;
    let mut last_read = None;
    let (mut letters, mut natos, mut tens_open) = (0, 0, false);
    let mut times = 1;
    while index < scene.chunks.len() && index - first < WORDS_MAX {
        if let Some(last) = last_read
            && !(last..index).all(|at| is_pause(scene.gap(at)))
        {
            break;
        }
        let word = scene.word(index).to_ascii_lowercase();
        let chunk = scene.chunks.get(index)?;
        let times_now = std::mem::replace(&mut times, 1);
        let was_open = std::mem::replace(&mut tens_open, false);
        if let Some(value) = ones(&word) {
            // `fifty five` is one number, `fifty oh five` is not.
            if was_open && value > 0 {
                run.code.pop();
            }
            for _ in 0..times_now {
                run.code.extend(char::from_digit(value, 10));
            }
            run.number_words += 1;
        } else if let Some(value) = teens(&word).or_else(|| tens(&word)) {
            tens_open = value >= 20;
            run.code.push_str(&value.to_string());
            run.number_words += 1;
        } else if matches!(word.as_str(), "double" | "triple" | "treble") {
            times = if word == "double" { 2 } else { 3 };
            run.number_words += 1;
            index += 1;
            continue;
        } else if word == "hundred" && last_read.is_some() {
            run.code.push_str("00");
            run.number_words += 1;
        } else if word == "thousand" && last_read.is_some() {
            run.code.push_str("000");
            run.number_words += 1;
        } else if chunk.shape == Shape::Digits && chunk.len() <= 4 {
            run.code.push_str(scene.word(index));
        } else if word == "x" && scene.gap(index) == "-" && scene.is(index + 1, "ray") {
            run.code.push('X');
            natos += 1;
            index += 1;
        } else if let Some(letter) = nato(scene, index) {
            run.code.push(letter);
            natos += 1;
        } else if chunk.is_word() && chunk.len() == 1 && !(word == "a" && last_read.is_none()) {
            run.code.push_str(&scene.word(index).to_ascii_uppercase());
            letters += 1;
        } else if last_read.is_some() && is_filler(scene, index) {
            index += 1;
            continue;
        } else {
            break;
        }
        last_read = Some(index);
        index += 1;
    }
    run.last = last_read?;
    let is_said = run.number_words >= 1 || natos >= 2 || letters >= 2;
    let is_single_digits = run.last - first >= 4 && run.code.len() == run.last - first + 1;
    (is_said || is_single_digits).then_some(run)
}

/// Every spoken run, left to right, none inside another.
pub(crate) fn runs(scene: &Scene<'_>) -> Vec<SpokenRun> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < scene.chunks.len() {
        let may_begin = scene.traits(index).any(Traits::NUMBER.with(Traits::NATO))
            || scene.chunks.get(index).is_some_and(|chunk| chunk.len() == 1);
        match may_begin.then(|| run_at(scene, index)).flatten() {
            Some(run) => {
                index = run.last + 1;
                found.push(run);
            }
            None => index += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cues::CueFinder;
    use crate::lexicon::Lexicon;

    fn code(text: &str) -> Option<String> {
        let (lexicon, cues) = (Lexicon::new(), CueFinder::new());
        let scene = Scene::new(text, &lexicon, &cues, None);
        run_at(&scene, 0).map(|run| run.code)
    }

    #[test]
    fn spoken_numbers_become_digits() {
        for (said, expected) in [
            ("five five five oh one four two", "5550142"),
            ("fifty-five oh one forty two", "550142"),
            ("double seven two triple zero", "772000"),
            ("nineteen eighty two", "1982"),
            ("2 1 2, 5 5 5, 0 1 4 2", "2125550142"),
            ("delta romeo alpha three nine", "DRA39"),
            ("five hundred", "500"),
        ] {
            assert_eq!(code(said).as_deref(), Some(expected), "{said}");
        }
    }

    #[test]
    fn ordinary_words_are_no_code() {
        for said in ["a valve is open", "I think so", "hotel lobby"] {
            assert_eq!(code(said), None, "{said}");
        }
    }
}
