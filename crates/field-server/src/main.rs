//! The program `field-server`.

use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Parser, Subcommand, ValueEnum};
use field_domain::{DeviceId, Role};
use field_server::{DataFolder, export, serve, setup};
use tracing_subscriber::EnvFilter;
use zeroize::Zeroizing;

/// Longest password line that is read; more is no password.
const PASSWORD_INPUT_BYTES_MAX: u64 = 4096;

/// The Fieldproof server: takes cleared, signed operations from devices and gives them to the office.
///
/// It speaks HTTPS with TLS 1.3 only; plain HTTP cannot be turned on.
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:
  field-server init --data ./server --listen 127.0.0.1:8443
  printf %s \"$PASSWORD\" | field-server add-person --data ./server --role technician \\
      --address tess@example.org --name Tess --password-stdin
  field-server serve --data ./server
  field-server export --data ./server > held.json

The configuration is server.toml in the data folder; docs/server.md describes it."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a server: key, certificate, database, organisation, configuration.
    ///
    /// Prints JSON with the organisation's id and the certificate's fingerprint. Refuses to touch a
    /// folder that holds a server.
    #[command(after_help = "Example:
  field-server init --data ./server --listen 192.0.2.7:8443 --host field.example.org")]
    Init {
        /// Folder to make.
        #[arg(long)]
        data: PathBuf,
        /// IP address and port to listen on; port 0 lets the system choose at each start.
        #[arg(long, default_value = "127.0.0.1:8443")]
        listen: String,
        /// Host name or address that devices will use; may be given more than once.
        #[arg(long)]
        host: Vec<String>,
    },
    /// Add a person who may sign in; the server may be running.
    ///
    /// Prints JSON with the person's id.
    #[command(after_help = "Example:
  printf %s \"$PASSWORD\" | field-server add-person --data ./server --role reviewer \\
      --address rob@example.org --name Rob --password-stdin")]
    AddPerson {
        /// The server's data folder.
        #[arg(long)]
        data: PathBuf,
        /// What the person may do.
        #[arg(long)]
        role: RoleName,
        /// What the person signs in with; case does not matter.
        #[arg(long)]
        address: String,
        /// The person's name, as the office sees it.
        #[arg(long)]
        name: String,
        /// Read the password from standard input: it never stands on a command line.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// Run the server until it is asked to stop (ctrl-c or SIGTERM).
    ///
    /// Prints one line when it is ready: listening https://ADDRESS:PORT fingerprint HEX. The log goes
    /// to standard error, one JSON object a line.
    #[command(after_help = "Example:
  field-server serve --data ./server 2>> server.log")]
    Serve {
        /// The server's data folder.
        #[arg(long)]
        data: PathBuf,
    },
    /// Print everything that the server holds as JSON; the server may be running.
    ///
    /// Operations are decoded. Password hashes, tokens and the ciphertext of blobs are left out.
    #[command(after_help = "Example:
  field-server export --data ./server > held.json")]
    Export {
        /// The server's data folder.
        #[arg(long)]
        data: PathBuf,
    },
    /// Shut a device out for good; the server may be running.
    #[command(after_help = "Example:
  field-server revoke-device --data ./server --device 0197f0c2-0000-7000-8000-000000000001")]
    RevokeDevice {
        /// The server's data folder.
        #[arg(long)]
        data: PathBuf,
        /// Id of the device, as `export` shows it.
        #[arg(long)]
        device: DeviceId,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleName {
    Technician,
    Reviewer,
    Admin,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Technician => Self::Technician,
            RoleName::Reviewer => Self::Reviewer,
            RoleName::Admin => Self::Admin,
        }
    }
}

fn main() -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match Arguments::parse().command {
        Command::Init { data, listen, host } => {
            let made = setup::init(&DataFolder::at(&data), &listen, &host)?;
            let (org, fingerprint) = (made.org, made.fingerprint);
            writeln!(out, "{}", serde_json::json!({ "org": org, "fingerprint": fingerprint }))?;
        }
        Command::AddPerson { data, role, address, name, password_stdin: _ } => {
            let password = read_password()?;
            let person = setup::NewPerson {
                role: role.into(),
                address: &address,
                name: &name,
                password: &password,
            };
            let user = setup::add_person(&DataFolder::at(&data), &person)?;
            writeln!(out, "{}", serde_json::json!({ "user": user }))?;
        }
        Command::Serve { data } => {
            drop(out);
            tokio::runtime::Runtime::new()?.block_on(run(&DataFolder::at(&data)))?;
        }
        Command::Export { data } => export(&DataFolder::at(&data), &mut BufWriter::new(out))?,
        Command::RevokeDevice { data, device } => {
            setup::revoke_device(&DataFolder::at(&data), device)?;
        }
    }
    Ok(())
}

/// The first line of standard input.
fn read_password() -> anyhow::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    io::stdin()
        .take(PASSWORD_INPUT_BYTES_MAX)
        .read_to_string(&mut text)
        .context("the password could not be read from standard input")?;
    match text.lines().next() {
        Some(line) => Ok(Zeroizing::new(line.to_owned())),
        None => bail!("there is no password on standard input"),
    }
}

async fn run(data: &DataFolder) -> anyhow::Result<()> {
    let config = data.config()?;
    // Only our own lines: those of libraries could say what was sent.
    let filter = format!("off,field_server={}", config.log_level.as_str());
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(io::stderr)
        .init();
    let mut running = serve(config, data).await?;
    writeln!(io::stdout(), "listening {} fingerprint {}", running.url(), running.fingerprint)?;
    tracing::info!(target: "field_server", "started");
    tokio::select! {
        signal = stop_signal() => signal?,
        ended = running.ended() => return Ok(ended?),
    }
    tracing::info!(target: "field_server", "stopping");
    Ok(running.shutdown().await?)
}

/// Waits for ctrl-c or SIGTERM.
async fn stop_signal() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            outcome = tokio::signal::ctrl_c() => outcome,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
