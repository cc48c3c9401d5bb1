//! `cargo xtask run`: the demo, with a window or without.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::child::{cargo, run as run_child};
use crate::demo::{Demo, Person, Role, ServerAddress};
use crate::places::Places;
use crate::{desktop, setup};

/// The committed decisions of the demo day.
const DAY_SCRIPT: &str = "assets/demo/day.toml";
/// The example of field-cli that makes the photos of the demo day.
const PHOTO_MAKER: &str = "demo_photos";

/// Starts the demo in a window, or performs the demo day where `is_headless` or no display is.
pub fn run(places: &Places, role: Role, is_headless: bool) -> Result<()> {
    if is_headless {
        return perform_day(places);
    }
    if !has_display() {
        println!("There is no display: performing the demo day without a window (--headless).");
        return perform_day(places);
    }
    open_window(places, role)
}

fn open_window(places: &Places, role: Role) -> Result<()> {
    ensure!(
        desktop::is_there(places)?,
        "the workspace has no desktop app yet; `cargo xtask run --headless` performs the demo day"
    );
    setup::for_demo(places, true)?;
    desktop::build_ui(places)?;
    run_child(cargo(places).args([
        "build",
        "--package",
        "field-server",
        "--package",
        desktop::PACKAGE,
    ]))?;

    let demo = Demo::new(places);
    let people = demo.people()?;
    let (address, _own_server) = demo.serve()?;
    print_people(&people, &address);
    println!("Opening the app as the {}; the server ends with it.", role.word());
    run_child(
        Command::new(places.program(desktop::PACKAGE))
            .arg("--profile")
            .arg(demo.profile(role))
            // What the first sign-in proposes; a profile that has signed in knows its server.
            .args(["--server", &address.url, "--fingerprint", &address.fingerprint])
            .arg("--exports")
            .arg(demo.folder().join("exports"))
            .env("FIELDPROOF_MODELS", &places.models),
    )
}

fn perform_day(places: &Places) -> Result<()> {
    setup::for_demo(places, false)?;
    // All in one: built apart, the example would have features of its own, and with them every crate below it.
    let all =
        ["--package", "field-server", "--package", "field-cli", "--bins", "--example", PHOTO_MAKER];
    run_child(cargo(places).arg("build").args(all))?;
    let photos = prepare_photos(places)?;

    let demo = Demo::new(places);
    let people = demo.people()?;
    let (address, _own_server) = demo.serve()?;
    print_people(&people, &address);
    // The day itself reads what the server holds and proves that nothing leaked: its exit status is
    // that of this job.
    run_child(
        Command::new(places.program("fieldproof"))
            .arg("day")
            .args(["--server", &address.url, "--fingerprint", &address.fingerprint])
            .arg("--out")
            .arg(demo.folder())
            .arg("--script")
            .arg(places.root.join(DAY_SCRIPT))
            .arg("--models")
            .arg(&places.models)
            .arg("--photos")
            .arg(photos)
            .arg("--people")
            .arg(demo.people_path())
            .arg("--server-program")
            .arg(places.program("field-server"))
            .arg("--server-data")
            .arg(demo.data())
            .arg("--server-log")
            .arg(demo.server_log())
            .current_dir(&places.root),
    )?;
    println!(
        "target/demo holds report.pdf, report-original.pdf, server.json and proof.json; \
         `cargo xtask run` opens the same profiles (their passphrases are the passwords above)"
    );
    Ok(())
}

/// Writes the camera metadata of the script into copies of the demo photos.
fn prepare_photos(places: &Places) -> Result<PathBuf> {
    let folder = places.demo().join("photos");
    run_child(
        Command::new(places.example(PHOTO_MAKER))
            .arg(places.root.join(DAY_SCRIPT))
            .arg(&folder)
            .current_dir(&places.root),
    )?;
    Ok(folder)
}

fn print_people(people: &[Person], address: &ServerAddress) {
    println!("\nServer       {}\nFingerprint  {}\n", address.url, address.fingerprint);
    for person in people {
        println!("{:<11}  {:<24}  {}", person.role.word(), person.address, person.password);
    }
    println!("(also in target/demo/people.json; delete target/demo to begin anew)\n");
}

fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}
