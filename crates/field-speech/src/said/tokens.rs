//! The words of a text with their places.

/// A word without the punctuation around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// In lower case.
    pub(super) text: String,
    /// Place in the text, in bytes; the end is exclusive.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Nothing, or a mark of punctuation, stands before it.
    pub(super) opens: bool,
    /// Nothing, or a mark of punctuation, stands behind it.
    pub(super) closes: bool,
}

/// The words in order. A hyphen between letters parts words, since "fifty-one" is two of them.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| c.is_whitespace() || c == '-') {
        let start = at;
        at += piece.len();
        let inner = piece.trim_matches(|c: char| !c.is_alphanumeric() && !"°%".contains(c));
        let Some(offset) = piece.find(inner).filter(|_| !inner.is_empty()) else {
            if let Some(last) = tokens.last_mut() {
                last.closes |= has_mark(piece);
            }
            continue;
        };
        let (before, after) = (piece.get(..offset), piece.get(offset + inner.len()..));
        let follows_mark = tokens.last().is_none_or(|last| last.closes);
        tokens.push(Token {
            text: inner.to_lowercase(),
            start: start + offset,
            end: start + offset + inner.len(),
            opens: follows_mark || before.is_some_and(has_mark),
            closes: after.is_some_and(has_mark),
        });
    }
    if let Some(last) = tokens.last_mut() {
        last.closes = true;
    }
    tokens
}

fn has_mark(text: &str) -> bool {
    text.contains(['.', ',', ';', ':', '!', '?', '—', '–', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_place_and_their_punctuation() {
        let text = "Next item. Fifty-one °F, ok";
        let found = tokens(text);
        let words: Vec<&str> = found.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(words, ["next", "item", "fifty", "one", "°f", "ok"]);
        let opens: Vec<bool> = found.iter().map(|token| token.opens).collect();
        assert_eq!(opens, [true, false, true, false, false, true], "after a mark a sentence opens");
        assert_eq!(
            text.get(found[2].start..found[3].end),
            Some("Fifty-one"),
            "places fit the text"
        );
    }
}
