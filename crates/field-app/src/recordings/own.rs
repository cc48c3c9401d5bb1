//! Recordings of this device.

use field_contract::ErrorCode;
use field_domain::{InspectionId, RecordingId};
use field_store::journal::{self, Field, FieldNow, Value};
use field_store::recordings::{self, RecordingRow, RecordingState};
use field_store::{Connection, inspections};

use crate::error::{self, Result};

/// The recording's row.
///
/// # Errors
/// [`ErrorCode::NotFound`], [`ErrorCode::NotAllowed`] if the inspection is somebody else's.
pub(super) fn row(
    conn: &Connection,
    inspection: InspectionId,
    recording: RecordingId,
) -> Result<RecordingRow> {
    if !inspections::get(conn, inspection)?.is_mine {
        return Err(error::of(ErrorCode::NotAllowed, "the inspection is not done on this device"));
    }
    recordings::get(conn, recording)?
        .filter(|row| row.inspection == inspection)
        .ok_or_else(not_here)
}

/// The journal's value of the recording.
pub(super) fn now(
    conn: &Connection,
    inspection: InspectionId,
    recording: RecordingId,
) -> Result<FieldNow> {
    journal::now(conn, inspection, Field::Recording(recording))?.ok_or_else(not_here)
}

/// Whether the recording was not taken back.
pub(super) fn is_present(
    conn: &Connection,
    inspection: InspectionId,
    recording: RecordingId,
) -> Result<bool> {
    let now = journal::now(conn, inspection, Field::Recording(recording))?;
    Ok(now.is_some_and(|now| matches!(now.value, Value::Recording { is_present: true, .. })))
}

/// The same recording without a transcript, and why.
pub(super) fn failed(row: RecordingRow, code: ErrorCode) -> RecordingRow {
    RecordingRow { state: RecordingState::Failed, error_code: Some(name_of(code)), ..row }
}

/// The name of a code, as the screens know it.
fn name_of(code: ErrorCode) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The code of a name; [`ErrorCode::Internal`] for one that this program does not know.
pub(super) fn code_of(name: Option<&str>) -> ErrorCode {
    let name = serde_json::Value::String(name.unwrap_or_default().to_owned());
    serde_json::from_value(name).unwrap_or(ErrorCode::Internal)
}

fn not_here() -> error::Failure {
    error::of(ErrorCode::NotFound, "the recording is not on this device")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_comes_back_as_it_was_written_down() {
        for code in [ErrorCode::MicrophoneLost, ErrorCode::ModelMissing, ErrorCode::NotReady] {
            assert_eq!(code_of(Some(&name_of(code))), code);
        }
        assert_eq!(code_of(Some("a code of tomorrow")), ErrorCode::Internal);
        assert_eq!(code_of(None), ErrorCode::Internal);
    }
}
