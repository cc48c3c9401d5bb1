//! Which value has which token, within one inspection.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use field_domain::raw::EngineScope;
use field_domain::{Label, Raw};

use crate::error::TokenBookError;
use crate::lexicon::folded;

/// The tokens of one inspection: the same value has the same number in every text of it.
#[derive(Clone, Default)]
pub struct TokenBook {
    entries: Vec<TokenEntry>,
    numbers: HashMap<(Label, String), u32>,
    last: BTreeMap<Label, u32>,
}

/// One value and its token, for the encrypted store.
///
/// `key` is the value in the form that is compared; it is as personal as the value itself.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenEntry {
    /// What the value is.
    pub label: Label,
    /// The number of its token, from 1.
    pub number: u32,
    /// The value as it was first seen.
    pub value: Raw<String>,
    /// The value in the form that is compared.
    pub key: String,
}

impl fmt::Debug for TokenEntry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TokenEntry")
            .field("label", &self.label)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for TokenBook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TokenBook").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

impl TokenBook {
    /// Every value with its token, in the order in which they were first seen.
    pub fn entries(&self) -> impl Iterator<Item = TokenEntry> + '_ {
        self.entries.iter().cloned()
    }

    /// The book that had these entries.
    ///
    /// # Errors
    /// [`TokenBookError`] if two entries contradict each other.
    pub fn from_entries(
        entries: impl IntoIterator<Item = TokenEntry>,
    ) -> Result<Self, TokenBookError> {
        let mut book = Self::default();
        let mut taken = std::collections::HashSet::new();
        for entry in entries {
            if entry.number == 0 {
                return Err(TokenBookError::NumberZero);
            }
            if !taken.insert((entry.label, entry.number)) {
                return Err(TokenBookError::SameToken);
            }
            let key = (entry.label, entry.key.clone());
            if book.numbers.insert(key, entry.number).is_some() {
                return Err(TokenBookError::SameValue);
            }
            let last = book.last.entry(entry.label).or_default();
            *last = entry.number.max(*last);
            book.entries.push(entry);
        }
        Ok(book)
    }

    /// Leaves this token's number to whoever gave it: another device of the same inspection. New
    /// values get higher ones.
    pub fn reserve(&mut self, token: field_domain::Token) {
        let last = self.last.entry(token.label).or_default();
        *last = token.number.max(*last);
    }

    /// The number of `value`'s token; a new value gets the next free one.
    pub(crate) fn number_of(&mut self, label: Label, value: &str) -> u32 {
        let key = key_of(label, value);
        if let Some(number) = self.numbers.get(&(label, key.clone())) {
            return *number;
        }
        let last = self.last.entry(label).or_default();
        *last += 1;
        let number = *last;
        self.numbers.insert((label, key.clone()), number);
        self.entries.push(TokenEntry { label, number, value: Raw::new(value.to_owned()), key });
        number
    }

    /// The entry behind a token, if there is one.
    #[must_use]
    pub fn entry(&self, token: field_domain::Token) -> Option<&TokenEntry> {
        self.entries.iter().find(|entry| entry.label == token.label && entry.number == token.number)
    }

    /// Whether two books hold the same values under the same tokens.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let value = |entry: &TokenEntry| entry.value.expose(&EngineScope).clone();
        self.entries.len() == other.entries.len()
            && self.entries.iter().zip(&other.entries).all(|(one, two)| {
                (one.label, one.number, &one.key) == (two.label, two.number, &two.key)
                    && value(one) == value(two)
            })
    }
}

/// Two values with the same key are the same value.
pub(crate) fn key_of(label: Label, value: &str) -> String {
    let folded = folded(value);
    match label {
        Label::Phone
        | Label::Ssn
        | Label::Itin
        | Label::Ein
        | Label::CreditCard
        | Label::Routing
        | Label::BankAccount
        | Label::Npi
        | Label::Nhs => {
            let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
            // A number that was spoken has no digits: its words are its key.
            if digits.is_empty() { letters(&folded) } else { digits }
        }
        Label::Secret | Label::Url | Label::Crypto => value.to_owned(),
        Label::Person => words(&folded),
        Label::Email | Label::Ip => folded.split_whitespace().collect(),
        _ => letters(&folded),
    }
}

/// Letters and digits, nothing between them.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Words with single spaces; what stands between them does not count.
fn words(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_value_has_the_same_number_however_it_is_written() {
        let mut book = TokenBook::default();
        let kim = book.number_of(Label::Person, "Kim Sample");
        assert_eq!(
            book.number_of(Label::Person, "KIM  sample"),
            kim,
            "case and spaces are no matter"
        );
        assert_eq!(
            book.number_of(Label::Person, "Ann Example"),
            2,
            "another person, another number"
        );
        let phone = book.number_of(Label::Phone, "(212) 555-0142");
        assert_eq!(phone, 1, "each label counts from 1");
        assert_eq!(book.number_of(Label::Phone, "212.555.0142"), phone, "digits alone count");
    }

    proptest! {
        #[test]
        fn tokens_of_two_inspections_cannot_be_linked(
            mentions in proptest::collection::vec((0_usize..3, 0_usize..6), 0..40),
        ) {
            // Which values stand in an inspection does not show in its tokens: only which of its
            // places hold the same one. Two inspections about other people have the same tokens.
            let labels = [Label::Person, Label::Email, Label::Ssn];
            let tokens_for = |name: &dyn Fn(usize) -> String| -> Vec<u32> {
                let mut book = TokenBook::default();
                let number = |(label, value): &(usize, usize)| {
                    book.number_of(labels[*label], &name(*value))
                };
                mentions.iter().map(number).collect()
            };
            let one = tokens_for(&|value| format!("Kim Sample{value}"));
            let two = tokens_for(&|value| format!("{}-{:02}-4711", 900 - value * 7, value));
            prop_assert_eq!(&one, &two);
            for (at, mention) in mentions.iter().enumerate() {
                let first = mentions.iter().position(|other| other == mention).expect("it is one");
                prop_assert_eq!(one[at], one[first], "stable within the inspection");
            }
        }
    }

    #[test]
    fn a_book_survives_the_store() {
        let mut book = TokenBook::default();
        book.number_of(Label::Person, "Kim Sample");
        book.number_of(Label::Secret, "4711");
        let mut again = TokenBook::from_entries(book.entries()).expect("the entries fit together");
        assert!(again.is_same(&book), "nothing is lost on the way");
        assert_eq!(
            again.number_of(Label::Person, "kim sample"),
            1,
            "known values keep their number"
        );
        assert_eq!(again.number_of(Label::Person, "Ann Example"), 2, "new ones go on counting");
    }

    #[test]
    fn contradicting_entries_are_refused() {
        let mut book = TokenBook::default();
        book.number_of(Label::Person, "Kim Sample");
        let entry = book.entries().next().expect("one entry was made");
        let other = TokenEntry { key: "ann".into(), ..entry.clone() };
        let outcome = TokenBook::from_entries([entry.clone(), other]);
        assert_eq!(outcome.err(), Some(TokenBookError::SameToken));
        let outcome =
            TokenBook::from_entries([entry.clone(), TokenEntry { number: 2, ..entry.clone() }]);
        assert_eq!(outcome.err(), Some(TokenBookError::SameValue));
        let outcome = TokenBook::from_entries([TokenEntry { number: 0, ..entry }]);
        assert_eq!(outcome.err(), Some(TokenBookError::NumberZero));
    }
}
