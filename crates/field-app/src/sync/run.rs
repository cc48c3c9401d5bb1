//! One run: send what is due, fetch what is new.

use field_contract::{Done, ErrorCode, NoArgs, Topic};
use field_egress::{Client, Session};

use super::{blobs, pull, push};
use crate::app::App;
use crate::error::{self, Result};
use crate::opened::{Account, Opened};
use crate::profile::address_of;

/// Tries at once, whatever the timer says.
///
/// # Errors
/// `SignedOut`, `SignInExpired`; failures of the connection are shown by `sync_status`.
pub fn now(app: &App, _args: NoArgs) -> Result<Done> {
    app.sync_memory().reset();
    match run_once(app) {
        Err(failure) if failure.code() == ErrorCode::Locked => Err(failure),
        _ => Ok(Done {}),
    }
}

/// One run of sync: operations out, blobs out, operations in, blobs in.
///
/// # Errors
/// Why the run ended early. What was not confirmed stays queued.
pub fn run_once(app: &App) -> Result<()> {
    let opened = app.opened()?;
    let account = opened.signed_in()?;
    let outcome = run(app, &opened, &account);
    match &outcome {
        Ok(()) => app.sync_memory().succeeded(app.now()),
        Err(failure) => {
            app.sync_memory().failed(app.now(), failure.code());
            if failure.code() == ErrorCode::SignInExpired {
                opened.put_account(&Account { is_expired: true, ..account })?;
                app.changed(&[Topic::Profile]);
            }
            tracing::warn!(code = ?failure.code(), "sync ended early");
        }
    }
    app.changed(&[Topic::Sync]);
    outcome
}

fn run(app: &App, opened: &Opened, account: &Account) -> Result<()> {
    let token = account
        .token
        .ok_or_else(|| error::of(ErrorCode::SignInExpired, "signed out on this device"))?;
    let session: Session = Client::new(address_of(account)?)?.session(token);
    // Work first: text before pictures, and own work before that of others.
    push::run(app, opened, &session)?;
    let fetched = pull::run(app, opened, account, &session)?;
    blobs::send(app, opened, &session)?;
    blobs::fetch(app, opened, &session)?;
    if fetched {
        app.changed(&[Topic::Inspections, Topic::Items, Topic::Reviews, Topic::Photos]);
    }
    Ok(())
}
