//! The report of one inspection as a PDF.
//!
//! The crate lays out what it is given and nothing else: the caller decides whether the texts and
//! photos are originals (the technician's own device) or redacted ones (the office).
//!
//! Architecture invariants:
//! * no clock, no randomness, no I/O: the same report gives the same bytes;
//! * no hidden text: what is in the file is what is on the paper, plus the title and bookmarks;
//! * no metadata of a photo gets into the file, whatever the caller hands in.

mod block;
mod check;
mod compose;
mod fingerprint;
mod flow;
mod jpeg;
mod paint;
mod report;
mod text;
mod typeface;
mod words;
mod wrap;
mod write;

pub use check::{
    ANSWERS_MAX, FINDINGS_MAX, LISTED_MAX, PHOTO_BYTES_MAX, PHOTOS_BYTES_MAX, PHOTOS_MAX,
    REPORT_CHARS_MAX, ReportError, STROKE_POINTS_MAX, TEXT_CHARS_MAX,
};
pub use fingerprint::fingerprint;
pub use report::{
    Counts, PairHalf, Paper, Report, ReportAnswer, ReportComment, ReportFact, ReportFinding,
    ReportPhoto, ReportSection, ReportSignature, SignatureMark,
};
pub use text::{Run, Text};
pub use words::{Counted, ReportWords};
pub use write::write_pdf;
