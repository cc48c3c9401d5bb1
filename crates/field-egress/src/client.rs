//! Requests to a server whose certificate is pinned, and what their answers mean.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use field_clearance::Credential;
use field_domain::{DeviceId, Hash32};
use field_log::canonical;
use field_log::wire::{BODY_BYTES_MAX, ErrorCode, ErrorReply, HelloReply, SignInReply};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use reqwest::{Response, StatusCode, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::address::ServerAddress;
use crate::error::EgressError;
use crate::outgoing::{Outgoing, bearer};
use crate::pinned::{self, PinnedVerifier};
use crate::session::Session;

/// What our server calls a message.
const CBOR: &str = "application/cbor";
/// What our server calls a chunk.
const OCTETS: &str = "application/octet-stream";

/// How long to wait. The default is for a slow mobile line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the connection stands, TLS included.
    pub connect: Duration,
    /// Until the next bytes of an answer.
    pub read: Duration,
    /// For a whole request: 1 MiB at 64 kbit/s takes 131 s.
    pub request: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            read: Duration::from_mins(1),
            request: Duration::from_mins(3),
        }
    }
}

/// A connection to one server. Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    address: Arc<ServerAddress>,
    verifier: Arc<PinnedVerifier>,
}

impl Client {
    /// A client that talks to this server alone; nothing is sent yet.
    ///
    /// # Errors
    /// [`EgressError::NoTls`].
    pub fn new(address: ServerAddress) -> Result<Self, EgressError> {
        Self::with_timeouts(address, Timeouts::default())
    }

    /// [`Client::new`] with other waits.
    ///
    /// # Errors
    /// [`EgressError::NoTls`].
    pub fn with_timeouts(address: ServerAddress, timeouts: Timeouts) -> Result<Self, EgressError> {
        let (tls, verifier) = pinned::tls_config(Some(address.fingerprint()))?;
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            // A redirect would lead to a server that nobody pinned; a proxy is one more listener.
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(timeouts.connect)
            .read_timeout(timeouts.read)
            .timeout(timeouts.request)
            .build()
            .map_err(|_| EgressError::NoTls)?;
        Ok(Self { http, address: Arc::new(address), verifier })
    }

    /// Whether the server is there, which protocol it speaks and what time it has.
    ///
    /// # Errors
    /// [`EgressError`].
    pub async fn hello(&self) -> Result<HelloReply, EgressError> {
        self.ask(Outgoing::hello(), None).await
    }

    /// Signs a person in on this device.
    ///
    /// # Errors
    /// [`EgressError::WrongSignIn`], [`EgressError::TooManyTries`], [`EgressError::DeviceRefused`],
    /// and those of the line.
    pub async fn sign_in(
        &self,
        address: &Credential,
        password: &Credential,
        device: DeviceId,
        public_key: Hash32,
    ) -> Result<SignInReply, EgressError> {
        self.ask(Outgoing::sign_in(address, password, device, public_key)?, None).await
    }

    /// Requests of somebody who signed in before.
    #[must_use]
    pub fn session(&self, token: Hash32) -> Session {
        Session::new(self.clone(), token)
    }

    /// Sends a request and reads an answer of one CBOR value.
    pub(crate) async fn ask<T: Serialize + DeserializeOwned>(
        &self,
        outgoing: Outgoing,
        token: Option<Hash32>,
    ) -> Result<T, EgressError> {
        let bytes = self.send(outgoing, token, CBOR).await?;
        canonical::from_bytes(&bytes).map_err(|_| EgressError::NotOurProtocol)
    }

    /// Sends a request and reads an answer of plain bytes.
    pub(crate) async fn ask_bytes(
        &self,
        outgoing: Outgoing,
        token: Option<Hash32>,
    ) -> Result<Vec<u8>, EgressError> {
        self.send(outgoing, token, OCTETS).await
    }

    /// Sends a request whose answer is empty.
    pub(crate) async fn tell(
        &self,
        outgoing: Outgoing,
        token: Option<Hash32>,
    ) -> Result<(), EgressError> {
        let response = self.answer(outgoing, token).await?;
        match response.status() {
            StatusCode::NO_CONTENT => Ok(()),
            _ => Err(self.refusal(response).await),
        }
    }

    async fn send(
        &self,
        outgoing: Outgoing,
        token: Option<Hash32>,
        content_type: &str,
    ) -> Result<Vec<u8>, EgressError> {
        let response = self.answer(outgoing, token).await?;
        if response.status() != StatusCode::OK {
            return Err(self.refusal(response).await);
        }
        if !has_type(&response, content_type) {
            return Err(EgressError::NotOurProtocol);
        }
        self.read(response).await
    }

    async fn answer(
        &self,
        outgoing: Outgoing,
        token: Option<Hash32>,
    ) -> Result<Response, EgressError> {
        let (method, route, body) = outgoing.into_parts();
        let url = format!("{}{route}", self.address.url());
        let mut request = self.http.request(method, url).header(CONTENT_TYPE, CBOR).body(body);
        if let Some(token) = token {
            let mut value = HeaderValue::from_str(&bearer(token))
                .expect("a word and hex digits are a header's value");
            value.set_sensitive(true);
            request = request.header(AUTHORIZATION, value);
        }
        request.send().await.map_err(|error| self.error_of(&error))
    }

    /// Reads a body of at most [`BODY_BYTES_MAX`]; a longer one is not ours.
    async fn read(&self, mut response: Response) -> Result<Vec<u8>, EgressError> {
        let mut bytes = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| self.error_of(&error))? {
            if bytes.len() + part.len() > BODY_BYTES_MAX {
                return Err(EgressError::NotOurProtocol);
            }
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }

    /// What an answer that is no success means.
    async fn refusal(&self, response: Response) -> EgressError {
        let status = response.status();
        let wait_s = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.parse().ok());
        let reply = if has_type(&response, CBOR) {
            match self.read(response).await {
                Ok(bytes) => canonical::from_bytes::<ErrorReply>(&bytes).ok(),
                Err(error) => return error,
            }
        } else {
            None
        };
        match reply {
            Some(ErrorReply { code }) => error_of_code(code, wait_s),
            // A proxy of the server's own side that cannot reach it.
            None if status.is_server_error() => EgressError::ServerFailed,
            None => EgressError::NotOurProtocol,
        }
    }

    fn error_of(&self, error: &reqwest::Error) -> EgressError {
        if error.is_timeout() {
            return EgressError::Timeout;
        }
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(error) = cause {
            if let Some(tls) = error.downcast_ref::<rustls::Error>() {
                return pinned::error_of(tls, self.verifier.seen());
            }
            // The source of an I/O error is that of the error it holds, which would be skipped.
            cause = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
                Some(held) => Some(held),
                None => error.source(),
            };
        }
        EgressError::Offline
    }
}

fn has_type(response: &Response, content_type: &str) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|value| value == content_type)
}

fn error_of_code(code: ErrorCode, wait_s: Option<u64>) -> EgressError {
    match code {
        ErrorCode::WrongSignIn => EgressError::WrongSignIn,
        ErrorCode::TooManyTries => EgressError::TooManyTries { wait_s },
        ErrorCode::SignInExpired => EgressError::SignInExpired,
        ErrorCode::DeviceRefused => EgressError::DeviceRefused,
        ErrorCode::TooLarge => EgressError::TooLarge,
        ErrorCode::StorageFull => EgressError::ServerFull,
        ErrorCode::Internal => EgressError::ServerFailed,
        ErrorCode::Malformed | ErrorCode::NotFound => EgressError::Rejected { code },
    }
}
