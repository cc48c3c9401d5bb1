//! A signed change, and the exact bytes that are hashed, signed, stored and sent.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use field_domain::{
    DeviceId, Hash32, InspectionId, Instant, Lane, OpId, OrgId, RejectCounts, Role, Segments,
    UserId,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::canonical::{self, Bytes, CanonicalError};
use crate::change::{Change, Payload};

/// The newest version that this program writes and reads. An operation says the lowest version that
/// holds what is in it, so that its bytes stay those of older programs wherever these can read it.
///
/// 2: texts may hold masks and coarser values beside tokens.
pub const OPERATION_VERSION: u16 = 2;

/// The version whose texts hold tokens alone.
const TOKENS_ALONE_VERSION: u16 = 1;

/// Most bytes of one operation: 256 KiB, a quarter of a whole push (`docs/sync-protocol.md`), so that
/// every operation fits into a push by itself. A template of 1000 items with help is about 200 KiB.
pub const OPERATION_BYTES_MAX: usize = 256 * 1024;

/// Keeps a signature made for an operation from being valid for anything else.
const SIGNATURE_CONTEXT: &[u8] = b"fieldproof operation v1\0";

/// What the server may read in order to route and check an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Format of the operation, at most [`OPERATION_VERSION`] here; set by [`Operation::sign`].
    pub version: u16,
    /// Whose log.
    pub org: OrgId,
    /// Which inspection.
    pub inspection: InspectionId,
    /// Which part of the log; the same as the change's own.
    pub lane: Lane,
    /// The device that made it.
    pub device: DeviceId,
    /// Number of the operation on that device, from 1, without gaps.
    pub device_seq: u64,
    /// Id of the operation before it on that device; zero for the first.
    pub previous: OpId,
    /// The person who made it; an id, never a name.
    pub author: UserId,
    /// When, by the device clock.
    pub at: Instant,
    /// Under what it was cleared.
    pub clearance: ClearanceMark,
    /// Blobs that belong to it.
    pub blobs: Vec<Hash32>,
    /// SHA-256 of salt and payload, so that a payload can be purged and the log still verifies.
    pub payload_commitment: Hash32,
}

/// The engines and the policy that cleared an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClearanceMark {
    /// Version of the text engine.
    pub text_engine: u32,
    /// Version of the photo engine.
    pub photo_engine: u32,
    /// Number of the policy.
    pub policy: u16,
    /// Found places of its texts that a person left readable, by reason.
    #[serde(default, skip_serializing_if = "RejectCounts::is_none")]
    pub rejected: RejectCounts,
    /// A person alone judged a text of it: the engine had no answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_by_hand: bool,
}

/// An operation as it is stored and sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Envelope {
    header: Bytes,
    salt: Bytes,
    payload: Bytes,
    signature: Bytes,
}

/// An operation that was read and whose inner bonds were checked; see [`Operation::verify`] for the
/// signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// SHA-256 of the header's bytes.
    pub id: OpId,
    /// The header.
    pub header: Header,
    /// The payload; `None` if a newer program wrote a kind that this one does not know. Its bytes
    /// are kept and passed on all the same.
    pub payload: Option<Payload<Segments>>,
    /// The exact bytes.
    pub bytes: Vec<u8>,
    header_bytes: Vec<u8>,
    signature: [u8; 64],
}

/// A device whose signature counts, as the server recorded it at sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// The device.
    pub device: DeviceId,
    /// Who signed in on it.
    pub user: UserId,
    /// What that person may do.
    pub role: Role,
    /// The device's Ed25519 public key.
    pub public_key: Hash32,
}

/// Why an operation is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OperationError {
    /// Longer than [`OPERATION_BYTES_MAX`].
    #[error("the operation is longer than {OPERATION_BYTES_MAX} bytes")]
    TooLarge,
    /// The envelope or header cannot be read.
    #[error("the operation cannot be read: {0}")]
    Unreadable(#[from] CanonicalError),
    /// Salt, payload and header do not belong together.
    #[error("the payload is not the one that the header commits to")]
    WrongPayload,
    /// The header's lane or blobs are not those of the change.
    #[error("the header does not agree with the payload")]
    HeaderDisagrees,
    /// The device or author is not the signer's.
    #[error("the operation names another device or author than its signer")]
    WrongSigner,
    /// The signer's role may not write to this lane.
    #[error("the signer may not write to this part of the log")]
    NotAllowed,
    /// The signature does not fit.
    #[error("the signature is not valid")]
    BadSignature,
}

impl Operation {
    /// Builds and signs an operation.
    ///
    /// `header.version`, `header.payload_commitment`, `header.lane` and `header.blobs` are set from the
    /// payload.
    ///
    /// # Errors
    /// [`OperationError::TooLarge`] or [`OperationError::Unreadable`].
    pub fn sign(
        mut header: Header,
        payload: Payload<Segments>,
        salt: [u8; 16],
        key: &SigningKey,
    ) -> Result<Self, OperationError> {
        let payload_bytes = canonical::to_bytes(&payload)?;
        header.payload_commitment = commitment(&salt, &payload_bytes);
        header.version = version_of(&payload);
        header.lane = payload.change.lane();
        header.blobs = payload.change.blobs().into_iter().map(|blob| blob.blob).collect();
        let header_bytes = canonical::to_bytes(&header)?;
        let signature = key.sign(&signed_bytes(&header_bytes)).to_bytes();
        let bytes = canonical::to_bytes(&Envelope {
            header: Bytes(header_bytes.clone()),
            salt: Bytes(salt.to_vec()),
            payload: Bytes(payload_bytes),
            signature: Bytes(signature.to_vec()),
        })?;
        if bytes.len() > OPERATION_BYTES_MAX {
            return Err(OperationError::TooLarge);
        }
        let id = Hash32(Sha256::digest(&header_bytes).into());
        Ok(Self { id, header, payload: Some(payload), bytes, header_bytes, signature })
    }

    /// Reads an operation and checks everything but its signature.
    ///
    /// # Errors
    /// [`OperationError`] names the first check that failed.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, OperationError> {
        if bytes.len() > OPERATION_BYTES_MAX {
            return Err(OperationError::TooLarge);
        }
        let envelope: Envelope = canonical::from_bytes(&bytes)?;
        let header: Header = canonical::from_bytes(&envelope.header.0)?;
        let salt: [u8; 16] = envelope.salt.0.try_into().map_err(|_| CanonicalError::Malformed)?;
        let signature: [u8; 64] =
            envelope.signature.0.try_into().map_err(|_| CanonicalError::Malformed)?;
        if commitment(&salt, &envelope.payload.0) != header.payload_commitment {
            return Err(OperationError::WrongPayload);
        }
        let payload = match canonical::from_bytes::<Payload<Segments>>(&envelope.payload.0) {
            Ok(payload) => Some(payload),
            // A newer program may know kinds that this one does not; a known version may not.
            Err(_) if header.version > OPERATION_VERSION => None,
            Err(error) => return Err(error.into()),
        };
        if let Some(payload) = &payload {
            check_agreement(&header, &payload.change)?;
        }
        let id = Hash32(Sha256::digest(&envelope.header.0).into());
        Ok(Self { id, header, payload, bytes, header_bytes: envelope.header.0, signature })
    }

    /// Checks that `signer` made this operation and may write to its lane.
    ///
    /// # Errors
    /// [`OperationError::WrongSigner`], [`OperationError::NotAllowed`],
    /// [`OperationError::BadSignature`].
    pub fn verify(&self, signer: &Signer) -> Result<(), OperationError> {
        if self.header.device != signer.device || self.header.author != signer.user {
            return Err(OperationError::WrongSigner);
        }
        if !signer.role.may_write(self.header.lane) {
            return Err(OperationError::NotAllowed);
        }
        let key = VerifyingKey::from_bytes(&signer.public_key.0)
            .map_err(|_| OperationError::BadSignature)?;
        key.verify_strict(
            &signed_bytes(&self.header_bytes),
            &Signature::from_bytes(&self.signature),
        )
        .map_err(|_| OperationError::BadSignature)
    }
}

/// The lowest version that holds this payload.
fn version_of(payload: &Payload<Segments>) -> u16 {
    let mut is_old = true;
    let visited = payload.change.clone().try_map_text(|text| {
        is_old &= text.is_texts_and_tokens();
        Ok::<_, std::convert::Infallible>(())
    });
    let Ok(_) = visited;
    if is_old { TOKENS_ALONE_VERSION } else { OPERATION_VERSION }
}

fn check_agreement(header: &Header, change: &Change<Segments>) -> Result<(), OperationError> {
    let has_same_blobs =
        change.blobs().into_iter().map(|blob| blob.blob).eq(header.blobs.iter().copied());
    if header.lane == change.lane() && has_same_blobs {
        Ok(())
    } else {
        Err(OperationError::HeaderDisagrees)
    }
}

fn signed_bytes(header_bytes: &[u8]) -> Vec<u8> {
    [SIGNATURE_CONTEXT, header_bytes].concat()
}

fn commitment(salt: &[u8; 16], payload: &[u8]) -> Hash32 {
    Hash32(Sha256::new().chain_update(salt).chain_update(payload).finalize().into())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use field_domain::{Coarse, ItemNo, Label, Mark, Segment};
    use proptest::prelude::*;

    pub(crate) fn header(device: u128, device_seq: u64, at: i64) -> Header {
        let id = |n: u128| uuid::Uuid::from_u128(n);
        Header {
            version: OPERATION_VERSION,
            org: id(1).into(),
            inspection: id(2).into(),
            lane: Lane::Evidence,
            device: id(device).into(),
            device_seq,
            previous: Hash32::ZERO,
            author: id(4).into(),
            at: Instant(at),
            clearance: ClearanceMark {
                text_engine: 1,
                photo_engine: 1,
                policy: 1,
                ..ClearanceMark::default()
            },
            blobs: Vec::new(),
            payload_commitment: Hash32::ZERO,
        }
    }

    pub(crate) fn signed(header: Header, base: Vec<OpId>, change: Change<Segments>) -> Operation {
        Operation::sign(header, Payload { base, change }, [7; 16], &key())
            .expect("a small operation can be signed")
    }

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[9; 32])
    }

    fn signer() -> Signer {
        Signer {
            device: uuid::Uuid::from_u128(3).into(),
            user: uuid::Uuid::from_u128(4).into(),
            role: Role::Technician,
            public_key: Hash32(key().verifying_key().to_bytes()),
        }
    }

    fn note() -> Operation {
        let text = Segments(vec![Segment::Text("Gasket torn".into())]);
        let change = Change::NoteSet { item: ItemNo(22), text: Some(text) };
        signed(header(3, 1, 1000), Vec::new(), change)
    }

    #[test]
    fn what_was_signed_is_read_back_and_verifies() {
        let made = note();
        let read = Operation::parse(made.bytes.clone()).expect("own bytes can be read");
        assert_eq!(read, made);
        assert_eq!(read.verify(&signer()), Ok(()));
    }

    #[test]
    fn the_bytes_of_an_operation_never_change() {
        // A snapshot: a changed hash means that old devices and this one no longer agree.
        assert_eq!(
            note().id.to_string(),
            insta_id(),
            "the canonical form is fixed; a new form needs a new OPERATION_VERSION"
        );
    }

    #[test]
    fn a_text_with_a_mask_says_that_older_programs_cannot_read_it() {
        assert_eq!(note().header.version, 1, "tokens and text are as ever");
        let coarse = Coarse { label: Label::Gps, value: "40.71, -74.01".into() };
        let pieces = vec![Segment::Mask(Label::Ssn), Segment::Coarse(coarse)];
        let change = Change::NoteSet { item: ItemNo(22), text: Some(Segments(pieces)) };
        let made = signed(header(3, 1, 1000), Vec::new(), change);
        assert_eq!(made.header.version, 2, "a program that knows 1 alone keeps it unread");
        assert_eq!(Operation::parse(made.bytes.clone()), Ok(made));
    }

    fn insta_id() -> &'static str {
        include_str!("../tests/note.operation-id").trim()
    }

    #[test]
    fn a_signer_is_held_to_device_author_role_and_key() {
        let made = note();
        let other = uuid::Uuid::from_u128(99);
        let cases = [
            (Signer { device: other.into(), ..signer() }, OperationError::WrongSigner),
            (Signer { user: other.into(), ..signer() }, OperationError::WrongSigner),
            (Signer { role: Role::Reviewer, ..signer() }, OperationError::NotAllowed),
            (Signer { public_key: Hash32([1; 32]), ..signer() }, OperationError::BadSignature),
        ];
        for (signer, expected) in cases {
            assert_eq!(made.verify(&signer), Err(expected));
        }
    }

    #[test]
    fn a_header_that_hides_its_lane_is_refused() {
        let payload = Payload {
            base: Vec::new(),
            change: Change::<Segments>::MarkSet { item: ItemNo(1), mark: Some(Mark::In) },
        };
        let payload_bytes = canonical::to_bytes(&payload).expect("can be written");
        let mut header = header(3, 1, 1);
        header.lane = Lane::Review;
        header.payload_commitment = commitment(&[7; 16], &payload_bytes);
        let header_bytes = canonical::to_bytes(&header).expect("can be written");
        let signature = key().sign(&signed_bytes(&header_bytes)).to_bytes();
        let bytes = canonical::to_bytes(&Envelope {
            header: Bytes(header_bytes),
            salt: Bytes(vec![7; 16]),
            payload: Bytes(payload_bytes),
            signature: Bytes(signature.to_vec()),
        })
        .expect("can be written");
        assert_eq!(Operation::parse(bytes), Err(OperationError::HeaderDisagrees));
    }

    proptest! {
        #[test]
        fn a_flipped_bit_is_always_noticed(position in 0_usize..10_000, bit in 0_u8..8) {
            let made = note();
            let mut bytes = made.bytes.clone();
            let position = position % bytes.len();
            bytes[position] ^= 1 << bit;
            let is_accepted = Operation::parse(bytes).is_ok_and(|read| read.verify(&signer()).is_ok());
            prop_assert!(!is_accepted, "byte {} bit {}", position, bit);
        }

        #[test]
        fn foreign_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = Operation::parse(bytes);
        }
    }
}
