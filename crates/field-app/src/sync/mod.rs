//! Sending and fetching: never in the way of work, and never lying about it.

mod apply;
mod blobs;
mod memory;
mod pull;
mod push;
mod run;
mod status;

pub use run::{now, run_once};
pub use status::{retry, status};

pub(crate) use memory::SyncMemory;
