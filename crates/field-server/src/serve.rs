//! Running a server: from a data folder to an open port, and its end.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use field_domain::{Hash32, Instant};
use tokio::task::JoinHandle;

use crate::blob_files::BlobFiles;
use crate::certificate::{self, CertificateError};
use crate::config::{Config, ConfigError};
use crate::data_folder::{CERTIFICATE_FILE, CERTIFICATE_KEY_FILE, DataFolder, FolderError};
use crate::http::{Server, router};
use crate::store::{OpenError, Store};

/// How long requests under way may take after the server was asked to stop.
const STOP_WAIT_MAX: Duration = Duration::from_secs(10);

/// How long a connection may take until its first request, so that idle ones do not pile up.
const FIRST_REQUEST_WAIT_MAX: Duration = Duration::from_secs(30);

/// Where a server takes its time from.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// A running server. It stops when this is dropped; [`Running::shutdown`] lets requests end first.
pub struct Running {
    /// Where it listens; with the port that the system chose, if the configuration says 0.
    pub address: SocketAddr,
    /// SHA-256 of its certificate: what a device pins.
    pub fingerprint: Hash32,
    handle: Handle<SocketAddr>,
    task: JoinHandle<io::Result<()>>,
}

/// Why a server does not start. `Display` is log-safe.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file of the data folder is missing or wrong.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The TLS identity cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The address cannot be listened on.
    #[error("the address cannot be listened on ({})", .0.kind())]
    Listen(#[source] io::Error),
}

/// The system's clock.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the edge that everything takes time from")]
pub fn system_clock() -> Clock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    })
}

/// Starts a server in a tokio runtime. It answers as soon as this returns.
///
/// # Errors
/// [`ServeError`] names what is wrong; nothing is left running.
pub async fn serve(config: Config, data: &DataFolder) -> Result<Running, ServeError> {
    serve_by_clock(config, data, system_clock()).await
}

/// [`serve`] by another clock, for tests of what time does.
///
/// # Errors
/// As [`serve`].
pub async fn serve_by_clock(
    config: Config,
    data: &DataFolder,
    clock: Clock,
) -> Result<Running, ServeError> {
    config.check()?;
    let (tls, fingerprint) = certificate::tls_config(
        &data.read(CERTIFICATE_FILE)?,
        &data.read_private(CERTIFICATE_KEY_FILE)?,
    )?;
    let own_policy = data.own_policy(&config)?;
    let store = open_store(data, &config)?;
    let listener = TcpListener::bind(config.listen_address()?).map_err(ServeError::Listen)?;
    let server =
        Arc::new(Server::new(config, own_policy, clock, store, BlobFiles::at(data.blobs())));

    let handle = Handle::new();
    let listening = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(tls))
        .map_err(ServeError::Listen)?
        .handle(handle.clone())
        .first_request_timeout(FIRST_REQUEST_WAIT_MAX);
    let task = tokio::spawn(listening.serve(router(server).into_make_service()));
    let address = handle
        .listening()
        .await
        .ok_or_else(|| ServeError::Listen(io::ErrorKind::AddrNotAvailable.into()))?;
    Ok(Running { address, fingerprint, handle, task })
}

/// Opens the database of a data folder.
pub(crate) fn open_store(data: &DataFolder, config: &Config) -> Result<Store, ServeError> {
    if !data.database().exists() {
        return Err(FolderError::Missing { file: crate::data_folder::DATABASE_FILE }.into());
    }
    Ok(Store::open(&data.database(), &*data.key()?, config.storage.database_mib_max)?)
}

impl Running {
    /// The address to put before a route.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Takes no new connections, lets requests under way end (10 seconds at most), and stops.
    ///
    /// # Errors
    /// What the listener failed with.
    pub async fn shutdown(mut self) -> io::Result<()> {
        self.handle.graceful_shutdown(Some(STOP_WAIT_MAX));
        (&mut self.task).await.map_err(io::Error::other)?
    }

    /// Waits until the server ends by itself, which it does only by a failure.
    ///
    /// # Errors
    /// What the listener failed with.
    pub async fn ended(&mut self) -> io::Result<()> {
        (&mut self.task).await.map_err(io::Error::other)?
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}
