//! Values that may leave, and the two acts that make them.

use std::collections::BTreeMap;

use field_domain::raw::EngineScope;
use field_domain::{Hash32, Label, Raw, Segments};
use field_photo::BurntPhoto;
use field_redact::{Analysis, DecisionError, RedactedText, SpanDecision, TokenBook};
use sha2::{Digest, Sha256};

use crate::certificate::{CertificateKeys, Look, PartCertificate, PartKind, keyed_hash};
use crate::policy::{Policy, ReviewRule};

/// A value that passed its engine under a policy, and a person where the policy asks for one.
///
/// Private fields, no `Deserialize`, no `From`, no public constructor: [`clear_text`] and
/// [`clear_photo`] are the only makers.
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
    decisions: &[SpanDecision],
    tokens: &mut TokenBook,
    source: TextSource,
    policy: &Policy,
    look: Option<Look>,
    keys: &CertificateKeys,
) -> Result<Cleared<RedactedText>, Withheld> {
    let rule = match source {
        TextSource::Typed => policy.typed,
        TextSource::Transcript => policy.transcript,
    };
    let needs_look = rule == ReviewRule::Always || !analysis.is_certain() || !decisions.is_empty();
    if needs_look && look.is_none() {
        return Err(Withheld::NeedsLook);
    }
    for decision in decisions {
        if let SpanDecision::Keep { start, end } = decision {
            let kept =
                analysis.spans().iter().find(|span| (span.start, span.end) == (*start, *end));
            if let Some(label) =
                kept.map(|span| span.label).filter(|label| policy.locked.contains(label))
            {
                return Err(Withheld::LockedLabel(label));
            }
        }
    }
    let redacted = analysis.redact(decisions, tokens)?;
    let removed = redacted
        .counts()
        .into_iter()
        .map(|(label, count)| (label, u32::try_from(count).unwrap_or(u32::MAX)))
        .collect();
    let certificate = PartCertificate {
        kind: PartKind::Text,
        engine: redacted.engine_version(),
        models: Vec::new(),
        policy: policy.number,
        removed,
        kept: u32::try_from(redacted.kept()).unwrap_or(u32::MAX),
        added: u32::try_from(redacted.added()).unwrap_or(u32::MAX),
        look,
        input: keyed_hash(&keys.input, &[text.expose(&EngineScope).as_bytes()]),
        output: hash_segments(redacted.segments()),
    };
    Ok(Cleared { value: redacted, certificate })
}

/// Clears a photo whose boxes are burnt in.
///
/// # Errors
/// [`Withheld::NeedsLook`] if the policy wants a look and none was taken.
pub fn clear_photo(
    original: &Raw<Vec<u8>>,
    burnt: BurntPhoto,
    models: Vec<Hash32>,
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
        removed: BTreeMap::from([(Label::Other, burnt.filled_count())]),
        kept: 0,
        added: 0,
        look,
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
    use crate::policy::DEFAULT_POLICY;
    use field_domain::Instant;
    use field_redact::{Context, TextEngine};
    use zeroize::Zeroizing;

    pub(crate) fn keys() -> CertificateKeys {
        CertificateKeys { frame: Zeroizing::new([1; 32]), input: Zeroizing::new([2; 32]) }
    }

    pub(crate) fn look() -> Look {
        Look { user: uuid::Uuid::from_u128(4).into(), at: Instant(5) }
    }

    pub(crate) fn clear(
        text: &str,
        decisions: &[SpanDecision],
        source: TextSource,
        look: Option<Look>,
    ) -> Result<Cleared<RedactedText>, Withheld> {
        let text = Raw::new(text.to_owned());
        let analysis =
            TextEngine::new().analyse(&text, &Context::default()).expect("a short text is judged");
        let mut tokens = TokenBook::default();
        clear_text(&text, &analysis, decisions, &mut tokens, source, &DEFAULT_POLICY, look, &keys())
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
        let keep = SpanDecision::Keep { start: 5, end: text.len() };
        let outcome = clear(text, &[keep], TextSource::Typed, Some(look()));
        assert_eq!(outcome.err(), Some(Withheld::LockedLabel(Label::CreditCard)));
    }

    #[test]
    fn the_hash_of_the_input_is_keyed() {
        let cleared = clear("Gasket torn", &[], TextSource::Typed, None).expect("nothing found");
        let plain: [u8; 32] = Sha256::digest("Gasket torn").into();
        assert_ne!(cleared.certificate().input, Hash32(plain), "a short name could be guessed");
    }
}
