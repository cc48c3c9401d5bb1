//! A person of the demo with their own app.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use field_app::{App, AppConfig, Edges, profile, sync};
use field_contract::NoArgs;
use field_contract::profile::{ProfileCreateArgs, ProfileState, ProfileUnlockArgs, SignInArgs};
use field_domain::Role;
use serde::Deserialize;

use crate::files;

/// Largest list of people, in bytes.
const PEOPLE_BYTES_MAX: u64 = 1 << 20;

/// How often sync may run until nothing waits. Each run sends all that it can; one is the rule, and
/// the rest is for a server that is busy.
const SYNC_RUNS_MAX: usize = 5;

/// An account of the demo organisation, as the maker of the demo wrote it down.
#[derive(Deserialize)]
pub struct Account {
    pub role: Role,
    pub address: String,
    pub password: String,
}

/// The server of the day.
pub struct Server<'a> {
    pub url: &'a str,
    pub fingerprint: &'a str,
}

/// Reads the accounts.
pub fn read_accounts(path: &Path) -> Result<Vec<Account>> {
    let bytes = files::read_bounded(path, "the list of people", PEOPLE_BYTES_MAX)?;
    // The parser's own words could quote a password.
    serde_json::from_slice(&bytes).map_err(|_| anyhow::anyhow!("the list of people is damaged"))
}

/// A person at work.
pub struct Person {
    pub app: App,
    pub word: &'static str,
}

impl Person {
    /// Opens this person's own profile under `out/profiles`, making it at the first time, and signs
    /// in. The passphrase of the profile is the password of the account: it is a demo, and the app
    /// opens the same profile.
    pub fn sign_in(
        role: Role,
        accounts: &[Account],
        server: &Server<'_>,
        out: &Path,
        models: &Path,
    ) -> Result<Self> {
        let word = word_for(role);
        let account = accounts.iter().find(|account| account.role == role);
        let account =
            account.with_context(|| format!("there is no {word} in the list of people"))?;
        let config = AppConfig {
            profile: out.join("profiles").join(word),
            models: models.to_owned(),
            exports: out.join("exports").join(word),
            server: Some((server.url.to_owned(), Some(server.fingerprint.to_owned()))),
        };
        let app = App::new(config, Edges { keyring: None, ..Edges::system() })?;
        match profile::status(&app, NoArgs {})?.state {
            ProfileState::FirstRun => {
                profile::create(&app, ProfileCreateArgs { passphrase: account.password.clone() })
            }
            ProfileState::Locked => {
                let passphrase = Some(account.password.clone());
                profile::unlock(&app, ProfileUnlockArgs { passphrase })
            }
            ProfileState::KeyMissing | ProfileState::Unlocked => {
                bail!(
                    "the profile of the {word} has lost its keys; delete the folder to begin anew"
                )
            }
        }
        .with_context(|| format!("the profile of the {word} does not open"))?;
        let args = SignInArgs {
            url: server.url.to_owned(),
            fingerprint: server.fingerprint.to_owned(),
            address: account.address.clone(),
            password: account.password.clone(),
        };
        profile::sign_in(&app, args).with_context(|| format!("the {word} cannot sign in"))?;
        Ok(Self { app, word })
    }

    /// Sends and fetches until nothing waits. Returns how many things were waiting.
    pub fn sync(&self) -> Result<u32> {
        let waiting = self.waiting()?;
        for _ in 0..SYNC_RUNS_MAX {
            sync::run_once(&self.app).with_context(|| format!("the {} cannot sync", self.word))?;
            if self.waiting()? == 0 {
                return Ok(waiting);
            }
        }
        bail!("after {SYNC_RUNS_MAX} runs the {} still has something to send", self.word)
    }

    /// Things that wait to be sent.
    pub fn waiting(&self) -> Result<u32> {
        Ok(sync::status(&self.app, NoArgs {})?.waiting_count)
    }
}

const fn word_for(role: Role) -> &'static str {
    match role {
        Role::Technician => "technician",
        Role::Reviewer => "reviewer",
        Role::Admin => "admin",
    }
}
