//! What is thrown away because nobody said it.
//!
//! Whisper was trained to write, and writes on when it hears nothing. Two signs give it away: it is
//! very unsure, or it goes round in circles.

use field_domain::Word;

/// Least average log-probability of a segment; below it the text is a guess.
///
/// Source: the limit of Whisper's own decoder (`logprob_threshold`).
pub(crate) const MEAN_LOG_PROBABILITY_MIN: f32 = -1.0;

/// Mean log-probability of a piece below which it is worth hearing it again.
///
/// Source: docs/measurements/voice.md; of 21 clips the three below it had half of the wrong words.
const DOUBT_LOG_PROBABILITY: f32 = -0.35;

/// Longest phrase, in words, that is recognised as going round.
const PHRASE_WORDS_MAX: usize = 8;

/// How often a phrase has to follow on itself to be a circle. "No, no, no" is speech.
const TURNS_MIN: usize = 4;

/// Longest word, in letters: no word of English that is spoken has more than 28, a compound with
/// hyphens may.
const WORD_LETTERS_MAX: usize = 40;

/// Most equal letters in a row: "ooops" has three.
const SAME_LETTERS_MAX: usize = 4;

/// Whether a segment is sure enough to be kept. `log_probabilities` are those of its pieces.
pub(crate) fn is_sure_enough(log_probabilities: &[f32]) -> bool {
    mean(log_probabilities).is_some_and(|mean| mean >= MEAN_LOG_PROBABILITY_MIN)
}

/// Whether a piece with this mean log-probability should be heard again.
pub(crate) fn is_doubtful(mean_log_probability: f32) -> bool {
    mean_log_probability < DOUBT_LOG_PROBABILITY
}

/// The mean; none of nothing.
pub(crate) fn mean(values: &[f32]) -> Option<f32> {
    let count = u16::try_from(values.len()).unwrap_or(u16::MAX);
    (count > 0).then(|| values.iter().sum::<f32>() / f32::from(count))
}

/// Whether some phrase follows on itself so often that nobody said it.
pub(crate) fn goes_round(words: &[Word]) -> bool {
    (0..words.len()).any(|at| circle_at(words, at).is_some()) || words.iter().any(is_stutter)
}

/// Whether a word is one sound over and over, such as "s-y-y-y-y-y-y".
fn is_stutter(word: &Word) -> bool {
    let letters: Vec<char> = plain(&word.text).collect();
    letters.len() > WORD_LETTERS_MAX
        || (!letters.iter().all(char::is_ascii_digit)
            && letters.chunk_by(|a, b| a == b).any(|run| run.len() > SAME_LETTERS_MAX))
}

/// The words with each circle cut down to its first turn.
pub(crate) fn without_circles(mut words: Vec<Word>) -> Vec<Word> {
    words.retain(|word| !is_stutter(word));
    let mut at = 0;
    while at < words.len() {
        if let Some((phrase, turns)) = circle_at(&words, at) {
            words.drain(at + phrase..at + phrase * turns);
            at += phrase;
        } else {
            at += 1;
        }
    }
    words
}

/// Length of the phrase that goes round from `at` on, and its number of turns.
fn circle_at(words: &[Word], at: usize) -> Option<(usize, usize)> {
    (1..=PHRASE_WORDS_MAX).find_map(|phrase| {
        let first = words.get(at..at + phrase)?;
        let turns = words
            .get(at..)?
            .chunks_exact(phrase)
            .take_while(|turn| turn.iter().zip(first).all(|(a, b)| is_same(a, b)))
            .count();
        // Digits are often read out as a run of equal ones; a number is never cut.
        let is_number = first.iter().all(|word| word.text.contains(|c: char| c.is_ascii_digit()));
        (turns >= TURNS_MIN && !is_number).then_some((phrase, turns))
    })
}

/// Whether two words are the same but for case and punctuation.
pub(crate) fn is_same(a: &Word, b: &Word) -> bool {
    plain(&a.text).eq(plain(&b.text))
}

/// The letters and digits of a text, small ones.
pub(crate) fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        text.split(' ')
            .map(|word| Word { text: word.into(), start_ms: 0, end_ms: 0, confidence: 1.0 })
            .collect()
    }

    fn kept(text: &str) -> String {
        let texts: Vec<String> =
            without_circles(words(text)).into_iter().map(|word| word.text).collect();
        texts.join(" ")
    }

    #[test]
    fn a_circle_is_cut_to_its_first_turn() {
        for (heard, expected) in [
            ("the door is the door is the door is the door is open", "the door is open"),
            ("Okay. okay, OKAY okay done", "Okay. done"),
            ("no no no that is wrong", "no no no that is wrong"),
            ("5 5 5 5 0 1", "5 5 5 5 0 1"),
            ("nothing special here", "nothing special here"),
            ("he was s-y-y-y-y-y-y-y here", "he was here"),
            ("code 5555555 on the lid", "code 5555555 on the lid"),
        ] {
            assert_eq!(kept(heard), expected, "{heard}");
            assert_eq!(goes_round(&words(heard)), heard != expected, "{heard}");
        }
    }

    #[test]
    fn a_guess_is_not_kept() {
        assert!(is_sure_enough(&[-0.1, -0.9, -0.3]), "speech with one doubtful word is kept");
        assert!(!is_sure_enough(&[-1.2, -0.9, -1.3]), "a guess is not");
        assert!(!is_sure_enough(&[]), "nothing is not sure");
    }
}
