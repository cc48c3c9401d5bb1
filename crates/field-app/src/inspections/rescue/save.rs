//! Saving an inspection to a rescue file.

use field_contract::ErrorCode;
use field_contract::inspections::{ExportedFile, RescueSaveArgs};
use field_keys::PassphraseCost;
use field_log::canonical;
use field_media::{MediaError, MediaId};
use field_store::{inspections, rescue};
use zeroize::Zeroizing;

use super::file::Sealer;
use super::{IS_LOST, IS_THERE, RESCUE_BYTES_MAX, media_of};
use crate::app::App;
use crate::edges;
use crate::error::{self, Result};
use crate::exports::NewFile;
use crate::opened::Opened;

/// Ending of rescue files.
const ENDING: &str = "fprescue";

/// Saves one inspection, with its history and the originals of its photos and recordings, to a file
/// that the passphrase opens, on this device or another.
///
/// A photo or recording that is damaged is left out, and the rest is saved.
///
/// # Errors
/// `NotFound`, `NotAllowed` if the inspection is not done here, `NotReady` while it is recorded,
/// `PassphraseTooShort`, `Invalid` if it is larger than a rescue file may be, `DiskFull`. No file is
/// left then.
pub fn save(app: &App, args: RescueSaveArgs) -> Result<ExportedFile> {
    let passphrase = Zeroizing::new(args.passphrase);
    let opened = app.opened()?;
    let rows = {
        let conn = opened.reader();
        if !inspections::get(&conn, args.inspection)?.is_mine {
            return Err(error::of(ErrorCode::NotAllowed, "the inspection is not done here"));
        }
        rescue::take_out(&conn, args.inspection)?
    };
    if rows.recordings().any(|recording| opened.recorder.is_recording(recording)) {
        return Err(error::of(ErrorCode::NotReady, "a recording of it is running"));
    }
    let media = media_of(&rows);
    let bytes: u64 = media.iter().filter_map(|id| opened.media.content_bytes(*id).ok()).sum();
    if bytes > RESCUE_BYTES_MAX {
        return Err(error::of(ErrorCode::Invalid, "its photos are more than a rescue file holds"));
    }
    let mut salt = [0; 16];
    edges::fill_random(&mut salt);
    let (start, mut sealer) = Sealer::begin(&passphrase, PassphraseCost::DEFAULT, salt)?;
    let day = (app.inner.edges.today)();
    let stem = format!("rescue-{}-{day}", rows.site_code());
    let mut file = NewFile::begin(&app.inner.config.exports, &stem, ENDING)?;
    file.write(&start)?;
    let written = canonical::to_bytes(&rows).map(Zeroizing::new);
    let written = written.map_err(|_| error::of(ErrorCode::Internal, "rescue rows"))?;
    file.write(&sealer.seal(&written))?;
    for id in media {
        file.write(&sealer.seal(&part(&opened, id)?))?;
    }
    Ok(ExportedFile { path: file.keep()? })
}

/// One photo or recording as it stands in its part.
fn part(opened: &Opened, id: MediaId) -> Result<Zeroizing<Vec<u8>>> {
    let content = match opened.media.get(id) {
        Err(MediaError::Unfinished) => opened.media.recover(id),
        other => other,
    };
    Ok(match content {
        Ok(content) => {
            let mut part = Zeroizing::new(Vec::with_capacity(content.len() + 1));
            part.push(IS_THERE);
            part.extend_from_slice(&content);
            part
        }
        // Nothing more can be done for it, and it must not keep the rest from being saved.
        Err(MediaError::Missing | MediaError::Damaged | MediaError::Unfinished) => {
            tracing::warn!("a damaged photo or recording is left out of a rescue file");
            Zeroizing::new(vec![IS_LOST])
        }
        Err(other) => return Err(other.into()),
    })
}
