//! Looking for faces and text on a photo, in the background.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};

use field_clearance::SearchRule;
use field_domain::{PhotoId, Region};
use field_photo::{Search, grow};
use field_store::photos::{self, PhotoState};

use super::{CHANGED, own};
use crate::app::App;
use crate::error::Result;
use crate::opened::Opened;

/// Photos that are worked on side by side: while one is read, decoded and written down, which takes one
/// thread, the networks look at the other.
const AT_ONCE: usize = 2;

/// Searches every photo that nobody looked at yet, oldest first.
///
/// # Errors
/// The first of [`find`]; photos that were not reached stay in line.
pub(crate) fn find_all(app: &App) -> Result<()> {
    let photos = photos::list_working(&app.opened()?.reader())?;
    let waiting = Mutex::new(photos.into_iter().map(|row| row.id));
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || -> Result<()> {
        while let Some(photo) = next() {
            find(app, photo)?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..AT_ONCE).map(|_| scope.spawn(work)).collect();
        let mut outcome = work();
        for other in others {
            outcome = outcome.and(other.join().unwrap_or_else(|cause| resume_unwind(cause)));
        }
        outcome
    })
}

/// Searches a photo that nobody looked at yet, and writes down what was found.
///
/// Without an engine, or where the engine fails, the photo waits for a person to mark it by hand; it
/// is never taken for a photo without faces.
///
/// # Errors
/// `Locked`; those of the store. The photo then stays in line.
fn find(app: &App, photo: PhotoId) -> Result<()> {
    let opened = app.opened()?;
    let Some(row) = photos::get(&opened.reader(), photo)? else { return Ok(()) };
    if row.state != PhotoState::Working {
        return Ok(());
    }
    let (state, found) = match search(app, &opened, photo) {
        Ok(regions) => (PhotoState::Found, regions),
        Err(failure) => {
            tracing::warn!(code = ?failure.code(), "a photo waits for a person: no engine judged it");
            (PhotoState::ByHand, Vec::new())
        }
    };
    opened.write(|tx| {
        let Some(mut row) = photos::get(tx, photo)? else { return Ok(()) };
        if row.state == PhotoState::Working {
            row.state = state;
            row.found = found;
            photos::update(tx, &row)?;
        }
        Ok(())
    })?;
    app.changed(&CHANGED);
    Ok(())
}

/// The boxes as they would be filled: what the finders found, grown by the margin.
fn search(app: &App, opened: &Opened, photo: PhotoId) -> Result<Vec<Region>> {
    let engine = opened.photo_engine(&app.inner.models)?;
    let decoded = own::decoded(opened, photo)?;
    let (width_px, height_px) = (decoded.width_px(), decoded.height_px());
    let search = match opened.policy().rules.photos.search {
        SearchRule::Usual => Search::usual(),
        SearchRule::Thorough => Search::thorough(),
    };
    let found = engine.find_by(&decoded, &search)?;
    Ok(found
        .into_iter()
        .map(|region| Region { rect: grow(&region, width_px, height_px), ..region })
        .collect())
}
