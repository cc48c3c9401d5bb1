//! Redacted text: what the engine made, with its ledger.

use std::collections::BTreeMap;

use field_domain::{Action, Label, Segments};

use crate::engine::{ENGINE_VERSION, Works};

/// Text whose personal data was replaced as a policy wants it.
///
/// Only this crate makes one, from an analysis of its own: there is no public constructor and no
/// `Deserialize`.
///
/// ```compile_fail
/// let forged: field_redact::RedactedText = Default::default();
/// ```
/// ```compile_fail
/// let forged: field_redact::RedactedText = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RedactedText {
    segments: Segments,
    ledger: Vec<LedgerRow>,
    kept: usize,
    added: usize,
    works: Works,
}

/// What became of one place: never the text itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LedgerRow {
    /// First byte in the source text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// What it was.
    pub label: Label,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure the rule was, from 0 to 1.
    pub score: f32,
    /// Its length in Unicode code points.
    pub length: usize,
    /// What became of it: [`Action::Keep`] where the policy leaves such places readable, and
    /// [`Action::Token`] where a coarser form was wanted and the value has none.
    pub action: Action,
}

impl LedgerRow {
    /// Whether the place is not readable any more.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        self.action != Action::Keep
    }
}

impl RedactedText {
    pub(crate) const fn from_parts(
        segments: Segments,
        ledger: Vec<LedgerRow>,
        (kept, added): (usize, usize),
        works: Works,
    ) -> Self {
        Self { segments, ledger, kept, added, works }
    }

    /// The text in pieces, tokens apart from text.
    #[must_use]
    pub const fn segments(&self) -> &Segments {
        &self.segments
    }

    /// How many spans of each kind were removed.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Label, usize> {
        let mut counts = BTreeMap::new();
        for row in self.ledger.iter().filter(|row| row.is_removed()) {
            *counts.entry(row.label).or_default() += 1;
        }
        counts
    }

    /// One row for each span, in reading order: what was removed, and what the policy left readable.
    #[must_use]
    pub fn ledger(&self) -> &[LedgerRow] {
        &self.ledger
    }

    /// The version of the rules that made this text.
    #[must_use]
    pub const fn engine_version(&self) -> u32 {
        ENGINE_VERSION
    }

    /// What the engine worked by, as [`TextEngine::works_by`](crate::TextEngine::works_by) has it.
    #[must_use]
    pub fn works_by(&self) -> String {
        self.works.by()
    }

    /// SHA-256 of the models that took part; empty for rules alone.
    #[must_use]
    pub fn models(&self) -> Vec<[u8; 32]> {
        self.works.names.into_iter().collect()
    }

    /// How many found spans a person kept readable.
    #[must_use]
    pub const fn kept(&self) -> usize {
        self.kept
    }

    /// How many spans a person added.
    #[must_use]
    pub const fn added(&self) -> usize {
        self.added
    }
}
