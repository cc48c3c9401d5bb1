//! Values that may leave, and the acts that make them.

use std::collections::BTreeMap;

use field_domain::raw::EngineScope;
use field_domain::{Hash32, Label, Raw, RejectReason, Segments};
use field_photo::BurntPhoto;
use field_redact::{Analysis, ByHand, DecisionError, RedactedText, SpanDecision, TokenBook};
use sha2::{Digest, Sha256};

use crate::certificate::{
    CertificateKeys, EngineRefusal, Look, PartCertificate, PartKind, keyed_hash,
};
use crate::decision::TextDecision;
use crate::ledger::{LedgerEntry, OpenRegion, Verdict};
use crate::policy::{Policy, ReviewRule};

/// A value that passed its engine under a policy, and a person where the policy asks for one.
///
/// Private fields, no `Deserialize`, no `From`, no public constructor: [`clear_text`],
/// [`clear_text_by_hand`] and [`clear_photo`] are the only makers.
#[derive(Debug, Clone)]
pub struct Cleared<T> {
    value: T,
    certificate: PartCertificate,
}

impl<T> Cleared<T> {
    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// What the clearance rests on.
    pub fn certificate(&self) -> &PartCertificate {
        &self.certificate
    }

    pub(crate) fn into_parts(self) -> (T, PartCertificate) {
        (self.value, self.certificate)
    }
}

/// Where a text comes from; the policy may ask for different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSource {
    /// Typed by a person.
    Typed,
    /// Heard in a recording.
    Transcript,
}

/// Why something does not leave. It waits, visibly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Withheld {
    /// The policy wants a person to look.
    #[error("a person must look at it first")]
    NeedsLook,
    /// The person kept something that nobody may keep.
    #[error("{0} cannot be kept readable")]
    LockedLabel(Label),
    /// The policy wants a reason for keeping such a place, and none was given.
    #[error("{0} is kept readable only with a reason")]
    NeedsReason(Label),
    /// The policy wants the name model, and it did not take part.
    #[error("the policy wants the name model, which is not there")]
    NeedsNameModel,
    /// A decision does not fit the text.
    #[error("a decision does not fit the text: {0}")]
    Decision(#[from] DecisionError),
}

/// Clears a text: applies the person's decisions, checks the policy, and makes the tokens.
///
/// # Errors
/// [`Withheld`] says what is missing; nothing may leave then.
#[expect(
    clippy::too_many_arguments,
    reason = "each names one part of the act; a struct would be named like the function"
)]
pub fn clear_text(
    text: &Raw<String>,
    analysis: &Analysis,
    decisions: &[TextDecision],
    tokens: &mut TokenBook,
    source: TextSource,
    policy: &Policy,
    look: Option<Look>,
    keys: &CertificateKeys,
) -> Result<Cleared<RedactedText>, Withheld> {
    if policy.needs_name_model && !analysis.has_model() {
        return Err(Withheld::NeedsNameModel);
    }
    let rule = match source {
        TextSource::Typed => policy.typed,
        TextSource::Transcript => policy.transcript,
    };
    let needs_look = rule == ReviewRule::Always
        || !analysis.is_certain_under(&policy.actions)
        || !decisions.is_empty();
    if needs_look && look.is_none() {
        return Err(Withheld::NeedsLook);
    }
    let kept = kept_by_person(text, analysis, decisions, policy)?;
    let redacted = analysis.redact_under(&policy.actions, &spans(decisions), tokens)?;
    Ok(certified(text, redacted, kept, None, policy, look, keys))
}

/// Clears a text that the engine withheld: a person read it and marked what is personal.
///
/// A look is not optional here. What the engine did not find cannot be kept: only marks count.
///
/// # Errors
/// [`Withheld::Decision`] if a mark does not fit the text; nothing may leave then.
pub fn clear_text_by_hand(
    by_hand: &ByHand,
    marks: &[TextDecision],
    tokens: &mut TokenBook,
    policy: &Policy,
    look: Look,
    keys: &CertificateKeys,
) -> Result<Cleared<RedactedText>, Withheld> {
    let redacted = by_hand.redact_under(&policy.actions, &spans(marks), tokens)?;
    let refusal = Some(by_hand.because().into());
    Ok(certified(by_hand.text(), redacted, Vec::new(), refusal, policy, Some(look), keys))
}

/// Ledger entries of what the person keeps readable, if they may.
fn kept_by_person(
    text: &Raw<String>,
    analysis: &Analysis,
    decisions: &[TextDecision],
    policy: &Policy,
) -> Result<Vec<LedgerEntry>, Withheld> {
    let source = text.expose(&EngineScope);
    let mut kept = Vec::new();
    for (span, reason) in analysis.kept_as_taught() {
        if policy.is_locked(span.label) {
            return Err(Withheld::LockedLabel(span.label));
        }
        kept.push(LedgerEntry::kept(span, source, Verdict::KeptAsTaught(*reason)));
    }
    for decision in decisions {
        let TextDecision::Keep { start, end, reason } = *decision else { continue };
        let found = analysis.spans().iter().find(|span| (span.start, span.end) == (start, end));
        // A place that was not found is refused with the decisions as a whole.
        let Some(span) = found else { continue };
        if policy.is_locked(span.label) {
            return Err(Withheld::LockedLabel(span.label));
        }
        if reason == RejectReason::Unasked && policy.wants_reason(span.label) {
            return Err(Withheld::NeedsReason(span.label));
        }
        kept.push(LedgerEntry::kept(span, source, Verdict::Kept(reason)));
    }
    Ok(kept)
}

fn spans(decisions: &[TextDecision]) -> Vec<SpanDecision> {
    decisions.iter().map(|decision| decision.span()).collect()
}

fn certified(
    text: &Raw<String>,
    redacted: RedactedText,
    kept: Vec<LedgerEntry>,
    refusal: Option<EngineRefusal>,
    policy: &Policy,
    look: Option<Look>,
    keys: &CertificateKeys,
) -> Cleared<RedactedText> {
    let removed = redacted
        .counts()
        .into_iter()
        .map(|(label, count)| (label, u32::try_from(count).unwrap_or(u32::MAX)))
        .collect();
    let mut ledger: Vec<_> = redacted.ledger().iter().map(LedgerEntry::of_row).collect();
    let kept_count = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    ledger.extend(kept);
    let certificate = PartCertificate {
        kind: PartKind::Text,
        engine: redacted.engine_version(),
        models: redacted.models().into_iter().map(Hash32).collect(),
        policy: policy.number,
        policy_name: policy.name.clone(),
        removed,
        kept: kept_count,
        added: u32::try_from(redacted.added()).unwrap_or(u32::MAX),
        look,
        refusal,
        ledger,
        input: keyed_hash(&keys.input, &[text.expose(&EngineScope).as_bytes()]),
        output: hash_segments(redacted.segments()),
    };
    Cleared { value: redacted, certificate }
}

/// Clears a photo whose boxes are burnt in. `rejected` is what was found and left open by a person.
///
/// # Errors
/// [`Withheld::NeedsLook`] if the policy wants a look and none was taken.
pub fn clear_photo(
    original: &Raw<Vec<u8>>,
    burnt: BurntPhoto,
    models: Vec<Hash32>,
    rejected: &[OpenRegion],
    policy: &Policy,
    look: Option<Look>,
    keys: &CertificateKeys,
) -> Result<Cleared<BurntPhoto>, Withheld> {
    // Without models nothing was searched for: then a person must have looked under any policy.
    let needs_look = policy.photo == ReviewRule::Always || models.is_empty();
    if needs_look && look.is_none() {
        return Err(Withheld::NeedsLook);
    }
    let certificate = PartCertificate {
        kind: PartKind::Photo,
        engine: burnt.engine_version(),
        models,
        policy: policy.number,
        policy_name: policy.name.clone(),
        removed: BTreeMap::from([(Label::Other, burnt.filled_count())]),
        kept: u32::try_from(rejected.len()).unwrap_or(u32::MAX),
        added: 0,
        look,
        refusal: None,
        ledger: rejected.iter().copied().map(LedgerEntry::open).collect(),
        input: keyed_hash(&keys.input, &[original.expose(&EngineScope)]),
        output: Hash32(Sha256::digest(burnt.picture()).into()),
    };
    Ok(Cleared { value: burnt, certificate })
}

fn hash_segments(segments: &Segments) -> Hash32 {
    Hash32(Sha256::digest(segments.to_string().as_bytes()).into())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::ledger::reject_counts;
    use field_domain::{Instant, PolicyName};
    use field_redact::{Context, Judgement, TextEngine};
    use zeroize::Zeroizing;

    pub(crate) fn keys() -> CertificateKeys {
        CertificateKeys { frame: Zeroizing::new([1; 32]), input: Zeroizing::new([2; 32]) }
    }

    fn default() -> &'static Policy {
        Policy::ready(PolicyName::Default)
    }

    pub(crate) fn look() -> Look {
        Look { user: uuid::Uuid::from_u128(4).into(), at: Instant(5) }
    }

    pub(crate) fn clear(
        text: &str,
        decisions: &[TextDecision],
        source: TextSource,
        look: Option<Look>,
    ) -> Result<Cleared<RedactedText>, Withheld> {
        clear_under(default(), text, decisions, source, look)
    }

    fn clear_under(
        policy: &Policy,
        text: &str,
        decisions: &[TextDecision],
        source: TextSource,
        look: Option<Look>,
    ) -> Result<Cleared<RedactedText>, Withheld> {
        let text = Raw::new(text.to_owned());
        let analysis =
            TextEngine::new().analyse(&text, &Context::default()).expect("a short text is judged");
        let mut tokens = TokenBook::default();
        clear_text(&text, &analysis, decisions, &mut tokens, source, policy, look, &keys())
    }

    #[test]
    fn a_certain_typed_text_clears_without_a_look() {
        let cleared = clear("Write to kim@example.com", &[], TextSource::Typed, None)
            .expect("an e-mail address is certain");
        assert_eq!(cleared.value().segments().to_string(), "Write to [EMAIL-1]");
        assert_eq!(cleared.certificate().removed.get(&Label::Email), Some(&1));
    }

    #[test]
    fn a_transcript_waits_for_a_person() {
        let outcome = clear("Gasket torn", &[], TextSource::Transcript, None);
        assert_eq!(outcome.err(), Some(Withheld::NeedsLook), "what was misheard cannot be found");
        assert!(clear("Gasket torn", &[], TextSource::Transcript, Some(look())).is_ok());
    }

    #[test]
    fn a_locked_label_cannot_be_kept() {
        let text = "Card 4111 1111 1111 1111";
        let reason = RejectReason::NotPersonal;
        let keep = TextDecision::Keep { start: 5, end: text.len(), reason };
        let outcome = clear(text, &[keep], TextSource::Typed, Some(look()));
        assert_eq!(outcome.err(), Some(Withheld::LockedLabel(Label::CreditCard)));
    }

    #[test]
    fn what_a_person_keeps_stands_in_the_ledger_with_its_reason() {
        let keep = TextDecision::Keep { start: 9, end: 24, reason: RejectReason::Consent };
        let cleared = clear("Write to kim@example.com", &[keep], TextSource::Typed, Some(look()))
            .expect("an e-mail address may be kept");
        assert_eq!(cleared.value().segments().to_string(), "Write to kim@example.com");
        let ledger = &cleared.certificate().ledger;
        assert_eq!(ledger.len(), 1, "one place was found");
        assert_eq!((ledger[0].label, ledger[0].length), (Label::Email, 15));
        assert_eq!(ledger[0].verdict, Verdict::Kept(RejectReason::Consent));
        assert_eq!(reject_counts(ledger).consent, 1);
    }

    #[test]
    fn a_policy_without_its_name_model_lets_nothing_out() {
        let strict = Policy::ready(PolicyName::Strict);
        let outcome = clear_under(strict, "Gasket torn", &[], TextSource::Typed, Some(look()));
        assert_eq!(outcome.err(), Some(Withheld::NeedsNameModel), "whoever looked");
    }

    #[test]
    fn what_the_policy_does_with_a_place_stands_in_text_and_ledger() {
        let policy =
            Policy { needs_name_model: false, ..Policy::ready(PolicyName::Strict).clone() };
        let text = "Write to kim@example.com";
        let outcome = clear_under(&policy, text, &[], TextSource::Typed, None);
        assert_eq!(outcome.err(), Some(Withheld::NeedsLook), "strict: a person reads every text");
        let cleared = clear_under(&policy, text, &[], TextSource::Typed, Some(look()))
            .expect("somebody looked");
        assert_eq!(cleared.value().segments().to_string(), "Write to [EMAIL]");
        let certificate = cleared.certificate();
        assert_eq!((certificate.policy, certificate.policy_name.as_str()), (8, "strict"));
        assert_eq!(certificate.ledger[0].verdict, Verdict::Masked);
        assert_eq!(certificate.removed.get(&Label::Email), Some(&1));
    }

    #[test]
    fn what_the_policy_leaves_readable_stands_in_the_ledger_and_asks_nobody() {
        let food_safety = Policy::ready(PolicyName::FoodSafety);
        let cleared =
            clear_under(food_safety, "Oysters from Portugal", &[], TextSource::Typed, None)
                .expect("a country stays, so nobody need look");
        assert_eq!(cleared.value().segments().to_string(), "Oysters from Portugal");
        let ledger = &cleared.certificate().ledger;
        assert_eq!((ledger[0].label, ledger[0].verdict), (Label::Location, Verdict::Left));
        assert!(cleared.certificate().removed.is_empty());
        assert!(reject_counts(ledger).is_none(), "no person left it");
    }

    #[test]
    fn a_reason_is_wanted_where_the_policy_says_so() {
        let text = "Write to kim@example.com";
        let keep = TextDecision::Keep { start: 9, end: 24, reason: RejectReason::Unasked };
        let outcome = clear(text, &[keep], TextSource::Typed, Some(look()));
        assert_eq!(outcome.err(), Some(Withheld::NeedsReason(Label::Email)));
        let policy = Policy { reasons: Vec::new(), ..default().clone() };
        let cleared = clear_under(&policy, text, &[keep], TextSource::Typed, Some(look()))
            .expect("this policy asks for none");
        assert_eq!(reject_counts(&cleared.certificate().ledger).unasked, 1);
    }

    #[test]
    fn a_text_without_an_answer_of_the_engine_says_so_in_its_certificate() {
        let text = Raw::new("Позвоните Ивану".to_owned());
        let Judgement::Withheld(by_hand) = TextEngine::new().judge(&text, &Context::default())
        else {
            panic!("the engine has no rules for this script")
        };
        let start = "Позвоните ".len();
        let end = start + "Ивану".len();
        let mark = TextDecision::Add { start, end, label: Label::Person };
        let mut tokens = TokenBook::default();
        let cleared =
            clear_text_by_hand(&by_hand, &[mark], &mut tokens, default(), look(), &keys())
                .expect("the mark fits");
        assert_eq!(cleared.value().segments().to_string(), "Позвоните [PERSON-1]");
        let certificate = cleared.certificate();
        assert_eq!(certificate.refusal, Some(EngineRefusal::UnknownScript), "why by hand");
        assert_eq!(certificate.look, Some(look()), "and by whom");
        assert_eq!(certificate.ledger[0].rule, "person");

        let keep = TextDecision::Keep { start, end, reason: RejectReason::NotThere };
        let outcome =
            clear_text_by_hand(&by_hand, &[keep], &mut tokens, default(), look(), &keys());
        assert!(matches!(outcome, Err(Withheld::Decision(_))), "nothing was found to keep");
    }

    #[test]
    fn the_hash_of_the_input_is_keyed() {
        let cleared = clear("Gasket torn", &[], TextSource::Typed, None).expect("nothing found");
        let plain: [u8; 32] = Sha256::digest("Gasket torn").into();
        assert_ne!(cleared.certificate().input, Hash32(plain), "a short name could be guessed");
    }
}
