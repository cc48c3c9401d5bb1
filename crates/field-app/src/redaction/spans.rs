//! Found places as the screens count and name them.

use field_contract::ErrorCode;
use field_contract::items::{LabelFamily, SpanReason, SpanView};
use field_contract::redaction::TextDecision;
use field_domain::Label;
use field_redact::{CERTAIN_SCORE, Span, SpanDecision};

use crate::error::{self, Result};

/// Spans in UTF-16 code units, with family and reason.
pub(crate) fn view(text: &str, spans: &[Span]) -> Vec<SpanView> {
    spans
        .iter()
        .map(|span| SpanView {
            start: utf16_of(text, span.start),
            end: utf16_of(text, span.end),
            label: span.label,
            family: family(span.label),
            score: span.score,
            reason: reason(span),
            is_certain: span.score >= CERTAIN_SCORE,
        })
        .collect()
}

/// A person's decisions in bytes.
///
/// # Errors
/// `Invalid` if a place lies outside the text or inside a character.
pub(super) fn decisions(text: &str, decisions: &[TextDecision]) -> Result<Vec<SpanDecision>> {
    decisions
        .iter()
        .map(|decision| {
            Ok(match *decision {
                TextDecision::Keep { start, end } => {
                    SpanDecision::Keep { start: byte_of(text, start)?, end: byte_of(text, end)? }
                }
                TextDecision::Remove { start, end, label } => SpanDecision::Add {
                    start: byte_of(text, start)?,
                    end: byte_of(text, end)?,
                    label,
                },
            })
        })
        .collect()
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

/// The four families of the look (mock/README.md, "Colour").
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
fn reason(span: &Span) -> SpanReason {
    let rule = span.rule;
    let has = |words: &[&str]| words.iter().any(|word| rule.contains(word));
    if rule == "person" {
        SpanReason::Marked
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
    use super::*;

    #[test]
    fn places_are_counted_as_javascript_counts_them() {
        let text = "🔥 Zoë called";
        let start = text.find("Zoë").expect("it is there");
        let span =
            Span { start, end: start + "Zoë".len(), label: Label::Person, score: 0.9, rule: "x" };
        let view = view(text, &[span]);
        assert_eq!((view[0].start, view[0].end), (3, 6), "the flame is two units, ë is one");
        let back = decisions(text, &[TextDecision::Keep { start: 3, end: 6 }]).expect("fits");
        assert_eq!(back, [SpanDecision::Keep { start, end: start + 4 }]);
        let inside = TextDecision::Keep { start: 1, end: 6 };
        assert!(decisions(text, &[inside]).is_err(), "inside the flame");
    }
}
