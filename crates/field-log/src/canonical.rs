//! One value, one sequence of bytes: deterministic CBOR.
//!
//! Structures are written in the order of their fields, lengths are definite and integers take their
//! shortest form (RFC 8949 section 4.2), which is what ciborium does. What is read must be written
//! again to the same bytes, so that two encodings of one operation cannot both pass.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why bytes are not a canonical value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// Not CBOR, or not of the expected shape.
    #[error("the bytes do not hold the expected value")]
    Malformed,
    /// CBOR of the right shape in another encoding than the canonical one.
    #[error("the bytes are not in canonical form")]
    NotCanonical,
    /// The value cannot be written (never for the types of this crate).
    #[error("the value cannot be encoded")]
    Unwritable,
}

/// Writes `value` canonically.
///
/// # Errors
/// [`CanonicalError::Unwritable`] if a type refuses to be serialised.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(|_| CanonicalError::Unwritable)?;
    Ok(bytes)
}

/// Reads a value and checks that the bytes are its canonical form.
///
/// # Errors
/// [`CanonicalError`] says whether the shape or the form is wrong.
pub fn from_bytes<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonicalError> {
    let value: T = ciborium::from_reader(bytes).map_err(|_| CanonicalError::Malformed)?;
    if to_bytes(&value)? == bytes { Ok(value) } else { Err(CanonicalError::NotCanonical) }
}

/// Byte strings inside CBOR structures: a plain `Vec<u8>` would become a list of numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Bytes;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a byte string")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
            /// JSON has no byte strings: there they are lists of numbers.
            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut seq: A,
            ) -> Result<Bytes, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = seq.next_element()? {
                    bytes.push(byte);
                }
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_strings_survive_json_as_well() {
        let bytes = Bytes(vec![0, 200, 7]);
        let json = serde_json::to_string(&bytes).expect("a list of numbers");
        assert_eq!(serde_json::from_str::<Bytes>(&json).ok(), Some(bytes));
    }

    #[test]
    fn a_second_encoding_of_the_same_value_is_refused() {
        let canonical = to_bytes(&5_u64).expect("a number can be written");
        assert_eq!(canonical, [0x05], "the shortest form");
        assert_eq!(from_bytes::<u64>(&[0x05]), Ok(5));
        assert_eq!(from_bytes::<u64>(&[0x18, 0x05]), Err(CanonicalError::NotCanonical));
        assert_eq!(from_bytes::<u64>(&[0x05, 0x05]), Err(CanonicalError::NotCanonical), "trailing");
        assert_eq!(from_bytes::<u64>(&[0xff]), Err(CanonicalError::Malformed));
    }
}
