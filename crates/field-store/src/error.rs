//! Why the store could not do what was asked.

use rusqlite::{ErrorCode, ffi};

/// `Display` is safe to log: it carries kinds and codes, never content.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The thing named is not on this device.
    #[error("no such {kind}")]
    NotFound {
        /// What kind of thing.
        kind: &'static str,
    },
    /// The file cannot be opened with this key, or is damaged.
    #[error("the store does not open with this key, or is damaged")]
    WrongKeyOrDamaged,
    /// A newer program wrote the file.
    #[error("the store was written by a newer program (needs {needed}, this one knows {known})")]
    TooNew {
        /// Compatibility number of the file.
        needed: u32,
        /// Compatibility number of this program.
        known: u32,
    },
    /// The linked libraries are not what the store needs.
    #[error("the linked SQLite or SQLCipher is too old, or encryption is not linked")]
    Unfit,
    /// Another process has the file.
    #[error("another program has the store open")]
    Busy,
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    DiskFull,
    /// A stored value cannot be read.
    #[error("a stored {kind} cannot be read")]
    Unreadable {
        /// What kind of thing.
        kind: &'static str,
    },
    /// Bytes without a clearance were about to enter the outbox.
    #[error("the frame is not cleared")]
    NotCleared,
    /// SQLite failed.
    #[error("sqlite failed (code {code})")]
    Sqlite {
        /// Extended result code; the text of SQLite may hold values and is dropped.
        code: i32,
    },
}

/// Whether the file system took no more bytes. SQLite says "full" where the system says so by
/// `ENOSPC` alone; a quota (`EDQUOT`) or the largest file that is allowed (`EFBIG`) comes as a failed
/// write, and no room for the index of the WAL as a failed enlargement. Source: `os_unix.c`,
/// `unixWrite` and `unixOpenSharedMemory`.
fn is_full(failure: ffi::Error) -> bool {
    failure.code == ErrorCode::DiskFull
        || [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE].contains(&failure.extended_code)
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, message) => match failure.code {
                _ if is_full(failure) => Self::DiskFull,
                ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::WrongKeyOrDamaged,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                _ if message.as_deref() == Some("not cleared") => Self::NotCleared,
                _ => Self::Sqlite { code: failure.extended_code },
            },
            rusqlite::Error::QueryReturnedNoRows => Self::NotFound { kind: "row" },
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Unreadable { kind: "column" },
            _ => Self::Sqlite { code: 0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_takes_no_more_is_full_whatever_word_the_system_has_for_it() {
        let by =
            |code| StoreError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
        for code in [ffi::SQLITE_FULL, ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE] {
            assert!(matches!(by(code), StoreError::DiskFull), "code {code} means no more room");
        }
        let code = ffi::SQLITE_IOERR_READ;
        assert!(matches!(by(code), StoreError::Sqlite { .. }), "a failed read is another thing");
    }
}
