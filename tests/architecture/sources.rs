//! The Rust sources of the repository, as far as they are part of a program.

use std::fs;
use std::path::Path;

use crate::{root, text};

/// A Rust source without comments and without the module of its tests.
pub struct Source {
    /// From the root, with forward slashes.
    pub path: String,
    /// Its lines.
    pub code: String,
}

impl Source {
    /// The crate that it belongs to.
    pub fn crate_name(&self) -> Option<&str> {
        match self.path.strip_prefix("crates/") {
            Some(rest) => rest.split('/').next(),
            None if self.path.starts_with("src-tauri/") => Some("fieldproof-desktop"),
            None if self.path.starts_with("xtask/") => Some("xtask"),
            None => None,
        }
    }

    /// Whether `name` stands in the code, and not as the end of a longer word.
    pub fn has_word(&self, name: &str) -> bool {
        let mut parts = self.code.split(name);
        let mut before = parts.next().unwrap_or_default();
        for after in parts {
            if !before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                return true;
            }
            before = after;
        }
        false
    }
}

/// The sources of every crate, without tests, examples and benchmarks: they are not part of a program.
pub fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    let mut folders: Vec<_> =
        ["crates", "src-tauri", "xtask/src"].map(|name| root().join(name)).into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source tree can be listed") {
            let path = entry.expect("an entry can be read").path();
            let shown = path.strip_prefix(root()).expect("it lies below the root");
            let shown = shown.to_string_lossy().replace('\\', "/");
            let is_left_out = ["tests", "examples", "benches", "field-testkit"]
                .iter()
                .any(|name| path.ends_with(name));
            if path.is_dir() && !is_left_out {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !is_test_module(&path)
            {
                let code = without_comments(&text(&path));
                sources.push(Source { path: shown, code: without_test_module(&code) });
            }
        }
    }
    assert!(sources.len() > 100, "the source tree was not found: {} files", sources.len());
    sources
}

/// Whether `lib.rs` beside the file names it as a module of tests.
fn is_test_module(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let above = fs::read_to_string(path.with_file_name("lib.rs")).unwrap_or_default();
    above.contains(&format!("#[cfg(test)]\nmod {stem};"))
}

/// What stands before the module of tests at the end of a file.
fn without_test_module(code: &str) -> String {
    let lines: Vec<&str> = code.lines().collect();
    let end = lines.windows(2).position(|pair| {
        pair[0] == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{')
    });
    lines.into_iter().take(end.unwrap_or(usize::MAX)).flat_map(|line| [line, "\n"]).collect()
}

/// The lines that are no comments.
pub fn without_comments(code: &str) -> String {
    code.lines().filter(|line| !line.trim_start().starts_with("//")).fold(
        String::new(),
        |mut kept, line| {
            kept.push_str(line);
            kept.push('\n');
            kept
        },
    )
}
