//! `fieldproof compare`: what a picture that left shows differently from its original.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use field_domain::{Raw, RelRect};
use field_photo::{Comparison, PhotoLimits, compare};
use serde::{Deserialize, Serialize};

use crate::{Verdict, files};

/// Show what was changed on a photo that left, given its original.
///
/// Compares both, block of 16 pixels by block, and lists the places that show something else: what was
/// filled. With the report of `fieldproof photo` it also says whether anything outside the filled
/// regions differs.
#[derive(Args)]
#[command(after_help = "Examples:
  fieldproof compare badge.jpg ./badge/photo.jpg
  fieldproof compare badge.jpg ./badge/photo.jpg --report ./badge/report.json --json

Exit codes: 0 compared, and with --report nothing differs outside its regions; 1 something does, or a file
cannot be used; 2 the command line is wrong.")]
pub struct CompareArgs {
    /// The original: JPEG, PNG, WebP or HEIC.
    #[arg(value_name = "ORIGINAL")]
    original: PathBuf,
    /// The picture that left.
    #[arg(value_name = "PICTURE")]
    picture: PathBuf,
    /// report.json of `fieldproof photo`.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Largest report: 512 regions take some 80 kB.
const REPORT_BYTES_MAX: u64 = 1024 * 1024;

#[derive(Deserialize)]
struct Report {
    regions: Vec<Place>,
}

/// A rectangle in fractions of the upright photo.
#[derive(Serialize, Deserialize)]
struct Place {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

#[derive(Serialize)]
struct Found {
    blocks: u32,
    changed_blocks: u32,
    /// Only with a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_outside: Option<u32>,
    changed: Vec<Place>,
    /// Mean difference of what was not changed, of 255.
    rest_difference: f32,
}

/// Compares an original with a picture that left.
pub fn run(args: &CompareArgs) -> Result<Verdict> {
    let limits = PhotoLimits::default();
    let read =
        |path: &Path, what| files::read_bounded(path, what, limits.file_bytes_max).map(Raw::new);
    let original = read(&args.original, "the original")?;
    let picture = read(&args.picture, "the picture")?;
    let boxes = args.report.as_deref().map(boxes).transpose()?;
    let seen = compare(&original, &picture, boxes.as_deref().unwrap_or_default(), &[], &limits)
        .context("the two cannot be compared")?;
    let outside = boxes.is_some().then_some(seen.changed_outside);
    let told = if args.json { json(&seen, outside)? } else { words(&seen, outside) };
    writeln!(io::stdout(), "{told}").context("the result could not be written")?;
    Ok(if outside.is_some_and(|blocks| blocks > 0) { Verdict::Wrong } else { Verdict::Fine })
}

fn boxes(report: &Path) -> Result<Vec<RelRect>> {
    let bytes = files::read_bounded(report, "the report", REPORT_BYTES_MAX)?;
    let report: Report = serde_json::from_slice(&bytes)
        .map_err(|_| anyhow::anyhow!("the report is none of `fieldproof photo`"))?;
    let rect = |place: &Place| RelRect::clipped(place.left, place.top, place.right, place.bottom);
    report
        .regions
        .iter()
        .map(|place| rect(place).context("a region of the report is empty"))
        .collect()
}

fn json(seen: &Comparison, outside: Option<u32>) -> Result<String> {
    let place = |rect: &RelRect| {
        let edges = rect.edges();
        Place { left: edges.left, top: edges.top, right: edges.right, bottom: edges.bottom }
    };
    let found = Found {
        blocks: seen.block_count,
        changed_blocks: seen.changed_blocks,
        changed_outside: outside,
        changed: seen.changed.iter().map(place).collect(),
        rest_difference: seen.rest_difference,
    };
    serde_json::to_string_pretty(&found).context("the result could not be written as JSON")
}

fn words(seen: &Comparison, outside: Option<u32>) -> String {
    let mut lines = vec![format!(
        "{} of {} blocks show something else, in {} places:",
        seen.changed_blocks,
        seen.block_count,
        seen.changed.len()
    )];
    lines.extend(seen.changed.iter().map(|rect| {
        let edges = rect.edges();
        let percent = |fraction: f32| fraction * 100.0;
        format!(
            "  {:.1} % to {:.1} % from the left, {:.1} % to {:.1} % from the top",
            percent(edges.left),
            percent(edges.right),
            percent(edges.top),
            percent(edges.bottom)
        )
    }));
    lines.push(format!("the rest differs by {:.2} of 255 on average", seen.rest_difference));
    lines.extend(outside.map(|blocks| match blocks {
        0 => "nothing differs outside the regions of the report".to_owned(),
        _ => format!("{blocks} blocks outside the regions of the report differ"),
    }));
    lines.join("\n")
}
