//! A cleared photo on its way: two sealed blobs with their manifests.

use field_domain::Hash32;
use field_log::wire::{BLOB_BYTES_MAX, BlobManifest, CHUNK_BYTES};
use field_log::{BlobKey, BlobRef, canonical};
use field_photo::BurntPhoto;
use sha2::{Digest, Sha256};

use crate::certificate::{CertificateKeys, PartCertificate};
use crate::cleared::Cleared;
use crate::frame::{Frame, FrameKind};

/// A sealed blob whose plain content was cleared.
#[derive(Debug, Clone)]
pub struct ClearedBlob {
    reference: BlobRef,
    ciphertext: Vec<u8>,
    manifest: Frame,
}

impl ClearedBlob {
    /// Its name, key and size, for the operation that goes with it.
    #[must_use]
    pub fn reference(&self) -> &BlobRef {
        &self.reference
    }

    /// What will be sent, chunk by chunk.
    #[must_use]
    pub fn ciphertext(&self) -> &[u8] {
        &self.ciphertext
    }

    /// The frame that lets exactly these chunks leave.
    #[must_use]
    pub fn manifest(&self) -> &Frame {
        &self.manifest
    }
}

/// Seals the picture and the thumbnail of a cleared photo, each under its own random key.
///
/// Returns thumbnail first: it is sent first.
#[must_use]
pub fn seal_photo(
    photo: &Cleared<BurntPhoto>,
    thumbnail_key: BlobKey,
    picture_key: BlobKey,
    keys: &CertificateKeys,
) -> [ClearedBlob; 2] {
    let burnt = photo.value();
    [(burnt.thumbnail(), thumbnail_key), (burnt.picture(), picture_key)]
        .map(|(plain, key)| seal(plain, key, photo.certificate(), keys))
}

fn seal(plain: &[u8], key: BlobKey, part: &PartCertificate, keys: &CertificateKeys) -> ClearedBlob {
    let ciphertext = field_media::seal_blob(plain, &key.0);
    let size = ciphertext.len() as u64;
    debug_assert!(size <= BLOB_BYTES_MAX, "a 3024 px JPEG is far below the limit");
    let manifest = BlobManifest {
        blob: Hash32(Sha256::digest(&ciphertext).into()),
        size,
        chunks: ciphertext
            .chunks(CHUNK_BYTES)
            .map(|chunk| Hash32(Sha256::digest(chunk).into()))
            .collect(),
    };
    let bytes = canonical::to_bytes(&manifest).expect("a manifest holds plain values only");
    let frame =
        Frame::certified(FrameKind::BlobManifest, bytes, part.policy, vec![part.clone()], keys);
    let reference = BlobRef {
        blob: manifest.blob,
        key,
        size: u32::try_from(size).expect("a 3024 px JPEG is below 4 GiB"),
    };
    ClearedBlob { reference, ciphertext, manifest: frame }
}
