//! Files that the screens hand over: base64, bounded before a byte of it is decoded.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use field_contract::ErrorCode;
use zeroize::Zeroizing;

use crate::error::{self, Result};

/// The bytes of a file of at most `bytes_max`.
///
/// # Errors
/// `too_large` if there would be more, [`ErrorCode::Invalid`] if the text is not base64.
pub(crate) fn bytes(
    text: &str,
    bytes_max: u64,
    too_large: ErrorCode,
) -> Result<Zeroizing<Vec<u8>>> {
    let text_max = bytes_max.div_ceil(3).saturating_mul(4);
    if text.len() as u64 > text_max {
        return Err(error::of(too_large, "the file is larger than is taken"));
    }
    let bytes = STANDARD
        .decode(text)
        .map(Zeroizing::new)
        .map_err(|_| error::of(ErrorCode::Invalid, "the file did not arrive as base64"))?;
    if bytes.len() as u64 > bytes_max {
        return Err(error::of(too_large, "the file is larger than is taken"));
    }
    Ok(bytes)
}

/// Bytes for the screens.
pub(crate) fn text(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_arrives_whole_up_to_the_limit_and_not_beyond() {
        let code =
            |text: &str, max| bytes(text, max, ErrorCode::PhotoTooLarge).map_err(|e| e.code());
        assert_eq!(code(&text(b"four"), 4).as_deref(), Ok(&b"four".to_vec()), "exactly the limit");
        assert_eq!(code(&text(b"five5"), 4), Err(ErrorCode::PhotoTooLarge), "one byte more");
        assert_eq!(code("not base64!", 100), Err(ErrorCode::Invalid), "another alphabet");
        assert_eq!(
            code("", 4).as_deref(),
            Ok(&Vec::new()),
            "an empty file is the caller's to judge"
        );
    }
}
