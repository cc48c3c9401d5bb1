//! Starts the app through tauri-driver and WebKitWebDriver, and ends all of them.

use std::env;
use std::ffi::OsString;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use tempfile::TempDir;

use crate::close_button;
use crate::office::Office;
use crate::page::Page;
use crate::room::Room;

/// How long the driver and the app may take to start on a loaded machine.
const START_MAX: Duration = Duration::from_mins(2);
/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Programs that the tests start.
pub struct Tools {
    driver: PathBuf,
    app: PathBuf,
    models: Option<OsString>,
}

/// The tools; none where they are missing and that is allowed.
#[expect(clippy::disallowed_methods, reason = "a test is told by its environment where tools are")]
pub fn tools_or_skip() -> Result<Option<Tools>> {
    let must_run = env::var("CI").is_ok_and(|value| value == "true");
    let bin = match env::var_os("FIELDPROOF_BIN_DIR") {
        Some(folder) => PathBuf::from(folder),
        // This program is target/debug/deps/desktop_window-…
        None => env::current_exe()?.ancestors().nth(2).context("a target folder")?.to_owned(),
    };
    let app = bin.join("fieldproof-desktop");
    let missing = match env::var_os("TAURI_DRIVER") {
        None => "TAURI_DRIVER is not set",
        Some(_) if env::var_os("DISPLAY").is_none() => "there is no display",
        Some(_) if !app.is_file() => "fieldproof-desktop is not built",
        Some(driver) => {
            let models = env::var_os("FIELDPROOF_MODELS");
            return Ok(Some(Tools { driver: driver.into(), app, models }));
        }
    };
    if must_run {
        bail!("{missing}: the window must be tested here");
    }
    eprintln!("skipped: {missing}; run `cargo xtask test`");
    Ok(None)
}

/// A computer with its profile.
pub struct Desk<'a> {
    tools: &'a Tools,
    arguments: Vec<String>,
    /// What the app finds in its environment besides.
    environment: Vec<(&'static str, PathBuf)>,
    folder: TempDir,
}

impl<'a> Desk<'a> {
    /// A computer on which nothing was done, with the office's server proposed.
    pub fn new(tools: &'a Tools, office: &Office) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let mut arguments = vec!["--no-keyring".to_owned()];
        for (name, value) in [
            ("--profile", path("profile")),
            ("--exports", path("exports")),
            ("--server", office.url()),
            ("--fingerprint", office.fingerprint()),
        ] {
            arguments.extend([name.to_owned(), value]);
        }
        if let Some(models) = &tools.models {
            arguments.extend(["--models".to_owned(), models.to_string_lossy().into_owned()]);
        }
        Ok(Self { tools, arguments, environment: Vec::new(), folder })
    }

    /// The same in a room: the app finds its microphone.
    pub fn standing_in(mut self, room: &Room) -> Self {
        self.environment.extend(room.environment());
        self
    }

    /// The same with a data folder of its own, where desktop programs keep what was opened last.
    pub fn with_data_folder(mut self, folder: PathBuf) -> Self {
        self.environment.push(("XDG_DATA_HOME", folder));
        self
    }

    /// Starts the app.
    pub async fn open(&self) -> Result<Window> {
        let (port, native_port) = (free_port()?, free_port()?);
        let driver = Driver(
            Command::new(&self.tools.driver)
                .args(["--port", &port.to_string(), "--native-port", &native_port.to_string()])
                // It hands its environment on to the app.
                .envs(self.environment.iter().map(|(name, value)| (name, value)))
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .spawn()
                .context("tauri-driver did not start")?,
        );
        let capabilities = json!({
            "browserName": "wry",
            "tauri:options": { "application": self.tools.app, "args": self.arguments },
        });
        let capabilities = capabilities.as_object().context("an object")?.clone();
        let page = Page::new(connect(port, capabilities).await?);
        page.prepare().await?;
        Ok(Window { page, driver, profile: self.folder.path().join("profile") })
    }

    /// Whether a PDF stands in the folder of exports.
    pub fn exported_pdf(&self) -> Result<bool> {
        for entry in std::fs::read_dir(self.folder.path().join("exports"))? {
            if std::fs::read(entry?.path())?.starts_with(b"%PDF-") {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// An open window.
pub struct Window {
    /// What it shows.
    pub page: Page,
    driver: Driver,
    profile: PathBuf,
}

impl Window {
    /// Kills the app as a dead battery would, then ends the driver.
    pub async fn kill(self) -> Result<()> {
        let app = self.app_process()?;
        kill_process(app, Signal::KILL)?;
        wait_until("the app is gone", || Ok(!is_alive(app))).await?;
        self.driver.end().await
    }

    /// Closes the window by its own button and waits until the app has ended by itself.
    pub async fn press_close_button(self) -> Result<()> {
        let app = self.app_process()?;
        close_button::press(app)?;
        wait_until("the app ends by itself", || Ok(!is_alive(app))).await?;
        self.driver.end().await
    }

    /// Closes the session, and the app with it.
    pub async fn close(self) -> Result<()> {
        let app = self.app_process()?;
        self.page.end().await?;
        wait_until("the app is gone", || Ok(!is_alive(app))).await?;
        self.driver.end().await
    }

    /// The app that has this profile: it is found by its own arguments and by nothing else.
    fn app_process(&self) -> Result<Pid> {
        let profile = self.profile.to_string_lossy().into_owned();
        for entry in std::fs::read_dir("/proc")? {
            let path = entry?.path();
            let Some(id) = path.file_name().and_then(|name| name.to_str()?.parse().ok()) else {
                continue;
            };
            let Ok(line) = std::fs::read(path.join("cmdline")) else { continue };
            let words: Vec<_> = line.split(|byte| *byte == 0).collect();
            let is_app = words.first().is_some_and(|name| name.ends_with(b"fieldproof-desktop"));
            if is_app && words.contains(&profile.as_bytes()) {
                return Pid::from_raw(id).context("a process id");
            }
        }
        bail!("the app does not run")
    }
}

/// tauri-driver, which starts WebKitWebDriver, which starts the app.
struct Driver(Child);

impl Driver {
    /// Asks it to end: it takes its own child with it only when asked.
    async fn end(mut self) -> Result<()> {
        self.ask_to_end();
        wait_until("the driver is gone", || Ok(self.0.try_wait()?.is_some())).await
    }

    fn ask_to_end(&self) {
        let id = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw);
        // One that has ended already is as good.
        let _ = id.map(|id| kill_process(id, Signal::TERM));
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if !matches!(self.0.try_wait(), Ok(Some(_))) {
            self.ask_to_end();
            let _ = self.0.wait();
        }
    }
}

async fn connect(
    port: u16,
    capabilities: serde_json::Map<String, serde_json::Value>,
) -> Result<Client> {
    let address = format!("http://127.0.0.1:{port}");
    let try_again = async {
        loop {
            // The first tries are refused until the driver listens.
            let outcome = ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities.clone())
                .connect(&address)
                .await;
            match outcome {
                Ok(client) => return client,
                Err(cause) => eprintln!("not yet: {cause}"),
            }
            tokio::time::sleep(LOOK_EVERY * 5).await;
        }
    };
    tokio::time::timeout(START_MAX, try_again).await.context("the window did not open")
}

async fn wait_until(what: &str, mut is_so: impl FnMut() -> Result<bool>) -> Result<()> {
    let look = async {
        while !is_so()? {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    };
    tokio::time::timeout(START_MAX, look).await.with_context(|| format!("not so: {what}"))?
}

/// A process that is there and not merely waiting for its parent to look.
fn is_alive(process: Pid) -> bool {
    let path = format!("/proc/{}/stat", process.as_raw_nonzero());
    std::fs::read_to_string(path).is_ok_and(|stat| !stat.contains(") Z "))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
