//! Why the store could not do what was asked.

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

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, message) => match failure.code {
                rusqlite::ErrorCode::DiskFull => Self::DiskFull,
                rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt => {
                    Self::WrongKeyOrDamaged
                }
                rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => {
                    Self::Busy
                }
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
