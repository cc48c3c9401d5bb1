//! The use cases: what a person does with Fieldproof, one verb a file. The only crate that joins the
//! others; it owns transactions.
//!
//! Every use case is a function of an [`App`] and the arguments of a command of `field-contract`.
//! They block; shells call them from a thread that may wait.

#![expect(
    clippy::needless_pass_by_value,
    reason = "every use case takes a command's arguments by value: one shape for the table of dispatch"
)]

mod app;
pub mod dictation;
pub mod dispatch;
pub mod drafts;
mod edges;
mod edit;
mod error;
mod exports;
pub mod folders;
mod incoming;
pub mod inspections;
pub mod items;
mod log;
pub mod office;
mod opened;
pub mod photos;
mod policy;
pub mod profile;
pub mod recordings;
pub mod redaction;
pub mod sync;
pub mod templates;
#[cfg(test)]
mod test_bench;
mod topics;
mod work;

pub use app::{App, AppConfig};
pub use edges::Edges;
pub use error::{Failure, Result};
pub use field_models::installed_with;
pub use topics::topics_wait;
