//! `fieldproof redact --recheck`: what left under an older engine and would leave otherwise now.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use field_app::{App, AppConfig, Edges, profile, redaction};
use field_contract::profile::ProfileUnlockArgs;
use field_contract::redaction::{LabelCount, Recheck, RecheckRow, Subject};
use field_keys::KeyState;
use field_store::DATABASE_FILE_NAME;
use zeroize::Zeroizing;

use crate::Verdict;
use crate::model_folder::{self, Environment, HOW_TO_FETCH};

/// Longest line with a passphrase that is read, in bytes; more is no passphrase.
const PASSPHRASE_BYTES_MAX: u64 = 4096;

/// What rechecking needs to know.
#[derive(Args)]
pub struct RecheckArgs {
    /// List what was cleared by an older engine, model or policy and would now leave otherwise: site
    /// code, item, text and counts by label, never the text. Nothing is changed. Of a --profile, or of
    /// the texts of --jsonl, compared with --before.
    #[arg(long, requires = "what_is_rechecked")]
    pub recheck: bool,
    /// Profile folder to recheck. The app must not have it open.
    #[arg(long, value_name = "DIR", requires = "recheck", group = "what_is_rechecked",
          conflicts_with_all = ["jsonl", "out", "before"])]
    profile: Option<PathBuf>,
    /// What `redact` wrote for the same texts earlier.
    #[arg(long, value_name = "REDACTED", requires_all = ["recheck", "jsonl"],
          group = "what_is_rechecked")]
    pub before: Option<PathBuf>,
    /// Read the profile's passphrase from standard input: it never stands on a command line. Without
    /// this the computer's keyring opens the profile.
    #[arg(long, requires = "profile")]
    passphrase_stdin: bool,
}

/// Lists what would leave otherwise.
pub fn run(
    args: &RecheckArgs,
    models: Option<&Path>,
    environment: &Environment,
) -> Result<Verdict> {
    let profile = args.profile.as_deref().context("--recheck needs --profile")?;
    let has_database = profile.join(DATABASE_FILE_NAME).exists();
    if !matches!(field_keys::state(profile, has_database)?, KeyState::Locked { .. }) {
        bail!(
            "there is no profile in this folder, or its keys are gone; `fieldproof doctor` says more"
        );
    }
    let models = model_folder::named(models, environment)
        .with_context(|| format!("there is no folder with the models; {HOW_TO_FETCH}"))?;
    let passphrase = if args.passphrase_stdin { Some(read_passphrase()?) } else { None };
    let config = AppConfig {
        profile: profile.to_owned(),
        models,
        exports: profile.to_owned(),
        server: None,
    };
    let app = App::new(config, Edges::system())?;
    let unlock = ProfileUnlockArgs { passphrase: passphrase.map(|text| text.as_str().to_owned()) };
    profile::unlock(&app, unlock).context("the profile does not open")?;
    let recheck = redaction::recheck_with(&app, show_progress)?;
    io::stdout().write_all(table(&recheck).as_bytes()).context("the output is closed")?;
    Ok(if recheck.differing.is_empty() { Verdict::Fine } else { Verdict::Wrong })
}

/// The first line of standard input.
fn read_passphrase() -> Result<Zeroizing<String>> {
    let mut line = Zeroizing::new(String::new());
    io::stdin()
        .lock()
        .take(PASSPHRASE_BYTES_MAX)
        .read_line(&mut line)
        .context("the passphrase could not be read from standard input")?;
    let line = Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned());
    if line.is_empty() {
        bail!("there is no passphrase on standard input");
    }
    Ok(line)
}

/// A line that is written over itself, where somebody watches.
fn show_progress(done: u32, total: u32) {
    let mut stream = io::stderr();
    if stream.is_terminal() {
        let end = if done == total { "\n" } else { "" };
        // Nothing can be done about a closed error stream.
        let _ = write!(stream, "\r{done} of {total} texts{end}");
    }
}

fn table(recheck: &Recheck) -> String {
    let mut text = String::new();
    for row in &recheck.differing {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", line(row));
    }
    let (older, differing) = (recheck.older_count, recheck.differing.len());
    let _ = writeln!(
        text,
        "{older} texts were cleared by another engine, model or policy; {differing} of them would \
         leave otherwise now"
    );
    text
}

/// `FS-0412  item 22  note  engine 2, policy 1  beyond: PERSON 1; no longer: LOCATION 2`.
fn line(row: &RecheckRow) -> String {
    let item = row.item.map_or_else(|| "no item".to_owned(), |item| format!("item {}", item.0));
    let mut parts = Vec::new();
    if !row.beyond.is_empty() {
        parts.push(format!("beyond: {}", counts(&row.beyond)));
    }
    if !row.no_longer.is_empty() {
        parts.push(format!("no longer: {}", counts(&row.no_longer)));
    }
    if row.is_withheld {
        parts.push("it would wait: the engine has no answer any more".to_owned());
    }
    let (code, what) = (&row.site_code, word_for(row.subject));
    let (engine, policy, parts) = (row.engine, row.policy, parts.join("; "));
    format!("{code}  {item}  {what}  engine {engine}, policy {policy}  {parts}")
}

fn counts(counts: &[LabelCount]) -> String {
    let words: Vec<String> =
        counts.iter().map(|one| format!("{} {}", one.label, one.count)).collect();
    words.join(", ")
}

const fn word_for(subject: Subject) -> &'static str {
    match subject {
        Subject::Template => "template",
        Subject::Text { .. } => "answer",
        Subject::Note { .. } => "note",
        Subject::Finding { .. } => "finding",
        Subject::Caption { .. } => "caption",
        Subject::Transcript { .. } => "transcript",
        Subject::Photo { .. } => "photo",
        Subject::Signature { .. } => "signature",
    }
}
