//! The commands of the desktop app over loopback HTTP, for browser tests and for work on the
//! screens. It is never shipped.
//!
//! Architecture invariant: the same use cases as in the window. A scenario is made by calling them,
//! and what a scenario breaks it breaks outside the program: a damaged file, a server that is gone.
#![expect(clippy::print_stdout, reason = "a program talks to whoever started it")]

mod api;
mod pages;
mod scenario;

use std::env;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;

use crate::scenario::{Places, Scenario};

/// Serves the screens and the commands of Fieldproof on this machine alone.
#[derive(Parser)]
#[command(name = "field-devserver", after_help = EXAMPLES)]
struct Arguments {
    /// Where to listen; port 0 lets the system choose. Only loopback addresses are taken.
    #[arg(long, default_value = "127.0.0.1:4399")]
    listen: SocketAddr,
    /// The built user interface.
    #[arg(long, default_value = "ui/dist")]
    ui: PathBuf,
    /// What is there already.
    #[arg(long, value_enum, default_value_t = Scenario::FirstRun)]
    scenario: Scenario,
    /// Keeps the profile in this folder. Default: a folder that goes when the program ends.
    #[arg(long, value_name = "DIR")]
    profile: Option<PathBuf>,
    /// The folder of the model files. Default: `FIELDPROOF_MODELS`, else fieldproof/models in the
    /// user's data folder.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  field-devserver                          then `npm run dev` in ui/
  field-devserver --scenario busy_day --listen 127.0.0.1:0

It prints `listening http://127.0.0.1:PORT` when it is ready. Every profile opens with the
passphrase that crates/field-devserver/src/scenario/person.rs names.";

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "only main reads the environment")]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!(
        arguments.listen.ip().is_loopback(),
        "--listen must be a loopback address: nothing here is protected"
    );
    let models = arguments
        .models
        .or_else(|| env::var_os("FIELDPROOF_MODELS").map(PathBuf::from))
        .or_else(|| Some(dirs::data_dir()?.join("fieldproof/models")))
        .context("the system names no data folder; give --models")?;
    let places = Places::new(models, arguments.profile)?;
    let stage = scenario::prepare(arguments.scenario, places).await?;

    let listener = tokio::net::TcpListener::bind(arguments.listen)
        .await
        .context("the address cannot be listened on")?;
    println!("listening http://{}", listener.local_addr()?);
    let router = api::router(stage.app.clone()).merge(pages::router(arguments.ui));
    axum::serve(listener, router)
        .with_graceful_shutdown(async {
            // Where the signal cannot be awaited, the program runs until it is killed.
            let _ = tokio::signal::ctrl_c().await;
        })
        .await
        .context("the server ended")
}
