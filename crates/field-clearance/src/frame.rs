//! The only thing that can be sent: exact bytes with their certificate.

use ed25519_dalek::SigningKey;
use field_domain::{DeviceId, Hash32, InspectionId, Instant, Lane, OpId, OrgId, UserId};
use field_log::operation::OPERATION_VERSION;
use field_log::{ClearanceMark, Header, Operation, OperationError, Payload};
use field_redact::RedactedText;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::certificate::{CertificateKeys, PartCertificate, keyed_hash};
use crate::cleared::Cleared;
use crate::egressable::every_part_may_leave;
use crate::ledger::reject_counts;
use crate::policy::Policy;

/// Bytes that may leave, with the certificate that says why.
///
/// Made only from cleared values; read back from the disk only by [`Frame::reopen`], which trusts
/// the certificate's MAC and nothing else.
#[derive(Debug, Clone)]
pub struct Frame {
    bytes: Vec<u8>,
    certificate: FrameCertificate,
}

/// Why exactly these bytes may leave. It stays on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameCertificate {
    /// What the bytes are.
    pub kind: FrameKind,
    /// SHA-256 of the bytes.
    pub output: Hash32,
    /// Number of the policy.
    pub policy: u16,
    /// The certificates of the values that went into it.
    pub parts: Vec<PartCertificate>,
    mac: Hash32,
}

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameKind {
    /// A signed operation.
    Operation,
    /// The manifest of a blob: its hash, size and the hashes of its chunks.
    BlobManifest,
}

/// Who makes an operation, where in the chain, and when.
#[derive(Debug, Clone, Copy)]
pub struct Draft {
    /// Whose log.
    pub org: OrgId,
    /// Which inspection.
    pub inspection: InspectionId,
    /// This device.
    pub device: DeviceId,
    /// Number of the operation on this device.
    pub device_seq: u64,
    /// The operation before it.
    pub previous: OpId,
    /// The person.
    pub author: UserId,
    /// The device's clock.
    pub at: Instant,
    /// 16 random bytes for the payload's commitment.
    pub salt: [u8; 16],
}

/// Why bytes and certificate are not a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The certificate was not made on this device, or was changed.
    #[error("the certificate is not one of this device")]
    ForgedCertificate,
    /// The bytes are not those that were cleared.
    #[error("the bytes are not the ones that were cleared")]
    OtherBytes,
    /// The operation could not be built.
    #[error("the operation could not be built: {0}")]
    Operation(#[from] OperationError),
}

/// Builds, signs and frames an operation whose every text is cleared.
///
/// # Errors
/// [`FrameError::Operation`] if it would be too large.
pub fn frame_operation(
    draft: &Draft,
    payload: Payload<Cleared<RedactedText>>,
    policy: &Policy,
    signing_key: &SigningKey,
    keys: &CertificateKeys,
) -> Result<(Operation, Frame), FrameError> {
    every_part_may_leave(&payload);
    let mut parts = Vec::new();
    let change = payload
        .change
        .try_map_text(|text| {
            let (redacted, certificate) = text.into_parts();
            parts.push(certificate);
            Ok::<_, std::convert::Infallible>(redacted.segments().clone())
        })
        .unwrap_or_else(|never| match never {});
    let header = Header {
        version: OPERATION_VERSION,
        org: draft.org,
        inspection: draft.inspection,
        lane: Lane::Evidence,
        device: draft.device,
        device_seq: draft.device_seq,
        previous: draft.previous,
        author: draft.author,
        at: draft.at,
        clearance: ClearanceMark {
            text_engine: field_redact::ENGINE_VERSION,
            photo_engine: field_photo::ENGINE_VERSION,
            policy: policy.number,
            rejected: reject_counts(parts.iter().flat_map(|part| &part.ledger)),
            is_by_hand: parts.iter().any(|part| part.refusal.is_some()),
        },
        blobs: Vec::new(),
        payload_commitment: Hash32::ZERO,
    };
    let payload = Payload { base: payload.base, change };
    let operation = Operation::sign(header, payload, draft.salt, signing_key)?;
    let bytes = operation.bytes.clone();
    let frame = Frame::certified(FrameKind::Operation, bytes, policy.number, parts, keys);
    Ok((operation, frame))
}

impl Frame {
    pub(crate) fn certified(
        kind: FrameKind,
        bytes: Vec<u8>,
        policy: u16,
        parts: Vec<PartCertificate>,
        keys: &CertificateKeys,
    ) -> Self {
        let output = Hash32(Sha256::digest(&bytes).into());
        let mac = mac(kind, output, policy, &parts, keys);
        Self { bytes, certificate: FrameCertificate { kind, output, policy, parts, mac } }
    }

    /// Takes a frame back from where it was kept.
    ///
    /// # Errors
    /// [`FrameError::ForgedCertificate`] if the certificate was not made with this device's key,
    /// [`FrameError::OtherBytes`] if the bytes are others.
    pub fn reopen(
        bytes: Vec<u8>,
        certificate: FrameCertificate,
        keys: &CertificateKeys,
    ) -> Result<Self, FrameError> {
        let FrameCertificate { kind, output, policy, parts, mac: claimed } = &certificate;
        let expected = mac(*kind, *output, *policy, parts, keys);
        if !bool::from(expected.0.ct_eq(&claimed.0)) {
            return Err(FrameError::ForgedCertificate);
        }
        if Hash32(Sha256::digest(&bytes).into()) != *output {
            return Err(FrameError::OtherBytes);
        }
        Ok(Self { bytes, certificate })
    }

    /// The exact bytes that may leave.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Why they may leave.
    #[must_use]
    pub fn certificate(&self) -> &FrameCertificate {
        &self.certificate
    }
}

fn mac(
    kind: FrameKind,
    output: Hash32,
    policy: u16,
    parts: &[PartCertificate],
    keys: &CertificateKeys,
) -> Hash32 {
    let body = field_log::canonical::to_bytes(&(kind, output, policy, parts))
        .expect("certificates hold plain values only");
    keyed_hash(&keys.frame, &[b"fieldproof frame v1\0", &body])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cleared::TextSource;
    use crate::cleared::tests::{clear, keys};
    use field_domain::{ItemNo, PolicyName};
    use field_log::Change;
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    fn note(text: &str) -> (Operation, Frame) {
        let id = uuid::Uuid::from_u128;
        let draft = Draft {
            org: id(1).into(),
            inspection: id(2).into(),
            device: id(3).into(),
            device_seq: 1,
            previous: Hash32::ZERO,
            author: id(4).into(),
            at: Instant(1),
            salt: [7; 16],
        };
        let text = clear(text, &[], TextSource::Typed, None).expect("clears by itself");
        let change = Change::NoteSet { item: ItemNo(22), text: Some(text) };
        let payload = Payload { base: Vec::new(), change };
        let key = SigningKey::from_bytes(&[9; 32]);
        frame_operation(&draft, payload, Policy::ready(PolicyName::Default), &key, &keys())
            .expect("a short note")
    }

    #[test]
    fn a_framed_operation_holds_the_redacted_text_only() {
        let (operation, frame) = note("Write to kim@example.com");
        assert_eq!(frame.bytes(), operation.bytes);
        let is_inside = |needle: &[u8]| frame.bytes().windows(needle.len()).any(|w| w == needle);
        assert!(!is_inside(b"kim@example.com"), "the original never reaches the frame");
        assert!(is_inside(b"Write to "), "the rest does");
        assert_eq!(frame.certificate().parts.len(), 1, "one certificate for one text");
    }

    #[test]
    fn a_frame_comes_back_only_with_its_own_certificate() {
        let (_, frame) = note("Gasket torn");
        let (_, other) = note("Hinge bent");
        let reopen = |bytes: &[u8], certificate: &FrameCertificate, keys: &CertificateKeys| {
            Frame::reopen(bytes.to_vec(), certificate.clone(), keys).map(|_| ())
        };
        assert_eq!(reopen(frame.bytes(), frame.certificate(), &keys()), Ok(()));
        assert_eq!(
            reopen(other.bytes(), frame.certificate(), &keys()),
            Err(FrameError::OtherBytes)
        );
        let foreign = CertificateKeys { frame: Zeroizing::new([3; 32]), ..keys() };
        assert_eq!(
            reopen(frame.bytes(), frame.certificate(), &foreign),
            Err(FrameError::ForgedCertificate)
        );
        let mut changed = frame.certificate().clone();
        changed.policy += 1;
        assert_eq!(reopen(frame.bytes(), &changed, &keys()), Err(FrameError::ForgedCertificate));
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_never_sent(position in 0_usize..10_000, bit in 0_u8..8) {
            let (_, frame) = note("Gasket torn");
            let mut bytes = frame.bytes().to_vec();
            let position = position % bytes.len();
            bytes[position] ^= 1 << bit;
            let outcome = Frame::reopen(bytes, frame.certificate().clone(), &keys());
            prop_assert!(outcome.is_err());
        }
    }
}
