//! What a clearance rests on. It stays on the device.

use std::collections::BTreeMap;

use field_domain::{Hash32, Instant, Label, UserId};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::ledger::LedgerEntry;

/// The keys of this device that certificates are made with; both come from its master key.
pub struct CertificateKeys {
    /// Authenticates frames that are read back from the outbox.
    pub frame: Zeroizing<[u8; 32]>,
    /// Keys the hash of what was cleared: a plain hash of a short name would give it away.
    pub input: Zeroizing<[u8; 32]>,
}

/// That a person looked, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Who looked.
    pub user: UserId,
    /// When, by the device clock.
    pub at: Instant,
}

/// The certificate of one cleared value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartCertificate {
    /// What it is.
    pub kind: PartKind,
    /// Version of the engine.
    pub engine: u32,
    /// SHA-256 of the models that took part; empty for rules alone.
    pub models: Vec<Hash32>,
    /// Number of the policy.
    pub policy: u16,
    /// Name of the policy; empty in certificates of policy 1, which had none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub policy_name: String,
    /// Removed places by kind. Photos count under [`Label::Other`].
    pub removed: BTreeMap<Label, u32>,
    /// Found places that a person kept readable.
    pub kept: u32,
    /// Places that a person added.
    pub added: u32,
    /// The look that the clearance rests on, where one was needed or taken.
    pub look: Option<Look>,
    /// Why the text engine gave no answer: then a person alone judged the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<EngineRefusal>,
    /// Every place that was found or marked, and what became of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ledger: Vec<LedgerEntry>,
    /// Keyed hash of the input.
    pub input: Hash32,
    /// SHA-256 of the output.
    pub output: Hash32,
}

/// What was cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A text.
    Text,
    /// A photo.
    Photo,
}

/// Why the text engine gave no answer, as a certificate keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EngineRefusal {
    /// The text is longer than the engine takes.
    TooLong,
    /// The text needed more work than one of its length may.
    TimedOut,
    /// A rule of the engine failed.
    EngineFailed,
    /// Characters of the text were lost before.
    Undecodable,
    /// Most of the text is in a script that the engine has no rules for.
    UnknownScript,
}

impl From<field_redact::Withheld> for EngineRefusal {
    fn from(cause: field_redact::Withheld) -> Self {
        match cause {
            field_redact::Withheld::TooLong => Self::TooLong,
            field_redact::Withheld::TimedOut => Self::TimedOut,
            field_redact::Withheld::Panicked => Self::EngineFailed,
            field_redact::Withheld::Undecodable => Self::Undecodable,
            field_redact::Withheld::UnknownScript => Self::UnknownScript,
        }
    }
}

/// HMAC-SHA-256.
pub(crate) fn keyed_hash(key: &[u8; 32], parts: &[&[u8]]) -> Hash32 {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    Hash32(mac.finalize().into_bytes().into())
}
