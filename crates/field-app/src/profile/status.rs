//! Which screen comes first.

use field_contract::NoArgs;
use field_contract::profile::{ProfileState, ProfileStatus, SignedInPerson};
use field_keys::{KeyState, PASSPHRASE_CHARS_MIN};
use field_store::DATABASE_FILE_NAME;

use crate::app::App;
use crate::error::Result;

/// Where the profile stands.
///
/// # Errors
/// `StoreDamaged`, `StoreTooNew` if the key file cannot be read.
pub fn status(app: &App, _args: NoArgs) -> Result<ProfileStatus> {
    let config = &app.inner.config;
    let (state, has_keyring, account) = if let Ok(opened) = app.opened() {
        (ProfileState::Unlocked, false, opened.account()?)
    } else {
        let has_database = config.profile.join(DATABASE_FILE_NAME).exists();
        match field_keys::state(&config.profile, has_database)? {
            KeyState::FirstRun(_) => (ProfileState::FirstRun, false, None),
            KeyState::Locked { has_keyring_slot } => {
                let is_used = has_keyring_slot && app.inner.edges.keyring.is_some();
                (ProfileState::Locked, is_used, None)
            }
            KeyState::KeyMissing => (ProfileState::KeyMissing, false, None),
        }
    };
    let proposed = config.server.clone();
    let known =
        account.as_ref().map(|account| (account.url.clone(), Some(account.fingerprint.clone())));
    let (server_url, server_fingerprint) =
        known.or(proposed).map_or((None, None), |(url, print)| (Some(url), print));
    Ok(ProfileStatus {
        state,
        has_keyring,
        person: account.map(|account| SignedInPerson {
            user: account.user,
            org: account.org,
            role: account.role,
            address: account.address,
            is_expired: account.is_expired || account.token.is_none(),
        }),
        server_url,
        server_fingerprint,
        passphrase_length_min: u32::try_from(PASSPHRASE_CHARS_MIN).unwrap_or(u32::MAX),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
