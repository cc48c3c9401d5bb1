//! Programs that cargo installs into the cache, by exact version.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::child::run;
use crate::places::Places;

/// One program.
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Drives the real window in tests. Newer releases are alphas of the next Tauri.
pub const TAURI_DRIVER: Tool = Tool { name: "tauri-driver", version: "2.1.0" };

/// Runs the fuzz targets.
pub const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

/// Checks dependencies.
pub const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

impl Tool {
    /// Where the program stands once it is installed.
    pub fn path(&self, places: &Places) -> PathBuf {
        places.tools().join("bin").join(format!("{}{}", self.name, env::consts::EXE_SUFFIX))
    }

    /// Installs the program unless this version is there.
    pub fn ensure(&self, places: &Places) -> Result<()> {
        // Cargo's own record of what it put there, a line such as `"tauri-driver 2.1.0 (registry…`.
        let record = fs::read_to_string(places.tools().join(".crates.toml")).unwrap_or_default();
        let entry = format!("\"{} {} (", self.name, self.version);
        if record.contains(&entry) && self.path(places).is_file() {
            return Ok(());
        }
        println!("installing {} {}", self.name, self.version);
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        run(Command::new(cargo)
            .args(["install", "--locked", self.name, "--version", self.version, "--root"])
            .arg(places.tools())
            .env("CARGO_TARGET_DIR", places.cache.join("tools-target")))
    }
}
