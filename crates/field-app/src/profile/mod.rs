//! The profile on this device: its keys, its person, its server.

pub mod about;
mod create;
mod lock;
mod sign_in;
mod status;
mod unlock;

pub use create::create;
pub use lock::lock;
pub(crate) use sign_in::address_of;
pub use sign_in::{probe_server, sign_in, sign_out};
pub use status::status;
pub use unlock::unlock;

use std::sync::{Arc, PoisonError};

use field_contract::Topic;
use field_keys::MasterKey;

use crate::app::App;
use crate::error::Result;
use crate::opened::Opened;

/// Opens store and media under the key, and lets the background work begin.
fn open_with(app: &App, key: &MasterKey) -> Result<()> {
    let opened = Opened::new(&app.inner.config.profile, key, app.now(), &app.inner.models)?;
    let opened = Arc::new(opened);
    *app.inner.opened.write().unwrap_or_else(PoisonError::into_inner) = Some(opened);
    crate::recordings::recover_unfinished(app)?;
    app.changed(&[Topic::Profile, Topic::Inspections, Topic::Sync]);
    app.wake_worker();
    Ok(())
}
