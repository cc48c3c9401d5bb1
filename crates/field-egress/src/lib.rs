//! The only crate with a socket on the device. It sends what was cleared and fetches what the
//! organisation shares; it has no database key and reads no file.
//!
//! [`probe`] looks at a server's certificate before anything is sent to it. [`Client`] speaks to a
//! server whose certificate is pinned, [`Session`] for somebody who signed in.
//!
//! Architecture invariant: what can be sent is listed in `outgoing.rs` and nowhere else: frames,
//! chunks that a frame vouches for, ids and numbers, and what a person types to sign in.

mod address;
mod blobs;
mod client;
mod error;
mod outgoing;
mod pinned;
mod session;

pub use address::{AddressError, ServerAddress};
pub use blobs::BlobDownload;
pub use client::{Client, Timeouts};
pub use error::EgressError;
pub use pinned::probe;
pub use session::Session;
