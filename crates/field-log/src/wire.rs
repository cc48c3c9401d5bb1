//! What device and server say to each other: canonical CBOR bodies over HTTPS.
//!
//! These types move to a crate of their own with the sync issue; `docs/sync-protocol.md` has the
//! routes and examples.

use field_domain::{BlobId, DeviceId, Hash32, Instant, OpId, OrgId, PolicyName, Role, UserId};
use serde::{Deserialize, Serialize};

use crate::canonical::Bytes;
use crate::operation::Signer;

/// The protocol that this program speaks.
pub const PROTOCOL_VERSION: u16 = 1;
/// Most operations in one push or one page of a pull. Source: `docs/sync-protocol.md`.
pub const OPERATIONS_MAX: usize = 500;
/// Most bytes of one push or one page of a pull: 1 MiB, so that a page stays one short request on
/// a slow line; a single operation is at most 256 KiB.
pub const PAGE_BYTES_MAX: usize = 1024 * 1024;
/// Most bytes of a request body: a page and its frame, or a blob chunk.
pub const BODY_BYTES_MAX: usize = PAGE_BYTES_MAX + 64 * 1024;
/// Most bytes of an organisation's own policy. Source: the longest ready one has under 2 KiB; it fits beside
/// the signers of a full page.
pub const OWN_POLICY_BYTES_MAX: usize = 16 * 1024;
/// Bytes of a blob chunk; the last one may be shorter. Source: `docs/sync-protocol.md`.
pub const CHUNK_BYTES: usize = 1024 * 1024;
/// Most bytes of one blob: 64 MiB. A 2016 px photo is below 2 MiB; the room is for later kinds.
pub const BLOB_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Answer to `GET /v1/hello`, which needs no sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelloReply {
    /// [`PROTOCOL_VERSION`] of the server.
    pub protocol: u16,
    /// The server's clock.
    pub now: Instant,
}

/// Answer to `POST /v1/sign-in`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInReply {
    /// Secret that later requests carry in `Authorization: Bearer`, as hex.
    pub token: Hash32,
    /// When the token ends unless it is used before.
    pub expires: Instant,
    /// Who signed in.
    pub user: UserId,
    /// Of which organisation.
    pub org: OrgId,
    /// As what.
    pub role: Role,
    /// The organisation's policy for what leaves its devices; none is the default one. A device that
    /// does not know the field refuses the answer, so it never sends under another policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyName>,
    /// The text of a policy that the organisation wrote itself, at most [`OWN_POLICY_BYTES_MAX`]; then it
    /// counts, and `policy` is none. A device takes none that is milder than the ready ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_policy: Option<String>,
}

/// Body of `POST /v1/sign-in`. The device builds it from what the person typed; the server reads it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInRequest {
    /// The person's sign-in address.
    pub address: String,
    /// The person's password.
    pub password: String,
    /// The device that signs in.
    pub device: DeviceId,
    /// Its Ed25519 public key, recorded at the first sign-in.
    pub public_key: Hash32,
}

impl std::fmt::Debug for SignInRequest {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SignInRequest(device {})", self.device)
    }
}

/// Body of `POST /v1/push`: operations of one device in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRequest {
    /// Exact bytes of each operation; at most [`OPERATIONS_MAX`].
    pub operations: Vec<Bytes>,
}

/// Answer to a push: one outcome for each operation, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// What became of each operation.
    pub outcomes: Vec<PushOutcome>,
}

/// What became of a pushed operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PushOutcome {
    /// It is on the server's disk at this position.
    Stored {
        /// Position in the organisation's log.
        position: u64,
    },
    /// The same bytes were there before.
    Duplicate {
        /// Position in the organisation's log.
        position: u64,
    },
    /// It was not taken. The device keeps it and shows it.
    Rejected {
        /// Why.
        reason: Rejection,
    },
    /// An operation before it in this push was rejected; send it again after that one is settled.
    NotTried,
}

/// Why an operation was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rejection {
    /// Unreadable, too large, or its parts do not belong together.
    Malformed,
    /// The signature or the signer is wrong.
    BadSignature,
    /// The signer's role may not write this, or the inspection is somebody else's.
    NotAllowed,
    /// Operations of this device before it are missing.
    Gap,
    /// This device's number was used for another operation: it was copied or put back.
    Fork,
}

/// Body of `POST /v1/pull`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// Where the last pull ended ([`PullReply::next`]); 0 for all. A mark of the server's: a reviewer's
    /// is a position in the log, a technician's a place in a feed of their own.
    pub after: u64,
}

/// Answer to a pull: the next page of what this person may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullReply {
    /// Operations in the order of their positions.
    pub operations: Vec<PulledOperation>,
    /// Where the next pull begins; means something to the server alone.
    pub next: u64,
    /// Whether this was the last page; a short page alone does not say so.
    pub is_done: bool,
    /// The devices that signed the operations of this page.
    pub signers: Vec<Signer>,
    /// The organisation's policy, as in [`SignInReply`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyName>,
    /// The organisation's own policy, as in [`SignInReply`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_policy: Option<String>,
}

/// An operation and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PulledOperation {
    /// Position in the organisation's log.
    pub position: u64,
    /// When the server stored it, by its clock.
    pub received: Instant,
    /// Exact bytes.
    pub bytes: Bytes,
}

/// Body of `POST /v1/blobs`: what is about to be sent. It is what a device clears and certifies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobManifest {
    /// SHA-256 of the whole ciphertext.
    pub blob: BlobId,
    /// Bytes of the ciphertext, at most [`BLOB_BYTES_MAX`].
    pub size: u64,
    /// SHA-256 of each chunk of [`CHUNK_BYTES`].
    pub chunks: Vec<Hash32>,
}

/// Answer to a blob manifest, and to each chunk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobStatus {
    /// Numbers of the chunks that the server does not have, from 0.
    pub missing: Vec<u32>,
}

/// A person of the organisation, as an admin sees the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub user: UserId,
    /// As what.
    pub role: Role,
    /// The name that the account was made with.
    pub name: String,
}

/// Answer to `GET /v1/people`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleReply {
    /// Everybody with an account, by name.
    pub people: Vec<Person>,
}

/// Body of every answer that is not a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorReply {
    /// Why.
    pub code: ErrorCode,
}

/// Why a request was refused. The device chooses its words by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The body cannot be read or breaks a limit.
    Malformed,
    /// Address or password is wrong.
    WrongSignIn,
    /// Too many wrong tries; wait.
    TooManyTries,
    /// The token ended or was never valid: sign in again.
    SignInExpired,
    /// This device is recorded for somebody else, or with another key.
    DeviceRefused,
    /// The person may not do this, or the thing does not exist for them.
    NotFound,
    /// The body is larger than allowed.
    TooLarge,
    /// The server has no room left.
    StorageFull,
    /// The server failed; try later.
    Internal,
}

/// The id of the last operation that the server holds of a device: answer to `GET /v1/chain`, so
/// that a device knows where to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainReply {
    /// Number of the last operation; 0 for none.
    pub last_seq: u64,
    /// Its id; zero for none.
    pub last_id: OpId,
}
