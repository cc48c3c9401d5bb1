//! The edges of the program: clock, ids and randomness. Everything else is given values.

use std::path::PathBuf;

use chrono::Datelike;
use field_domain::{Day, Instant};
use field_keys::SecretStore;
use uuid::Uuid;

/// What the use cases take from outside. Tests give their own clock and no keyring.
pub struct Edges {
    /// The device clock.
    pub now: Box<dyn Fn() -> Instant + Send + Sync>,
    /// The local calendar day.
    pub today: Box<dyn Fn() -> Day + Send + Sync>,
    /// The computer's keyring, if one is to be used.
    pub keyring: Option<Box<dyn SecretStore + Send + Sync>>,
    /// The system's dialog for a folder, where there is a window: waits for the person, none if it was
    /// left without a choice.
    pub choose_folder: Option<Box<dyn Fn() -> Option<PathBuf> + Send + Sync>>,
}

impl Edges {
    /// The real ones of a program without a window.
    #[must_use]
    pub fn system() -> Self {
        Self {
            now: Box::new(|| Instant(chrono::Utc::now().timestamp_millis())),
            today: Box::new(local_day),
            keyring: Some(Box::new(field_keys::OsKeyring)),
            choose_folder: None,
        }
    }
}

fn local_day() -> Day {
    let today = chrono::Local::now().date_naive();
    let parts =
        (u16::try_from(today.year()), u8::try_from(today.month()), u8::try_from(today.day()));
    match parts {
        (Ok(year), Ok(month), Ok(day)) => Day::new(year, month, day).ok(),
        _ => None,
    }
    .unwrap_or_else(|| Day::of_utc(Instant(0)))
}

/// A new id in the order of time.
pub(crate) fn new_id<T: From<Uuid>>(now: Instant) -> T {
    let millis = u64::try_from(now.0).unwrap_or(0);
    let mut random = [0_u8; 10];
    fill_random(&mut random);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().into()
}

/// Random bytes from the operating system.
pub(crate) fn fill_random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system always has random bytes once it runs");
}
