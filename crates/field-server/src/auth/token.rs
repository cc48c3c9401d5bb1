//! The token of a signed-in device: 32 random bytes, sent as hex, kept as a hash.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use field_domain::{Hash32, Instant, OrgId};
use field_log::Signer;
use sha2::{Digest as _, Sha256};

use crate::http::{Refusal, SharedServer};
use crate::store::{devices, tokens};

/// How often a token that is in use gets its full life back: not for each request, as that would
/// turn every read into a write.
const EXTEND_AFTER_MS: i64 = 60 * 60 * 1000;

/// The device behind a request, its person and their role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedIn {
    pub org: OrgId,
    pub signer: Signer,
    pub token_hash: Hash32,
}

/// What is kept of a token.
pub(crate) fn hash_of(token: Hash32) -> Hash32 {
    Hash32(Sha256::digest(token.0).into())
}

/// When a token that is used at `now` ends.
pub(crate) fn expiry(now: Instant, token_days: u32) -> Instant {
    Instant(now.0 + i64::from(token_days) * 24 * 60 * 60 * 1000)
}

impl FromRequestParts<SharedServer> for SignedIn {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        server: &SharedServer,
    ) -> Result<Self, Self::Rejection> {
        let token: Hash32 = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .and_then(|value| value.parse().ok())
            .ok_or(Refusal::SIGN_IN_EXPIRED)?;
        let token_hash = hash_of(token);
        let now = server.now();
        let found = server
            .read(move |tx| {
                let Some(token) = tokens::find(tx, token_hash)? else { return Ok(None) };
                let device = devices::find(tx, token.org, token.device)?;
                Ok(device.map(|device| (token, device)))
            })
            .await?;
        let (row, device) =
            found.filter(|(row, _)| row.expires > now).ok_or(Refusal::SIGN_IN_EXPIRED)?;
        if device.is_revoked {
            return Err(Refusal::DEVICE_REFUSED);
        }
        let expires = expiry(now, server.config.token_days);
        if expires.0 - row.expires.0 > EXTEND_AFTER_MS {
            server.write(move |tx| tokens::extend(tx, token_hash, expires)).await?;
        }
        Ok(Self { org: row.org, signer: device.signer, token_hash })
    }
}
