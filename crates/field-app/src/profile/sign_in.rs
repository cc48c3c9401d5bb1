//! Signing in on this device, once; and out.

use field_clearance::Credential;
use field_contract::profile::{ServerProbe, ServerProbeArgs, SignInArgs};
use field_contract::{Done, ErrorCode, NoArgs, Topic};
use field_domain::Hash32;
use field_egress::{Client, ServerAddress};
use zeroize::Zeroizing;

use crate::app::App;
use crate::error::{self, Result};
use crate::opened::{Account, Opened};
use crate::policy;

/// Asks a server for the fingerprint of its certificate. Nothing else is sent.
///
/// # Errors
/// `Offline`, `Timeout`, `NotOurServer`, `Invalid` if the address is not one.
pub fn probe_server(app: &App, args: ServerProbeArgs) -> Result<ServerProbe> {
    let fingerprint = app.wait_for(field_egress::probe(&args.url))?;
    Ok(ServerProbe { fingerprint: fingerprint.to_string() })
}

/// Signs in: the server's certificate is pinned and this device's public key recorded there.
///
/// # Errors
/// `WrongSignIn`, `TooManyTries`, `BadCertificate`, `DeviceRefused`, `Offline`; `NotAllowed` if this
/// profile belongs to somebody else: their work is signed with their name.
pub fn sign_in(app: &App, args: SignInArgs) -> Result<Done> {
    let opened = app.opened()?;
    let fingerprint: Hash32 = args
        .fingerprint
        .parse()
        .map_err(|_| error::of(ErrorCode::Invalid, "the fingerprint is not 64 hex digits"))?;
    let address = ServerAddress::new(&args.url, fingerprint)
        .map_err(|cause| error::of(ErrorCode::Invalid, &cause.to_string()))?;
    let typed_address =
        Credential::typed_to_sign_in(Zeroizing::new(args.address.trim().to_owned()));
    let password = Credential::typed_to_sign_in(Zeroizing::new(args.password));
    let client = Client::new(address)?;
    let public_key = Hash32(opened.device.signing_key.verifying_key().to_bytes());
    let reply =
        app.wait_for(client.sign_in(&typed_address, &password, opened.device.id, public_key))?;
    if let Some(known) = opened.account()?
        && (known.user, known.org) != (reply.user, reply.org)
    {
        return Err(error::of(ErrorCode::NotAllowed, "this profile belongs to somebody else"));
    }
    opened.put_account(&Account {
        url: args.url.trim().trim_end_matches('/').to_owned(),
        fingerprint: fingerprint.to_string(),
        user: reply.user,
        org: reply.org,
        role: reply.role,
        address: args.address.trim().to_owned(),
        token: Some(reply.token),
        is_expired: false,
    })?;
    policy::take(&opened, reply.policy, reply.own_policy.as_deref(), app.now())?;
    app.sync_memory().reset();
    app.changed(&[Topic::Profile, Topic::Redactions, Topic::Sync]);
    app.wake_sync();
    Ok(Done {})
}

/// Signs out: sending stops, everything stays on this device.
///
/// # Errors
/// `SignedOut` if nobody had signed in.
pub fn sign_out(app: &App, _args: NoArgs) -> Result<Done> {
    let opened = app.opened()?;
    let account = opened.signed_in()?;
    if let Some(token) = account.token {
        // Without a connection the token ends by itself on the server; here it is gone at once.
        let _ = end_session(app, &opened, &account, token);
    }
    opened.put_account(&Account { token: None, ..account })?;
    app.changed(&[Topic::Profile, Topic::Sync]);
    Ok(Done {})
}

fn end_session(app: &App, _opened: &Opened, account: &Account, token: Hash32) -> Result<()> {
    let client = Client::new(address_of(account)?)?;
    Ok(app.wait_for(client.session(token).sign_out())?)
}

/// The pinned server of an account.
pub(crate) fn address_of(account: &Account) -> Result<ServerAddress> {
    let fingerprint = account
        .fingerprint
        .parse()
        .map_err(|_| error::of(ErrorCode::StoreDamaged, "the stored fingerprint"))?;
    ServerAddress::new(&account.url, fingerprint)
        .map_err(|_| error::of(ErrorCode::StoreDamaged, "the stored address"))
}
