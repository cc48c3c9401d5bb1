//! Where things are.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

/// The folders that jobs use.
pub struct Places {
    /// The clone.
    pub root: PathBuf,
    /// What outlives a clone: builds, tools, models.
    pub cache: PathBuf,
    /// Where child cargo calls build. In the cache and not in the clone, so that built
    /// dependencies survive a fresh clone: they are most of the time of a first test run.
    pub target: PathBuf,
    /// Whether `target` is ours to prune, or was chosen by the person.
    pub is_target_ours: bool,
    /// The model files that jobs and tests use. An installed app has its own folder.
    pub models: PathBuf,
}

impl Places {
    /// Reads the environment.
    pub fn find() -> Result<Self> {
        let crate_dir = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let root = crate_dir.parent().context("xtask stands in the clone")?.to_owned();
        let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let cache = match (named("FIELDPROOF_CACHE"), named("XDG_CACHE_HOME"), named("HOME")) {
            (Some(folder), _, _) => PathBuf::from(folder),
            (None, Some(caches), _) => PathBuf::from(caches).join("fieldproof"),
            (None, None, Some(home)) => PathBuf::from(home).join(".cache/fieldproof"),
            (None, None, None) => root.join("target/cache"),
        };
        let chosen_target = named("CARGO_TARGET_DIR").map(|folder| root.join(folder));
        Ok(Self {
            is_target_ours: chosen_target.is_none(),
            target: chosen_target.unwrap_or_else(|| cache.join("target")),
            models: named("FIELDPROOF_MODELS").map_or_else(|| cache.join("models"), PathBuf::from),
            root,
            cache,
        })
    }

    /// Where installed tools stand.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// Where the demo keeps everything; in the clone, whatever the target folder is.
    pub fn demo(&self) -> PathBuf {
        self.root.join("target/demo")
    }

    /// A program that `cargo build` made.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// A built example.
    pub fn example(&self, name: &str) -> PathBuf {
        self.program(&format!("examples/{name}"))
    }
}
