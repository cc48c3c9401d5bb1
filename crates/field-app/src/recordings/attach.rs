//! Adding a recording from a file.

use field_contract::ErrorCode;
use field_contract::recordings::{RecordingAttachArgs, RecordingAttached};
use field_domain::{Raw, RecordingId};
use field_speech::{Samples, decode_audio, wav_bytes};
use field_store::journal::{Act, Field, Value};
use field_store::recordings::{self, RecordingRow, RecordingState};
use zeroize::Zeroizing;

use super::CHANGED;
use crate::app::App;
use crate::error::Result;
use crate::{edges, edit, incoming};

/// Largest file, in bytes: ten minutes of 48 kHz 16-bit stereo are 115 MB.
///
/// Source: the longest recording (`field_speech::RECORDING_MS_MAX`) in the usual best quality of a
/// recorder; what a file holds beyond 16 kHz mono is not kept anyway.
const FILE_BYTES_MAX: u64 = 128 * 1024 * 1024;

/// Keeps a recording from a file (WAV, MP3, M4A, FLAC, Ogg Vorbis), encrypted, as 16 kHz mono; its transcript is made in the
/// background. The file's name is never taken.
///
/// # Errors
/// `NotAudio`, `RecordingEmpty`, `RecordingTooLong`, `Invalid`; `NotAllowed`, `AlreadySubmitted`,
/// `NotFound`; `DiskFull`. Nothing is kept then.
pub fn attach(app: &App, args: RecordingAttachArgs) -> Result<RecordingAttached> {
    let opened = app.opened()?;
    edit::check_editable(&opened.reader(), args.inspection)?;
    let file = incoming::bytes(&args.data_base64, FILE_BYTES_MAX, ErrorCode::RecordingTooLong)?;
    drop(args.data_base64);
    let samples = decode_audio(&file)?;
    drop(file);

    let at = app.now();
    let id: RecordingId = edges::new_id(at);
    let row = RecordingRow {
        id,
        inspection: args.inspection,
        item: args.item,
        added_at: at,
        duration_ms: samples.duration_ms(),
        state: RecordingState::Queued,
        error_code: None,
        words: Vec::new(),
    };
    // The file first: a row always has its sound, sound without a row is only room.
    opened.media.put(id.into(), &normalised(&samples))?;
    let value = Value::Recording { is_present: true, text: Raw::default(), is_accepted: false };
    let outcome = opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        recordings::put(tx, &row)?;
        let (field, item) = (Field::Recording(id), Some(args.item));
        edit::save_in(tx, &opened, args.inspection, field, item, &value, Act::Edit, at)
    });
    if let Err(failure) = outcome {
        let _ = opened.media.delete(id.into());
        return Err(failure);
    }
    app.changed(&CHANGED);
    app.wake_worker();
    Ok(RecordingAttached { recording: id })
}

/// The recording as it is kept: 16 kHz, mono, 16 bits.
fn normalised(samples: &Samples) -> Zeroizing<Vec<u8>> {
    let whole: Zeroizing<Vec<i16>> =
        Zeroizing::new(samples.values().iter().map(|value| to_i16(*value)).collect());
    Zeroizing::new(wav_bytes(&whole))
}

#[expect(clippy::cast_possible_truncation, reason = "the value is within the range of 16 bits")]
fn to_i16(value: f32) -> i16 {
    (value.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}

#[cfg(test)]
mod tests {
    use field_speech::decode_wav;

    use super::*;

    #[test]
    fn a_file_of_another_rate_is_kept_as_the_engine_wants_it() {
        let tone = field_testkit::speech::tone(440.0, 500);
        let samples = decode_wav(&tone).expect("is sound");
        let kept = normalised(&samples);
        let again = decode_wav(&kept).expect("what is kept is sound");
        assert_eq!(again.duration_ms(), samples.duration_ms(), "of the same length");
        let largest = samples
            .values()
            .iter()
            .zip(again.values())
            .map(|(a, b)| (a - b).abs())
            .fold(0.0_f32, f32::max);
        assert!(largest < 0.001, "and of the same shape, to 16 bits: {largest}");
    }
}
