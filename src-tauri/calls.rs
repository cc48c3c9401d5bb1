//! Passes the screens' calls on to the use cases.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use field_app::{App, dispatch};
use field_contract::{AppError, ErrorCode};
use serde_json::Value;
use tauri::Runtime;
use tauri::ipc::{Invoke, InvokeBody};

/// Calls that wait, for something to change or for a person to choose; they change nothing themselves,
/// and a window that closes does not wait for them.
const WAITING_CALLS: [&str; 2] = ["topics_wait", "folder_choose"];

/// The way from the window to the use cases. Cheap to clone.
#[derive(Clone)]
pub struct Calls {
    app: App,
    /// How many calls that may change something are at work.
    at_work: Arc<AtomicU32>,
}

impl Calls {
    /// The way to this program.
    pub fn new(app: App) -> Self {
        Self { app, at_work: Arc::default() }
    }

    /// How many calls that may change something are at work.
    pub fn at_work(&self) -> u32 {
        self.at_work.load(Ordering::SeqCst)
    }

    /// Answers every call of the window: `invoke(name, { args })` runs the use case of that name on
    /// a thread that may wait, and answers with its result or with an `AppError`.
    pub fn forwarder<R: Runtime>(self) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
        move |invoke| {
            let calls = self.clone();
            let Invoke { message, resolver, .. } = invoke;
            let name = message.command().to_owned();
            let args = arguments_of(message.payload());
            tauri::async_runtime::spawn(async move {
                let work = move || match args {
                    Some(args) => calls.perform(&name, args),
                    None => Err(AppError::new(ErrorCode::Invalid, "a call has arguments in JSON")),
                };
                match tauri::async_runtime::spawn_blocking(work).await {
                    Ok(Ok(value)) => resolver.resolve(value),
                    Ok(Err(cause)) => resolver.reject(cause),
                    // The use case panicked. Its transaction was rolled back, the program goes on.
                    Err(_) => {
                        resolver.reject(AppError::new(ErrorCode::Internal, "a call panicked"));
                    }
                }
            });
            true
        }
    }

    fn perform(&self, name: &str, args: Value) -> Result<Value, AppError> {
        if WAITING_CALLS.contains(&name) {
            return dispatch::call(&self.app, name, args);
        }
        let _at_work = AtWork::begin(self);
        dispatch::call(&self.app, name, args)
    }
}

/// Counts a call for as long as it lives, a panic included.
struct AtWork<'a>(&'a Calls);

impl<'a> AtWork<'a> {
    fn begin(calls: &'a Calls) -> Self {
        calls.at_work.fetch_add(1, Ordering::SeqCst);
        Self(calls)
    }
}

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.0.at_work.fetch_sub(1, Ordering::SeqCst);
    }
}

/// `{ args }` as the generated TypeScript sends it; none if the body is something else.
fn arguments_of(body: &InvokeBody) -> Option<Value> {
    match body {
        InvokeBody::Json(Value::Object(fields)) => fields.get("args").cloned(),
        _ => None,
    }
}

/// Closes the profile if it is open.
pub fn lock(app: &App) {
    // Where nothing is open there is nothing to close.
    let _ = dispatch::call(app, "profile_lock", Value::Object(serde_json::Map::new()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_carries_its_arguments_by_name() {
        let body = InvokeBody::Json(serde_json::json!({ "args": { "after": 3 } }));
        assert_eq!(arguments_of(&body), Some(serde_json::json!({ "after": 3 })));
        for other in [InvokeBody::Json(serde_json::json!({})), InvokeBody::Raw(vec![1])] {
            assert_eq!(arguments_of(&other), None, "not a call of the screens: {other:?}");
        }
    }
}
