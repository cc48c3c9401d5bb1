//! `fieldproof policy`: whether an organisation's own policy is right, before a server hands it out.

use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use field_clearance::{Policy, SiteRule};
use field_domain::{Action, Label};

use crate::{Verdict, files};

/// Largest policy that is read, in bytes; what the reader of policies takes is less.
const POLICY_BYTES_MAX: u64 = 1 << 20;

/// Check a policy of your own.
///
/// Reads it as a device does that gets it from its server, and prints in one table what becomes of each
/// kind of personal data. A device takes no policy from a server that is milder than the ready ones.
#[derive(Args)]
#[command(after_help = "Examples:
  fieldproof policy kitchens.toml

Exit codes: 0 devices would take it; 1 they would not, and it is said why; 2 the command line is wrong.")]
pub struct PolicyArgs {
    /// The policy's file, in the form of assets/policies.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Checks a policy and prints what it does.
pub fn run(args: &PolicyArgs) -> Result<Verdict> {
    let bytes = files::read_bounded(&args.file, "the policy", POLICY_BYTES_MAX)?;
    let text = String::from_utf8(bytes).ok().context("the policy is no text")?;
    let policy = Policy::from_server(&text).context("devices would not take it")?;
    io::stdout().write_all(table(&policy).as_bytes()).context("the output is closed")?;
    Ok(Verdict::Fine)
}

fn table(policy: &Policy) -> String {
    let site = match policy.site {
        SiteRule::Stays => "stay readable",
        SiteRule::Goes => "go",
    };
    let mut lines = vec![
        format!("{} {} ({})", policy.number, policy.title, policy.name),
        format!("name and address of the site: {site}"),
    ];
    for action in [Action::Keep, Action::Coarsen, Action::Mask, Action::Token] {
        let labels: Vec<&str> = Label::ALL
            .into_iter()
            .filter(|label| policy.actions.of(*label) == action)
            .map(Label::name)
            .collect();
        if !labels.is_empty() {
            lines.push(format!("{}: {}", word_for(action), labels.join(" ")));
        }
    }
    lines.join("\n") + "\n"
}

const fn word_for(action: Action) -> &'static str {
    match action {
        Action::Keep => "stays readable",
        Action::Coarsen => "a coarser value",
        Action::Mask => "a mask",
        Action::Token => "a token",
    }
}
