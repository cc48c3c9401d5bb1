//! A blob on its way in, chunk by chunk.

use field_domain::{BlobId, Hash32};
use field_log::wire::{BLOB_BYTES_MAX, CHUNK_BYTES};
use sha2::{Digest as _, Sha256};

use crate::error::EgressError;

/// A blob of which chunks are missing. Held in memory: at most 64 MiB of ciphertext.
#[derive(Debug, Clone)]
pub struct BlobDownload {
    blob: BlobId,
    size: u64,
    bytes: Vec<u8>,
}

impl BlobDownload {
    /// A blob of `size` bytes, as the operation says that names it.
    ///
    /// # Errors
    /// [`EgressError::TooLarge`] if no blob has this size.
    pub fn new(blob: BlobId, size: u64) -> Result<Self, EgressError> {
        if (1..=BLOB_BYTES_MAX).contains(&size) {
            Ok(Self { blob, size, bytes: Vec::new() })
        } else {
            Err(EgressError::TooLarge)
        }
    }

    /// Which blob.
    #[must_use]
    pub fn blob(&self) -> BlobId {
        self.blob
    }

    /// Bytes that are here.
    #[must_use]
    pub fn received_bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Number of the chunk to fetch next; `None` when all are here.
    pub(crate) fn next_chunk(&self) -> Option<u32> {
        let is_missing = self.received_bytes() < self.size;
        is_missing.then(|| u32::try_from(self.bytes.len() / CHUNK_BYTES).ok()).flatten()
    }

    /// Adds the next chunk.
    pub(crate) fn take(&mut self, chunk: &[u8]) -> Result<(), EgressError> {
        let wanted = (self.size - self.received_bytes()).min(CHUNK_BYTES as u64);
        if chunk.len() as u64 != wanted {
            return Err(EgressError::DamagedBlob);
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// Checks the whole and gives it out; starts over if it is not the blob.
    pub(crate) fn finish(&mut self) -> Result<Vec<u8>, EgressError> {
        let bytes = std::mem::take(&mut self.bytes);
        let found = Hash32(Sha256::digest(&bytes).into());
        if found == self.blob { Ok(bytes) } else { Err(EgressError::DamagedBlob) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_goes_on_behind_what_it_has_and_starts_over_when_damaged() {
        let bytes: Vec<u8> = (0..CHUNK_BYTES + 9).map(|n| n.to_le_bytes()[1]).collect();
        let blob = Hash32(Sha256::digest(&bytes).into());
        let mut download = BlobDownload::new(blob, bytes.len() as u64).expect("a size");
        assert_eq!(download.next_chunk(), Some(0));
        assert_eq!(download.take(&bytes[..7]), Err(EgressError::DamagedBlob), "cut off");
        download.take(&bytes[..CHUNK_BYTES]).expect("the first");
        assert_eq!(download.next_chunk(), Some(1), "goes on");
        download.take(&[0xEE; 9]).expect("has the right length");
        assert_eq!(download.finish(), Err(EgressError::DamagedBlob));
        assert_eq!(download.next_chunk(), Some(0), "starts over");
        download.take(&bytes[..CHUNK_BYTES]).expect("the first");
        download.take(&bytes[CHUNK_BYTES..]).expect("the second");
        assert_eq!(download.next_chunk(), None);
        assert_eq!(download.finish(), Ok(bytes));
    }
}
