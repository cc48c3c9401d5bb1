//! Every command that the screens may call: its argument and result types, which topics it reads or
//! changes, and the error codes. The TypeScript in `ui/src/lib/ipc/generated` is made from it.
//!
//! Architecture invariant: types only. A command's work is a use case in `field-app`.

pub mod commands;
pub mod dictation;
pub mod drafts;
pub mod error;
pub mod folders;
pub mod inspections;
pub mod items;
pub mod office;
pub mod photos;
pub mod profile;
pub mod recordings;
pub mod redaction;
pub mod signatures;
pub mod sync;
pub mod templates;
pub mod topics;
pub mod typescript;

pub use error::{AppError, ErrorCode};
pub use topics::Topic;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Arguments of a command that needs none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoArgs {}

/// Result of a command that only succeeds or fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Done {}
