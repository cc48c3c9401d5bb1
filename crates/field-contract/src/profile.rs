//! The profile on this device: its keys, its person, its server.

use field_domain::{OrgId, Role, UserId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the profile stands: which screen comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileState {
    /// Nothing is here yet: choose a passphrase.
    FirstRun,
    /// A store is here and closed.
    Locked,
    /// A store is here and its key is not: recovery.
    KeyMissing,
    /// The store is open.
    Unlocked,
}

/// The profile as the first screens need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileStatus {
    /// Where it stands.
    pub state: ProfileState,
    /// The computer's keyring holds a key for it, so that it can be opened without the passphrase.
    pub has_keyring: bool,
    /// Who signed in, once unlocked.
    pub person: Option<SignedInPerson>,
    /// The server that is proposed on the sign-in screen.
    pub server_url: Option<String>,
    /// The fingerprint that came with the proposal, if one did.
    pub server_fingerprint: Option<String>,
    /// Shortest passphrase that is taken, in characters.
    pub passphrase_length_min: u32,
    /// Version of the program.
    pub version: String,
}

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignedInPerson {
    /// The person.
    pub user: UserId,
    /// The organisation.
    pub org: OrgId,
    /// What the person may do.
    pub role: Role,
    /// The sign-in address, for this person's own eyes.
    pub address: String,
    /// The sign-in has ended on the server; work goes on, sending waits.
    pub is_expired: bool,
}

/// Makes a new profile.
#[derive(Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileCreateArgs {
    /// The new passphrase.
    pub passphrase: String,
}

/// Opens the profile.
#[derive(Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileUnlockArgs {
    /// The passphrase; none to ask the computer's keyring.
    pub passphrase: Option<String>,
}

/// Asks a server for its fingerprint, before anything is sent to it.
#[derive(Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerProbeArgs {
    /// `https://host:port`.
    pub url: String,
}

/// What a server showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServerProbe {
    /// SHA-256 of its certificate, 64 hex digits.
    pub fingerprint: String,
}

/// Signs in on this device.
#[derive(Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignInArgs {
    /// `https://host:port`.
    pub url: String,
    /// The fingerprint that the person confirmed.
    pub fingerprint: String,
    /// Sign-in address.
    pub address: String,
    /// Password.
    pub password: String,
}

/// What the program is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Version of the program.
    pub version: String,
    /// The models, with whom to thank.
    pub models: Vec<AboutModel>,
    /// The libraries.
    pub libraries: Vec<AboutLibrary>,
    /// Other parts: fonts, icons, word lists.
    pub parts: Vec<AboutLibrary>,
}

/// A model that the program uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AboutModel {
    /// What it is for.
    pub name: String,
    /// Its licence.
    pub licence: String,
    /// Whom to thank.
    pub attribution: String,
    /// It is on this device and intact.
    pub is_present: bool,
}

/// A library that the program uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AboutLibrary {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence.
    pub licence: String,
}
