//! Photos of an item: kept as they came, shown, searched for personal data, and cleared.

mod attach;
pub(crate) mod blob;
mod cache;
mod coverage;
mod details;
mod drawings;
mod find;
mod held;
mod match_by_time;
mod move_to_items;
mod own;
mod pair;
mod parts;
mod picture;
mod remove;
mod restore;
pub mod review;
mod save_caption;
#[cfg(test)]
mod tests;
mod verify;

pub use attach::attach;
pub use details::details;
pub use match_by_time::match_by_time;
pub use move_to_items::move_to_items;
pub use pair::{pair, unpair};
pub use picture::{picture, picture_jpeg};
pub use remove::remove;
pub use restore::restore;
pub use save_caption::save_caption;
pub use verify::verify;

pub use cache::Jpeg;

pub(crate) use attach::attach_file;
pub(crate) use cache::PictureCache;
pub(crate) use find::find_all;
pub(crate) use picture::for_paper;

use field_contract::Topic;

/// What a change of a photo makes stale.
const CHANGED: [Topic; 4] = [Topic::Photos, Topic::Items, Topic::Redactions, Topic::Sync];
