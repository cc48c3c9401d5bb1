//! Accepting the boxes of a photo.

use field_clearance::{ClearedBlob, DEFAULT_POLICY, Look, clear_photo, seal_photo};
use field_contract::redaction::PhotoApproveArgs;
use field_contract::{Done, ErrorCode};
use field_domain::{Hash32, Instant, ItemNo, Region, RegionKind};
use field_log::{BlobKey, FilledCounts};
use field_photo::{BurntPhoto, PhotoLimits, burn, decode};
use field_store::blobs::{self, BlobState};
use field_store::journal::{Act, Field};
use field_store::photos::{self, PhotoBlobs, PhotoRow, PhotoState};
use field_store::{Transaction, operations};

use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::photos::{CHANGED, blob, coverage, own};
use crate::redaction::clear;
use crate::{edges, edit, log};

/// Accepts the boxes of a photo: it may leave with exactly these filled.
///
/// The picture is burnt, cleared and sealed; its manifests wait in the outbox when this returns, and
/// its operation does, unless its caption still waits for a look of its own.
///
/// # Errors
/// `Invalid` if a found box is open without a reason; `NotReady` while the engine is at work;
/// `NotFound` if the photo was taken back; `NotAllowed`, `AlreadySubmitted`, `SignedOut`,
/// `MediaDamaged`, `DiskFull`. Nothing may leave then.
pub fn approve(app: &App, args: PhotoApproveArgs) -> Result<Done> {
    let opened = app.opened()?;
    let account = opened.signed_in()?;
    let row = {
        let conn = opened.reader();
        edit::check_editable(&conn, args.inspection)?;
        own::row(&conn, args.inspection, args.photo)?
    };
    if row.state == PhotoState::Working {
        return Err(error::of(ErrorCode::NotReady, "the engine is still at work on the photo"));
    }
    coverage::check(&row.found, row.approved.as_deref(), &args.regions, &args.rejected)?;

    let original = own::original(&opened, row.id)?;
    let rects: Vec<_> = args.regions.iter().map(|region| region.rect).collect();
    let burnt = burn(&decode(&original, &PhotoLimits::default())?, &rects)?;
    let filled = filled_counts(&args.regions, &burnt);
    let (width_px, height_px) = (burnt.width_px(), burnt.height_px());
    let at = app.now();
    let look = Look { user: account.user, at };
    let models = models(app, &opened, &row);
    let keys = &opened.certificate_keys;
    let cleared = clear_photo(&original, burnt, models, &DEFAULT_POLICY, Some(look), keys)?;
    let sealed = seal_photo(&cleared, make_key(), make_key(), keys);

    for cleared in &sealed {
        blob::write(&opened, cleared.reference().blob, cleared.ciphertext())?;
    }
    let [thumbnail, picture] = &sealed;
    let approved = PhotoRow {
        state: PhotoState::Approved,
        approved: Some(args.regions),
        blobs: Some(PhotoBlobs {
            thumbnail: thumbnail.reference().clone(),
            picture: picture.reference().clone(),
            width_px,
            height_px,
            filled,
        }),
        ..row
    };
    let outcome = opened.write(|tx| keep(tx, &opened, &approved, &sealed, at));
    if let Err(failure) = outcome {
        for cleared in &sealed {
            blob::remove(&opened, cleared.reference().blob);
        }
        return Err(failure);
    }
    app.changed(&CHANGED);
    app.wake_worker();
    Ok(Done {})
}

fn keep(
    tx: &Transaction<'_>,
    opened: &Opened,
    row: &PhotoRow,
    sealed: &[ClearedBlob; 2],
    at: Instant,
) -> Result<()> {
    let (inspection, field) = (row.inspection, Field::Photo(row.id));
    edit::check_editable(tx, inspection)?;
    let (now, is_present, _) = own::now(tx, inspection, row.id)?;
    if !is_present {
        return Err(error::of(ErrorCode::NotFound, "the photo was taken back"));
    }
    if !operations::heads(tx, inspection, field.target())?.is_empty() {
        // The photo is in the log already: this is a change of it, based on what stands there now.
        // It belongs to no item's undo: boxes are changed by looking again.
        edit::save_in(tx, opened, inspection, field, None, &now.value, Act::Edit, at)?;
    }
    photos::update(tx, row)?;
    for (cleared, what) in sealed.iter().zip(["thumbnail", "picture"]) {
        enqueue(tx, row, cleared, what, row.item, at)?;
    }
    // No look is handed on: the person looked at the boxes, not at the words of the caption.
    clear::field(tx, opened, inspection, field, None, &[])?;
    Ok(())
}

fn enqueue(
    tx: &Transaction<'_>,
    row: &PhotoRow,
    cleared: &ClearedBlob,
    what: &str,
    item: ItemNo,
    at: Instant,
) -> Result<()> {
    let reference = cleared.reference();
    blobs::put(tx, reference.blob, row.inspection, reference.size, BlobState::Here)?;
    let bytes = cleared.ciphertext().len();
    let item = Some(item);
    log::enqueue(tx, cleared.manifest(), what, row.inspection, item, reference.blob, bytes, at)
}

/// The models that judged the photo; none if it was marked by hand.
fn models(app: &App, opened: &Opened, row: &PhotoRow) -> Vec<Hash32> {
    // An approved photo without found boxes may have been marked by hand: then nothing is claimed.
    let was_searched = row.state == PhotoState::Found || !row.found.is_empty();
    match opened.photo_engine(&app.inner.models) {
        Ok(engine) if was_searched => engine.model_hashes().into_iter().map(Hash32).collect(),
        _ => Vec::new(),
    }
}

fn filled_counts(regions: &[Region], burnt: &BurntPhoto) -> FilledCounts {
    let count = |kind| {
        let count = regions.iter().filter(|region| region.kind == kind).count();
        u16::try_from(count).unwrap_or(u16::MAX)
    };
    FilledCounts {
        faces: count(RegionKind::Face),
        texts: count(RegionKind::Text),
        marked: count(RegionKind::Marked),
        area_permille: u16::try_from(burnt.filled_area_permille()).unwrap_or(u16::MAX),
    }
}

fn make_key() -> BlobKey {
    let mut key = BlobKey([0; 32]);
    edges::fill_random(&mut key.0);
    key
}
