//! Prepares the photos of a demo day: made-up camera metadata goes into them, and each gets the name
//! that it has on the technician's disk.
//!
//! `cargo run -p field-cli --example demo_photos -- assets/demo/day.toml OUT`

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use field_testkit::pictures::{CameraExif, with_camera_exif};
use serde::Deserialize;

/// What is needed of the script; the rest is for `fieldproof day`.
#[derive(Deserialize)]
struct Script {
    photo: Vec<Photo>,
}

#[derive(Deserialize)]
struct Photo {
    file: String,
    saved_as: String,
    camera: Camera,
}

#[derive(Deserialize)]
struct Camera {
    serial: String,
    owner: String,
    description: String,
    latitude: f64,
    longitude: f64,
    taken: String,
}

fn main() -> Result<()> {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(script), Some(out)) = (paths.next(), paths.next()) else {
        bail!("usage: demo_photos day.toml OUT");
    };
    let text = fs::read_to_string(&script).context("the script could not be read")?;
    let parsed: Script = toml::from_str(&text).context("the script has no photos")?;
    let photos = script.parent().unwrap_or(Path::new(".")).join("photos");
    fs::create_dir_all(&out).context("the output folder could not be made")?;
    for photo in parsed.photo {
        let plain = fs::read(photos.join(&photo.file)).context("a demo photo is missing")?;
        let tagged = with_camera_exif(&plain, &exif(photo.camera))?;
        fs::write(out.join(&photo.saved_as), tagged).context("a photo could not be written")?;
    }
    Ok(())
}

fn exif(camera: Camera) -> CameraExif {
    CameraExif {
        make: "Example Optics".to_owned(),
        model: "Field 7".to_owned(),
        serial: camera.serial,
        latitude: camera.latitude,
        longitude: camera.longitude,
        taken: camera.taken,
        owner: camera.owner,
        description: camera.description,
        orientation: 1,
        has_thumbnail: true,
    }
}
