//! What was found, and what became of it: never the text itself. It stays on the device.

use field_domain::{Action, Label, RegionKind, RejectCounts, RejectReason};
use field_redact::{LedgerRow, Span};
use serde::{Deserialize, Serialize};

/// One place that was found or marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// What it was taken for. Regions of photos count under [`Label::Other`].
    pub label: Label,
    /// The rule or model that found it; `person` for a mark by hand.
    pub rule: String,
    /// How sure the rule was, in thousandths.
    pub score_permille: u16,
    /// Its length in Unicode code points; 0 for a region.
    pub length: u32,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was removed, and a token stands there; a region was filled.
    Removed,
    /// It was removed, and a mask stands there.
    Masked,
    /// It was removed, and a coarser value stands there.
    Coarsened,
    /// The policy leaves such places readable.
    Left,
    /// A person left it readable, and why.
    Kept(RejectReason),
    /// A person left it readable in an earlier text, and why; so it was left here.
    KeptAsTaught(RejectReason),
}

/// A found region of a photo that a person left open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenRegion {
    /// What it was taken for.
    pub kind: RegionKind,
    /// How sure the finder was, from 0 to 1.
    pub score: f32,
    /// Why it stays open.
    pub reason: RejectReason,
}

impl LedgerEntry {
    pub(crate) fn of_row(row: &LedgerRow) -> Self {
        Self {
            label: row.label,
            rule: row.rule.to_owned(),
            score_permille: permille(row.score),
            length: u32::try_from(row.length).unwrap_or(u32::MAX),
            verdict: match row.action {
                Action::Keep => Verdict::Left,
                Action::Mask => Verdict::Masked,
                Action::Coarsen => Verdict::Coarsened,
                Action::Token => Verdict::Removed,
            },
        }
    }

    pub(crate) fn kept(span: &Span, text: &str, verdict: Verdict) -> Self {
        let length = text.get(span.start..span.end).unwrap_or("").chars().count();
        Self {
            label: span.label,
            rule: span.rule.to_owned(),
            score_permille: permille(span.score),
            length: u32::try_from(length).unwrap_or(u32::MAX),
            verdict,
        }
    }

    pub(crate) fn open(region: OpenRegion) -> Self {
        let rule = match region.kind {
            RegionKind::Face => "face",
            RegionKind::Text => "text",
            RegionKind::Marked => "person",
        };
        Self {
            label: Label::Other,
            rule: rule.to_owned(),
            score_permille: permille(region.score),
            length: 0,
            verdict: Verdict::Kept(region.reason),
        }
    }
}

/// How many places of a ledger a person left readable, by reason.
pub(crate) fn reject_counts<'a>(
    entries: impl IntoIterator<Item = &'a LedgerEntry>,
) -> RejectCounts {
    let reason = |entry: &LedgerEntry| match entry.verdict {
        Verdict::Kept(reason) | Verdict::KeptAsTaught(reason) => Some(reason),
        Verdict::Removed | Verdict::Masked | Verdict::Coarsened | Verdict::Left => None,
    };
    entries.into_iter().filter_map(reason).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a score can be"
)]
fn permille(score: f32) -> u16 {
    (score.clamp(0.0, 1.0) * 1_000.0).round() as u16
}
