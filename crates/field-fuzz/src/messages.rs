//! What device and server say to each other.

use field_log::Operation;
use field_log::canonical;
use field_log::wire::{
    BlobManifest, BlobStatus, ChainReply, ErrorReply, HelloReply, PeopleReply, PullReply,
    PullRequest, PushReply, PushRequest, SignInReply, SignInRequest,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An operation is read whole or refused, and keeps its bytes.
pub fn operation(bytes: &[u8]) {
    if let Ok(operation) = Operation::parse(bytes.to_vec()) {
        assert_eq!(operation.bytes, bytes, "an operation keeps the bytes that it came in");
    }
}

/// A message of any kind is read or refused; what is read has one sequence of bytes.
pub fn message(bytes: &[u8]) {
    canonical_or_refused::<BlobManifest>(bytes);
    canonical_or_refused::<BlobStatus>(bytes);
    canonical_or_refused::<ChainReply>(bytes);
    canonical_or_refused::<ErrorReply>(bytes);
    canonical_or_refused::<HelloReply>(bytes);
    canonical_or_refused::<PeopleReply>(bytes);
    canonical_or_refused::<PullReply>(bytes);
    canonical_or_refused::<PullRequest>(bytes);
    canonical_or_refused::<PushReply>(bytes);
    canonical_or_refused::<PushRequest>(bytes);
    canonical_or_refused::<SignInReply>(bytes);
    canonical_or_refused::<SignInRequest>(bytes);
}

fn canonical_or_refused<T: Serialize + DeserializeOwned>(bytes: &[u8]) {
    if let Ok(value) = canonical::from_bytes::<T>(bytes) {
        let again = canonical::to_bytes(&value).expect("what was read can be written");
        assert_eq!(again, bytes, "one value has one sequence of bytes");
    }
}
