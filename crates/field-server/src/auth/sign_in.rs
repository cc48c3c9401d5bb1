//! Signing in: from an address and a password to a token for one device.

use field_domain::{DeviceId, Hash32, Instant};
use field_log::Signer;
use field_log::wire::{SignInReply, SignInRequest};
use sha2::{Digest as _, Sha256};

use super::password::PasswordHash;
use super::token;
use crate::config::SignInLimits;
use crate::store::people::Credentials;
use crate::store::sign_in_tries::{self, TryKey, Verdict};
use crate::store::tokens::TokenRow;
use crate::store::{Store, StoreError, devices, people, tokens};

/// What is known before the password is looked at.
pub(crate) struct Attempt {
    try_key: TryKey,
    credentials: Option<Credentials>,
}

/// How a sign-in may begin.
pub(crate) enum Begin {
    /// The password may be tried.
    Try(Box<Attempt>),
    /// Too many wrong tries; seconds to wait.
    Wait { seconds: i64 },
}

/// How a sign-in ended after a right password.
pub(crate) enum End {
    /// The device is signed in.
    SignedIn(SignInReply),
    /// The device is recorded for somebody else, with another key, or was shut out.
    DeviceRefused,
}

/// An address as it is stored and compared.
pub(crate) fn normalise_address(address: &str) -> String {
    address.trim().to_lowercase()
}

/// Finds the account and counts the try; an account that does not exist is counted alike.
pub(crate) fn begin(
    store: &Store,
    address: &str,
    device: DeviceId,
    limits: SignInLimits,
    now: Instant,
) -> Result<Begin, StoreError> {
    let address = normalise_address(address);
    store.write(|tx| {
        let credentials = people::credentials(tx, &address)?;
        let is_own_device = match &credentials {
            Some(known) => devices::find(tx, known.org, device)?
                .is_some_and(|row| row.signer.user == known.user && !row.is_revoked),
            None => false,
        };
        let try_key = TryKey {
            account: Hash32(Sha256::digest(address.as_bytes()).into()),
            device: is_own_device.then_some(device),
        };
        Ok(match sign_in_tries::count(tx, &try_key, limits, now)? {
            Verdict::Allowed => Begin::Try(Box::new(Attempt { try_key, credentials })),
            Verdict::Wait { seconds } => Begin::Wait { seconds },
        })
    })
}

impl Attempt {
    /// What the password is checked against; for an unknown account one that nothing fits.
    pub fn password(&self) -> PasswordHash {
        self.credentials
            .as_ref()
            .map_or_else(PasswordHash::of_nobody, |known| known.password.clone())
    }

    /// Records the device and gives it a token, after the password fitted.
    ///
    /// `None` if there is no such account.
    pub fn finish(
        self,
        store: &Store,
        request: &SignInRequest,
        token: Hash32,
        token_days: u32,
        now: Instant,
    ) -> Result<Option<End>, StoreError> {
        let Some(known) = self.credentials else { return Ok(None) };
        let signer = Signer {
            device: request.device,
            user: known.user,
            role: known.role,
            public_key: request.public_key,
        };
        let expires = token::expiry(now, token_days);
        store.write(|tx| {
            sign_in_tries::forgive(tx, &self.try_key)?;
            match devices::find(tx, known.org, request.device)? {
                None => devices::insert(tx, known.org, &signer, now)?,
                Some(row) if row.signer == signer && !row.is_revoked => {}
                Some(_) => return Ok(Some(End::DeviceRefused)),
            }
            let row = TokenRow { org: known.org, device: request.device, expires };
            tokens::insert(tx, token::hash_of(token), &row, now)?;
            Ok(Some(End::SignedIn(SignInReply {
                token,
                expires,
                user: known.user,
                org: known.org,
                role: known.role,
                policy: None,
                own_policy: None,
            })))
        })
    }
}
