//! What a HEIC file carries besides pixels. Source: ISO/IEC 23008-12, annex A.

use heic_decoder::read_metadata;

use super::Survey;
use crate::codec::heic_cause;
use crate::error::DecodeError;
use crate::metadata::MetadataKind;

pub(super) fn survey(bytes: &[u8]) -> Result<Survey, DecodeError> {
    let found = read_metadata(bytes).map_err(heic_cause)?;
    let mut survey = Survey::default();
    if let Some(tiff) = found.exif {
        survey.found_exif(&tiff);
    }
    survey.kinds.extend(found.xmp.map(|_| MetadataKind::Xmp));
    survey.kinds.extend(found.icc_profile.map(|_| MetadataKind::IccProfile));
    Ok(survey)
}
