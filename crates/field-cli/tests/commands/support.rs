//! Running the program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a run of the program left.
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program without any environment that names folders.
pub fn fieldproof<Word: AsRef<OsStr>>(words: impl IntoIterator<Item = Word>) -> Ran {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_fieldproof"))
        .args(words)
        .env_remove("FIELDPROOF_MODELS")
        .env_remove("XDG_DATA_HOME")
        .env_remove("HOME")
        .output()
        .expect("the program was built for this test");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    Ran { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

/// A file of the demo.
pub fn demo_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo").join(name)
}

/// The folder with the models, or `None` with a printed reason.
#[expect(clippy::disallowed_methods, reason = "a test is a program of its own and has no main")]
pub fn models() -> Option<PathBuf> {
    let named = std::env::var_os("FIELDPROOF_MODELS").map(PathBuf::from);
    let cached = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache/fieldproof/models"));
    let folder = named.or_else(cached).filter(|folder| folder.is_dir());
    if folder.is_none() {
        eprintln!("skipped: no models in FIELDPROOF_MODELS or ~/.cache/fieldproof/models");
    }
    folder
}
