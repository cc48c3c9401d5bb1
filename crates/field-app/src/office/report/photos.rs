//! The photos of a report, numbered in the order of the walk.

use std::collections::BTreeMap;

use field_contract::ErrorCode;
use field_contract::inspections::{InspectionDetail, PhotoView};
use field_domain::PhotoId;
use field_report::{PHOTO_BYTES_MAX, PHOTOS_BYTES_MAX, PHOTOS_MAX, PairHalf, ReportPhoto, Text};

use crate::error::Result;
use crate::opened::Opened;
use crate::photos::for_paper;

/// The photos, and where each stands.
pub(super) struct Album {
    pub photos: Vec<ReportPhoto>,
    places: BTreeMap<PhotoId, usize>,
    /// Photos whose picture has not arrived.
    pub missing: usize,
    /// Photos whose file cannot be read any more.
    pub damaged: usize,
    /// Photos beyond what one report holds.
    pub beyond: usize,
}

impl Album {
    /// Loads the pictures of an inspection, up to what one report holds.
    pub fn load(opened: &Opened, detail: &InspectionDetail) -> Result<Self> {
        let mut album =
            Self { photos: Vec::new(), places: BTreeMap::new(), missing: 0, damaged: 0, beyond: 0 };
        let mut bytes = 0;
        for view in detail.items.iter().flat_map(|state| in_pairs(&state.photos)) {
            let jpeg = match for_paper(opened, detail.summary.inspection, view.photo) {
                Ok(jpeg) => jpeg,
                Err(failure) if failure.code() == ErrorCode::NotFound => {
                    album.missing += 1;
                    continue;
                }
                Err(failure) if failure.code() == ErrorCode::MediaDamaged => {
                    album.damaged += 1;
                    continue;
                }
                Err(failure) => return Err(failure),
            };
            let is_full = album.photos.len() == PHOTOS_MAX
                || jpeg.len() > PHOTO_BYTES_MAX
                || bytes + jpeg.len() > PHOTOS_BYTES_MAX;
            if is_full {
                album.beyond += 1;
                continue;
            }
            bytes += jpeg.len();
            album.places.insert(view.photo, album.photos.len());
            let caption = view.caption.as_ref().map(Text::from).unwrap_or_default();
            album.photos.push(ReportPhoto { jpeg: jpeg.to_vec(), caption, half: None });
        }
        album.mark_pairs(detail);
        Ok(album)
    }

    /// Marks the pairs of which both photos are in the report.
    fn mark_pairs(&mut self, detail: &InspectionDetail) {
        for view in detail.items.iter().flat_map(|state| &state.photos) {
            let Some(before) = view.before else { continue };
            let places = [before, view.photo].map(|photo| self.places.get(&photo).copied());
            let [Some(first), Some(second)] = places else { continue };
            for (place, half) in [(first, PairHalf::Before), (second, PairHalf::After)] {
                if let Some(photo) = self.photos.get_mut(place) {
                    photo.half = Some(half);
                }
            }
        }
    }

    /// Where these photos stand, as far as they are in the report.
    pub fn places_of(&self, photos: impl IntoIterator<Item = PhotoId>) -> Vec<usize> {
        photos.into_iter().filter_map(|photo| self.places.get(&photo).copied()).collect()
    }
}

/// The photos in their order, but the one after directly behind the one before.
fn in_pairs(photos: &[PhotoView]) -> Vec<&PhotoView> {
    let after = |before: PhotoId| photos.iter().filter(move |view| view.before == Some(before));
    photos
        .iter()
        .filter(|view| view.before.is_none())
        .flat_map(|view| std::iter::once(view).chain(after(view.photo)))
        .collect()
}
