//! Closing a profile.

use std::sync::PoisonError;

use field_contract::{Done, NoArgs, Topic};

use crate::app::App;
use crate::error::Result;

/// Closes the store; its keys are wiped once running work has let go of them.
///
/// # Errors
/// None.
pub fn lock(app: &App, _args: NoArgs) -> Result<Done> {
    // A recording that runs is finished first, so that nothing of it is lost.
    let _ = crate::recordings::stop(app, NoArgs {});
    *app.inner.opened.write().unwrap_or_else(PoisonError::into_inner) = None;
    app.changed(&[Topic::Profile]);
    Ok(Done {})
}
