//! The STREAM construction: content cut into segments, each sealed with its place.
//!
//! ```text
//! header   magic 8 | segment length 4, big-endian | salt 16
//! segment  ciphertext (segment length, the last one 0 to segment length) | tag 16
//! key      HKDF-SHA256(salt, secret key, info = magic | segment length | name)
//! nonce    0 × 7 | segment number 4, big-endian | 1 if last, else 0
//! ```
//!
//! The salt makes the key unique to one sealing, so nonces may start at zero. Number and last flag
//! in the nonce make a missing, moved or added segment fail; magic, length and name in the key make
//! another file's bytes fail. The last segment of empty content is empty; otherwise it is not.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce, Tag};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{MEDIA_BYTES_MAX, MediaError};

/// Content bytes per segment of a file that is written at once.
pub const FILE_SEGMENT_BYTES: usize = 64 * 1024;

/// Content bytes per segment of a recording in progress: what a kill can lose at most.
///
/// Half a second of 16 kHz 16-bit mono, a sixth of a second at 48 kHz.
pub const RECORDING_SEGMENT_BYTES: usize = 16 * 1024;

/// AES-GCM tag, in full.
pub(crate) const TAG_BYTES: usize = 16;

/// Bytes of the salt in the header.
pub(crate) const SALT_BYTES: usize = 16;

const MAGIC_BYTES: usize = 8;

/// Bytes before the first segment.
pub(crate) const HEADER_BYTES: usize = MAGIC_BYTES + 4 + SALT_BYTES;

/// What the sealed bytes are; the first bytes of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A file in a media folder.
    File,
    /// A blob that travels.
    Blob,
}

impl Form {
    const fn magic(self) -> [u8; MAGIC_BYTES] {
        match self {
            Self::File => *b"FPMEDIA1",
            Self::Blob => *b"FPBLOB01",
        }
    }
}

/// The parts of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub form: Form,
    pub segment_bytes: usize,
    pub salt: [u8; SALT_BYTES],
}

impl Header {
    /// The bytes at the start.
    pub(crate) fn encode(self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        let (magic, rest) = bytes.split_at_mut(MAGIC_BYTES);
        let (length, salt) = rest.split_at_mut(4);
        magic.copy_from_slice(&self.form.magic());
        length.copy_from_slice(&self.segment_length());
        salt.copy_from_slice(&self.salt);
        bytes
    }

    /// Reads the header and gives the segments after it.
    pub(crate) fn decode(bytes: &[u8], form: Form) -> Result<(Self, &[u8]), MediaError> {
        let (magic, rest) = bytes.split_first_chunk::<MAGIC_BYTES>().ok_or(MediaError::Damaged)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(MediaError::Damaged)?;
        let (salt, rest) = rest.split_first_chunk::<SALT_BYTES>().ok_or(MediaError::Damaged)?;
        let segment_bytes = [FILE_SEGMENT_BYTES, RECORDING_SEGMENT_BYTES]
            .into_iter()
            .find(|&known| Self::length_bytes(known) == *length)
            .ok_or(MediaError::Damaged)?;
        if *magic != form.magic() {
            return Err(MediaError::Damaged);
        }
        Ok((Self { form, segment_bytes, salt: *salt }, rest))
    }

    /// Derives the cipher of this one sealing. `name` is the id of a file, empty for a blob.
    pub(crate) fn derive_cipher(self, secret: &[u8; 32], name: &[u8]) -> SegmentCipher {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(&self.salt), secret)
            .expand_multi_info(&[&self.form.magic(), &self.segment_length(), name], key.as_mut())
            .expect("32 bytes are fewer than HKDF-SHA256's limit of 8160");
        let cipher = Aes256Gcm::new_from_slice(key.as_ref()).expect("an AES-256 key has 32 bytes");
        SegmentCipher { cipher, segment_bytes: self.segment_bytes }
    }

    fn segment_length(self) -> [u8; 4] {
        Self::length_bytes(self.segment_bytes)
    }

    fn length_bytes(segment_bytes: usize) -> [u8; 4] {
        u32::try_from(segment_bytes).expect("segment lengths are the two constants").to_be_bytes()
    }
}

/// Seals and opens the segments of one file or blob.
pub(crate) struct SegmentCipher {
    cipher: Aes256Gcm,
    segment_bytes: usize,
}

/// What stands after a header.
pub(crate) enum Opened {
    /// Everything, the last segment included.
    Whole(Zeroizing<Vec<u8>>),
    /// The segments before a torn or missing end.
    Beginning(Zeroizing<Vec<u8>>),
}

impl SegmentCipher {
    /// Appends one sealed segment to `out`.
    pub(crate) fn seal_into(&self, out: &mut Vec<u8>, number: u32, is_last: bool, content: &[u8]) {
        let start = out.len();
        out.extend_from_slice(content);
        let tag = self
            .cipher
            .encrypt_inout_detached(&nonce(number, is_last), &[], out.split_at_mut(start).1.into())
            .expect("a segment is shorter than AES-GCM's limit");
        out.extend_from_slice(&tag);
    }

    /// Seals `content` whole, appending to `out`.
    pub(crate) fn seal_all_into(&self, out: &mut Vec<u8>, content: &[u8]) {
        let count = content.len().div_ceil(self.segment_bytes).max(1);
        out.reserve(content.len() + count * TAG_BYTES);
        let mut segments = content.chunks(self.segment_bytes);
        for number in 0..count {
            let segment = segments.next().unwrap_or_default();
            self.seal_into(out, to_u32(number), number + 1 == count, segment);
        }
    }

    /// Opens `sealed` up to its end, or up to where it is torn.
    ///
    /// # Errors
    /// [`MediaError::Damaged`] if a segment that others follow does not open,
    /// [`MediaError::TooLarge`].
    pub(crate) fn open_all(&self, sealed: &[u8]) -> Result<Opened, MediaError> {
        let sealed_segment_bytes = self.segment_bytes + TAG_BYTES;
        let count = sealed.len().div_ceil(sealed_segment_bytes);
        if content_bytes(sealed.len(), self.segment_bytes) > MEDIA_BYTES_MAX {
            return Err(MediaError::TooLarge);
        }
        let mut content = Zeroizing::new(Vec::with_capacity(sealed.len()));
        for (number, segment) in sealed.chunks(sealed_segment_bytes).enumerate() {
            let is_at_end = number + 1 == count;
            if is_at_end && self.open_into(&mut content, to_u32(number), true, segment) {
                let is_needless_segment = number > 0 && segment.len() == TAG_BYTES;
                return if is_needless_segment {
                    Err(MediaError::Damaged)
                } else {
                    Ok(Opened::Whole(content))
                };
            }
            let is_full = segment.len() == sealed_segment_bytes;
            let is_open = is_full && self.open_into(&mut content, to_u32(number), false, segment);
            if !is_open && !is_at_end {
                return Err(MediaError::Damaged);
            }
        }
        Ok(Opened::Beginning(content))
    }

    /// Appends the content of one segment; whether it opened.
    fn open_into(&self, content: &mut Vec<u8>, number: u32, is_last: bool, sealed: &[u8]) -> bool {
        let Some((sealed, tag)) = sealed.split_last_chunk::<TAG_BYTES>() else { return false };
        let start = content.len();
        content.extend_from_slice(sealed);
        let outcome = self.cipher.decrypt_inout_detached(
            &nonce(number, is_last),
            &[],
            content.split_at_mut(start).1.into(),
            &Tag::from(*tag),
        );
        if outcome.is_err() {
            content.truncate(start);
        }
        outcome.is_ok()
    }
}

/// How many bytes of content stand in `sealed_bytes` after the header.
pub(crate) fn content_bytes(sealed_bytes: usize, segment_bytes: usize) -> usize {
    let tags = sealed_bytes.div_ceil(segment_bytes + TAG_BYTES) * TAG_BYTES;
    sealed_bytes.saturating_sub(tags)
}

fn nonce(number: u32, is_last: bool) -> Nonce<aes_gcm::aead::consts::U12> {
    let mut bytes = [0; 12];
    let (_, place) = bytes.split_at_mut(7);
    let (counter, last) = place.split_at_mut(4);
    counter.copy_from_slice(&number.to_be_bytes());
    last.copy_from_slice(&[u8::from(is_last)]);
    Nonce::from(bytes)
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).expect("MEDIA_BYTES_MAX is fewer than 2^32 segments")
}
