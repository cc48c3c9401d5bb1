//! The hash that is printed in the footer.

use field_domain::Hash32;
use sha2::{Digest, Sha256};

use crate::check::ReportError;
use crate::report::Report;

/// Version of what is hashed; changes when [`Report`]'s form does.
const DOMAIN: &[u8] = b"fieldproof report v1\n";

/// SHA-256 of what the report says: a version line, then the report as JSON in field order, with
/// each photo as the SHA-256 of its JPEG.
///
/// It is not the hash of the PDF: that one cannot stand inside the PDF. Two reports with the same
/// hash say the same, in whatever language and paper words they were printed.
///
/// # Errors
/// [`ReportError::Strokes`] if a stroke holds a number that is not finite.
pub fn fingerprint(report: &Report) -> Result<Hash32, ReportError> {
    let json = serde_json::to_vec(report).map_err(|_| ReportError::Strokes)?;
    let mut hash = Sha256::new();
    hash.update(DOMAIN);
    hash.update(&json);
    Ok(Hash32(hash.finalize().into()))
}

/// The first half of the hash in groups of four, for the eye: `3f2a 91bc …`.
pub(crate) fn short(hash: Hash32) -> String {
    let hex = hex::encode(&hash.0[..8]);
    let letters: Vec<char> = hex.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
