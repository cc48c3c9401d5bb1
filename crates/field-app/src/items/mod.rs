//! Answering one item.

mod conflicts;
mod findings;
mod open;
mod save;
mod text_preview;
mod undo;

pub use conflicts::resolve as resolve_conflict;
pub use findings::{remove as remove_finding, restore as restore_finding, save as save_finding};
pub use open::open;
pub use save::{save_mark, save_note, save_reading, save_text};
pub use text_preview::preview_text;
pub use undo::{redo, undo};

pub(crate) use conflicts::of_item as conflicts_of;
pub(crate) use findings::logged as logged_findings;
