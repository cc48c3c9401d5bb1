//! Our side of `cargo xtask bench photo`: one job on many files, so that CPU time and memory of the
//! process are those of the job.
//!
//! * `make OUT COUNT`: photos of 12 million pixels as a camera writes them.
//! * `take-in OUT FILE…`: decoded, turned upright, scaled, stripped, encoded; picture and thumbnail.
//! * `find MODELS SIZES FILE…`: faces (`f1280`) and text (`t736`) at the given long edges, as JSON.
//! * `redact OUT MODELS FILE…`: found, filled and written; milliseconds a photo, as JSON.
//! * `mutate COUNT FILE…`: changed copies of the files are taken in and given out; what became of them, as
//!   JSON. The caller measures the memory.
#![expect(clippy::print_stdout, reason = "the results are what the program is for")]
#![expect(clippy::disallowed_methods, reason = "time is what is measured")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use field_domain::{Raw, Region};
use field_models::ModelFolder;
use field_photo::{PhotoEngine, PhotoLimits, Search, burn, decode, grow};
use field_testkit::pictures::{CameraExif, kitchen, with_camera_exif};
use field_testkit::random::Random;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", out, count] => make(Path::new(out), count.parse()?),
        ["take-in", out, files @ ..] => take_in(Path::new(out), files),
        ["find", models, sizes, files @ ..] => find(models, sizes, files),
        ["redact", out, models, files @ ..] => redact(Path::new(out), models, files),
        ["mutate", count, files @ ..] => mutate(count.parse()?, files),
        _ => bail!("see the head of photo_bench.rs"),
    }
}

/// Orientations of a phone that is held in every way, most often lying.
const ORIENTATIONS: [u16; 4] = [1, 6, 8, 3];

fn make(out: &Path, count: usize) -> Result<()> {
    for (number, orientation) in (0..count).zip(ORIENTATIONS.into_iter().cycle()) {
        let exif = CameraExif {
            make: "Example Optics".into(),
            model: "Field 7".into(),
            serial: format!("SN-PLANTED-{number:04}"),
            latitude: 41.881_9,
            longitude: -87.627_8,
            taken: "2026:11:24 11:26:05".into(),
            owner: "Robin Sample".into(),
            description: "PLANTED description".into(),
            orientation,
            has_thumbnail: true,
        };
        let photo = kitchen(u64::try_from(number)?, 4032, 3024);
        fs::write(out.join(format!("{number:03}.jpg")), with_camera_exif(&photo, &exif)?)?;
    }
    Ok(())
}

fn read(file: &str) -> Result<Raw<Vec<u8>>> {
    Ok(Raw::new(fs::read(file).context("a photo cannot be read")?))
}

fn take_in(out: &Path, files: &[&str]) -> Result<()> {
    for file in files {
        let burnt = burn(&decode(&read(file)?, &PhotoLimits::default())?, &[])?;
        write(out, file, &burnt)?;
    }
    Ok(())
}

fn write(out: &Path, file: &str, burnt: &field_photo::BurntPhoto) -> Result<()> {
    let stem = PathBuf::from(file).file_stem().context("a file has a name")?.to_owned();
    let named = |ending: &str| out.join(format!("{}{ending}", stem.display()));
    fs::write(named(".jpg"), burnt.picture())?;
    Ok(fs::write(named("-small.jpg"), burnt.thumbnail())?)
}

fn engine(models: &str) -> Result<PhotoEngine> {
    Ok(PhotoEngine::new(&ModelFolder::new(PathBuf::from(models)))?)
}

/// `f640,f1280,t736`: faces at 640 and 1280 px, text at 736 px.
fn search(sizes: &str) -> Result<Search> {
    let mut search = Search { faces_at_px: Vec::new(), text_at_px: Vec::new(), with_tiles: false };
    for size in sizes.split(',') {
        match size.split_at_checked(1) {
            Some(("f", edge)) => search.faces_at_px.push(edge.parse()?),
            Some(("t", edge)) => search.text_at_px.push(edge.parse()?),
            Some(("T", "")) => search.with_tiles = true,
            _ => bail!("a size is f or t and a number, or T for tiles"),
        }
    }
    Ok(search)
}

fn find(models: &str, sizes: &str, files: &[&str]) -> Result<()> {
    let (engine, search) = (engine(models)?, search(sizes)?);
    for file in files {
        let photo = decode(&read(file)?, &PhotoLimits::default())?;
        println!("{}", serde_json::to_string(&engine.find_by(&photo, &search)?)?);
    }
    Ok(())
}

fn redact(out: &Path, models: &str, files: &[&str]) -> Result<()> {
    let engine = engine(models)?;
    for file in files {
        let begin = Instant::now();
        let photo = decode(&read(file)?, &PhotoLimits::default())?;
        let found = engine.find(&photo)?;
        let grown = |region: &Region| grow(region, photo.width_px(), photo.height_px());
        let burnt = burn(&photo, &found.iter().map(grown).collect::<Vec<_>>())?;
        write(out, file, &burnt)?;
        println!("{}", begin.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(())
}

/// Bytes at the beginning of a file in which half of the changes fall: there they do more.
const HEADERS: u32 = 700;

fn mutate(count: usize, files: &[&str]) -> Result<()> {
    let files: Vec<Vec<u8>> = files.iter().map(fs::read).collect::<Result<_, _>>()?;
    let mut random = Random::new(20_261_129);
    let (mut taken, mut slowest_ms) = (0, 0.0_f64);
    for number in 0..count {
        let mut bytes = files[number % files.len()].clone();
        let length = u32::try_from(bytes.len())?;
        for _ in 0..=random.below(8) {
            let reach = if random.below(2) == 0 { length.min(HEADERS) } else { length };
            bytes[random.below(reach) as usize] ^= 1 << random.below(8);
        }
        if random.below(10) == 0 {
            bytes.truncate(random.below(length) as usize);
        }
        let begin = Instant::now();
        if let Ok(photo) = decode(&Raw::new(bytes), &PhotoLimits::default()) {
            burn(&photo, &[])?;
            taken += 1;
        }
        slowest_ms = slowest_ms.max(begin.elapsed().as_secs_f64() * 1000.0);
    }
    println!("{}", serde_json::json!({ "files": count, "taken": taken, "slowest_ms": slowest_ms }));
    Ok(())
}
