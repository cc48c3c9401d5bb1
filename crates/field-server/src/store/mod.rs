//! The encrypted database: one writer, a few readers, and one module of queries per table.

pub(crate) mod access;
pub(crate) mod blobs;
pub(crate) mod column;
pub(crate) mod devices;
mod migrate;
mod open;
pub(crate) mod operations;
pub(crate) mod organisations;
pub(crate) mod people;
pub(crate) mod sign_in_tries;
pub(crate) mod tokens;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use open::OpenError;

/// Connections that only read. Source: judgement; more gave nothing on two cores.
const READERS: usize = 3;

/// Why the database could not do what was asked. `Display` is log-safe.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk, or the room that the configuration gives, is full. Nothing was written.
    #[error("there is no room left")]
    Full,
    /// A stored value is not what it must be.
    #[error("a row of {table} is damaged")]
    BadRow {
        /// Which table.
        table: &'static str,
    },
    /// SQLite failed.
    #[error("the database failed ({})", code_of(.0))]
    Sqlite(#[source] rusqlite::Error),
}

/// SQLite's own number of the failure: the text could hold a value.
fn code_of(error: &rusqlite::Error) -> String {
    match error.sqlite_error() {
        Some(failure) => format!("SQLite code {}", failure.extended_code),
        None => "not in SQLite".to_owned(),
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) {
            Self::Full
        } else {
            Self::Sqlite(error)
        }
    }
}

/// The open database.
pub(crate) struct Store {
    writer: Mutex<Connection>,
    readers: Vec<Mutex<Connection>>,
    next_reader: AtomicUsize,
}

impl Store {
    /// Opens the file at `path`, brings its tables up to date and checks the library.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(
        path: &std::path::Path,
        key: &[u8; 32],
        mib_max: Option<u32>,
    ) -> Result<Self, OpenError> {
        let writer = open::writer(path, key, mib_max)?;
        let readers = (0..READERS)
            .map(|_| open::reader(path, key).map(Mutex::new))
            .collect::<Result<_, _>>()?;
        Ok(Self { writer: Mutex::new(writer), readers, next_reader: AtomicUsize::new(0) })
    }

    /// Runs `work` in a transaction that holds the write lock from its start, and commits it. When
    /// this returns, what was written is on the disk; after an error nothing of it is.
    ///
    /// # Errors
    /// Those of `work`; [`StoreError::Full`]; [`StoreError::Sqlite`].
    pub fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        // A panic inside `work` rolled its transaction back, so the connection is still good.
        let mut conn = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&tx)?;
        tx.commit()?;
        Ok(result)
    }

    /// Runs `work` on one consistent state of the database.
    ///
    /// # Errors
    /// Those of `work`; [`StoreError::Sqlite`].
    pub fn read<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let number = self.next_reader.fetch_add(1, Ordering::Relaxed) % self.readers.len();
        let mut conn = self.readers[number].lock().unwrap_or_else(PoisonError::into_inner);
        let tx = conn.transaction()?;
        work(&tx)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A store in a temporary folder, which must be kept.
    pub(crate) fn empty_store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&folder.path().join("server.db"), &[7; 32], None)
            .expect("a new database can be made");
        (folder, store)
    }

    #[test]
    fn a_failed_write_leaves_nothing() {
        let (_folder, store) = empty_store();
        let org = uuid::Uuid::from_u128(1).into();
        let outcome = store.write(|tx| {
            organisations::insert(tx, org, field_domain::Instant(1))?;
            Err::<(), _>(StoreError::BadRow { table: "test" })
        });
        assert!(outcome.is_err());
        let found = store.read(organisations::only_one).expect("can be read");
        assert_eq!(found, None, "the transaction was rolled back");
    }

    #[test]
    fn readers_cannot_write() {
        let (_folder, store) = empty_store();
        let org = uuid::Uuid::from_u128(1).into();
        let outcome = store.read(|tx| organisations::insert(tx, org, field_domain::Instant(1)));
        assert!(outcome.is_err(), "a reader is opened read-only");
    }
}
