//! Making a profile.

use field_contract::profile::ProfileCreateArgs;
use field_contract::{Done, ErrorCode};
use field_keys::{KeyState, PassphraseCost, SecretStore};
use field_store::DATABASE_FILE_NAME;
use zeroize::Zeroizing;

use crate::app::App;
use crate::error::{self, Result};
use crate::profile::open_with;

/// Makes keys and an empty store, and opens it. A profile that is there is never replaced.
///
/// # Errors
/// `ProfileExists`, `KeyMissing` (a database without its key), `PassphraseTooShort`, `DiskFull`.
pub fn create(app: &App, args: ProfileCreateArgs) -> Result<Done> {
    let passphrase = Zeroizing::new(args.passphrase);
    let profile = &app.inner.config.profile;
    std::fs::create_dir_all(profile).map_err(|cause| error::of_io(&cause))?;
    let has_database = profile.join(DATABASE_FILE_NAME).exists();
    let first_run = match field_keys::state(profile, has_database)? {
        KeyState::FirstRun(first_run) => first_run,
        KeyState::Locked { .. } => {
            return Err(error::of(ErrorCode::ProfileExists, "a profile is there already"));
        }
        KeyState::KeyMissing => {
            return Err(error::of(ErrorCode::KeyMissing, "a database is there without its key"));
        }
    };
    let keyring = app.inner.edges.keyring.as_deref().map(|keyring| keyring as &dyn SecretStore);
    let (key, _) = field_keys::create(first_run, &passphrase, PassphraseCost::DEFAULT, keyring)?;
    open_with(app, &key)?;
    Ok(Done {})
}
