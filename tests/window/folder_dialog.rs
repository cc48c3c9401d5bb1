//! The system's dialog for a folder: it is no page, so it is driven as a person's keys do it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// What the dialog is called (`src-tauri/chooser.rs`).
const TITLE: &str = "Choose a folder for photos";
/// Longest time for the dialog to appear on a loaded machine, in seconds.
const APPEAR_MAX_S: &str = "60";
/// The dialog tells nobody when its field for a path is there or has understood a path: seconds of room for it.
const ROOM_S: &str = "0.7";
/// Between two keys, in milliseconds: the dialog looks up names while they are typed.
const KEY_GAP_MS: &str = "20";
/// How often a path is typed: on a loaded machine the field may come later than the first letters.
const TRIES: u32 = 5;

/// Waits for the dialog, types a folder's path and chooses it.
pub fn choose(folder: &Path) -> Result<()> {
    wait()?;
    let folder = folder.to_string_lossy();
    for _ in 0..TRIES {
        // A slash shows the field; what stands there then is replaced.
        keys(&["key", "slash", "sleep", ROOM_S, "key", "ctrl+a"])?;
        keys(&["type", "--delay", KEY_GAP_MS, &folder])?;
        keys(&["sleep", ROOM_S, "key", "Return", "sleep", ROOM_S])?;
        if !is_there()? {
            return Ok(());
        }
    }
    anyhow::bail!("the dialog took no path in {TRIES} tries")
}

/// Waits for the dialog and leaves it without a choice.
pub fn leave() -> Result<()> {
    wait()?;
    keys(&["key", "Escape"])
}

fn wait() -> Result<()> {
    keys(&["search", "--sync", "--onlyvisible", "--name", TITLE, "windowfocus", "--sync"])
}

fn is_there() -> Result<bool> {
    let outcome = Command::new("xdotool")
        .args(["search", "--onlyvisible", "--name", TITLE])
        .output()
        .context("xdotool is a set-up package")?;
    Ok(outcome.status.success())
}

fn keys(words: &[&str]) -> Result<()> {
    let outcome = Command::new("timeout")
        .args([APPEAR_MAX_S, "xdotool"])
        .args(words)
        .status()
        .context("xdotool is a set-up package")?;
    ensure!(outcome.success(), "xdotool {}: {outcome}", words.join(" "));
    Ok(())
}
