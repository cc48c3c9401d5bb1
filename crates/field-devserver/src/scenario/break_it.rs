//! Breaks what is outside the program, as a bad day does.

use std::fs::{self, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};

/// SQLite's page size in the store (SQLCipher's default).
const PAGE_BYTES: u64 = 4096;

/// Overwrites every page of the database but the first, behind the back of the program that has it
/// open: each further page that it reads fails its check.
///
/// # Errors
/// Those of the file system.
pub fn damage_database(profile: &Path) -> Result<()> {
    for entry in fs::read_dir(profile).context("the profile cannot be listed")? {
        let path = entry?.path();
        let is_database = path.extension().is_some_and(|ending| ending == "db");
        if !is_database {
            continue;
        }
        let mut file = OpenOptions::new().write(true).open(&path)?;
        let bytes = file.metadata()?.len().saturating_sub(PAGE_BYTES);
        file.seek(SeekFrom::Start(PAGE_BYTES))?;
        std::io::copy(&mut std::io::Read::take(std::io::repeat(0x5A), bytes), &mut file)?;
        file.flush()?;
    }
    Ok(())
}

/// From now on no file of this process grows: every write that needs room fails.
///
/// # Errors
/// The system refuses the limit or the signal that comes with it.
#[cfg(unix)]
pub fn take_no_more_bytes() -> Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use tokio::signal::unix::{SignalKind, signal};

    // The signal would end the program. Being listened to, it does not, and the write fails.
    let mut over_limit = signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw()))?;
    tokio::runtime::Handle::current()
        .spawn(async move { while over_limit.recv().await.is_some() {} });
    setrlimit(Resource::Fsize, Rlimit { current: Some(0), maximum: Some(0) })
        .context("the system refuses a limit on file sizes")
}

/// Not on this system: the scenario says so.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn take_no_more_bytes() -> Result<()> {
    anyhow::bail!("this scenario needs a Unix system")
}
