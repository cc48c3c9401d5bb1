//! `cargo xtask test`: what CI runs.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::child::{cargo, npm, run};
use crate::places::Places;
use crate::steps::{Step, run as run_steps};
use crate::{cache, codegen, kernels, setup, web};

const NO_UI: &str = "ui/package.json does not exist yet";
const NO_BROWSER_TESTS: &str = "tests/e2e/package.json does not exist yet";

/// Runs every check, or the quick ones.
pub fn test(places: &Places, is_fast: bool) -> Result<()> {
    cache::prune(places)?;
    kernels::renew(places)?;
    if is_fast {
        return run_steps(vec![
            Step::new("set-up", || setup::for_unit_tests(places)),
            format_check(places),
            clippy(places),
            Step::new("unit tests", || {
                run(cargo(places).args(["test", "--workspace", "--lib", "--bins"]))
            }),
        ]);
    }
    let mut steps = vec![
        Step::new("set-up", || setup::for_everything(places)),
        format_check(places),
        Step::new("codegen is fresh", || codegen::check(places)),
    ];
    steps.extend(ui_steps(places));
    steps.push(clippy(places));
    // All targets at once: programs and tests get the same features, so that no dependency is
    // built twice. The window tests and the browser tests start the programs built here.
    steps.push(Step::new("build", || {
        run(cargo(places).args(["build", "--workspace", "--all-targets"]))
    }));
    steps.push(match web::browser_tests(places) {
        Some(folder) => Step::new("browser tests", move || {
            run(npm(places, &folder).args(["run", "check"]))?;
            run(npm(places, &folder).args(["exec", "--offline", "--", "playwright", "test"]))
        }),
        None => Step::skipped("browser tests", NO_BROWSER_TESTS),
    });
    steps.push(Step::new("tests, windows included", || run(&mut all_tests(places))));
    run_steps(steps)
}

fn format_check(places: &Places) -> Step<'_> {
    Step::new("format", || run(cargo(places).args(["fmt", "--all", "--", "--check"])))
}

fn clippy(places: &Places) -> Step<'_> {
    Step::new("clippy", || {
        run(cargo(places).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    })
}

/// The user interface comes before the Rust build: the desktop app embeds what is built here.
fn ui_steps(places: &Places) -> Vec<Step<'_>> {
    const SCRIPTS: [(&str, &str); 4] = [
        ("ui build", "build"),
        ("svelte-check", "check"),
        ("prettier and eslint", "lint"),
        ("vitest", "test"),
    ];
    let ui: Option<PathBuf> = web::ui(places);
    SCRIPTS
        .into_iter()
        .map(|(name, script)| match ui.clone() {
            Some(ui) => Step::new(name, move || run(npm(places, &ui).args(["run", script]))),
            None => Step::skipped(name, NO_UI),
        })
        .collect()
}

/// One `cargo test` for everything. On Linux it runs on a private display and message bus, so that
/// tests/desktop_window.rs opens real windows, on a server without a screen too.
fn all_tests(places: &Places) -> Command {
    let mut plain = cargo(places);
    plain.args(["test", "--workspace"]);
    if !cfg!(target_os = "linux") {
        return plain;
    }
    let mut command = Command::new("xvfb-run");
    command
        .args(["-a", "--server-args=-screen 0 1440x900x24", "dbus-run-session", "--"])
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(&places.root);
    for (name, value) in plain.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    command
}
