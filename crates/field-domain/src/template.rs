//! Checklists: versioned and never changed once published.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::answer::{Mark, Unit};
use crate::finding::Severity;
use crate::ids::{ItemNo, SectionNo, TemplateId};

/// Most items in one template. Source: judgement; the longest checklists in use have
/// about 400 questions.
pub const ITEMS_MAX: usize = 1000;

/// One version of one template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TemplateRef {
    /// The template.
    pub id: TemplateId,
    /// Its version, from 1.
    pub version: u32,
}

/// A checklist. `T` is the kind of its words: `String` where they are known to hold nothing
/// personal (built in), `Raw<String>` where somebody typed them, redacted segments in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Template<T> {
    /// Which template and version this is.
    pub template: TemplateRef,
    /// What people call it.
    pub title: T,
    /// Sections in the order of the walk.
    pub sections: Vec<Section<T>>,
}

/// A part of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Section<T> {
    /// Number, unique in the template.
    pub number: SectionNo,
    /// What people call it.
    pub title: T,
    /// Items in the order of the walk.
    pub items: Vec<Item<T>>,
}

/// A question. It can ask for a mark, a reading and a text at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Item<T> {
    /// Number, unique in the template.
    pub number: ItemNo,
    /// Two or three words for lists.
    pub name: T,
    /// The question.
    pub question: T,
    /// What to look for.
    pub help: Option<T>,
    /// Where the rule stands, such as `3-501.16 (A)(2)`.
    pub citations: Vec<T>,
    /// The marks that are offered; none if the item asks for no mark.
    pub marks: Vec<Mark>,
    /// The reading that is asked for, if any.
    pub reading: Option<ReadingRule>,
    /// Whether a free text is asked for.
    pub has_text: bool,
    /// The severity that a finding of this item starts with.
    pub severity: Severity,
}

/// A reading that is asked for, with its limits. Within the limits, both included, is in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadingRule {
    /// The unit that is offered.
    pub unit: Unit,
    /// Lowest value in order, in thousandths.
    pub min_milli: Option<i32>,
    /// Highest value in order, in thousandths.
    pub max_milli: Option<i32>,
}

impl ReadingRule {
    /// How far `value_milli` is outside the limits: negative below, positive above, 0 within.
    #[must_use]
    pub fn excess_milli(self, value_milli: i32) -> i32 {
        match (self.min_milli, self.max_milli) {
            (Some(min), _) if value_milli < min => value_milli.saturating_sub(min),
            (_, Some(max)) if value_milli > max => value_milli.saturating_sub(max),
            _ => 0,
        }
    }
}

/// Why a template cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It asks nothing.
    #[error("the template has no items")]
    Empty,
    /// More than [`ITEMS_MAX`].
    #[error("the template has more than {ITEMS_MAX} items")]
    TooManyItems,
    /// Two items, or two sections, share a number.
    #[error("number {0} is used twice")]
    NumberTwice(u16),
    /// Numbers start at 1.
    #[error("a number is 0")]
    NumberZero,
}

impl<T> Template<T> {
    /// Checks the rules that the types cannot hold.
    ///
    /// # Errors
    /// [`TemplateError`] names the first rule that is broken.
    pub fn check(&self) -> Result<(), TemplateError> {
        let count = self.items().count();
        if count == 0 {
            return Err(TemplateError::Empty);
        }
        if count > ITEMS_MAX {
            return Err(TemplateError::TooManyItems);
        }
        check_numbers(self.items().map(|item| item.number.0))?;
        check_numbers(self.sections.iter().map(|section| section.number.0))
    }

    /// Every item, in the order of the walk.
    pub fn items(&self) -> impl Iterator<Item = &Item<T>> {
        self.sections.iter().flat_map(|section| section.items.iter())
    }

    /// The item with this number.
    #[must_use]
    pub fn item(&self, number: ItemNo) -> Option<&Item<T>> {
        self.items().find(|item| item.number == number)
    }

    /// The same template with every word turned into another kind, in reading order.
    ///
    /// # Errors
    /// The first one of `turn`.
    pub fn try_map_text<U, E>(
        self,
        mut turn: impl FnMut(T) -> Result<U, E>,
    ) -> Result<Template<U>, E> {
        Ok(Template {
            template: self.template,
            title: turn(self.title)?,
            sections: self
                .sections
                .into_iter()
                .map(|section| {
                    Ok(Section {
                        number: section.number,
                        title: turn(section.title)?,
                        items: section
                            .items
                            .into_iter()
                            .map(|item| item.try_map_text(&mut turn))
                            .collect::<Result<_, E>>()?,
                    })
                })
                .collect::<Result<_, E>>()?,
        })
    }
}

impl<T> Item<T> {
    fn try_map_text<U, E>(self, turn: &mut impl FnMut(T) -> Result<U, E>) -> Result<Item<U>, E> {
        Ok(Item {
            number: self.number,
            name: turn(self.name)?,
            question: turn(self.question)?,
            help: self.help.map(&mut *turn).transpose()?,
            citations: self.citations.into_iter().map(turn).collect::<Result<_, E>>()?,
            marks: self.marks,
            reading: self.reading,
            has_text: self.has_text,
            severity: self.severity,
        })
    }
}

fn check_numbers(numbers: impl Iterator<Item = u16>) -> Result<(), TemplateError> {
    let mut seen = BTreeSet::new();
    for number in numbers {
        if number == 0 {
            return Err(TemplateError::NumberZero);
        }
        if !seen.insert(number) {
            return Err(TemplateError::NumberTwice(number));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_compared_with_both_limits() {
        let cold = ReadingRule { unit: Unit::Fahrenheit, min_milli: None, max_milli: Some(41_000) };
        assert_eq!(cold.excess_milli(51_000), 10_000, "ten degrees too warm");
        assert_eq!(cold.excess_milli(41_000), 0, "the limit itself is in order");
        let hot = ReadingRule { min_milli: Some(135_000), max_milli: None, ..cold };
        assert_eq!(hot.excess_milli(130_000), -5_000, "five degrees too cold");
    }
}
