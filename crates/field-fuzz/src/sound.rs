//! Files that are said to be recordings.

use field_speech::decode_wav;

/// A file is read into samples or refused.
pub fn sound(bytes: &[u8]) {
    let _ = decode_wav(bytes);
}
