//! `cargo xtask fuzz`: the parsers of foreign bytes under a coverage-guided fuzzer.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::child::{cargo, run};
use crate::places::Places;
use crate::{setup, tools};

/// Most memory that one input may take, in MiB: a check on small inputs stays far below it.
const MEMORY_MIB_MAX: u32 = 2048;

/// Runs one fuzz target, or each in turn, for `seconds` each. What is learnt stays in target/fuzz and
/// the next run goes on from there; an input that breaks a check is kept there too, and named.
pub fn fuzz(places: &Places, target: Option<&str>, seconds: u32) -> Result<()> {
    setup::for_unit_tests(places)?;
    tools::CARGO_FUZZ.ensure(places)?;
    let all = targets(&places.root.join("fuzz/targets"))?;
    let chosen: Vec<_> = all.iter().filter(|name| target.is_none_or(|t| t == **name)).collect();
    if chosen.is_empty() {
        bail!("there is no such target; there are {}", all.join(", "));
    }
    let corpora = places.root.join("target/fuzz/corpus");
    run(cargo(places).args(["run", "--quiet", "--package", "field-fuzz", "--"]).arg(&corpora))?;
    for name in chosen {
        println!("fuzzing {name} for {seconds} s");
        let broken = places.root.join("target/fuzz/broken").join(name);
        fs::create_dir_all(&broken).context("target/fuzz could not be made")?;
        // cargo-fuzz asks for instrumentation that the stable compiler has and hides.
        run(cargo(places)
            .args(["fuzz", "run", "--sanitizer", "none", name])
            .arg(corpora.join(name))
            .arg("--")
            .arg(format!("-artifact_prefix={}/", broken.display()))
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-rss_limit_mb={MEMORY_MIB_MAX}"))
            .env("PATH", path_with_tools(places)?)
            .env("CARGO_TARGET_DIR", places.cache.join("fuzz-target"))
            .env("RUSTC_BOOTSTRAP", "1"))?;
    }
    Ok(())
}

/// The names of the targets: those of their files.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).context("fuzz/targets could not be read")?;
    let mut names = Vec::new();
    for entry in entries {
        let path: PathBuf = entry.context("fuzz/targets could not be read")?.path();
        names.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

/// The path with the folder of the installed tools first: cargo looks there for `cargo-fuzz`.
fn path_with_tools(places: &Places) -> Result<OsString> {
    let tools = places.tools().join("bin");
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tools).chain(env::split_paths(&path));
    env::join_paths(folders).context("the path of the programs cannot be extended")
}
