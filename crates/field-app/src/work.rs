//! Work in the background: engines look at photos and recordings, texts clear by themselves, and
//! sync runs. Never in the way of saving.

use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::time::Duration;

use field_contract::{ErrorCode, Topic};
use field_store::inspections;

use crate::app::{App, Inner};
use crate::error::Result;
use crate::redaction::clear;
use crate::{edit, folders, photos, recordings, sync};

/// How often the engines look for work by themselves: a text settles after three seconds.
const WORK_EVERY: Duration = Duration::from_secs(2);
/// How often the watched folders are looked at. Source: judgement; a photo is there within two looks,
/// and a look costs milliseconds.
const FOLDERS_EVERY: Duration = Duration::from_secs(3);
/// How often sync runs by itself.
const SYNC_EVERY: Duration = Duration::from_secs(30);
/// How often sync looks whether a failed connection is due again.
const SYNC_LOOK: Duration = Duration::from_secs(1);

/// How far the engines stand back from the screens: a thread of the window that wants the processor gets
/// nine times the share (kernel weights 1024 and 110 at nice 0 and 10). Source: `sched(7)`; 10 is what
/// `nice` takes by itself.
#[cfg(target_os = "linux")]
const ENGINES_NICE: i32 = 10;

/// Wakes the threads.
#[derive(Default)]
pub(crate) struct Worker {
    engines: Alarm,
    sync: Alarm,
    folders: Alarm,
}

#[derive(Default)]
struct Alarm {
    is_rung: Mutex<bool>,
    bell: Condvar,
}

impl Alarm {
    fn ring(&self) {
        *self.is_rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_one();
    }

    /// Waits for the bell, at most `longest`. Returns whether it rang.
    fn wait(&self, longest: Duration) -> bool {
        let guard = self.is_rung.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut guard, _) = self
            .bell
            .wait_timeout_while(guard, longest, |is_rung| !*is_rung)
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *guard)
    }
}

impl App {
    /// Starts the background threads; they end when the program is dropped.
    ///
    /// # Errors
    /// `Internal` if the operating system gives no threads.
    pub fn start_work(&self) -> Result<()> {
        start("engines", Arc::downgrade(&self.inner), engines_loop)?;
        start("folders", Arc::downgrade(&self.inner), folders_loop)?;
        start("sync", Arc::downgrade(&self.inner), sync_loop)
    }

    /// Tells the engines that there is something to do.
    pub(crate) fn wake_worker(&self) {
        self.inner.worker.engines.ring();
    }

    /// Tells that a folder is watched.
    pub(crate) fn wake_folders(&self) {
        self.inner.worker.folders.ring();
    }

    /// Asks for a run of sync now.
    pub(crate) fn wake_sync(&self) {
        self.sync_memory().reset();
        self.inner.worker.sync.ring();
    }

    /// Does all background work that is there, in this thread: for the command line, where nothing
    /// else runs. Texts count as finished at once.
    ///
    /// # Errors
    /// The first failure that is not about a single photo or recording.
    pub fn finish_work(&self) -> Result<()> {
        engine_work(self, 0)
    }
}

fn start(name: &str, app: Weak<Inner>, run: fn(&Weak<Inner>)) -> Result<()> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || run(&app))
        .map(|_| ())
        .map_err(|cause| crate::error::of_io(&cause))
}

/// Lets the screens go first. What this thread starts later stands back as well.
#[cfg(target_os = "linux")]
fn step_back() {
    // On Linux this is about the calling thread alone. Where the system refuses, work is only slower to
    // give way.
    let _ = rustix::process::setpriority_process(None, ENGINES_NICE);
}

/// Other systems have no such word for one thread.
#[cfg(not(target_os = "linux"))]
fn step_back() {}

fn engines_loop(app: &Weak<Inner>) {
    step_back();
    while let Some(app) = app.upgrade().map(|inner| App { inner }) {
        app.inner.worker.engines.wait(WORK_EVERY);
        match engine_work(&app, clear::SETTLE_MS) {
            Ok(()) => {}
            Err(failure) if failure.code() == ErrorCode::Locked => {}
            Err(failure) => tracing::warn!(code = ?failure.code(), "background work failed"),
        }
    }
}

fn folders_loop(app: &Weak<Inner>) {
    while let Some(app) = app.upgrade().map(|inner| App { inner }) {
        app.inner.worker.folders.wait(FOLDERS_EVERY);
        match folders::look(&app) {
            Ok(()) => {}
            Err(failure) if failure.code() == ErrorCode::Locked => {}
            Err(failure) => tracing::warn!(code = ?failure.code(), "a folder was not looked at"),
        }
    }
}

fn sync_loop(app: &Weak<Inner>) {
    let mut waited = Duration::ZERO;
    while let Some(app) = app.upgrade().map(|inner| App { inner }) {
        let is_rung = app.inner.worker.sync.wait(SYNC_LOOK);
        waited += SYNC_LOOK;
        let is_due = app.sync_memory().is_due(app.now());
        let is_retry = is_due && app.sync_memory().next_try.is_some();
        if is_rung || (is_due && waited >= SYNC_EVERY) || is_retry {
            waited = Duration::ZERO;
            // What happened is in the sync memory, for the badge.
            let _ = sync::run_once(&app);
        }
    }
}

fn engine_work(app: &App, settle_ms: i64) -> Result<()> {
    let opened = app.opened()?;
    photos::find_all(app)?;
    while let Some(recording) = recordings::next_queued(app)? {
        recordings::transcribe_now(app, recording)?;
        app.changed(&[Topic::Recordings, Topic::Items]);
    }
    let all = inspections::list(&opened.reader())?;
    for row in all.iter().filter(|row| row.is_mine) {
        if edit::check_editable(&opened.reader(), row.id).is_err() {
            continue;
        }
        if clear::pending(app, row.id, settle_ms)? > 0 {
            app.changed(&[Topic::Items, Topic::Redactions, Topic::Sync]);
        }
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::test_bench::Bench;

    /// How often it is looked whether a thread has run its first line: ten seconds in all.
    const LOOKS_MAX: u32 = 1000;
    const LOOK_EVERY: Duration = Duration::from_millis(10);

    /// The nice value of this program's thread of that name. Source: `proc_pid_stat(5)`, field 19, which
    /// is the seventeenth behind the name's bracket.
    fn nice_of(name: &str) -> Option<i32> {
        let threads = std::fs::read_dir("/proc/self/task").expect("Linux lists threads").flatten();
        threads.into_iter().find_map(|thread| {
            let stat = std::fs::read_to_string(thread.path().join("stat")).ok()?;
            let (before, behind) = stat.rsplit_once(") ")?;
            let is_it = before.ends_with(&format!("({name}"));
            is_it.then(|| behind.split(' ').nth(16)?.parse().ok()).flatten()
        })
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a thread tells nobody that it has begun")]
    fn the_engines_let_the_screens_go_first() {
        let bench = Bench::new(1);
        bench.app.start_work().expect("threads begin");
        let stands_back = (0..LOOKS_MAX).any(|_| {
            std::thread::sleep(LOOK_EVERY);
            nice_of("engines") == Some(ENGINES_NICE)
        });
        assert!(stands_back, "the engines stand back");
        let sync = nice_of("sync").expect("runs");
        assert!(sync < ENGINES_NICE, "the rest does not: {sync}");
    }
}
