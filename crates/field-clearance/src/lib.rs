//! Policy and the person's decisions over what the engines found; the only maker of [`Cleared`]
//! values and of [`Frame`]s, each with its certificate; defines [`Egressable`].
//!
//! The way out of a device: an engine's output ([`field_redact::Analysis`],
//! [`field_photo::BurntPhoto`]) → [`Cleared`] → [`Frame`] → the outbox → `field-egress`. No step can
//! be left out, because each type can only be made from the one before it.
//!
//! Architecture invariant: what an engine could not judge, or what the policy wants a person to see,
//! is [`Withheld`]. There is no default that lets something through.
//!
//! Source: ADR 0005 (redaction gate).

mod certificate;
mod cleared;
mod compile_fail;
mod credential;
mod egressable;
mod frame;
mod photo_blob;
mod policy;

pub use certificate::{CertificateKeys, Look, PartCertificate, PartKind};
pub use cleared::{Cleared, TextSource, Withheld, clear_photo, clear_text};
pub use credential::Credential;
pub use egressable::Egressable;
pub use frame::{Draft, Frame, FrameCertificate, FrameError, FrameKind, frame_operation};
pub use photo_blob::{ClearedBlob, seal_photo};
pub use policy::{DEFAULT_POLICY, Policy, ReviewRule};
