//! Playing a recording.

use field_contract::ErrorCode;
use field_contract::recordings::{Audio, RecordingArgs};
use field_domain::RecordingId;
use field_media::MediaError;
use zeroize::Zeroizing;

use super::{container, own};
use crate::app::App;
use crate::error::{self, Result};
use crate::incoming;
use crate::opened::Opened;

/// A recording to play, for this device's own person.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `NotReady` while it is being recorded, `MediaDamaged`.
pub fn audio(app: &App, args: RecordingArgs) -> Result<Audio> {
    let opened = app.opened()?;
    let row = own::row(&opened.reader(), args.inspection, args.recording)?;
    Ok(Audio { wav_base64: incoming::text(&wav(&opened, row.id)?) })
}

/// The recording as a WAV file.
pub(super) fn wav(opened: &Opened, recording: RecordingId) -> Result<Zeroizing<Vec<u8>>> {
    let content = opened.media.get(recording.into()).map_err(|cause| match cause {
        MediaError::Unfinished => error::of(ErrorCode::NotReady, "it is still being recorded"),
        other => other.into(),
    })?;
    Ok(container::to_wav(content))
}
