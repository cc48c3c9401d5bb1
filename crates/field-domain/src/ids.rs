//! Identifiers: one type per kind of thing, so that two can never be swapped by mistake.
//!
//! UUIDv7 values are made at the edges (so that a retry names the same thing) and passed in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(as = "String")]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

uuid_ids! {
    /// An organisation: the tenant.
    OrgId,
    /// A person with an account.
    UserId,
    /// A device that a person signed in on.
    DeviceId,
    /// An assignment of an inspection to a technician.
    JobId,
    /// One filling of one template version.
    InspectionId,
    /// A template, over all its versions.
    TemplateId,
    /// Something that is wrong at the site.
    FindingId,
    /// A photo of an item or finding.
    PhotoId,
    /// A voice recording of an item.
    RecordingId,
    /// A reviewer's comment.
    CommentId,
}

/// A question's number within one template version, 1 to 9999.
///
/// A number and not a name, because it travels: a name typed into an imported template could be
/// anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ItemNo(pub u16);

/// A section's number within one template version, 1 to 999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct SectionNo(pub u16);

impl fmt::Display for ItemNo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A SHA-256 value: 32 bytes in binary formats, 64 lower-case hex digits in text formats.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(as = "String")]
pub struct Hash32(pub [u8; 32]);

/// An operation is named by the SHA-256 of its canonical bytes.
pub type OpId = Hash32;

/// A blob is named by the SHA-256 of its ciphertext, so that a server can check it without a key.
pub type BlobId = Hash32;

/// Why a text is not a [`Hash32`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 64 hex digits")]
pub struct HashError;

impl Hash32 {
    /// The hash that stands for "nothing came before": all zero.
    pub const ZERO: Self = Self([0; 32]);
}

impl fmt::Display for Hash32 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0 {
            write!(out, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Hash32 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for Hash32 {
    type Err = HashError;
    fn from_str(text: &str) -> Result<Self, HashError> {
        let mut bytes = [0_u8; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(HashError);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| HashError)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| HashError)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Hash32 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_bytes(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Hash32 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Hash32;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("32 bytes or 64 hex digits")
            }
            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Hash32, E> {
                bytes.try_into().map(Hash32).map_err(|_| E::invalid_length(bytes.len(), &self))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Hash32, E> {
                text.parse().map_err(E::custom)
            }
        }
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(Visitor)
        } else {
            deserializer.deserialize_bytes(Visitor)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_survives_text_and_binary_forms() {
        let hash = Hash32([0xAB; 32]);
        let text = serde_json::to_string(&hash).expect("a hash is plain text");
        assert_eq!(text.len(), 66, "64 digits and two quotes");
        assert_eq!(serde_json::from_str::<Hash32>(&text).ok(), Some(hash));
        assert!("zz".parse::<Hash32>().is_err(), "too short and not hex");
    }
}
