//! The routes, and what all of them share.

mod access_log;
mod blobs;
mod body;
mod hello;
mod operations;
mod people;
mod refusal;
mod sign_in;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post, put};
use field_domain::Instant;
use field_log::wire::ErrorCode;
use rusqlite::Transaction;
use tokio::sync::Semaphore;

pub(crate) use refusal::Refusal;

use crate::blob_files::BlobFiles;
use crate::config::Config;
use crate::serve::Clock;
use crate::store::{Store, StoreError};

/// Passwords that are hashed at one time: each takes 19 MiB and a processor.
const PASSWORD_HASHES_MAX: usize = 4;

/// What every route needs.
pub(crate) struct Server {
    pub config: Config,
    /// The text of the organisation's own policy.
    pub own_policy: Option<String>,
    pub clock: Clock,
    pub store: Arc<Store>,
    pub blobs: Arc<BlobFiles>,
    pub password_hashes: Semaphore,
}

/// The server as the routes share it.
pub(crate) type SharedServer = Arc<Server>;

impl Server {
    pub fn new(
        config: Config,
        own_policy: Option<String>,
        clock: Clock,
        store: Store,
        blobs: BlobFiles,
    ) -> Self {
        Self {
            config,
            own_policy,
            clock,
            store: Arc::new(store),
            blobs: Arc::new(blobs),
            password_hashes: Semaphore::new(PASSWORD_HASHES_MAX),
        }
    }

    pub fn now(&self) -> Instant {
        (self.clock)()
    }

    /// [`Store::read`] on a thread that may wait.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Refusal> {
        let store = Arc::clone(&self.store);
        Ok(off_thread(move || store.read(work)).await??)
    }

    /// [`Store::write`] on a thread that may wait.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Refusal> {
        let store = Arc::clone(&self.store);
        Ok(off_thread(move || store.write(work)).await??)
    }
}

/// Runs `work` where waiting for a disk or a processor holds up no other request.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|_| {
        tracing::error!("a request stopped with a panic");
        Refusal::INTERNAL
    })
}

/// Every route.
pub(crate) fn router(server: SharedServer) -> Router {
    Router::new()
        .route("/v1/hello", get(hello::hello))
        .route("/v1/sign-in", post(sign_in::sign_in))
        .route("/v1/sign-out", post(sign_in::sign_out))
        .route("/v1/chain", get(operations::chain))
        .route("/v1/push", post(operations::push))
        .route("/v1/pull", post(operations::pull))
        .route("/v1/blobs", post(blobs::begin))
        .route("/v1/blobs/{id}/{number}", put(blobs::put).get(blobs::get))
        .route("/v1/people", get(people::people))
        .fallback(no_such_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(axum::middleware::from_fn(access_log::log))
        .with_state(server)
}

async fn no_such_route() -> Refusal {
    Refusal::NOT_FOUND
}

async fn wrong_method() -> Refusal {
    Refusal::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, ErrorCode::Malformed)
}
