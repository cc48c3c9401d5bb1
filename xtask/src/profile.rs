//! A profile of the text engine for the compiler: which ways notes take through the rules
//! (docs/adr/0019-profile-of-the-rules.md).

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::child::{capture, cargo, run};
use crate::places::Places;

/// Tests that take notes through the rules: sets that the rules were written by. The held-out ones
/// are not among them.
const OF_RULES: [&str; 2] = ["tuning_notes", "fresh_notes"];

/// How much more a way through the rules counts than one through the network, whose inner loops run
/// many thousand times a note: without it nothing of the rules would seem to be used much.
const WEIGHT_OF_RULES: u32 = 10_000;

/// The profile, and how cargo is told of it.
pub struct Profile {
    file: PathBuf,
    wrapper: PathBuf,
}

impl Profile {
    /// Takes the profile by an instrumented build of the engine's own tests, in folders of its own.
    /// `None`, and a word about it, where the compiler's tool for profiles cannot be had: programs are then built
    /// without it, and are slower.
    pub fn of_text_engine(places: &Places) -> Result<Option<Self>> {
        let Some(merge) = merge_tool()? else {
            println!(
                "no profile of the text engine is taken: llvm-profdata is missing. \
                 `rustup component add llvm-tools` brings it."
            );
            return Ok(None);
        };
        let folder = places.cache.join("profile");
        let _ = fs::remove_dir_all(&folder);
        let wrapper = places.root.join("xtask/compiler-with-profile.sh");
        let rules = folder.join("rules");
        let network = folder.join("network");
        test(places, &wrapper, &rules, "notes", &OF_RULES)?;
        test(places, &wrapper, &network, "names", &[])?;
        let file = folder.join("text-engine.profdata");
        run(Command::new(merge)
            .args(["merge", "--output"])
            .arg(&file)
            .arg(weighted(WEIGHT_OF_RULES, &rules))
            .arg(weighted(1, &network)))?;
        Ok(Some(Self { file, wrapper }))
    }

    /// Lets a cargo command, or one that calls cargo, compile by the profile.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        with(command, &self.wrapper, "-Cprofile-use=", &self.file)
    }
}

/// Runs a test of the engine in an instrumented build, which leaves counts in `folder`. It is built in
/// the profile's own target folder: nothing instrumented may get into a program.
fn test(
    places: &Places,
    wrapper: &Path,
    folder: &Path,
    name: &str,
    filters: &[&str],
) -> Result<()> {
    let target = places.cache.join("profile-target");
    let mut command = cargo(places);
    command
        .args(["test", "--release", "--package", "field-redact", "--test", name, "--target-dir"])
        .arg(target)
        .arg("--")
        .args(filters);
    run(with(&mut command, wrapper, "-Cprofile-generate=", folder))
}

fn with<'a>(
    command: &'a mut Command,
    wrapper: &Path,
    option: &str,
    path: &Path,
) -> &'a mut Command {
    let mut argument = OsString::from(option);
    argument.push(path);
    command.env("RUSTC_WORKSPACE_WRAPPER", wrapper).env("FIELDPROOF_PROFILE", argument)
}

fn weighted(weight: u32, folder: &Path) -> OsString {
    let mut argument = OsString::from(format!("--weighted-input={weight},"));
    argument.push(folder);
    argument
}

/// The toolchain's own llvm-profdata, whose form of profiles is the compiler's. Asks rustup for it
/// where it is missing.
fn merge_tool() -> Result<Option<PathBuf>> {
    let sysroot = capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    let libraries = PathBuf::from(sysroot.trim()).join("lib/rustlib");
    if let Some(tool) = tool_in(&libraries)? {
        return Ok(Some(tool));
    }
    let asked = Command::new("rustup").args(["component", "add", "llvm-tools"]).status();
    if asked.is_ok_and(|status| status.success()) { tool_in(&libraries) } else { Ok(None) }
}

fn tool_in(libraries: &Path) -> Result<Option<PathBuf>> {
    let name = format!("bin/llvm-profdata{}", env::consts::EXE_SUFFIX);
    for entry in fs::read_dir(libraries).context("the toolchain has no libraries")? {
        let tool = entry?.path().join(&name);
        if tool.is_file() {
            return Ok(Some(tool));
        }
    }
    Ok(None)
}
