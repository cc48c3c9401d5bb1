//! Opening a rescue file.

use field_contract::inspections::{InspectionCreated, RescueOpenArgs};
use field_contract::{ErrorCode, Topic};
use field_domain::Role;
use field_log::{Change, Target, canonical};
use field_media::MediaId;
use field_store::rescue::{self, RescueRows};
use field_store::{Connection, StoreError, Transaction, inspections, operations};
use zeroize::Zeroizing;

use super::file::{Opener, unreadable};
use super::{IS_LOST, IS_THERE, RESCUE_BYTES_MAX, media_of};
use crate::app::App;
use crate::error::{self, Result};
use crate::opened::{Account, Opened};
use crate::{incoming, log};

/// Opens a rescue file: its inspection goes on here, with its history and its originals, or nothing
/// of it is taken.
///
/// What the server had confirmed stays as it was; the rest is in line to be cleared and sent by this
/// device. Photos that had not reached the server, and signatures, ask for the person again.
///
/// # Errors
/// `RescueUnreadable` for another file or passphrase; `Invalid` if the inspection is done on this
/// device already; `NotAllowed` if it is another person's or organisation's; `SignedOut`,
/// `DiskFull`.
pub fn open(app: &App, args: RescueOpenArgs) -> Result<InspectionCreated> {
    let passphrase = Zeroizing::new(args.passphrase);
    let code = ErrorCode::RescueUnreadable;
    let bytes = incoming::bytes(&args.data_base64, RESCUE_BYTES_MAX, code)?;
    drop(args.data_base64);
    open_bytes(app, &bytes, &passphrase)
}

fn open_bytes(app: &App, bytes: &[u8], passphrase: &str) -> Result<InspectionCreated> {
    let opened = app.opened()?;
    let account = opened.signed_in()?;
    let mut parts = Opener::begin(bytes, passphrase)?;
    let rows: RescueRows = canonical::from_bytes(&parts.next()?).map_err(|_| unreadable())?;
    check_welcome(&opened.reader(), &account, &rows)?;

    let mut kept = Vec::new();
    let outcome = keep_media(&opened, parts, &rows, &mut kept)
        .and_then(|()| opened.write(|tx| keep_rows(tx, app, &opened, &account, &rows)));
    if let Err(failure) = outcome {
        for id in kept {
            // Gives the room back; why it failed is what the person must hear.
            let _ = opened.media.delete(id);
        }
        return Err(failure);
    }
    app.changed(&[
        Topic::Inspections,
        Topic::Items,
        Topic::Photos,
        Topic::Recordings,
        Topic::Redactions,
        Topic::Sync,
    ]);
    app.wake_worker();
    Ok(InspectionCreated { inspection: rows.inspection() })
}

/// Checks that the inspection may be taken over here.
fn check_welcome(conn: &Connection, account: &Account, rows: &RescueRows) -> Result<()> {
    let is_own = account.role == Role::Technician
        && rows.technician().is_none_or(|technician| technician == account.user)
        && rows.org().map_err(|_| unreadable())?.is_none_or(|org| org == account.org);
    if !is_own {
        return Err(error::of(ErrorCode::NotAllowed, "the inspection is somebody else's"));
    }
    match inspections::get(conn, rows.inspection()) {
        Ok(row) if row.is_mine => {
            Err(error::of(ErrorCode::Invalid, "the inspection is on this device already"))
        }
        Ok(_) | Err(StoreError::NotFound { .. }) => Ok(()),
        Err(cause) => Err(cause.into()),
    }
}

/// Keeps the photos and recordings; `kept` names those that were written, also if it fails.
fn keep_media(
    opened: &Opened,
    mut parts: Opener<'_>,
    rows: &RescueRows,
    kept: &mut Vec<MediaId>,
) -> Result<()> {
    for id in media_of(rows) {
        let part = parts.next()?;
        match part.split_first() {
            Some((&IS_THERE, content)) => {
                if opened.media.exists(id)? {
                    return Err(error::of(
                        ErrorCode::Invalid,
                        "a photo or recording is here already",
                    ));
                }
                kept.push(id);
                opened.media.put(id, content)?;
            }
            Some((&IS_LOST, [])) => {}
            _ => return Err(unreadable()),
        }
    }
    parts.end()
}

fn keep_rows(
    tx: &Transaction<'_>,
    app: &App,
    opened: &Opened,
    account: &Account,
    rows: &RescueRows,
) -> Result<()> {
    // Once more, now that nobody else writes.
    check_welcome(tx, account, rows)?;
    rescue::put_in(tx, rows).map_err(|cause| match cause {
        StoreError::Unreadable { .. } => unreadable(),
        other => other.into(),
    })?;
    let inspection = rows.inspection();
    let base = operations::heads(tx, inspection, Target::Start)?;
    if let (true, Some(day)) = (base.is_empty(), rows.started_on()) {
        // Its start never reached the server: this device says it again.
        let (site, template, job) = (rows.site_code().clone(), rows.template(), rows.job());
        let change = Change::Started { site, template, job, day };
        log::append(tx, opened, inspection, base, change, None, app.now())?;
    }
    Ok(())
}
