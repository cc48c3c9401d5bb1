//! Opening the file.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::migrate;

/// Name of the database in a profile folder.
pub const DATABASE_FILE_NAME: &str = "fieldproof.db";

/// Lowest SQLite: below it, a race between a write and a checkpoint can lose committed transactions.
///
/// Source: SQLite's notes on release 3.51.3 (the WAL-reset corruption).
const SQLITE_VERSION_MIN: [u32; 3] = [3, 51, 3];
/// Lowest SQLCipher. Source: the first release on such an SQLite.
const SQLCIPHER_VERSION_MIN: [u32; 3] = [4, 19, 0];
/// Page cache: with it, reads from an encrypted file cost what plain ones do.
///
/// Source: measured on a store of some thousand answers; the default of 2 MiB took twice the time.
const CACHE_KIB: i64 = 64 * 1024;
/// How long a connection waits for another one of this program to finish writing.
const BUSY_MS: u32 = 5_000;

/// What is linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreVersions {
    /// SQLite, such as `3.53.4`.
    pub sqlite: String,
    /// SQLCipher, such as `4.19.0 community`.
    pub sqlcipher: String,
    /// The crypto library behind it, such as `openssl`.
    pub provider: String,
}

/// Opens the store, makes it if the file is absent, and brings its schema up to date.
///
/// `key` and `salt` come from the device master key. A file that does not open is left as it is.
///
/// # Errors
/// [`StoreError::WrongKeyOrDamaged`], [`StoreError::TooNew`], [`StoreError::Unfit`],
/// [`StoreError::DiskFull`].
pub fn open(path: &Path, key: &Zeroizing<[u8; 32]>) -> Result<Connection, StoreError> {
    let mut conn =
        connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    migrate::run(&mut conn)?;
    Ok(conn)
}

/// Opens one more connection to a store that [`open`] opened before.
///
/// # Errors
/// As [`open`].
pub fn open_again(path: &Path, key: &Zeroizing<[u8; 32]>) -> Result<Connection, StoreError> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// What is linked, and whether it is fit.
///
/// # Errors
/// [`StoreError::Unfit`] if it is not.
pub fn versions(conn: &Connection) -> Result<StoreVersions, StoreError> {
    let versions = StoreVersions {
        sqlite: conn.query_row("SELECT sqlite_version()", [], |row| row.get(0))?,
        sqlcipher: conn
            .query_row("PRAGMA cipher_version", [], |row| row.get(0))
            .unwrap_or_default(),
        provider: conn
            .query_row("PRAGMA cipher_provider", [], |row| row.get(0))
            .unwrap_or_default(),
    };
    let is_fit = at_least(&versions.sqlite, SQLITE_VERSION_MIN)
        && at_least(&versions.sqlcipher, SQLCIPHER_VERSION_MIN)
        && !versions.provider.is_empty();
    if is_fit { Ok(versions) } else { Err(StoreError::Unfit) }
}

/// SQLCipher sets up its crypto library at the first key of a process; two threads that give their
/// first key at the same time make one of them fail.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn connect(
    path: &Path,
    key: &Zeroizing<[u8; 32]>,
    flags: OpenFlags,
) -> Result<Connection, StoreError> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Raw key: no derivation, the master key is random already.
    let pragma =
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", *Zeroizing::new(hex::encode(**key))));
    conn.execute_batch(&pragma)?;
    versions(&conn)?;
    conn.busy_timeout(std::time::Duration::from_millis(u64::from(BUSY_MS)))?;
    conn.execute_batch(&format!(
        "PRAGMA cipher_page_size = 4096;
         PRAGMA cipher_memory_security = OFF;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;
         PRAGMA cache_size = -{CACHE_KIB};
         PRAGMA foreign_keys = ON;"
    ))?;
    // The first read: a wrong key shows here.
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    conn.create_scalar_function(
        "sha256",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
        |context| {
            let bytes: Vec<u8> = context.get(0)?;
            Ok(Sha256::digest(&bytes).to_vec())
        },
    )?;
    Ok(conn)
}

fn at_least(version: &str, lowest: [u32; 3]) -> bool {
    let number = version.split_whitespace().next().unwrap_or_default();
    let mut parts = number.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = [(); 3].map(|()| parts.next().unwrap_or(0));
    found >= lowest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(at_least("3.53.4", SQLITE_VERSION_MIN));
        assert!(at_least("4.19.0 community", SQLCIPHER_VERSION_MIN));
        assert!(!at_least("3.50.4", SQLITE_VERSION_MIN), "inside the corruption range");
        assert!(!at_least("", SQLCIPHER_VERSION_MIN), "encryption that is not linked");
    }

    #[test]
    fn another_key_does_not_open_and_changes_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(DATABASE_FILE_NAME);
        drop(open(&path, &Zeroizing::new([1; 32])).expect("a new store opens"));
        let before = std::fs::read(&path).expect("the file is there");
        let outcome = open(&path, &Zeroizing::new([2; 32]));
        assert!(matches!(outcome, Err(StoreError::WrongKeyOrDamaged)), "a wrong key is named");
        assert_eq!(std::fs::read(&path).expect("still there"), before, "and nothing is replaced");
        assert!(open(&path, &Zeroizing::new([1; 32])).is_ok(), "the right key still opens it");
    }

    #[test]
    fn nothing_of_what_is_stored_can_be_read_from_the_files() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(DATABASE_FILE_NAME);
        let conn = open(&path, &Zeroizing::new([1; 32])).expect("a new store opens");
        crate::settings::put(&conn, "planted", b"CANARY-7781-CANARY").expect("stored");
        for entry in std::fs::read_dir(folder.path()).expect("the folder is there") {
            let bytes = std::fs::read(entry.expect("an entry").path()).expect("readable");
            let is_found = bytes.windows(11).any(|window| window == b"CANARY-7781");
            assert!(!is_found, "database, WAL and shared memory are encrypted");
        }
    }
}
