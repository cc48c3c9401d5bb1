//! What the use cases need, and nothing else.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use field_contract::{ErrorCode, Topic};
use field_models::ModelFolder;

use crate::edges::Edges;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::profile::about::ModelPresence;
use crate::sync::SyncMemory;
use crate::topics::Changes;
use crate::work::Worker;

/// Where a program keeps what.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// The profile folder: keys, store, media.
    pub profile: PathBuf,
    /// The folder of the model files.
    pub models: PathBuf,
    /// Where exported files go, such as reports.
    pub exports: PathBuf,
    /// The server that is proposed at sign-in.
    pub server: Option<(String, Option<String>)>,
}

/// The program, locked or open. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub config: AppConfig,
    pub edges: Edges,
    pub models: ModelFolder,
    pub model_presence: ModelPresence,
    pub opened: RwLock<Option<Arc<Opened>>>,
    pub changes: Changes,
    pub sync: Mutex<SyncMemory>,
    pub worker: Worker,
    pub runtime: Option<tokio::runtime::Runtime>,
}

impl App {
    /// Makes the program for a profile folder, locked.
    ///
    /// # Errors
    /// [`ErrorCode::Internal`] if the operating system gives no threads.
    pub fn new(config: AppConfig, edges: Edges) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("egress")
            .enable_all()
            .build()
            .map_err(|_| error::of(ErrorCode::Internal, "no threads"))?;
        let models = ModelFolder::new(config.models.clone());
        Ok(Self {
            inner: Arc::new(Inner {
                config,
                edges,
                models,
                model_presence: ModelPresence::default(),
                opened: RwLock::new(None),
                changes: Changes::default(),
                sync: Mutex::new(SyncMemory::default()),
                worker: Worker::default(),
                runtime: Some(runtime),
            }),
        })
    }

    /// What is there while the profile is unlocked.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] if it is not.
    pub(crate) fn opened(&self) -> Result<Arc<Opened>> {
        let opened = self.inner.opened.read().unwrap_or_else(PoisonError::into_inner);
        opened.clone().ok_or_else(|| error::of(ErrorCode::Locked, "the store is locked"))
    }

    /// The device clock.
    pub(crate) fn now(&self) -> field_domain::Instant {
        (self.inner.edges.now)()
    }

    /// Tells the screens what changed.
    pub(crate) fn changed(&self, topics: &[Topic]) {
        self.inner.changes.add(topics);
    }

    /// What sync remembers between runs.
    pub(crate) fn sync_memory(&self) -> MutexGuard<'_, SyncMemory> {
        self.inner.sync.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for work on the network.
    pub(crate) fn wait_for<T>(&self, work: impl Future<Output = T>) -> T {
        let runtime = self.inner.runtime.as_ref().expect("taken only when the program is dropped");
        runtime.block_on(work)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Dropping a runtime inside another one panics; this ends it without waiting.
            runtime.shutdown_background();
        }
    }
}
