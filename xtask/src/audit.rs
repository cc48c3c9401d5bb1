//! `cargo xtask audit`: the rules of deny.toml.

use std::process::Command;

use anyhow::Result;

use crate::child::run;
use crate::places::Places;
use crate::tools;

/// Checks who may reach a socket, licences and sources. Advisories are left out: their database is
/// a download that a build machine may not have.
pub fn audit(places: &Places) -> Result<()> {
    tools::CARGO_DENY.ensure(places)?;
    run(Command::new(tools::CARGO_DENY.path(places))
        .args(["--workspace", "check", "bans", "licenses", "sources"])
        .current_dir(&places.root))
}
