//! Photos as they come from cameras and strangers: hostile files are contained, and an independent
//! judge finds nothing of them in what leaves.

#[path = "photos/hostile.rs"]
mod hostile;
#[path = "photos/judge.rs"]
mod judge;

use std::path::PathBuf;

/// The folder of photos beside the clone, if this machine has one. They are not the project's to ship.
fn photos_beside() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/photos");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no photos beside the clone");
        return Vec::new();
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending != "md"));
    files.sort();
    files
}
