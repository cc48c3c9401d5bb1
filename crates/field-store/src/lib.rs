//! The encrypted SQLite file of a device: open, migrate, and one module of queries per table.
//!
//! Functions take a connection or transaction and return values; whoever calls owns the transaction.
//! The file is a SQLCipher database under a raw key; a file that does not open with the key is never
//! replaced.

pub mod blobs;
pub mod clearances;
pub mod drafts;
mod error;
pub mod inspections;
pub mod item_journal;
pub mod journal;
pub mod lessons;
pub mod migrate;
pub mod open;
pub mod operations;
pub mod outbox;
pub mod people;
pub mod photos;
pub mod recordings;
pub mod rescue;
pub mod settings;
pub mod signatures;
mod sql;
pub mod templates;
pub mod tokens;
pub mod watched_folders;

pub use error::StoreError;
pub use open::{DATABASE_FILE_NAME, StoreVersions, open};
pub use rusqlite::{Connection, Transaction};

/// A transaction that takes the writer's place at once, so that it cannot fail half-way for lack of it.
pub const IMMEDIATE: rusqlite::TransactionBehavior = rusqlite::TransactionBehavior::Immediate;
