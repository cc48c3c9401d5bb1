//! Files that are said to be recordings.

use field_speech::decode_audio;

/// A file is read into samples or refused.
pub fn sound(bytes: &[u8]) {
    let _ = decode_audio(bytes);
}
