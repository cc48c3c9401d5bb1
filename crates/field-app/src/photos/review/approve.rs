//! Accepting the boxes of a photo.

use field_clearance::{ClearedBlob, Look, OpenRegion, clear_photo, provenance, seal_photo};
use field_contract::redaction::{PhotoApproveArgs, Subject};
use field_contract::{Done, ErrorCode};
use field_domain::{BlobId, Hash32, Instant, ItemNo, Region, RegionKind, RejectedRegion};
use field_log::{BlobKey, FilledCounts};
use field_photo::{BurntPhoto, PhotoLimits, burn_with, decode_for};
use field_store::blobs::{self, BlobState};
use field_store::journal::{Act, Field};
use field_store::photos::{self, PhotoBlobs, PhotoOrigin, PhotoRow, PhotoState};
use field_store::{Transaction, operations, outbox};

use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::photos::{CHANGED, blob, coverage, drawings, own};
use crate::redaction::clear::{self, Looked};
use crate::{drafts, edges, edit, log};

/// Accepts the boxes of a photo: it may leave with exactly these filled.
///
/// The picture is burnt, cleared and sealed; its manifests wait in the outbox when this returns, and
/// its operation does, unless its caption still waits for a look of its own.
///
/// # Errors
/// `Invalid` if a found box is open without a reason or there are too many drawings; `Withheld` if the
/// words of a drawing cannot be judged; `NotReady` while the engine is at work;
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

    let open = coverage::open(&row.found, &args.regions, &args.rejected, &row.rejected);

    let original = own::original(&opened, row.id)?;
    let rects: Vec<_> = args.regions.iter().map(|region| region.rect).collect();
    let typed = drawings::taken_in(args.drawings)?;
    let drawn = drawings::redacted(&opened.reader(), &opened, args.inspection, &typed)?;
    let size = own::size(&opened, args.size);
    let decoded = decode_for(&original, size, &PhotoLimits::default())?;
    let burnt = burn_with(&decoded, &rects, &drawn, size)?;
    drop(decoded);
    let rejected: Vec<_> = open.iter().map(|(_, away)| *away).collect();
    let filled = filled_counts(&args.regions, &rejected, &burnt);
    let open: Vec<_> = open
        .iter()
        .map(|(region, away)| OpenRegion {
            kind: region.kind,
            score: region.score,
            reason: away.reason,
        })
        .collect();
    let (width_px, height_px) = (burnt.width_px(), burnt.height_px());
    let at = app.now();
    let look = Look { user: account.user, at };
    let models = models(app, &opened, &row);
    let keys = &opened.certificate_keys;
    let policy = opened.policy();
    let cleared = clear_photo(&original, burnt, models, &open, &policy.rules, Some(look), keys)?;
    let salt = Hash32(random());
    let origin = PhotoOrigin { provenance: provenance(&original, &salt, &cleared), salt, drawn };
    let sealed = seal_photo(&cleared, BlobKey(random()), BlobKey(random()), keys);

    for cleared in &sealed {
        blob::write(&opened, cleared.reference().blob, cleared.ciphertext())?;
    }
    let [thumbnail, picture] = &sealed;
    let before = row.blobs.clone();
    let approved = PhotoRow {
        rejected,
        state: PhotoState::Approved,
        approved: Some(args.regions),
        drawings: typed,
        size: args.size,
        blobs: Some(PhotoBlobs {
            thumbnail: thumbnail.reference().clone(),
            picture: picture.reference().clone(),
            width_px,
            height_px,
            filled,
            origin: Some(origin),
        }),
        ..row
    };
    let outcome = opened.write(|tx| {
        keep(tx, &opened, &approved, &sealed, at)?;
        recall(tx, before.as_ref())
    });
    let recalled = match outcome {
        Ok(recalled) => recalled,
        Err(failure) => {
            for cleared in &sealed {
                blob::remove(&opened, cleared.reference().blob);
            }
            return Err(failure);
        }
    };
    for blob in recalled {
        blob::remove(&opened, blob);
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
    let (now, kept) = own::now(tx, inspection, row.id)?;
    if !kept.is_present {
        return Err(error::of(ErrorCode::NotFound, "the photo was taken back"));
    }
    if !operations::heads(tx, inspection, field.target())?.is_empty() {
        // The photo is in the log already: this is a change of it, based on what stands there now.
        // It belongs to no item's undo: boxes are changed by looking again.
        edit::save_in(tx, opened, inspection, field, None, &now.value, Act::Edit, at)?;
    }
    photos::update(tx, row)?;
    drafts::finish_review(tx, inspection, Subject::Photo { photo: row.id })?;
    for (cleared, what) in sealed.iter().zip(["thumbnail", "picture"]) {
        enqueue(tx, row, cleared, what, row.item, at)?;
    }
    // No look is handed on: the person looked at the boxes, not at the words of the caption.
    clear::field(tx, opened, inspection, field, Looked::No, &[])?;
    Ok(())
}

/// Takes the pictures of the approval before out of the outbox, as far as the server has not
/// confirmed them: what the person saw was wrong with them must not travel any more. What was sent
/// is superseded by the new operation.
fn recall(tx: &Transaction<'_>, before: Option<&PhotoBlobs>) -> Result<Vec<BlobId>> {
    let mut recalled = Vec::new();
    for reference in before.iter().flat_map(|blobs| [&blobs.thumbnail, &blobs.picture]) {
        if outbox::recall_blob(tx, reference.blob)? {
            blobs::forget_unsent(tx, reference.blob)?;
            recalled.push(reference.blob);
        }
    }
    Ok(recalled)
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

fn filled_counts(
    regions: &[Region],
    rejected: &[RejectedRegion],
    burnt: &BurntPhoto,
) -> FilledCounts {
    let count = |kind| {
        let count = regions.iter().filter(|region| region.kind == kind).count();
        u16::try_from(count).unwrap_or(u16::MAX)
    };
    FilledCounts {
        faces: count(RegionKind::Face),
        texts: count(RegionKind::Text),
        marked: count(RegionKind::Marked),
        area_permille: u16::try_from(burnt.filled_area_permille()).unwrap_or(u16::MAX),
        rejected: rejected.iter().map(|away| away.reason).collect(),
    }
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    edges::fill_random(&mut bytes);
    bytes
}
