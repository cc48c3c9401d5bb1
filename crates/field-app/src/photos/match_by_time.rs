//! Saying to which items photos belong by the time at which they were taken.

use std::collections::{BTreeMap, BTreeSet};

use field_contract::ErrorCode;
use field_contract::photos::{PhotoMatch, PhotoMatchArgs, PhotoMatches, StaysReason};
use field_domain::photo_times::{ItemMoment, nearest};
use field_domain::{InspectionId, PhotoId};
use field_store::photos::{self, PhotoRow};
use field_store::{Connection, item_journal};

use super::{held, own};
use crate::app::App;
use crate::edit;
use crate::error::{self, Result};

/// Most photos at once. Source: more than a full day's card, as the screens take them.
pub(super) const PHOTOS_MAX: usize = 1000;

/// Proposes an item for each photo: the one that was worked on nearest to the time at which it was taken.
/// Nothing is moved.
///
/// # Errors
/// `Invalid` if there are too many photos; `NotFound`, `NotAllowed`, `AlreadySubmitted`.
pub fn match_by_time(app: &App, args: PhotoMatchArgs) -> Result<PhotoMatches> {
    if args.photos.len() > PHOTOS_MAX {
        return Err(error::of(ErrorCode::Invalid, "there are too many photos"));
    }
    let opened = app.opened()?;
    let conn = opened.reader();
    edit::check_editable(&conn, args.inspection)?;
    let moments = moments(&conn, args.inspection, i64::from(args.clock_ahead_min))?;
    let (halves, shown) = held::held(&conn, args.inspection)?;
    let rows: BTreeMap<PhotoId, PhotoRow> =
        photos::list(&conn, args.inspection)?.into_iter().map(|row| (row.id, row)).collect();
    let mut matches = Vec::new();
    for photo in &args.photos {
        let row = rows.get(photo).ok_or_else(own::not_here)?;
        let near = row.taken_at.and_then(|taken| nearest(&moments, taken.epoch_minutes()));
        let stays = if halves.contains(photo) {
            Some(StaysReason::InPair)
        } else if shown.contains(photo) {
            Some(StaysReason::InFinding)
        } else if row.taken_at.is_none() {
            Some(StaysReason::NoTime)
        } else if near.is_none() {
            Some(StaysReason::NothingNear)
        } else {
            None
        };
        let proposed = near.filter(|_| stays.is_none()).map(|(item, _)| item);
        let (taken_at, item) = (row.taken_at, row.item);
        matches.push(PhotoMatch { photo: *photo, taken_at, item, proposed, stays });
    }
    matches.sort_by_key(|one| (one.taken_at.is_none(), one.taken_at, one.photo));
    Ok(PhotoMatches { matches })
}

/// When somebody worked on which item, by the camera's clock. Many edits of one minute are one.
fn moments(
    conn: &Connection,
    inspection: InspectionId,
    clock_ahead_min: i64,
) -> Result<Vec<ItemMoment>> {
    let worked = item_journal::item_moments(conn, inspection)?;
    let moments: BTreeSet<ItemMoment> = worked
        .into_iter()
        .map(|(at, item)| ItemMoment { minute: at.0.div_euclid(60_000) + clock_ahead_min, item })
        .collect();
    Ok(moments.into_iter().collect())
}
