//! `fieldproof photo`: one photo as it would leave the device.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use field_domain::{CoarsePlace, LocalMinute, Raw, Region, RegionKind};
use field_photo::{
    BurntPhoto, DecodedPhoto, ENGINE_VERSION, MetadataKind, PhotoEngine, PhotoFormat, PhotoLimits,
    burn, decode, grow,
};
use serde::Serialize;

use crate::clock::Stopwatch;
use crate::model_folder::Environment;
use crate::{Verdict, files, model_folder};

/// Redact one photo.
///
/// Finds faces and readable text, fills them, and writes photo.jpg, thumb.jpg and report.json (what
/// was filled, which metadata was dropped, milliseconds per step). Every found region is filled: in
/// the app a person looks at them first.
#[derive(Args)]
#[command(after_help = "Examples:
  fieldproof photo badge.jpg --out ./badge
  fieldproof photo badge.jpg --out ./badge --models ~/models

Exit codes: 0 done; 1 the photo, the models or the folder cannot be used (nothing is written then);
2 the command line is wrong.")]
pub struct PhotoArgs {
    /// JPEG, PNG, WebP or HEIC file.
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// Folder for the results; made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Folder with the model files.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
}

#[derive(Serialize)]
struct Report {
    engine_version: u32,
    /// SHA-256 of the model files, in hex.
    models: BTreeMap<&'static str, String>,
    /// The input, upright.
    input: InputOut,
    regions: Vec<RegionOut>,
    metadata_dropped: Vec<MetadataKind>,
    picture: PictureOut,
    thumbnail_bytes: usize,
    filled_area_permille: u32,
    /// Milliseconds of each step.
    ms: BTreeMap<&'static str, f64>,
}

#[derive(Serialize)]
struct InputOut {
    format: PhotoFormat,
    bytes: usize,
    width_px: u32,
    height_px: u32,
    /// The minute that the camera wrote, if it did.
    taken_at: Option<LocalMinute>,
    /// The place that the camera wrote, to two decimals of a degree.
    place: Option<CoarsePlace>,
}

#[derive(Serialize)]
struct PictureOut {
    width_px: u32,
    height_px: u32,
    bytes: usize,
}

/// A region as it was filled: fractions of the upright photo, from the top left corner.
#[derive(Serialize)]
struct RegionOut {
    kind: RegionKind,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    score: f32,
}

/// Redacts a photo.
pub fn run(args: &PhotoArgs, environment: &Environment) -> Result<Verdict> {
    let limits = PhotoLimits::default();
    let bytes = files::read_bounded(&args.input, "the photo", limits.file_bytes_max)?;
    let input_bytes = bytes.len();
    let mut ms = BTreeMap::new();
    let mut watch = Stopwatch::start();
    let photo = decode(&Raw::new(bytes), &limits).context("the photo cannot be taken in")?;
    ms.insert("decode", watch.lap_ms());
    let models = model_folder::find(args.models.as_deref(), environment)?;
    let engine = PhotoEngine::new(&models).context(model_folder::HOW_TO_FETCH)?;
    ms.insert("load_models", watch.lap_ms());
    let found = engine.find(&photo).context("the photo cannot be searched")?;
    ms.insert("find", watch.lap_ms());
    let grown = |region: &Region| grow(region, photo.width_px(), photo.height_px());
    let rects: Vec<_> = found.iter().map(grown).collect();
    let burnt = burn(&photo, &rects).context("the photo cannot be given out")?;
    ms.insert("burn", watch.lap_ms());

    let regions = found.iter().zip(&rects).map(|(region, rect)| {
        let edges = rect.edges();
        RegionOut {
            kind: region.kind,
            left: edges.left,
            top: edges.top,
            right: edges.right,
            bottom: edges.bottom,
            score: region.score,
        }
    });
    let hashes = engine.model_hashes();
    let report = Report {
        engine_version: ENGINE_VERSION,
        models: ["faces", "text_regions"].into_iter().zip(hashes.iter().map(hex::encode)).collect(),
        input: input_out(&photo, input_bytes),
        regions: regions.collect(),
        metadata_dropped: photo.metadata_dropped().to_vec(),
        picture: PictureOut {
            width_px: burnt.width_px(),
            height_px: burnt.height_px(),
            bytes: burnt.picture().len(),
        },
        thumbnail_bytes: burnt.thumbnail().len(),
        filled_area_permille: burnt.filled_area_permille(),
        ms,
    };
    write(args, &burnt, &report)?;
    Ok(Verdict::Fine)
}

fn input_out(photo: &DecodedPhoto, bytes: usize) -> InputOut {
    InputOut {
        format: photo.format(),
        bytes,
        width_px: photo.width_px(),
        height_px: photo.height_px(),
        taken_at: photo.taken_at(),
        place: photo.place(),
    }
}

fn write(args: &PhotoArgs, burnt: &BurntPhoto, report: &Report) -> Result<()> {
    files::make_folder(&args.out, "the output folder")?;
    files::write_bytes(&args.out.join("photo.jpg"), "photo.jpg", burnt.picture())?;
    files::write_bytes(&args.out.join("thumb.jpg"), "thumb.jpg", burnt.thumbnail())?;
    // The report comes last: where it stands, the pictures are those that it tells of.
    let mut json = serde_json::to_vec_pretty(report).context("report.json could not be made")?;
    json.push(b'\n');
    files::write_bytes(&args.out.join("report.json"), "report.json", &json)
}
