//! Looking for many values in many bytes at once.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};
use anyhow::{Context as _, Result, bail};

use super::forms;

/// Most separators between two digits of one number, such as `614) 555`.
const SEPARATORS_MAX: usize = 3;

/// A prepared search.
pub struct Search {
    automaton: AhoCorasick,
    /// The value and the name of each form.
    owners: Vec<(usize, &'static str)>,
}

/// A value that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Index of the value.
    pub value: usize,
    /// In which form.
    pub form: &'static str,
}

impl Search {
    /// Prepares the search for texts and then byte strings, numbered in this order.
    ///
    /// # Errors
    /// If a value is too short to be told from chance, or there are too many for memory.
    pub fn new(texts: &[&str], samples: &[Vec<u8>]) -> Result<Self> {
        let of_texts = texts.iter().map(|text| forms::of_text(text));
        let of_samples = samples.iter().map(|bytes| forms::of_bytes(bytes));
        let (mut patterns, mut owners) = (Vec::new(), Vec::new());
        for (value, made) in of_texts.chain(of_samples).enumerate() {
            if !made.iter().any(|(_, form)| form.len() >= forms::FORM_BYTES_MIN) {
                bail!("value {} is too short to be searched", value + 1);
            }
            for (name, bytes) in made {
                patterns.push(bytes);
                owners.push((value, name));
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(patterns)
            .context("too many values to search for")?;
        Ok(Self { automaton, owners })
    }

    /// Every value that stands in `haystack`, each form once; also numbers whose digits are set
    /// apart in another way.
    pub fn hits(&self, haystack: &[u8]) -> BTreeSet<Hit> {
        let mut hits = self.hits_in(haystack);
        let joined = digits_joined(haystack);
        hits.extend(self.hits_in(&joined).into_iter().filter(|hit| hit.form == "digits"));
        hits
    }

    fn hits_in(&self, haystack: &[u8]) -> BTreeSet<Hit> {
        self.automaton
            .find_overlapping_iter(haystack)
            .filter_map(|found| self.owners.get(found.pattern().as_usize()))
            .map(|&(value, form)| Hit { value, form })
            .collect()
    }
}

/// The numbers of the haystack without the separators inside them.
fn digits_joined(haystack: &[u8]) -> Vec<u8> {
    let mut joined = Vec::new();
    let mut separators = 0;
    for &byte in haystack {
        match byte {
            b'0'..=b'9' => {
                separators = 0;
                joined.push(byte);
            }
            b' ' | b'-' | b'.' | b'(' | b')' | b'/' | b'+' | b'_'
                if separators < SEPARATORS_MAX =>
            {
                separators += 1;
            }
            // Anything else ends a number.
            _ => {
                separators = 0;
                if joined.last().is_some_and(|last| *last != b'|') {
                    joined.push(b'|');
                }
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planted_values_are_found_in_every_case_and_spacing() {
        let samples = [b"\x01\x02\x03\x04\x05\x06\x07\x08".to_vec()];
        let search = Search::new(&["Kim Sample", "614-555-0142"], &samples).expect("long enough");
        let values = |bytes: &[u8]| -> Vec<usize> {
            let values: BTreeSet<usize> = search.hits(bytes).iter().map(|hit| hit.value).collect();
            values.into_iter().collect()
        };
        assert_eq!(values(b"asked KIM SAMPLE about it"), [0], "in capitals");
        assert_eq!(values(b"call (614) 555 01 42 now"), [1], "with other separators");
        assert_eq!(values(b"..\x01\x02\x03\x04\x05\x06\x07\x08.."), [2], "bytes of a file");
        assert_eq!(values(b"[PERSON-1], [PHONE-1]"), [0; 0], "tokens are nobody's");
        assert!(Search::new(&["Al"], &[]).is_err(), "what is too short cannot prove anything");
    }
}
