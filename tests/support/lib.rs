//! Shared set-up of the system tests: a real server in this process, and people with profiles of
//! their own.

mod tap;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context, Result, anyhow};
use field_app::{App, AppConfig, Edges};
use field_contract::profile::{ProfileCreateArgs, SignInArgs};
use field_domain::{Day, Instant, Role, UserId};
use field_server::DataFolder;
use field_server::setup::{self, NewPerson};
use tempfile::TempDir;

pub use tap::Tap;

/// The passphrase of every profile that tests make.
pub const PASSPHRASE: &str = "correct horse 7";
/// The password of every account that tests make.
pub const PASSWORD: &str = "password of a test";
/// When the tests' clock begins: 2026-06-15 08:00 UTC.
const BEGIN_MS: i64 = 1_781_510_400_000;

/// An organisation with its server, a technician, a reviewer and an admin.
pub struct World {
    folder: TempDir,
    /// The server's data.
    pub data: DataFolder,
    /// Where devices find it.
    pub url: String,
    /// SHA-256 of the certificate that devices pin.
    pub fingerprint: String,
    /// The technician's account.
    pub technician: UserId,
    tap: Option<Tap>,
    server: Option<field_server::Running>,
    runtime: tokio::runtime::Runtime,
    clock: Arc<AtomicI64>,
}

impl World {
    /// Starts a server on a free port of the loopback and makes its people.
    ///
    /// # Errors
    /// If the server does not start.
    ///
    /// # Panics
    /// If no store can be opened at all.
    pub fn new() -> Result<Self> {
        // Device and server share this process, which no product does: the first key of SQLCipher
        // is given once, before the two can meet (see `ONE_AT_A_TIME` in both of their stores).
        static FIRST_KEY: std::sync::Once = std::sync::Once::new();
        let folder = tempfile::tempdir()?;
        FIRST_KEY.call_once(|| {
            let key = zeroize::Zeroizing::new([7; 32]);
            let first = field_store::open(&folder.path().join("first.db"), &key);
            assert!(first.is_ok(), "the first store of the process opens");
        });
        let data = DataFolder::at(&folder.path().join("server"));
        setup::init(&data, "127.0.0.1:0", &[])?;
        let person = |role, address: &str, name: &str| {
            setup::add_person(&data, &NewPerson { role, address, name, password: PASSWORD })
        };
        let technician = person(Role::Technician, "tech@example.org", "Tess Technician")?;
        person(Role::Reviewer, "review@example.org", "Rae Reviewer")?;
        person(Role::Admin, "admin@example.org", "Ada Admin")?;
        let runtime = tokio::runtime::Runtime::new()?;
        let server = runtime.block_on(field_server::serve(data.config()?, &data))?;
        let (url, fingerprint) = (server.url(), server.fingerprint.to_string());
        Ok(Self {
            folder,
            data,
            url,
            fingerprint,
            technician,
            tap: None,
            server: Some(server),
            runtime,
            clock: Arc::new(AtomicI64::new(BEGIN_MS)),
        })
    }

    /// [`World::new`] with a listener on the line: devices reach the server through a [`Tap`].
    ///
    /// # Errors
    /// If the server or the listener does not start.
    pub fn tapped() -> Result<Self> {
        let mut world = Self::new()?;
        let tap = world.runtime.block_on(Tap::open(&world.url, &world.fingerprint))?;
        world.url.clone_from(&tap.url);
        world.fingerprint.clone_from(&tap.fingerprint);
        world.tap = Some(tap);
        Ok(world)
    }

    /// Every decrypted byte that devices and server said to each other.
    ///
    /// # Errors
    /// If nobody listens ([`World::tapped`] does), or a body cannot be searched as it is.
    pub fn heard(&self) -> Result<Vec<u8>> {
        self.tap.as_ref().context("nobody listens on this line")?.heard()
    }

    /// Says something on the line that no program of ours says.
    ///
    /// # Errors
    /// If nobody listens, or those of the line.
    pub async fn say(&self, words: &str) -> Result<()> {
        self.tap.as_ref().context("nobody listens on this line")?.say(words).await
    }

    /// Where the server itself listens and the fingerprint of its certificate.
    ///
    /// # Errors
    /// If it was stopped.
    pub fn server(&self) -> Result<(String, String)> {
        let server = self.server.as_ref().context("the server was stopped")?;
        Ok((server.url(), server.fingerprint.to_string()))
    }

    /// A profile of its own for a person, unlocked and signed in.
    ///
    /// # Errors
    /// If the profile cannot be made or the server refuses.
    pub fn person(&self, role: Role) -> Result<App> {
        let app = self.profile(role_name(role))?;
        call(field_app::profile::create(
            &app,
            ProfileCreateArgs { passphrase: PASSPHRASE.into() },
        ))?;
        self.sign_in(&app, role)?;
        Ok(app)
    }

    /// The program for a profile folder of this world, locked.
    ///
    /// # Errors
    /// If the operating system gives no threads.
    pub fn profile(&self, name: &str) -> Result<App> {
        let config = AppConfig {
            profile: self.path(name),
            models: models(),
            exports: self.path("exports"),
            server: Some((self.url.clone(), Some(self.fingerprint.clone()))),
        };
        let clock = Arc::clone(&self.clock);
        // Every look at the clock is a millisecond later than the one before.
        let now = move || Instant(clock.fetch_add(1, Ordering::Relaxed));
        let today = || Day::of_utc(Instant(BEGIN_MS));
        let edges = Edges {
            now: Box::new(now),
            today: Box::new(today),
            keyring: None,
            choose_folder: None,
        };
        call(App::new(config, edges))
    }

    /// Signs a person in.
    ///
    /// # Errors
    /// If the server refuses.
    pub fn sign_in(&self, app: &App, role: Role) -> Result<()> {
        let args = SignInArgs {
            url: self.url.clone(),
            fingerprint: self.fingerprint.clone(),
            address: format!("{}@example.org", role_name(role)),
            password: PASSWORD.into(),
        };
        call(field_app::profile::sign_in(app, args)).map(|_| ())
    }

    /// Stops the server, as a broken line does for a device.
    ///
    /// # Errors
    /// If it does not stop.
    pub fn stop_server(&mut self) -> Result<()> {
        match self.server.take() {
            Some(server) => Ok(self.runtime.block_on(server.shutdown())?),
            None => Ok(()),
        }
    }

    /// A folder or file of this world.
    #[must_use]
    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Lets the clock run.
    pub fn wait_ms(&self, duration_ms: i64) {
        self.clock.fetch_add(duration_ms, Ordering::Relaxed);
    }

    /// Everything that the server holds, decoded.
    ///
    /// # Errors
    /// If the server's store cannot be read.
    pub fn export(&self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        field_server::export(&self.data, &mut out)?;
        Ok(out)
    }

    /// Every file below the server's folder, as it lies on the disk.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn server_files(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        collect(&self.path("server"), &mut bytes)?;
        Ok(bytes)
    }
}

/// Where the model files are: `FIELDPROOF_MODELS`, which `cargo xtask test` sets.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the edge of the tests: where the models are")]
pub fn models() -> std::path::PathBuf {
    let home = || std::path::PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
    std::env::var_os("FIELDPROOF_MODELS")
        .map_or_else(|| home().join(".cache/fieldproof/models"), Into::into)
}

/// A use case's answer as a test wants it.
///
/// # Errors
/// What the use case answered.
pub fn call<T>(outcome: field_app::Result<T>) -> Result<T> {
    outcome.map_err(|failure| anyhow!("{:?}: {failure}", failure.code()))
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Technician => "tech",
        Role::Reviewer => "review",
        Role::Admin => "admin",
    }
}

/// Appends every file below a folder, as it lies on the disk.
///
/// # Errors
/// If a file cannot be read.
pub fn collect(folder: &Path, bytes: &mut Vec<u8>) -> Result<()> {
    for entry in std::fs::read_dir(folder).context("the server's folder")? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, bytes)?;
        } else {
            bytes.extend(std::fs::read(&path)?);
        }
    }
    Ok(())
}
