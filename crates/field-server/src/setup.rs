//! What an operator does on the server's machine: make a server, add people, shut a device out.

use field_domain::{DeviceId, Hash32, OrgId, Role, UserId};
use uuid::Uuid;

use crate::auth::password::{HashFailed, PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN, PasswordHash};
use crate::auth::sign_in::normalise_address;
use crate::certificate;
use crate::config::{Config, ConfigError};
use crate::data_folder::{
    CERTIFICATE_FILE, CERTIFICATE_KEY_FILE, CONFIG_FILE, DataFolder, FolderError,
};
use crate::serve::{ServeError, open_store, system_clock};
use crate::store::people::PersonRow;
use crate::store::{OpenError, Store, StoreError, devices, organisations, people};

/// Most bytes of a sign-in address. Source: RFC 5321 section 4.5.3.1.3, a path of 256 with brackets.
pub const ADDRESS_BYTES_MAX: usize = 254;
/// Most characters of a person's name.
pub const NAME_CHARS_MAX: usize = 200;

/// What [`init`] made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The organisation.
    pub org: OrgId,
    /// SHA-256 of the certificate: what a device pins.
    pub fingerprint: Hash32,
}

/// A person to add. `Debug` does not print who it is.
pub struct NewPerson<'a> {
    /// What they may do.
    pub role: Role,
    /// What they sign in with, 3 to 254 bytes with an `@`; case does not matter.
    pub address: &'a str,
    /// Their name, 1 to 200 characters.
    pub name: &'a str,
    /// Their password, 8 characters or more, at most 1024 bytes.
    pub password: &'a str,
}

impl std::fmt::Debug for NewPerson<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "NewPerson({:?})", self.role)
    }
}

/// Why a task of the operator was not done. `Display` is log-safe.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The data folder, the configuration, the certificate or the database is wrong.
    #[error(transparent)]
    Server(#[from] ServeError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The password could not be hashed.
    #[error(transparent)]
    Hash(#[from] HashFailed),
    /// There is no organisation in the database.
    #[error("the database holds no organisation; make a server with `field-server init`")]
    NoOrganisation,
    /// The address is not one.
    #[error("the address must have 3 to 254 bytes, an @ and no spaces")]
    BadAddress,
    /// Somebody has it.
    #[error("somebody has this address already; nothing was changed")]
    AddressTaken,
    /// The name is empty or too long.
    #[error("the name must have 1 to {NAME_CHARS_MAX} characters")]
    BadName,
    /// The password is too short or too long.
    #[error(
        "the password must have at least {PASSWORD_CHARS_MIN} characters, at most {PASSWORD_BYTES_MAX} bytes"
    )]
    BadPassword,
    /// No such device signed in here.
    #[error("no device with this id ever signed in")]
    NoSuchDevice,
}

impl From<FolderError> for SetupError {
    fn from(error: FolderError) -> Self {
        Self::Server(error.into())
    }
}

impl From<ConfigError> for SetupError {
    fn from(error: ConfigError) -> Self {
        Self::Server(error.into())
    }
}

impl From<OpenError> for SetupError {
    fn from(error: OpenError) -> Self {
        Self::Server(error.into())
    }
}

/// Makes a server: key, certificate, database with one organisation, configuration.
///
/// `hosts` are names or addresses for the certificate besides `listen` and the loopback names.
/// An existing server is never overwritten.
///
/// # Errors
/// [`SetupError::Server`], [`SetupError::Store`].
pub fn init(data: &DataFolder, listen: &str, hosts: &[String]) -> Result<Made, SetupError> {
    let config = Config::new(listen);
    let address = config.listen_address()?;
    let certificate = certificate::make(address, hosts).map_err(ServeError::from)?;
    data.create()?;
    let key = data.make_key()?;
    data.write_private(CERTIFICATE_FILE, certificate.certificate_pem.as_bytes())?;
    data.write_private(CERTIFICATE_KEY_FILE, certificate.key_pem.as_bytes())?;
    let store = Store::open(&data.database(), &key, None)?;
    let org = make_id().into();
    let now = system_clock()();
    store.write(|tx| organisations::insert(tx, org, now))?;
    data.write_private(CONFIG_FILE, config.to_text()?.as_bytes())?;
    Ok(Made { org, fingerprint: certificate.fingerprint })
}

/// Adds a person, also while the server runs.
///
/// # Errors
/// [`SetupError`] names what is wrong with the person; nothing was changed then.
pub fn add_person(data: &DataFolder, person: &NewPerson<'_>) -> Result<UserId, SetupError> {
    check(person)?;
    let store = open_store(data, &data.config()?)?;
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| FolderError::NoRandomness)?;
    let password = PasswordHash::derive(person.password, salt)?;
    let user = make_id().into();
    let row = PersonRow {
        user,
        role: person.role,
        name: person.name.trim().to_owned(),
        address: normalise_address(person.address),
    };
    let now = system_clock()();
    let is_added = store.write(|tx| match organisations::only_one(tx)? {
        Some(org) => people::insert(tx, org, &row, &password, now).map(Some),
        None => Ok(None),
    })?;
    match is_added {
        Some(true) => Ok(user),
        Some(false) => Err(SetupError::AddressTaken),
        None => Err(SetupError::NoOrganisation),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "an operator's command is the edge; it never retries"
)]
fn make_id() -> Uuid {
    Uuid::now_v7()
}

fn check(person: &NewPerson<'_>) -> Result<(), SetupError> {
    let address = person.address.trim();
    let is_address = (3..=ADDRESS_BYTES_MAX).contains(&address.len())
        && address.contains('@')
        && !address.chars().any(|c| c.is_whitespace() || c.is_control());
    if !is_address {
        return Err(SetupError::BadAddress);
    }
    if !(1..=NAME_CHARS_MAX).contains(&person.name.trim().chars().count()) {
        return Err(SetupError::BadName);
    }
    let is_password = person.password.chars().count() >= PASSWORD_CHARS_MIN
        && person.password.len() <= PASSWORD_BYTES_MAX;
    if is_password { Ok(()) } else { Err(SetupError::BadPassword) }
}

/// Shuts a device out for good, also while the server runs: its next request is refused.
///
/// # Errors
/// [`SetupError::NoSuchDevice`]; those of opening the database.
pub fn revoke_device(data: &DataFolder, device: DeviceId) -> Result<(), SetupError> {
    let store = open_store(data, &data.config()?)?;
    let now = system_clock()();
    let is_revoked = store.write(|tx| match organisations::only_one(tx)? {
        Some(org) => devices::revoke(tx, org, device, now),
        None => Ok(false),
    })?;
    if is_revoked { Ok(()) } else { Err(SetupError::NoSuchDevice) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> (tempfile::TempDir, DataFolder) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = DataFolder::at(folder.path());
        init(&data, "127.0.0.1:0", &[]).expect("a server can be made");
        (folder, data)
    }

    #[test]
    fn a_server_is_never_made_over_another() {
        let (_folder, data) = made();
        let key = data.key().expect("a key");
        let outcome = init(&data, "127.0.0.1:0", &[]);
        assert!(
            matches!(
                outcome,
                Err(SetupError::Server(ServeError::Folder(FolderError::NotEmpty { .. })))
            ),
            "{outcome:?}"
        );
        assert_eq!(data.key().expect("still there"), key);
    }

    #[test]
    fn a_person_that_cannot_sign_in_is_not_added() {
        let (_folder, data) = made();
        let good = NewPerson {
            role: Role::Technician,
            address: "Tess@Example.org",
            name: "Tess",
            password: "long enough",
        };
        add_person(&data, &good).expect("is added");
        let add = |person: NewPerson<'_>| add_person(&data, &person).expect_err("is refused");
        let again = NewPerson { address: " tess@example.ORG ", ..good };
        assert!(matches!(add(again), SetupError::AddressTaken), "case and spaces do not matter");
        assert!(matches!(add(NewPerson { address: "tess", ..good }), SetupError::BadAddress));
        assert!(matches!(add(NewPerson { name: " ", ..good }), SetupError::BadName));
        assert!(matches!(add(NewPerson { password: "short", ..good }), SetupError::BadPassword));
    }
}
