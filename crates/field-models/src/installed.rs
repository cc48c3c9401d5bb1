//! The model files that a package brings along.

use std::path::{Path, PathBuf};

/// Where packages put them, from the folder of the program: the Debian package (Tauri's folder of
/// resources, named by the product), the bundle of macOS, the installer of Windows.
const BESIDE_THE_PROGRAM: [&str; 3] = ["../lib/Fieldproof/models", "../Resources/models", "models"];

/// The folder of model files that was installed with `program`, if there is one.
pub fn installed_with(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    BESIDE_THE_PROGRAM.iter().map(|way| folder.join(way)).find(|models| models.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_s_models_are_found_from_its_program() {
        let root = tempfile::tempdir().expect("a folder");
        let program = root.path().join("bin/fieldproof-desktop");
        assert_eq!(installed_with(&program), None, "nothing is installed yet");
        let models = root.path().join("lib/Fieldproof/models");
        std::fs::create_dir_all(&models).expect("made");
        std::fs::create_dir_all(root.path().join("bin")).expect("made");
        let found = installed_with(&program).expect("found");
        assert_eq!(found.canonicalize().ok(), models.canonicalize().ok());
    }
}
