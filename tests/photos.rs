//! Photos as they come from cameras and strangers: hostile files are contained, and an independent
//! judge finds nothing of them in what leaves.

#[path = "photos/hostile.rs"]
mod hostile;
#[path = "photos/judge.rs"]
mod judge;
#[path = "photos/planted.rs"]
mod planted;

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

/// How many, if whoever runs the test says so; `usual` else. A number that is none is a mistake to hear of.
#[expect(clippy::disallowed_methods, reason = "a person asks for a longer run this way")]
fn count_from(name: &str, usual: usize) -> usize {
    match std::env::var(name) {
        Ok(text) => text.parse().expect("a number"),
        Err(_) => usual,
    }
}
