//! Other programs.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::places::Places;
use crate::tools;

/// A cargo call with the environment that builds and tests expect:
///
/// * `CARGO_TARGET_DIR`: see [`Places::target`].
/// * `FIELDPROOF_MODELS`: the model folder.
/// * `FIELDPROOF_BIN_DIR`: where built programs stand.
/// * `TAURI_DRIVER`: the window driver that `setup` installed.
/// * `FIELDPROOF_CHROMIUM`: the system's Chromium, if there is one.
pub fn cargo(places: &Places) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    with_environment(places, Command::new(cargo))
}

/// An npm call in `folder`, with the same environment.
pub fn npm(places: &Places, folder: &Path) -> Command {
    let mut npm = with_environment(places, Command::new("npm"));
    npm.current_dir(folder);
    npm
}

fn with_environment(places: &Places, mut command: Command) -> Command {
    command
        .current_dir(&places.root)
        .env("CARGO_TARGET_DIR", &places.target)
        .env("FIELDPROOF_MODELS", &places.models)
        .env("FIELDPROOF_BIN_DIR", places.target.join("debug"))
        .env("TAURI_DRIVER", tools::TAURI_DRIVER.path(places));
    if let Some(chromium) = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(find)
    {
        command.env("FIELDPROOF_CHROMIUM", chromium);
    }
    command
}

/// Runs `command` with its output shown, and fails if it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let name = shown(command);
    let status = command.status().with_context(|| format!("`{name}` did not start"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs `command` and gives its standard output; errors are shown.
pub fn capture(command: &mut Command) -> Result<String> {
    let name = shown(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{name}` did not start"))?;
    if !output.status.success() {
        bail!("`{name}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{name}` did not print text"))
}

/// The path of a program, if it is installed.
pub fn find(name: impl AsRef<OsStr>) -> Option<PathBuf> {
    let name = name.as_ref();
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// The command as a person would type it; never its environment or input.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
