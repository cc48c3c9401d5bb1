//! Adding a photo.

use field_contract::ErrorCode;
use field_contract::photos::{PhotoAttachArgs, PhotoAttached};
use field_domain::raw::StoreScope;
use field_domain::{InspectionId, Instant, ItemNo, LocalMinute, PhotoId, Raw};
use field_media::MediaId;
use field_photo::{DecodedPhoto, PhotoLimits, THUMBNAIL_LONG_EDGE_PX, decode, preview_jpeg};
use field_store::Transaction;
use field_store::journal::{Act, Field};
use field_store::photos::{self, PhotoRow, PhotoState};

use super::own::Kept;
use super::{CHANGED, picture};
use crate::app::App;
use crate::error::Result;
use crate::opened::Opened;
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
    let bytes_max = PhotoLimits::default().file_bytes_max;
    let mut bytes = incoming::bytes(&args.data_base64, bytes_max, ErrorCode::PhotoTooLarge)?;
    drop(args.data_base64);
    let original = Raw::new(std::mem::take(&mut *bytes));
    let photo = attach_file(app, &opened, args.inspection, args.item, &original, |_| Ok(()))?;
    Ok(PhotoAttached { photo })
}

/// Keeps the file of a photo; `also` is done in the same transaction.
///
/// # Errors
/// As [`attach`], and those of `also`. Nothing is kept then.
pub(crate) fn attach_file(
    app: &App,
    opened: &Opened,
    inspection: InspectionId,
    item: ItemNo,
    original: &Raw<Vec<u8>>,
    also: impl FnOnce(&Transaction<'_>) -> Result<()>,
) -> Result<PhotoId> {
    let photo = decode(original, &PhotoLimits::default())?;
    let at = app.now();
    let id: PhotoId = edges::new_id(at);
    let row = new_row(id, inspection, item, &photo, at);
    let thumbnail = preview_jpeg(&photo, THUMBNAIL_LONG_EDGE_PX)?;
    drop(photo);
    // The file first: a row always has its original, an original without a row is only room.
    opened.media.put(id.into(), original.expose(&StoreScope))?;
    picture::keep_thumbnail(opened, id, &picture::jpeg_of(thumbnail));
    let value = Kept { is_present: true, caption: Raw::default(), before: None }.into();
    let outcome = opened.write(|tx| {
        edit::check_editable(tx, inspection)?;
        photos::put(tx, &row)?;
        also(tx)?;
        let field = Field::Photo(id);
        edit::save_in(tx, opened, inspection, field, Some(item), &value, Act::Edit, at)
    });
    if let Err(failure) = outcome {
        // Gives the room back; that the row was refused is what the person must hear.
        let _ = opened.media.delete(id.into());
        let _ = opened.media.delete(MediaId::thumbnail_of(id));
        return Err(failure);
    }
    app.changed(&CHANGED);
    app.wake_worker();
    Ok(id)
}

fn new_row(
    id: PhotoId,
    inspection: InspectionId,
    item: ItemNo,
    photo: &DecodedPhoto,
    added_at: Instant,
) -> PhotoRow {
    PhotoRow {
        id,
        inspection,
        item,
        added_at,
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
        size: None,
        blobs: None,
    }
}
