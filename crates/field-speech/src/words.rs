//! From the engine's pieces of words to words.

use field_domain::Word;

/// A piece of a word as the engine gives it: bytes that may end inside a letter.
pub(crate) struct Piece {
    /// The bytes; a space at the front begins a new word.
    pub(crate) bytes: Vec<u8>,
    /// From the beginning of the recording, in milliseconds.
    pub(crate) start_ms: u32,
    /// From the beginning of the recording, in milliseconds.
    pub(crate) end_ms: u32,
    /// The engine's probability of this piece.
    pub(crate) probability: f32,
}

/// Joins pieces to words.
///
/// A word is as sure as its least sure piece; pieces of punctuation do not count. Times never run
/// backwards. What stands in brackets, such as "(music)", was not said and is left out.
pub(crate) fn from_pieces(pieces: &[Piece]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = pieces;
    while !rest.is_empty() {
        let length = 1 + rest.iter().skip(1).take_while(|piece| !begins_word(piece)).count();
        let (group, after) = rest.split_at(length);
        words.extend(word(group));
        rest = after;
    }
    without_remarks(in_order(words))
}

fn begins_word(piece: &Piece) -> bool {
    piece.bytes.first().is_some_and(u8::is_ascii_whitespace)
}

fn word(pieces: &[Piece]) -> Option<Word> {
    let bytes: Vec<u8> = pieces.iter().flat_map(|piece| piece.bytes.iter().copied()).collect();
    let text = String::from_utf8_lossy(&bytes).trim().to_owned();
    if !text.chars().any(char::is_alphanumeric) && !text.contains(['[', ']', '(', ')']) {
        return None;
    }
    let is_spoken = |piece: &&Piece| piece.bytes.iter().any(|byte| !byte.is_ascii_punctuation());
    let confidence = pieces
        .iter()
        .filter(is_spoken)
        .map(|piece| piece.probability.clamp(0.0, 1.0))
        .fold(1.0, f32::min);
    let start_ms = pieces.first().map_or(0, |piece| piece.start_ms);
    let end_ms = pieces.iter().map(|piece| piece.end_ms).max().unwrap_or(start_ms);
    Some(Word { text, start_ms, end_ms: end_ms.max(start_ms), confidence })
}

/// The engine's times are estimates and may step back a little; a reader's cursor must not.
fn in_order(mut words: Vec<Word>) -> Vec<Word> {
    let mut earliest_ms = 0;
    for word in &mut words {
        word.start_ms = word.start_ms.max(earliest_ms);
        word.end_ms = word.end_ms.max(word.start_ms);
        earliest_ms = word.start_ms;
    }
    words
}

/// The words of several parts of a recording in the order in which they were over. A word whose time reaches over
/// others, as nothing was heard there at first, begins when they are over.
pub(crate) fn in_turn(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_by_key(|word| word.end_ms);
    let mut earliest_ms = 0;
    for word in &mut words {
        word.start_ms = word.start_ms.max(earliest_ms);
        earliest_ms = word.end_ms;
    }
    words
}

fn without_remarks(words: Vec<Word>) -> Vec<Word> {
    let mut is_inside = false;
    words
        .into_iter()
        .filter(|word| {
            let opens = word.text.starts_with(['[', '(', '*']);
            let was_inside = is_inside;
            is_inside |= opens;
            if word.text.contains([']', ')']) || word.text.ends_with('*') {
                is_inside = false;
            }
            !(was_inside || opens)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, start_ms: u32, end_ms: u32, probability: f32) -> Piece {
        Piece { bytes: text.as_bytes().to_vec(), start_ms, end_ms, probability }
    }

    fn texts(pieces: &[Piece]) -> Vec<String> {
        from_pieces(pieces).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn pieces_join_at_spaces_and_the_least_sure_one_speaks_for_the_word() {
        let words = from_pieces(&[
            piece(" hand", 100, 300, 0.9),
            piece("rail", 300, 500, 0.4),
            piece(".", 500, 510, 0.1),
            piece(" ok", 600, 700, 0.8),
        ]);
        assert_eq!(words.len(), 2, "two words were said");
        let first = words.first().expect("two words");
        assert_eq!(
            (first.text.as_str(), first.start_ms, first.end_ms, first.confidence),
            ("handrail.", 100, 510, 0.4),
            "a full stop is heard by nobody, so it does not make a word doubtful"
        );
    }

    #[test]
    fn a_letter_split_over_two_pieces_comes_out_whole() {
        let letter = "é".as_bytes();
        let pieces = [
            piece(" caf", 0, 100, 1.0),
            Piece { bytes: letter[..1].to_vec(), ..piece("", 100, 150, 1.0) },
            Piece { bytes: letter[1..].to_vec(), ..piece("", 150, 200, 1.0) },
        ];
        assert_eq!(texts(&pieces), ["café"], "bytes are joined before they are read as text");
    }

    #[test]
    fn what_was_heard_later_stands_in_its_turn() {
        let word = |text: &str, start_ms, end_ms| Word {
            text: text.into(),
            start_ms,
            end_ms,
            confidence: 1.0,
        };
        let words = in_turn(vec![
            word("his", 0, 300),
            word("address", 300, 5_000),
            word("number", 2_000, 2_400),
            word("is", 2_400, 2_500),
        ]);
        let times: Vec<_> =
            words.iter().map(|word| (word.text.as_str(), word.start_ms, word.end_ms)).collect();
        let expected = [
            ("his", 0, 300),
            ("number", 2_000, 2_400),
            ("is", 2_400, 2_500),
            ("address", 2_500, 5_000),
        ];
        assert_eq!(times, expected, "and no word reaches over it any more");
    }

    #[test]
    fn remarks_in_brackets_were_not_said() {
        let pieces = [
            piece(" [BL", 0, 10, 0.9),
            piece("ANK]", 10, 20, 0.9),
            piece(" (loud", 20, 30, 0.9),
            piece(" music)", 30, 40, 0.9),
            piece(" stop", 50, 60, 0.9),
            piece(" -", 60, 70, 0.9),
        ];
        assert_eq!(texts(&pieces), ["stop"], "only words that were said are kept");
    }

    #[test]
    fn times_never_run_backwards() {
        let words = from_pieces(&[piece(" a", 500, 400, 1.0), piece(" b", 300, 350, 1.0)]);
        for word in &words {
            assert_eq!((word.start_ms, word.end_ms), (500, 500), "a cursor only moves on");
        }
    }
}
