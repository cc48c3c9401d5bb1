//! A folder whose photos are taken in, such as a camera's card: looked at every few seconds, each file
//! once, and never changed.
//!
//! Looked at, and not told of changes by the system: cards and network drives often tell nothing, and a
//! card that is taken out takes such a watch with it. A look at a thousand names costs milliseconds.

mod choose;
mod progress;
mod scan;
mod status;
mod stop;
mod suggest;
mod take;
#[cfg(test)]
mod tests;
mod watch;

pub use choose::choose;
pub use status::status;
pub use stop::stop;
pub use suggest::suggest;
pub use watch::watch;

pub(crate) use progress::FolderProgress;
pub(crate) use take::look;

use field_contract::Topic;

/// What a change of a watched folder makes stale.
const CHANGED: [Topic; 1] = [Topic::Folders];
