//! `cargo xtask codegen`: the TypeScript of the commands.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::places::Places;

fn files(places: &Places) -> [(PathBuf, String); 2] {
    let folder = places.root.join("ui/src/lib/ipc/generated");
    let generated = field_contract::typescript::typescript();
    [(folder.join("types.ts"), generated.types), (folder.join("commands.ts"), generated.commands)]
}

/// Writes the files that differ.
pub fn write(places: &Places) -> Result<()> {
    for (path, text) in files(places) {
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, text).with_context(|| format!("{} was not written", path.display()))?;
        println!("wrote {}", path.strip_prefix(&places.root).unwrap_or(&path).display());
    }
    Ok(())
}

/// Fails if a file is not what [`write`] would write.
pub fn check(places: &Places) -> Result<()> {
    for (path, text) in files(places) {
        if !fs::read_to_string(&path).is_ok_and(|old| old == text) {
            let shown = path.strip_prefix(&places.root).unwrap_or(&path).display();
            bail!("{shown} is not fresh; run `cargo xtask codegen` and commit the result");
        }
    }
    println!("the generated TypeScript is fresh");
    Ok(())
}
