//! Showing that a picture came of an original.

use field_domain::raw::EngineScope;
use field_domain::{Hash32, Raw};
use field_log::PhotoProvenance;
use field_photo::BurntPhoto;
use sha2::{Digest, Sha256};

use crate::cleared::Cleared;

/// How a cleared photo came about.
///
/// * `salt`: random, new for every clearance. It stays on the device: a plain hash would confirm to
///   anybody that a file in hand is the original.
#[must_use]
pub fn provenance(
    original: &Raw<Vec<u8>>,
    salt: &Hash32,
    photo: &Cleared<BurntPhoto>,
) -> PhotoProvenance {
    let certificate = photo.certificate();
    PhotoProvenance {
        original: salted_hash(original, salt),
        picture: certificate.output,
        engine: certificate.engine,
        models: certificate.models.clone(),
        size: Some(photo.value().size()),
    }
}

/// SHA-256 of the salt and then the file.
#[must_use]
pub fn salted_hash(original: &Raw<Vec<u8>>, salt: &Hash32) -> Hash32 {
    let mut hash = Sha256::new();
    hash.update(salt.0);
    hash.update(original.expose(&EngineScope));
    Hash32(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_file_under_the_same_salt_has_the_hash() {
        let original = Raw::new(b"a file".to_vec());
        let hash = salted_hash(&original, &Hash32([1; 32]));
        assert_eq!(hash, salted_hash(&original, &Hash32([1; 32])));
        assert_ne!(hash, salted_hash(&original, &Hash32([2; 32])), "a guess needs the salt");
        assert_ne!(hash, salted_hash(&Raw::new(b"another".to_vec()), &Hash32([1; 32])));
    }
}
