//! Takes a text apart into its words, in one pass over its bytes.

use super::chunk::{Chunk, Marks, Shape};
use super::gap::Gap;
use crate::lexicon::{Lexicon, Traits, Word, folded};

/// Letters of the scripts that the rules can read, and letters that stand for units.
fn is_readable(letter: char) -> bool {
    let code = u32::from(letter);
    code < 0x250
        || (0x1e00..0x1f00).contains(&code)
        || matches!(letter, 'Ω' | 'μ' | 'Δ' | 'π' | 'ʼ')
}

/// The words of a text that is no note: a name, a phrase. They have no traits.
pub(crate) fn plain_chunks(text: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    scan(text, &Lexicon::default(), &mut chunks);
    chunks
}

/// What a byte of a text is, one bit for each: no letter or digit is 0.
mod kind {
    pub(super) const LOWER: u8 = 1;
    pub(super) const UPPER: u8 = 2;
    pub(super) const DIGIT: u8 = 4;
    /// A part of a character beyond ASCII.
    pub(super) const BEYOND: u8 = 8;

    /// The kind of every byte.
    pub(super) static OF: [u8; 256] = {
        let mut kinds = [0; 256];
        let mut byte = 0_u8;
        loop {
            kinds[byte as usize] = match byte {
                b'a'..=b'z' => LOWER,
                b'A'..=b'Z' => UPPER,
                b'0'..=b'9' => DIGIT,
                0x80.. => BEYOND,
                _ => 0,
            };
            if byte == u8::MAX {
                break kinds;
            }
            byte += 1;
        }
    };
}

/// Takes `text` apart into `chunks`; gives the ASCII signs between them.
pub(super) fn scan(text: &str, lexicon: &Lexicon, chunks: &mut Vec<Chunk>) -> Marks {
    let marks = cut(text, chunks);
    look_up(text, lexicon, chunks);
    marks
}

/// Gives each word its traits. The table of words is more than the processor's caches hold: asked
/// word by word as the text is cut, every answer is waited for; in a loop of its own many are on
/// their way at once.
fn look_up(text: &str, lexicon: &Lexicon, chunks: &mut [Chunk]) {
    for chunk in chunks.iter_mut().filter(|chunk| chunk.is_word()) {
        (chunk.traits, chunk.starts) = lexicon.listed(chunk.word);
    }
    for chunk in chunks.iter_mut().filter(|chunk| chunk.is_word()) {
        if chunk.traits == Traits::default() {
            let run = text.get(chunk.start..chunk.end).unwrap_or_default();
            chunk.traits = if run.is_ascii() {
                lexicon.inflected(run.as_bytes())
            } else {
                lexicon.inflected(folded(run).as_bytes())
            };
        }
    }
}

/// [`scan`] without the traits.
fn cut(text: &str, chunks: &mut Vec<Chunk>) -> Marks {
    let bytes = text.as_bytes();
    chunks.reserve(text.len() / 4 + 1);
    let mut marks = Marks::default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if kind::OF[usize::from(*byte)] == 0 {
            // A line break in a pasted log is written as a backslash and a letter.
            let is_break = *byte == b'\\' && matches!(bytes.get(at + 1), Some(b'n' | b'r' | b't'));
            marks.add(*byte);
            at += 1 + usize::from(is_break);
            continue;
        }
        let before = chunks.len();
        let start = at;
        at = chunk_at(text, start, chunks);
        if chunks.len() > before
            && let [.., last, _] = chunks.as_mut_slice()
        {
            last.is_spaced = last.end + 1 == start && bytes.get(last.end) == Some(&b' ');
            // Most words have a space between them.
            last.gap = if last.is_spaced {
                Gap::SPACE
            } else {
                Gap::of(bytes.get(last.end..start).unwrap_or_default())
            };
        }
    }
    if let Some(last) = chunks.last_mut() {
        last.gap = Gap::of(bytes.get(last.end..).unwrap_or_default());
    }
    marks
}

/// Adds the chunk that begins at byte `start`, if one does; gives the byte behind what was read.
#[inline]
fn chunk_at(text: &str, start: usize, chunks: &mut Vec<Chunk>) -> usize {
    let run = text.as_bytes().get(start..).unwrap_or_default();
    let (mut seen, mut word, mut length) = (0, Word::EMPTY, 0);
    for byte in run {
        let kind = kind::OF[usize::from(*byte)];
        if kind == 0 {
            break;
        }
        seen |= kind;
        // Letters of ASCII in lower case; digits have that bit already.
        word = word.and(byte | 0x20);
        length += 1;
    }
    if seen & kind::BEYOND != 0 {
        return chunk_beyond(text, start, chunks);
    }
    let end = start + length;
    let shape = if seen & kind::DIGIT != 0 {
        if seen == kind::DIGIT { Shape::Digits } else { Shape::Mixed }
    } else {
        match (seen & kind::LOWER != 0, run.first().is_some_and(u8::is_ascii_uppercase)) {
            (false, _) => Shape::Upper,
            (true, true) => Shape::Title,
            (true, false) => Shape::Lower,
        }
    };
    chunks.push(Chunk::new(start, end, shape, word));
    end
}

/// [`chunk_at`] for a run with characters beyond ASCII, which may be letters or end it.
fn chunk_beyond(text: &str, start: usize, chunks: &mut Vec<Chunk>) -> usize {
    let (mut digits, mut count, mut capitals, mut end) = (0_usize, 0_usize, 0_usize, start);
    let (mut is_foreign, mut starts_high) = (false, false);
    for letter in text.get(start..).unwrap_or("").chars() {
        if !letter.is_alphanumeric() {
            if count == 0 {
                return end + letter.len_utf8();
            }
            break;
        }
        digits += usize::from(letter.is_ascii_digit());
        let is_capital = letter.is_uppercase();
        capitals += usize::from(is_capital);
        starts_high |= count == 0 && is_capital;
        is_foreign |= !is_readable(letter);
        end += letter.len_utf8();
        count += 1;
    }
    let shape = if digits == count {
        Shape::Digits
    } else if digits > 0 {
        Shape::Mixed
    } else if capitals == count {
        Shape::Upper
    } else if starts_high {
        Shape::Title
    } else {
        Shape::Lower
    };
    let run = text.get(start..end).unwrap_or("");
    let word = Word::folded(run);
    chunks.push(Chunk { is_foreign, ..Chunk::new(start, end, shape, word) });
    end
}
