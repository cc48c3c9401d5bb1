//! Dictated text: numbers in words, spelled letters, corrections.

use crate::text;

/// Words that the normaliser of spoken text gives a meaning, and some between them.
const WORDS: &[&str] = &[
    "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "nineteen", "twenty", "thirty", "forty", "ninety", "hundred",
    "thousand", "double", "triple", "dash", "hyphen", "dot", "point", "at", "underscore", "slash",
    "colon", "plus", "alpha", "bravo", "charlie", "november", "zulu", "a", "b", "x", "as", "in",
    "boy", "capital", "no", "sorry", "scratch", "that", "make", "it", "uh", "and", "my", "cell",
    "is", "social", "date", "of", "birth", "gate", "code", "plate", "card", "number", "account",
    "routing", "gmail", "com", "www", "street", "avenue", "apartment", "degrees", "psi", "serial",
    "mister", "miss", "john", "nguyen", "3", "55", "0142", ",", ".", "-", "\n", "é", "４",
];

/// Any order of such words is judged or withheld, as any text is. A byte is a word.
pub fn spoken(bytes: &[u8]) {
    let words = bytes.iter().map(|byte| WORDS[usize::from(*byte) % WORDS.len()]);
    text::hold(&words.collect::<Vec<_>>().join(" "));
}
