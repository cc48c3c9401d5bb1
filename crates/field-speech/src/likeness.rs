//! How well words that were heard again fit to those that were heard first.

use crate::guards;
use field_domain::Word;

/// How many words nearest to an edge have to be heard: one alone, such as "the", may be a chance.
const NEAREST_WORDS: usize = 2;
/// How many letters nearest to an edge are heard for each that may be wrong. Source: judgement; heard alone, a word is
/// often written otherwise ("handsink", "hand sync").
const LETTERS_PER_SLIP: usize = 3;

/// How what was heard up to an edge fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// The words nearest to the edge are there.
    Nearest,
    /// They are there but for a few letters.
    Alike,
    /// Something was misheard, and there are as many words as should be.
    Count,
}

/// Whether the words of `expected` nearest to an edge are the nearest ones of `heard`. The edge lies behind both if
/// `is_behind`, otherwise before both.
pub(crate) fn is_nearest(expected: &[Word], heard: &[Word], is_behind: bool) -> bool {
    let near = expected.len().min(NEAREST_WORDS);
    let pair = ends(expected, near, is_behind).zip(ends(heard, near, is_behind));
    pair.is_some_and(|(said, got)| said.iter().zip(got).all(|(a, b)| guards::is_same(a, b)))
}

/// How well `heard` fits to `expected` at an edge, which lies behind both if `is_behind`, otherwise before both.
pub(crate) fn likeness(expected: &[Word], heard: &[Word], is_behind: bool) -> Option<Likeness> {
    if is_nearest(expected, heard, is_behind) {
        return Some(Likeness::Nearest);
    }
    let near = expected.len().min(NEAREST_WORDS);
    let said = letters(ends(expected, near, is_behind).unwrap_or_default());
    let heard_letters = letters(heard);
    // As many letters of what was heard as were said there: words are parted otherwise at times.
    let count = said.len().min(heard_letters.len());
    if is_alike(&said, ends(&heard_letters, count, is_behind).unwrap_or_default()) {
        return Some(Likeness::Alike);
    }
    (heard.len() == expected.len()).then_some(Likeness::Count)
}

/// The last `count` of `all` if `is_last`, otherwise the first.
fn ends<T>(all: &[T], count: usize, is_last: bool) -> Option<&[T]> {
    if is_last { all.get(all.len().checked_sub(count)?..) } else { all.get(..count) }
}

/// The letters and digits of words.
fn letters(words: &[Word]) -> Vec<char> {
    words.iter().flat_map(|word| guards::plain(&word.text)).collect()
}

/// Whether at most every third letter is another one.
fn is_alike(said: &[char], heard: &[char]) -> bool {
    let mut costs: Vec<usize> = (0..=heard.len()).collect();
    for (row, letter) in said.iter().enumerate() {
        let mut corner = row;
        let mut left = row + 1;
        for (cost, other) in costs.iter_mut().skip(1).zip(heard) {
            let cheapest = (corner + usize::from(letter != other)).min(*cost + 1).min(left + 1);
            corner = std::mem::replace(cost, cheapest);
            left = cheapest;
        }
        if let Some(first) = costs.first_mut() {
            *first = row + 1;
        }
    }
    !said.is_empty() && costs.last().is_some_and(|cost| cost * LETTERS_PER_SLIP <= said.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        text.split(' ')
            .map(|word| Word { text: word.into(), start_ms: 0, end_ms: 0, confidence: 0.9 })
            .collect()
    }

    #[test]
    fn words_fit_by_what_is_nearest_to_the_edge() {
        let all = words("call the front desk at");
        for (heard, expected, why) in [
            ("call the front", None, "two words are missing"),
            ("a front desk at", Some(Likeness::Nearest), "the two nearest are there"),
            ("call the frontdesk at", Some(Likeness::Alike), "the letters are there"),
            ("call the front task at", Some(Likeness::Alike), "two letters of six are others"),
            ("call the front just get", Some(Likeness::Count), "misheard, and as many"),
            ("call the front just get at", None, "one was added"),
        ] {
            assert_eq!(likeness(&all, &words(heard), true), expected, "{why}");
        }
        let before = |heard: &str| likeness(&all, &words(heard), false);
        assert_eq!(before("call the"), Some(Likeness::Nearest));
        assert_eq!(before("the front desk"), None, "the nearest is missing");
        assert_eq!(before("all the front"), Some(Likeness::Alike), "but a letter");
        assert!(!is_nearest(&all, &[], true), "nothing was heard");
    }

    #[test]
    fn a_third_of_the_letters_may_be_others() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        for (said, heard, expected) in [
            ("handsink", "handsync", true),
            ("handsink", "handsin", true),
            ("handsink", "thesink", false),
            ("at", "at", true),
            ("at", "it", false),
            ("at", "", false),
            ("", "", false),
        ] {
            assert_eq!(is_alike(&chars(said), &chars(heard)), expected, "{said} and {heard}");
        }
    }
}
