//! Looking for faces and readable text on a photo.

mod boxes;
mod faces;
mod network;
mod search;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};

use field_domain::{PixelRect, Region, RegionKind};
use field_models::{Model, ModelError, ModelFolder};

use crate::burn::PICTURE_LONG_EDGE_PX;
use crate::decode::DecodedPhoto;
use crate::error::{EncodeError, FindError};
use crate::pixels::{Pixels, Quality};
use boxes::Found;
use faces::FaceFinder;
pub use search::Search;
use search::Wanted;
use text::TextFinder;

/// Most regions on one photo. Source: judgement; a full page of print has some 100 lines, and a
/// person has to look through the list.
const REGIONS_MAX: usize = 512;

/// The finders with their models loaded. Made once and shared between threads.
pub struct PhotoEngine {
    faces: FaceFinder,
    text: TextFinder,
    model_hashes: Vec<[u8; 32]>,
}

impl PhotoEngine {
    /// Loads the models for faces and text.
    ///
    /// # Errors
    /// [`ModelError`] if a model is missing, is not the pinned one or is refused by the inference
    /// engine. Photos wait for a person then: there is no engine without both models.
    pub fn new(models: &ModelFolder) -> Result<Self, ModelError> {
        let faces = models.load(Model::Faces)?;
        let text = models.load(Model::TextRegions)?;
        let model_hashes = vec![faces.sha256(), text.sha256()];
        Ok(Self { faces: FaceFinder::new(faces)?, text: TextFinder::new(text)?, model_hashes })
    }

    /// SHA-256 of the face model and of the text model, in this order.
    pub fn model_hashes(&self) -> Vec<[u8; 32]> {
        self.model_hashes.clone()
    }

    /// Finds faces, then text, each best first, by the usual [`Search`]. An empty list means that all
    /// searches ran to their end and found nothing.
    ///
    /// A region holds the thing with the growth that its finder needs (finders hug faces and cut the
    /// ends of lines); the safety margin comes with [`crate::grow`]. Overlapping regions of one kind
    /// are one region.
    ///
    /// # Errors
    /// Every [`FindError`]; the photo then waits for a person.
    pub fn find(&self, photo: &DecodedPhoto) -> Result<Vec<Region>, FindError> {
        self.find_by(photo, &Search::usual())
    }

    /// As [`PhotoEngine::find`], with a search of the caller's choice.
    ///
    /// # Errors
    /// As [`PhotoEngine::find`].
    pub fn find_by(&self, photo: &DecodedPhoto, search: &Search) -> Result<Vec<Region>, FindError> {
        catch_unwind(AssertUnwindSafe(|| self.find_in(photo, search)))
            .unwrap_or(Err(FindError::BrokeDown))
    }

    /// Both networks have stretches that one thread alone works on; side by side, each fills those of
    /// the other.
    fn find_in(&self, photo: &DecodedPhoto, search: &Search) -> Result<Vec<Region>, FindError> {
        let inputs = inputs(photo, search)?;
        let (faces, lines) = std::thread::scope(|scope| {
            let faces = scope.spawn(|| self.faces_on(photo, &inputs, search));
            let lines = self.lines_on(&inputs);
            (faces.join().unwrap_or(Err(FindError::BrokeDown)), lines)
        });
        let mut regions = regions_of(RegionKind::Face, faces?)?;
        regions.extend(regions_of(RegionKind::Text, lines?)?);
        Ok(regions)
    }

    fn faces_on(
        &self,
        photo: &DecodedPhoto,
        inputs: &[(Pixels, Wanted)],
        search: &Search,
    ) -> Result<Vec<Found>, FindError> {
        let mut faces = Vec::new();
        for (input, _) in inputs.iter().filter(|(_, wanted)| wanted.faces) {
            faces.extend(self.faces.find(input)?);
        }
        if search.with_tiles {
            faces.extend(self.faces_in_tiles(photo)?);
        }
        Ok(faces)
    }

    fn lines_on(&self, inputs: &[(Pixels, Wanted)]) -> Result<Vec<Found>, FindError> {
        let mut lines = Vec::new();
        for (input, _) in inputs.iter().filter(|(_, wanted)| wanted.text) {
            lines.extend(self.text.find(input)?);
        }
        Ok(lines)
    }

    /// Faces at the size of the picture that leaves, part by part: one search of the whole would take
    /// half a gigabyte.
    fn faces_in_tiles(&self, photo: &DecodedPhoto) -> Result<Vec<Found>, FindError> {
        let size_px = photo.fitted(PICTURE_LONG_EDGE_PX);
        let whole = photo.upright(size_px, Quality::ForModels).map_err(unscaled)?;
        let mut found = Vec::new();
        for tile in search::tiles(size_px) {
            let part = whole.part(tile);
            let input = part.scaled(steps_of_32(tile), Quality::ForModels).map_err(unscaled)?;
            let in_tile = self.faces.find(&input)?;
            found.extend(in_tile.into_iter().map(|face| face.on_whole(tile, size_px)));
        }
        Ok(found)
    }
}

/// The photo at every size of the search, the largest first.
fn inputs(photo: &DecodedPhoto, search: &Search) -> Result<Vec<(Pixels, Wanted)>, FindError> {
    let photo_px = (photo.width_px(), photo.height_px());
    let mut inputs: Vec<(Pixels, Wanted)> = Vec::new();
    for (long_edge_px, wanted) in search.steps(photo_px) {
        let size_px = search_size(photo_px, long_edge_px);
        // Scaling from the size before costs a tenth of scaling from the photo.
        let input = match inputs.last() {
            Some((larger, _)) => larger.scaled(size_px, Quality::ForModels),
            None => photo.upright(size_px, Quality::ForModels),
        };
        let input = input.map_err(unscaled)?.into_owned();
        inputs.push((input, wanted));
    }
    Ok(inputs)
}

fn unscaled(source: EncodeError) -> FindError {
    FindError::Engine { source: Box::new(source) }
}

/// The networks take edges in steps of 32 px.
fn search_size((width_px, height_px): (u32, u32), long_edge_px: u32) -> (u32, u32) {
    let long = u64::from(width_px.max(height_px).max(1));
    let step = |edge: u32| {
        let scaled = u64::from(edge) * u64::from(long_edge_px);
        let steps = ((scaled + 16 * long) / (32 * long)).max(1);
        u32::try_from(steps * 32).expect("no longer than the long edge, rounded to 32")
    };
    (step(width_px), step(height_px))
}

fn steps_of_32(tile: PixelRect) -> (u32, u32) {
    let step = |from: u32, to: u32| ((to - from) / 32).max(1) * 32;
    (step(tile.left, tile.right), step(tile.top, tile.bottom))
}

fn regions_of(kind: RegionKind, found: Vec<Found>) -> Result<Vec<Region>, FindError> {
    let merged = boxes::merge_overlapping(found, REGIONS_MAX)?;
    Ok(merged
        .into_iter()
        .filter_map(|found| found.rect().map(|rect| Region { kind, rect, score: found.score }))
        .collect())
}

#[cfg(test)]
mod tests {
    use field_domain::Raw;

    use super::*;
    use crate::samples::{decoded, gradient, model_folder, write_text};
    use crate::{PhotoLimits, decode, grow};

    /// The engine of this machine, if its models are installed.
    fn engine() -> Option<PhotoEngine> {
        let engine = model_folder().and_then(|folder| match PhotoEngine::new(&folder) {
            Err(ModelError::Missing { .. }) => None,
            outcome => Some(outcome.expect("installed models are the pinned ones and load")),
        });
        if engine.is_none() {
            eprintln!("skipped: no models in FIELDPROOF_MODELS or ~/.cache/fieldproof/models");
        }
        engine
    }

    #[test]
    fn search_sizes_come_in_steps_of_32() {
        assert_eq!(search_size((4032, 3024), 1280), (1280, 960));
        assert_eq!(search_size((4032, 3024), 736), (736, 544), "544 is 552 rounded to a step");
        assert_eq!(search_size((16_000, 3), 1280), (1280, 32), "at least one step");
    }

    #[test]
    fn there_is_no_engine_without_its_models() {
        let empty = tempfile::tempdir().expect("a test may make a folder");
        let outcome = PhotoEngine::new(&ModelFolder::new(empty.path().to_owned()));
        assert!(
            matches!(outcome, Err(ModelError::Missing { model: Model::Faces })),
            "a missing model is an error and never an engine that finds nothing"
        );
    }

    #[test]
    fn an_engine_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<PhotoEngine>();
    }

    #[test]
    fn a_name_badge_is_found_and_its_box_hides_every_letter() {
        let Some(engine) = engine() else { return };
        let mut picture = gradient(1600, 1200);
        let (left, top, dot_px) = (600_u32, 500_u32, 5_u32);
        let (width, height) = (10 * 6 * dot_px, 7 * dot_px);
        for (x, y) in (0..width + 80).flat_map(|x| (0..height + 80).map(move |y| (x, y))) {
            picture.put_pixel(left - 40 + x, top - 40 + y, image::Rgb([250, 250, 250]));
        }
        write_text(&mut picture, "KIM SAMPLE", (left, top), dot_px);
        let photo = decoded(&picture);

        let regions = engine.find(&photo).expect("a plain photo can be searched");

        let boxes: Vec<PixelRect> = regions
            .iter()
            .filter(|region| region.kind == RegionKind::Text)
            .map(|region| grow(region, 1600, 1200).covering_pixels(1600, 1200))
            .collect();
        assert!(!boxes.is_empty(), "a badge of ten letters, 35 px high, is text");
        let is_hidden = |x: u32, y: u32| {
            boxes
                .iter()
                .any(|px| (px.left..px.right).contains(&x) && (px.top..px.bottom).contains(&y))
        };
        let letters = (left..left + width).flat_map(|x| (top..top + height).map(move |y| (x, y)));
        for (x, y) in letters.filter(|(x, y)| picture.get_pixel(*x, *y).0 == [0, 0, 0]) {
            assert!(is_hidden(x, y), "a dot at {x}, {y} stays readable");
        }
    }

    #[test]
    fn an_empty_wall_has_no_regions_and_every_shape_can_be_searched() {
        let Some(engine) = engine() else { return };
        for (width, height) in [(640, 480), (1, 1), (1, 3000), (3000, 2)] {
            let regions = engine.find(&decoded(&gradient(width, height)));
            let regions = regions.expect("every shape can be searched");
            assert!(regions.is_empty(), "{width} x {height}: nothing there, got {regions:?}");
        }
    }

    #[test]
    fn a_face_in_a_public_domain_portrait_is_found() {
        let Some(engine) = engine() else { return };
        let bytes = include_bytes!("../../../../assets/demo/photos/portrait-astronaut.jpg");
        let photo = decode(&Raw::new(bytes.to_vec()), &PhotoLimits::default()).expect("a JPEG");
        let regions = engine.find(&photo).expect("it can be searched");
        let face = regions.iter().find(|region| region.kind == RegionKind::Face);
        let edges = face.expect("one face looks at the camera").rect.edges();
        // Eyes and mouth of this picture stand between 180..260 and 70..160 parts of 512.
        assert!(edges.left < 180.0 / 512.0 && edges.right > 260.0 / 512.0, "{edges:?}");
        assert!(edges.top < 70.0 / 512.0 && edges.bottom > 160.0 / 512.0, "{edges:?}");
    }
}
