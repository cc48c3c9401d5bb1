//! Why something could not be sent or fetched.

use field_domain::Hash32;
use field_log::wire::ErrorCode;

use crate::address::AddressError;

/// Why a request failed. `Display` is log-safe: no addresses, no content. Whatever the cause, what was
/// to be sent is still in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EgressError {
    /// The address of the server is not one.
    #[error(transparent)]
    BadAddress(#[from] AddressError),
    /// No connection, or it broke.
    #[error("the server cannot be reached")]
    Offline,
    /// The server, or the line, was too slow.
    #[error("the server did not answer in time")]
    Timeout,
    /// Another certificate than the pinned one, or its owner could not prove to hold the key.
    /// Nothing was sent.
    #[error("the server showed another certificate than the one that is pinned")]
    BadCertificate {
        /// Fingerprint of the certificate that was shown, if one was.
        found: Option<Hash32>,
    },
    /// The sign-in ended.
    #[error("the sign-in ended")]
    SignInExpired,
    /// Address or password is wrong.
    #[error("address or password is wrong")]
    WrongSignIn,
    /// Too many wrong tries.
    #[error("too many wrong tries")]
    TooManyTries {
        /// Seconds to wait, if the server said so.
        wait_s: Option<u64>,
    },
    /// The device is recorded for somebody else, with another key, or was shut out.
    #[error("the server refuses this device")]
    DeviceRefused,
    /// The server refuses the request itself; sending it again does not help.
    #[error("the server refused the request ({code:?})")]
    Rejected {
        /// The server's reason.
        code: ErrorCode,
    },
    /// The server has no room left.
    #[error("the server has no room left")]
    ServerFull,
    /// The server failed; try later.
    #[error("the server failed")]
    ServerFailed,
    /// What answered is no Fieldproof server: a log-in page of a public network, a proxy.
    #[error("what answered is not a Fieldproof server")]
    NotOurProtocol,
    /// More than one request may hold.
    #[error("too large for one request")]
    TooLarge,
    /// A frame of another kind, or a chunk that its manifest does not name. Nothing was sent.
    #[error("these bytes were not cleared for this")]
    NotCleared,
    /// What was fetched is not the blob that was asked for.
    #[error("the blob that was fetched is damaged")]
    DamagedBlob,
    /// The TLS library refused its set-up.
    #[error("TLS cannot be set up on this machine")]
    NoTls,
}

impl EgressError {
    /// Whether the same request may work later without anybody doing something.
    #[must_use]
    pub fn is_worth_a_retry(self) -> bool {
        matches!(
            self,
            Self::Offline
                | Self::Timeout
                | Self::ServerFull
                | Self::ServerFailed
                | Self::NotOurProtocol
                | Self::TooManyTries { .. }
                | Self::DamagedBlob
        )
    }
}
