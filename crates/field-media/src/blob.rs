//! Bytes that leave the device: sealed with a key of their own, opened by the office.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::segments::{FILE_SEGMENT_BYTES, Form, HEADER_BYTES, Header, Opened, SALT_BYTES};
use crate::{MEDIA_BYTES_MAX, MediaError};

/// How many bytes of a sealed blob are sent at once: 1 MiB.
///
/// A dropped connection repeats at most this much; at 128 kbit/s that is about a minute.
pub const BLOB_CHUNK_BYTES: usize = 1024 * 1024;

/// Seals `plain` under `key`, which is random and made for this one blob.
///
/// The same bytes under the same key give the same blob, so that a retry makes no second one. The
/// salt is a keyed hash of the content: should a key be used twice by mistake, no nonce repeats.
///
/// The blob is 28 bytes and 16 for each 64 KiB longer than `plain`. A `plain` longer than
/// [`MEDIA_BYTES_MAX`] can be sealed, but [`open_blob`] refuses the blob.
#[must_use]
pub fn seal_blob(plain: &[u8], key: &[u8; 32]) -> Vec<u8> {
    let (keyed_hash, _) = Hkdf::<Sha256>::extract(Some(key), plain);
    let mut salt = [0; SALT_BYTES];
    for (byte, hashed) in salt.iter_mut().zip(keyed_hash) {
        *byte = hashed;
    }
    let header = Header { form: Form::Blob, segment_bytes: FILE_SEGMENT_BYTES, salt };
    let mut sealed = header.encode().to_vec();
    header.derive_cipher(key, b"").seal_all_into(&mut sealed, plain);
    sealed
}

/// Opens what [`seal_blob`] made.
///
/// # Errors
/// * [`MediaError::Damaged`] if a byte was changed, the end is missing, or `key` is another's.
/// * [`MediaError::TooLarge`] if the content would be longer than [`MEDIA_BYTES_MAX`].
pub fn open_blob(cipher: &[u8], key: &[u8; 32]) -> Result<Zeroizing<Vec<u8>>, MediaError> {
    if cipher.len() > HEADER_BYTES + MEDIA_BYTES_MAX + MEDIA_BYTES_MAX / 1024 {
        return Err(MediaError::TooLarge);
    }
    let (header, sealed) = Header::decode(cipher, Form::Blob)?;
    match header.derive_cipher(key, b"").open_all(sealed)? {
        Opened::Whole(content) => Ok(content),
        Opened::Beginning(_) => Err(MediaError::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn what_was_sealed_opens(
            length in prop_oneof![0_usize..300, 65_530..65_550_usize, 131_060..131_090_usize],
            fill: u8,
            key: [u8; 32],
        ) {
            let plain = vec![fill; length];
            let sealed = seal_blob(&plain, &key);
            let opened = open_blob(&sealed, &key).expect("opens");
            prop_assert_eq!(&*opened, &plain, "the same bytes come back");
            prop_assert_eq!(&sealed, &seal_blob(&plain, &key), "sealing again changes nothing");
        }

        #[test]
        fn a_changed_blob_is_damaged(
            length in 0_usize..70_000,
            at: prop::sample::Index,
            flip in 1_u8..,
        ) {
            let mut sealed = seal_blob(&vec![7; length], &[1; 32]);
            let at = at.index(sealed.len());
            sealed[at] ^= flip;
            prop_assert!(matches!(open_blob(&sealed, &[1; 32]), Err(MediaError::Damaged)));
        }
    }

    #[test]
    fn a_cut_lengthened_or_foreign_blob_is_damaged() {
        let key = [1; 32];
        let sealed = seal_blob(&vec![7; 3 * FILE_SEGMENT_BYTES], &key);
        let at_segment_end = HEADER_BYTES + 2 * (FILE_SEGMENT_BYTES + 16);
        for length in [0, 5, HEADER_BYTES, at_segment_end, at_segment_end + 7, sealed.len() - 1] {
            let cut = open_blob(&sealed[..length], &key);
            assert!(matches!(cut, Err(MediaError::Damaged)), "cut at {length}");
        }
        let mut longer = sealed.clone();
        longer.push(0);
        assert!(matches!(open_blob(&longer, &key), Err(MediaError::Damaged)), "a byte too many");
        assert!(matches!(open_blob(&sealed, &[2; 32]), Err(MediaError::Damaged)), "another key");
    }

    #[test]
    fn the_bytes_of_a_blob_stay_what_they_were() {
        let sealed = seal_blob(b"Fieldproof", &[1; 32]);
        assert_eq!(hex(&sealed), KNOWN_BLOB, "older blobs must open in newer apps");
    }

    fn hex(bytes: &[u8]) -> String {
        use std::fmt::Write;
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a string cannot fail");
            text
        })
    }

    /// Computed with Python's `cryptography` (HKDF by hand from hmac) on 2026-11-22.
    const KNOWN_BLOB: &str = "4650424c4f4230310001000094450bcb848216081258d1bfb9e6d52e520f0dd2eebc7e425b0098bf89fc3e050d1ff141fd57082ec226";
}
