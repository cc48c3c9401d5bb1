//! The sync and review service: HTTPS, sign-in, an encrypted SQLite file and a folder of blobs.
//!
//! A library beside the program `field-server`, so that tests can start it in their own process:
//! [`setup`] makes a data folder and its people, [`serve`] runs it. `docs/sync-protocol.md` has the
//! routes, `docs/server.md` the configuration.
//!
//! Architecture invariant: the server sees what devices cleared, and nothing here can read a
//! device's store.

mod auth;
mod blob_files;
mod certificate;
mod config;
mod data_folder;
mod export;
mod http;
mod push;
mod serve;
pub mod setup;
mod store;

pub use config::{Config, ConfigError, SignInLimits, StorageLimits};
pub use data_folder::{DataFolder, FolderError};
pub use export::{ExportError, export};
pub use serve::{Clock, Running, ServeError, serve, serve_by_clock, system_clock};
pub use store::{OpenError, StoreError};
