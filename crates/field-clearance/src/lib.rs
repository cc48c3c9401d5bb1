//! Policy and the person's decisions over what the engines found; the only maker of [`Cleared`]
//! values and of [`Frame`]s, each with its certificate; defines [`Egressable`].
//!
//! The way out of a device: an engine's output ([`field_redact::Analysis`],
//! [`field_photo::BurntPhoto`]) → [`Cleared`] → [`Frame`] → the outbox → `field-egress`. No step can
//! be left out, because each type can only be made from the one before it. A text that its engine
//! withheld comes as [`field_redact::ByHand`], which only that refusal makes, and needs a person.
//!
//! Architecture invariant: what an engine could not judge, or what the policy wants a person to see,
//! is [`Withheld`]. There is no default that lets something through.
//!
//! Source: ADR 0005 (redaction gate).

mod certificate;
mod cleared;
mod compile_fail;
mod credential;
mod decision;
mod egressable;
mod frame;
mod ledger;
mod photo_blob;
mod policy;
mod provenance;

pub use certificate::{CertificateKeys, EngineRefusal, Look, PartCertificate, PartKind};
pub use cleared::{Cleared, TextSource, Withheld, clear_photo, clear_text, clear_text_by_hand};
pub use credential::Credential;
pub use decision::TextDecision;
pub use egressable::Egressable;
pub use frame::{Draft, Frame, FrameCertificate, FrameError, FrameKind, frame_operation};
pub use ledger::{LedgerEntry, OpenRegion, Verdict};
pub use photo_blob::{ClearedBlob, seal_photo};
pub use policy::{
    OWN_NUMBER_MIN, PhotoRules, PlaceRule, Policy, PolicyError, ReviewRule, SearchRule, SiteRule,
    TimeRule,
};
pub use provenance::{provenance, salted_hash};
