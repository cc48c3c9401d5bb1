//! Opening the encrypted file, and the versions that it may be opened with.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::migrate::{self, MigrateError};

/// Oldest SQLite that may be used. Source: SQLite's notes on release 3.51.3: 3.7.0 to 3.51.2 can lose committed
/// transactions when a write races with a checkpoint; fixed in 3.51.3.
const SQLITE_MIN: (u32, u32, u32) = (3, 51, 3);
/// Oldest SQLCipher that may be used. Source: the first release on such an SQLite.
const CIPHER_MIN: (u32, u32, u32) = (4, 19, 0);
/// The cryptography that SQLCipher must use. The one that its own tests run with.
const CIPHER_PROVIDER: &str = "openssl";
/// How long a writer waits for another process, `add-person` for example.
const BUSY_WAIT: Duration = Duration::from_secs(10);
/// Page size of the file. Source: measured, best for small writes.
const PAGE_BYTES: u32 = 4096;
/// Page cache, as SQLite writes it: negative kibibytes. 64 MiB for the writer; source:
/// measured, half the time of the default of 2 MiB.
const WRITER_CACHE: i32 = -65_536;
/// 16 MiB for each reader, so that all connections together stay near 112 MiB.
const READER_CACHE: i32 = -16_384;

/// Why the database cannot be opened. `Display` is log-safe.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file is not a database that this key opens.
    #[error("the key does not open the database, or the file is damaged; nothing was changed")]
    WrongKey,
    /// A library is older than it may be, or another one than it must be.
    #[error("{library} is {found}, at least {wanted} is needed")]
    LibraryRefused {
        /// Which library.
        library: &'static str,
        /// What is there.
        found: String,
        /// What is needed.
        wanted: String,
    },
    /// The tables cannot be brought up to date.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// SQLite failed.
    #[error("the database cannot be opened")]
    Sqlite(#[from] rusqlite::Error),
}

/// Opens the file for writing, makes it if it is not there, and brings its tables up to date.
pub(super) fn writer(
    path: &Path,
    key: &[u8; 32],
    mib_max: Option<u32>,
) -> Result<Connection, OpenError> {
    let mut conn = Connection::open(path)?;
    unlock(&conn, key)?;
    check_libraries(&conn)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    // An answer means durable: the log is synced before each commit returns.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", WRITER_CACHE)?;
    if let Some(mib) = mib_max {
        let pages = i64::from(mib) * 1024 * 1024 / i64::from(PAGE_BYTES);
        conn.pragma_update(None, "max_page_count", pages)?;
    }
    migrate::run(&mut conn)?;
    Ok(conn)
}

/// Opens the file for reading.
pub(super) fn reader(path: &Path, key: &[u8; 32]) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    unlock(&conn, key)?;
    conn.pragma_update(None, "cache_size", READER_CACHE)?;
    Ok(conn)
}

/// SQLCipher sets up its crypto library at the first key of a process; two threads that give their
/// first key at the same time make one of them fail.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn unlock(conn: &Connection, key: &[u8; 32]) -> Result<(), OpenError> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let raw_key = Zeroizing::new(format!("x'{}'", Zeroizing::new(hex::encode(key)).as_str()));
    // Its own lines would stand between the log's JSON; what fails comes back as an error anyway.
    conn.pragma_update(None, "cipher_log_level", "NONE")?;
    conn.pragma_update(None, "key", raw_key.as_str())?;
    conn.pragma_update(None, "cipher_page_size", PAGE_BYTES)?;
    // Sorting and temporary tables stay in memory: a temporary file would not be encrypted.
    conn.pragma_update(None, "temp_store", 2)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.busy_timeout(BUSY_WAIT)?;
    match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
            Err(OpenError::WrongKey)
        }
        Err(error) => Err(error.into()),
    }
}

fn check_libraries(conn: &Connection) -> Result<(), OpenError> {
    let sqlite: String = conn.query_row("SELECT sqlite_version()", [], |row| row.get(0))?;
    at_least("SQLite", sqlite, SQLITE_MIN)?;
    let cipher: String = conn.pragma_query_value(None, "cipher_version", |row| row.get(0))?;
    at_least("SQLCipher", cipher, CIPHER_MIN)?;
    let provider: String = conn.pragma_query_value(None, "cipher_provider", |row| row.get(0))?;
    if provider == CIPHER_PROVIDER {
        Ok(())
    } else {
        Err(OpenError::LibraryRefused {
            library: "SQLCipher's provider",
            found: provider,
            wanted: CIPHER_PROVIDER.to_owned(),
        })
    }
}

fn at_least(library: &'static str, found: String, min: (u32, u32, u32)) -> Result<(), OpenError> {
    if version(&found) >= Some(min) {
        return Ok(());
    }
    let wanted = format!("{}.{}.{}", min.0, min.1, min.2);
    Err(OpenError::LibraryRefused { library, found, wanted })
}

/// The numbers of a version such as `4.19.0 community`.
fn version(text: &str) -> Option<(u32, u32, u32)> {
    let mut numbers = text.split_whitespace().next()?.split('.').map(str::parse::<u32>);
    let mut next = || numbers.next()?.ok();
    Some((next()?, next()?, next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert_eq!(version("4.19.0 community"), Some((4, 19, 0)));
        assert!(at_least("x", "3.53.4".into(), SQLITE_MIN).is_ok());
        assert!(at_least("x", "3.51.2".into(), SQLITE_MIN).is_err(), "the corruption range");
        assert!(at_least("x", "unknown".into(), SQLITE_MIN).is_err());
    }

    #[test]
    fn another_key_is_refused_and_changes_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("server.db");
        drop(writer(&path, &[7; 32], None).expect("is made"));
        let before = std::fs::read(&path).expect("is there");
        assert!(matches!(writer(&path, &[8; 32], None), Err(OpenError::WrongKey)));
        assert_eq!(std::fs::read(&path).expect("is there"), before);
        assert!(writer(&path, &[7; 32], None).is_ok(), "its own key still opens it");
    }
}
