//! Adding a photo.

use field_contract::ErrorCode;
use field_contract::photos::{PhotoAttachArgs, PhotoAttached};
use field_domain::raw::StoreScope;
use field_domain::{LocalMinute, PhotoId, Raw};
use field_media::MediaId;
use field_photo::{PhotoLimits, THUMBNAIL_LONG_EDGE_PX, decode, preview_jpeg};
use field_store::journal::{Act, Field, Value};
use field_store::photos::{self, PhotoRow, PhotoState};

use super::{CHANGED, picture};
use crate::app::App;
use crate::error::Result;
use crate::{edges, edit, incoming};

/// Keeps a photo, encrypted, exactly as the file was; the engine looks at it in the background.
///
/// A file that is refused is not kept at all: the person still has it, and the words say so. The
/// file's name is never taken.
///
/// # Errors
/// `PhotoTooLarge`, `NotAPhoto`, `PhotoDamaged`, `PhotoHeic`, `Invalid`; `NotAllowed`,
/// `AlreadySubmitted`, `NotFound`; `DiskFull`. Nothing is kept then.
pub fn attach(app: &App, args: PhotoAttachArgs) -> Result<PhotoAttached> {
    let opened = app.opened()?;
    edit::check_editable(&opened.reader(), args.inspection)?;
    let limits = PhotoLimits::default();
    let mut bytes =
        incoming::bytes(&args.data_base64, limits.file_bytes_max, ErrorCode::PhotoTooLarge)?;
    drop(args.data_base64);
    let original = Raw::new(std::mem::take(&mut *bytes));
    let photo = decode(&original, &limits)?;

    let at = app.now();
    let id: PhotoId = edges::new_id(at);
    let row = PhotoRow {
        id,
        inspection: args.inspection,
        item: args.item,
        added_at: at,
        width_px: photo.width_px(),
        height_px: photo.height_px(),
        taken_on: photo.taken_at().map(LocalMinute::day),
        taken_at: photo.taken_at(),
        place: photo.place(),
        state: PhotoState::Working,
        found: Vec::new(),
        approved: None,
        rejected: Vec::new(),
        drawings: Vec::new(),
        blobs: None,
    };
    let thumbnail = preview_jpeg(&photo, THUMBNAIL_LONG_EDGE_PX)?;
    drop(photo);
    // The file first: a row always has its original, an original without a row is only room.
    opened.media.put(id.into(), original.expose(&StoreScope))?;
    picture::keep_thumbnail(&opened, id, &picture::jpeg_of(thumbnail));
    let value = Value::Photo { is_present: true, caption: Raw::default() };
    let outcome = opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        photos::put(tx, &row)?;
        let (field, item) = (Field::Photo(id), Some(args.item));
        edit::save_in(tx, &opened, args.inspection, field, item, &value, Act::Edit, at)
    });
    if let Err(failure) = outcome {
        // Gives the room back; that the row was refused is what the person must hear.
        let _ = opened.media.delete(id.into());
        let _ = opened.media.delete(MediaId::thumbnail_of(id));
        return Err(failure);
    }
    app.changed(&CHANGED);
    app.wake_worker();
    Ok(PhotoAttached { photo: id })
}
