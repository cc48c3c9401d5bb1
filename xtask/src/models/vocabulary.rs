//! The words that Whisper's numbers stand for, out of `tokenizer.json`.

use anyhow::{Context as _, Result};
use std::collections::HashMap;

/// Tokens of text that a model file carries: GPT-2's 50,256 and one more. whisper.cpp adds the
/// special ones (language, time, end) itself.
pub const TEXT_TOKENS: u64 = 50_257;

/// The text tokens as bytes, in order; a number without a token is empty.
pub fn tokens(tokenizer_json: &[u8]) -> Result<Vec<Vec<u8>>> {
    let root: serde_json::Value =
        serde_json::from_slice(tokenizer_json).context("the tokenizer is not JSON")?;
    let vocabulary = root
        .pointer("/model/vocab")
        .and_then(serde_json::Value::as_object)
        .context("the tokenizer has no vocabulary")?;
    let by_number: HashMap<u64, &str> = vocabulary
        .iter()
        .filter_map(|(token, number)| Some((number.as_u64()?, token.as_str())))
        .collect();
    let byte_of = byte_of_stand_in();
    Ok((0..TEXT_TOKENS)
        .map(|number| by_number.get(&number).map_or_else(Vec::new, |token| spell(token, &byte_of)))
        .collect())
}

/// The bytes of a token; one that is not written in stand-ins is its own text.
fn spell(token: &str, byte_of: &HashMap<char, u8>) -> Vec<u8> {
    token
        .chars()
        .map(|letter| byte_of.get(&letter).copied())
        .collect::<Option<Vec<u8>>>()
        .unwrap_or_else(|| token.as_bytes().to_vec())
}

/// GPT-2 writes every byte as a printable character: most as themselves, the rest counted up from
/// U+0100.
fn byte_of_stand_in() -> HashMap<char, u8> {
    let mut next_stand_in = 0x100_u32;
    (0..=u8::MAX)
        .map(|byte| {
            let is_printable = matches!(byte, 33..=126 | 161..=172 | 174..=255);
            let stand_in = if is_printable {
                char::from(byte)
            } else {
                let letter = char::from_u32(next_stand_in)
                    .expect("68 characters from U+0100 on are all assigned");
                next_stand_in += 1;
                letter
            };
            (stand_in, byte)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_become_the_bytes_they_stand_for() {
        let json = r#"{"model": {"vocab": {"!": 0, "Ġthe": 1, "Ã©": 2, "日": 4}}}"#;
        let tokens = tokens(json.as_bytes()).expect("the tokenizer is whole");
        assert_eq!(tokens.len(), 50_257, "every number has an entry");
        assert_eq!(tokens[0], b"!", "a printable byte stands for itself");
        assert_eq!(tokens[1], b" the", "the space is written as U+0120");
        assert_eq!(tokens[2], "é".as_bytes(), "bytes above 127 are spelt one by one");
        assert_eq!(tokens[3], b"", "a missing number is empty");
        assert_eq!(tokens[4], "日".as_bytes(), "a token in no stand-ins is its own text");
    }
}
