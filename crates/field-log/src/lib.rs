//! Operations: canonical bytes, signatures, device chains, and the fold of operations into a view
//! with visible conflicts; and what device and server say to each other about them.
//!
//! Architecture invariant: pure. No I/O, no clock, no randomness; keys, salts and times are passed
//! in. `docs/sync-protocol.md` tells the whole story.

pub mod canonical;
pub mod change;
pub mod device_chain;
pub mod fold;
pub mod operation;
mod provenance;
pub mod wire;

pub use change::{
    BlobKey, BlobRef, Change, FilledCounts, Payload, PhotoFields, ReturnReason, Target,
    TranscriptFields,
};
pub use device_chain::DeviceChain;
pub use fold::{Entry, InspectionView};
pub use operation::{ClearanceMark, Header, Operation, OperationError, Signer};
pub use provenance::PhotoProvenance;
