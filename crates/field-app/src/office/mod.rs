//! What the office does, and signing.

mod assign;
mod decide;
mod inbox;
mod report;
mod signature;

pub use assign::{assign_job, list_people};
pub use decide::{add_comment, approve, return_with_reasons};
pub use inbox::inbox;
pub use report::{export as export_report, pdf as report_pdf, preview as preview_report};
pub use signature::{save as save_signature, strokes as signature_strokes};
