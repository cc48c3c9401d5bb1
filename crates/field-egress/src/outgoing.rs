//! The closed list of what can be sent.

use field_clearance::{Credential, Egressable, Frame, FrameKind};
use field_domain::{BlobId, DeviceId, Hash32};
use field_log::canonical::{self, Bytes};
use field_log::wire::{
    BlobManifest, OPERATIONS_MAX, PAGE_BYTES_MAX, PullRequest, PushRequest, SignInRequest,
};
use reqwest::Method;
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

use crate::error::EgressError;

/// A request as it goes out. Its fields are private to this file: the functions below are all there
/// is to send.
pub(crate) struct Outgoing {
    method: Method,
    route: String,
    body: Vec<u8>,
}

/// A route, from a fixed text and parts that may leave.
fn route<const N: usize>(start: &str, parts: [&dyn Part; N]) -> String {
    let mut route = start.to_owned();
    for part in parts {
        route.push('/');
        route.push_str(&part.text());
    }
    route
}

/// A part of a route: a scalar of the closed list, and never a text.
trait Part {
    fn text(&self) -> String;
}

impl<T: Egressable + std::fmt::Display> Part for T {
    fn text(&self) -> String {
        self.to_string()
    }
}

impl Outgoing {
    pub(crate) fn into_parts(self) -> (Method, String, Vec<u8>) {
        (self.method, self.route, self.body)
    }

    fn get(route: String) -> Self {
        Self { method: Method::GET, route, body: Vec::new() }
    }

    fn post(start: &str, body: Vec<u8>) -> Self {
        Self { method: Method::POST, route: route(start, []), body }
    }

    pub fn hello() -> Self {
        Self::get(route("/v1/hello", []))
    }

    pub fn chain() -> Self {
        Self::get(route("/v1/chain", []))
    }

    pub fn people() -> Self {
        Self::get(route("/v1/people", []))
    }

    pub fn sign_out() -> Self {
        Self::post("/v1/sign-out", Vec::new())
    }

    /// The one place where a text leaves as it was typed; see [`Credential`].
    pub fn sign_in(
        address: &Credential,
        password: &Credential,
        device: DeviceId,
        public_key: Hash32,
    ) -> Result<Self, EgressError> {
        let mut request = SignInRequest {
            address: address.for_sign_in_request().to_owned(),
            password: password.for_sign_in_request().to_owned(),
            device,
            public_key,
        };
        let body = canonical::to_bytes(&request).map_err(|_| EgressError::TooLarge);
        request.password.zeroize();
        Ok(Self::post("/v1/sign-in", body?))
    }

    /// Operations in their order.
    ///
    /// # Errors
    /// [`EgressError::NotCleared`] if a frame is no operation; [`EgressError::TooLarge`].
    pub fn push(frames: &[&Frame]) -> Result<Self, EgressError> {
        if frames.iter().any(|frame| frame.certificate().kind != FrameKind::Operation) {
            return Err(EgressError::NotCleared);
        }
        let bytes: usize = frames.iter().map(|frame| frame.bytes().len()).sum();
        if frames.len() > OPERATIONS_MAX || bytes > PAGE_BYTES_MAX {
            return Err(EgressError::TooLarge);
        }
        let operations = frames.iter().map(|frame| Bytes(frame.bytes().to_vec())).collect();
        let body = canonical::to_bytes(&PushRequest { operations });
        Ok(Self::post("/v1/push", body.map_err(|_| EgressError::TooLarge)?))
    }

    pub fn pull(after: u64) -> Result<Self, EgressError> {
        let body = canonical::to_bytes(&PullRequest { after });
        Ok(Self::post("/v1/pull", body.map_err(|_| EgressError::TooLarge)?))
    }

    /// # Errors
    /// [`EgressError::NotCleared`] if the frame is no manifest.
    pub fn manifest(frame: &Frame) -> Result<Self, EgressError> {
        read_manifest(frame)?;
        Ok(Self::post("/v1/blobs", frame.bytes().to_vec()))
    }

    /// A chunk that the manifest in `frame` names.
    ///
    /// # Errors
    /// [`EgressError::NotCleared`] if it does not name exactly these bytes at this place.
    pub fn chunk(frame: &Frame, number: u32, chunk: &[u8]) -> Result<Self, EgressError> {
        let manifest = read_manifest(frame)?;
        let found = Hash32(Sha256::digest(chunk).into());
        if manifest.chunks.get(number as usize) != Some(&found) {
            return Err(EgressError::NotCleared);
        }
        let route = route("/v1/blobs", [&manifest.blob, &number]);
        Ok(Self { method: Method::PUT, route, body: chunk.to_vec() })
    }

    pub fn fetch_chunk(blob: BlobId, number: u32) -> Self {
        Self::get(route("/v1/blobs", [&blob, &number]))
    }
}

fn read_manifest(frame: &Frame) -> Result<BlobManifest, EgressError> {
    if frame.certificate().kind != FrameKind::BlobManifest {
        return Err(EgressError::NotCleared);
    }
    canonical::from_bytes(frame.bytes()).map_err(|_| EgressError::NotCleared)
}

/// The value of the header that carries a token.
pub(crate) fn bearer(token: Hash32) -> Zeroizing<String> {
    Zeroizing::new(format!("Bearer {}", Zeroizing::new(token.to_string()).as_str()))
}
