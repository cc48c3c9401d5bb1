//! The operating system and its packages.

use std::fs;
use std::io::IsTerminal as _;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::child::{find, run};
use crate::packages::{Need, packages};

/// A system whose packages are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Debian 12, where set-up is tried.
    Debian12,
    /// Ubuntu 24.04, written for and not verified.
    Ubuntu2404,
}

/// Installs the packages of `needs` that are missing, or says which and stops.
pub fn ensure_packages(needs: &[Need]) -> Result<()> {
    let Some(system) = this_system() else {
        return on_unknown_system(needs);
    };
    let missing = missing(&packages(needs, system))?;
    if missing.is_empty() {
        return Ok(());
    }
    if system == System::Ubuntu2404 {
        println!("Ubuntu 24.04: written for, not verified.");
    }
    println!("Missing system packages: {}", missing.join(" "));
    let Some(prefix) = way_to_root() else {
        bail!(
            "these packages are missing, and this account may not install them. Run as root:\n  \
             apt-get update && apt-get install -y --no-install-recommends {}",
            missing.join(" ")
        );
    };
    run(apt_get(prefix).arg("update"))?;
    run(apt_get(prefix).args(["install", "-y", "--no-install-recommends"]).args(&missing))
}

/// What `/etc/os-release` says.
fn this_system() -> Option<System> {
    read_os_release(&fs::read_to_string("/etc/os-release").ok()?)
}

fn read_os_release(text: &str) -> Option<System> {
    let value = |key: &str| {
        text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('=')).map(unquoted)
    };
    match (value("ID")?, value("VERSION_ID")?) {
        ("debian", "12") => Some(System::Debian12),
        ("ubuntu", "24.04") => Some(System::Ubuntu2404),
        _ => None,
    }
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches('"')
}

/// Which of `names` are not installed, by one call of dpkg-query.
fn missing(names: &[&'static str]) -> Result<Vec<&'static str>> {
    let output = Command::new("dpkg-query")
        .args(["-W", "-f=${db:Status-Status} ${Package}\\n"])
        .args(names)
        .stderr(Stdio::null()) // it complains there about each package that it does not know
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(not_installed(names, &text))
}

fn not_installed(names: &[&'static str], listed: &str) -> Vec<&'static str> {
    let installed: Vec<&str> =
        listed.lines().filter_map(|line| line.strip_prefix("installed ")).collect();
    names.iter().filter(|name| !installed.contains(name)).copied().collect()
}

/// What stands before `apt-get` to run it as root; `None` if there is no way.
fn way_to_root() -> Option<&'static [&'static str]> {
    let quiet = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output()
    };
    if quiet("id", &["-u"]).is_ok_and(|output| output.stdout.trim_ascii() == b"0") {
        return Some(&[]);
    }
    find("sudo")?;
    let needs_no_password = quiet("sudo", &["-n", "true"]).is_ok_and(|out| out.status.success());
    (needs_no_password || std::io::stdin().is_terminal()).then_some(&["sudo"])
}

fn apt_get(prefix: &[&str]) -> Command {
    // Through `env`, because sudo does not pass the environment on.
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]].concat();
    let mut command = Command::new(words[0]);
    // Another apt (updates at night, a second job) may hold the lock for some minutes.
    command.args(&words[1..]).args(["-o", "DPkg::Lock::Timeout=300"]);
    command
}

/// Names what cannot be found. Package names differ here, so programs are looked for.
fn on_unknown_system(needs: &[Need]) -> Result<()> {
    let programs: &[(Need, &[&str])] = &[
        (Need::Build, &["cc", "clang", "cmake", "nasm", "pkg-config"]),
        (Need::Speech, &["espeak-ng", "flite", "sox"]),
        (Need::Files, &["convert", "exiftool", "pdftotext", "zbarimg"]),
        (Need::Windows, &["WebKitWebDriver", "Xvfb", "dbus-run-session", "xdotool"]),
    ];
    let missing: Vec<&str> = programs
        .iter()
        .filter(|(need, _)| needs.contains(need))
        .flat_map(|(_, names)| names.iter().copied())
        .filter(|name| find(name).is_none())
        .collect();
    if missing.is_empty() {
        println!(
            "Unknown system: nothing is installed here; the programs that are needed are there."
        );
        return Ok(());
    }
    bail!(
        "this system's packages are not known (known: Debian 12, Ubuntu 24.04). Missing programs: \
         {}. On Debian 12 the packages would be: {}",
        missing.join(" "),
        packages(needs, System::Debian12).join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_known_by_name_and_version() {
        let debian =
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n";
        assert_eq!(read_os_release(debian), Some(System::Debian12));
        let ubuntu = "NAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nID=ubuntu\nID_LIKE=debian\n";
        assert_eq!(read_os_release(ubuntu), Some(System::Ubuntu2404));
        for other in ["ID=debian\nVERSION_ID=\"13\"\n", "ID=fedora\nVERSION_ID=42\n", ""] {
            assert_eq!(read_os_release(other), None, "not a known system: {other:?}");
        }
    }

    #[test]
    fn a_package_that_was_removed_or_never_known_is_missing() {
        let listed = "installed cmake\nconfig-files sox\n";
        assert_eq!(not_installed(&["cmake", "sox", "xvfb"], listed), ["sox", "xvfb"]);
    }
}
