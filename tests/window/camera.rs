//! A card full of photos, as it comes out of a camera.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use field_testkit::pictures;

/// Photos in a usual run: a list of them is long enough to be scrolled.
const PHOTOS: usize = 30;
/// Different ones among them: making one takes longer than taking it in.
const DIFFERENT: usize = 4;

/// Writes photos of 12 million pixels into a folder; so many as `FIELDPROOF_BACKGROUND_PHOTOS` says, if it does.
#[expect(clippy::disallowed_methods, reason = "a test is told by its environment how much to do")]
pub fn card_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let count = match env::var("FIELDPROOF_BACKGROUND_PHOTOS") {
        Ok(count) => count.parse().context("FIELDPROOF_BACKGROUND_PHOTOS is a number")?,
        Err(_) => PHOTOS,
    };
    let made: Vec<_> =
        (0..DIFFERENT.min(count)).map(|seed| pictures::kitchen(seed as u64, 4032, 3024)).collect();
    (0..count)
        .map(|number| {
            let file = folder.join(format!("DSC_{number:04}.JPG"));
            fs::write(&file, &made[number % made.len()])?;
            Ok(file)
        })
        .collect()
}
