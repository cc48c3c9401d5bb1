//! Everything that a server holds, as bytes to be searched.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use field_app::{App, inspections, photos};
use field_contract::inspections::InspectionArgs;
use field_contract::photos::{PhotoPictureArgs, PictureForm};
use field_domain::InspectionId;

use crate::files;

/// Largest single file of a server that is searched, in bytes: 4 GiB, far above a demo's database.
const FILE_BYTES_MAX: u64 = 4 << 30;

/// A piece of what the server holds.
pub struct Piece {
    /// What it is, such as `export` or `data/server.db`.
    pub name: String,
    pub bytes: Vec<u8>,
    /// It is a picture that must have no metadata.
    pub is_picture: bool,
}

impl Piece {
    fn of(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes, is_picture: false }
    }
}

/// The server's own account of what it holds: operations decoded, people, devices, blobs.
pub fn export(program: &Path, data: &Path) -> Result<Piece> {
    let output = Command::new(program)
        .arg("export")
        .arg("--data")
        .arg(data)
        .stderr(Stdio::inherit())
        .output()
        .context("the server program did not start")?;
    if !output.status.success() {
        bail!("the server program could not export ({})", output.status);
    }
    Ok(Piece::of("export", output.stdout))
}

/// Every file of the data folder, and the names of all of them.
pub fn data_folder(data: &Path) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut names = String::new();
    let mut folders = vec![data.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = |cause: &std::io::Error| files::failed("the server's data", "read", cause);
        for entry in fs::read_dir(&folder).map_err(|cause| failed(&cause))? {
            let path = entry.map_err(|cause| failed(&cause))?.path();
            let inside = path.strip_prefix(data).unwrap_or(&path).to_string_lossy().into_owned();
            names.push_str(&inside);
            names.push('\n');
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = files::read_bounded(&path, "a file of the server", FILE_BYTES_MAX)?;
                pieces.push(Piece::of(format!("data/{inside}"), bytes));
            }
        }
    }
    pieces.push(Piece::of("names of files", names.into_bytes()));
    Ok(pieces)
}

/// The server's log.
pub fn log(path: &Path) -> Result<Piece> {
    Ok(Piece::of("log", files::read_bounded(path, "the server's log", FILE_BYTES_MAX)?))
}

/// The pictures as the office opens them: what the blobs at the server hold inside.
pub fn pictures(reviewer: &App, inspections_done: &[InspectionId]) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for &inspection in inspections_done {
        let detail = inspections::open(reviewer, InspectionArgs { inspection })?;
        for view in detail.items.iter().flat_map(|item| &item.photos) {
            for form in [PictureForm::Redacted, PictureForm::Thumbnail] {
                let args = PhotoPictureArgs { inspection, photo: view.photo, form };
                let picture = photos::picture(reviewer, args)?;
                let bytes = STANDARD.decode(picture.jpeg_base64).context("a picture's bytes")?;
                let name = format!("opened picture {}", pieces.len() + 1);
                pieces.push(Piece { is_picture: true, ..Piece::of(name, bytes) });
            }
        }
    }
    Ok(pieces)
}
