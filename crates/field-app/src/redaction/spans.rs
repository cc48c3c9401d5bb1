//! Found places as the screens count and name them.

use field_clearance::{Policy, TextDecision};
use field_contract::ErrorCode;
use field_contract::items::{LabelFamily, SpanReason, SpanView};
use field_contract::redaction::{TextDecision as Said, TextRefusal};
use field_domain::Label;
use field_redact::{CERTAIN_SCORE, LedgerRow, Withheld};

use crate::error::{self, Result};

/// What is removed, in UTF-16 code units, with family, reason, and what the policy says of it.
pub(crate) fn view(text: &str, rows: &[LedgerRow], policy: &Policy) -> Vec<SpanView> {
    rows.iter()
        .filter(|row| row.is_removed())
        .map(|row| SpanView {
            start: utf16_of(text, row.start),
            end: utf16_of(text, row.end),
            label: row.label,
            family: family(row.label),
            score: row.score,
            reason: reason(row.rule),
            is_certain: row.score >= CERTAIN_SCORE,
            action: row.action,
            is_locked: policy.is_locked(row.label),
            wants_reason: policy.wants_reason(row.label),
        })
        .collect()
}

/// What a person said about a text, in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Decided {
    /// What is kept and what is added.
    pub decisions: Vec<TextDecision>,
    /// Found places that the person said are right.
    pub accepted: Vec<(usize, usize)>,
    /// The person read all of a text that no engine could judge.
    pub is_read_by_hand: bool,
}

/// A person's decisions in bytes.
///
/// # Errors
/// `Invalid` if a place lies outside the text or inside a character.
pub(super) fn decided(text: &str, said: &[Said]) -> Result<Decided> {
    let mut decided = Decided::default();
    for decision in said {
        match *decision {
            Said::Keep { start, end, reason } => {
                let (start, end) = (byte_of(text, start)?, byte_of(text, end)?);
                decided.decisions.push(TextDecision::Keep { start, end, reason });
            }
            Said::Remove { start, end, label } => {
                let (start, end) = (byte_of(text, start)?, byte_of(text, end)?);
                decided.decisions.push(TextDecision::Add { start, end, label });
            }
            Said::Accept { start, end } => {
                decided.accepted.push((byte_of(text, start)?, byte_of(text, end)?));
            }
            Said::ReadByHand => decided.is_read_by_hand = true,
        }
    }
    Ok(decided)
}

/// The engine's reason as the screens name it.
pub(super) const fn refusal(cause: Withheld) -> TextRefusal {
    match cause {
        Withheld::TooLong => TextRefusal::TooLong,
        Withheld::TimedOut => TextRefusal::TimedOut,
        Withheld::Panicked => TextRefusal::EngineFailed,
        Withheld::Undecodable => TextRefusal::Undecodable,
        Withheld::UnknownScript => TextRefusal::UnknownScript,
    }
}

fn utf16_of(text: &str, byte: usize) -> u32 {
    let units = text.get(..byte).unwrap_or(text).encode_utf16().count();
    u32::try_from(units).unwrap_or(u32::MAX)
}

fn byte_of(text: &str, unit: u32) -> Result<usize> {
    let mut units = 0_u32;
    for (byte, sign) in text.char_indices() {
        if units == unit {
            return Ok(byte);
        }
        units += u32::try_from(sign.len_utf16()).unwrap_or(2);
    }
    if units == unit {
        Ok(text.len())
    } else {
        Err(error::of(ErrorCode::Invalid, "a place lies outside the text"))
    }
}

/// The four families of the look.
fn family(label: Label) -> LabelFamily {
    match label {
        Label::Phone
        | Label::Email
        | Label::Url
        | Label::Handle
        | Label::Ip
        | Label::Mac
        | Label::Secret
        | Label::Crypto => LabelFamily::Contact,
        Label::Address | Label::Gps | Label::Location | Label::Plate => LabelFamily::Place,
        Label::Health | Label::Mrn | Label::Nhs | Label::Mbi => LabelFamily::Health,
        Label::Person
        | Label::Dob
        | Label::Age
        | Label::Ssn
        | Label::Itin
        | Label::Ein
        | Label::CreditCard
        | Label::Iban
        | Label::Routing
        | Label::BankAccount
        | Label::Npi
        | Label::Dea
        | Label::DriverLicense
        | Label::Passport
        | Label::Nino
        | Label::Vat
        | Label::Vin
        | Label::Organization
        | Label::Signature
        | Label::Other => LabelFamily::Person,
    }
}

/// The reason chip's class, from the rule's name.
fn reason(rule: &str) -> SpanReason {
    let has = |words: &[&str]| words.iter().any(|word| rule.contains(word));
    if rule == "person" {
        SpanReason::Marked
    } else if rule == "taught" {
        SpanReason::Taught
    } else if has(&["job"]) {
        SpanReason::Job
    } else if has(&["propagat", "repeat", "again"]) {
        SpanReason::Repeated
    } else if has(&["luhn", "mod", "check", "iban", "card"]) {
        SpanReason::Checksum
    } else if has(&["list", "lexicon"]) {
        SpanReason::List
    } else if has(&["cue", "context", "title", "label", "said", "after", "before"]) {
        SpanReason::Context
    } else {
        SpanReason::Pattern
    }
}

#[cfg(test)]
mod tests {
    use field_domain::{Action, PolicyName, RejectReason};

    use super::*;

    #[test]
    fn places_are_counted_as_javascript_counts_them() {
        let text = "🔥 Zoë called";
        let start = text.find("Zoë").expect("it is there");
        let row = LedgerRow {
            start,
            end: start + "Zoë".len(),
            label: Label::Person,
            score: 0.9,
            rule: "x",
            length: 3,
            action: Action::Token,
        };
        let kept = LedgerRow { action: Action::Keep, ..row };
        let view = view(text, &[row, kept], Policy::ready(PolicyName::Default));
        assert_eq!(view.len(), 1, "what stays is no place");
        assert_eq!((view[0].start, view[0].end), (3, 6), "the flame is two units, ë is one");
        let reason = RejectReason::NotThere;
        let back = decided(text, &[Said::Keep { start: 3, end: 6, reason }]).expect("fits");
        assert_eq!(back.decisions, [TextDecision::Keep { start, end: start + 4, reason }]);
        let inside = Said::Keep { start: 1, end: 6, reason };
        assert!(decided(text, &[inside]).is_err(), "inside the flame");
    }
}
