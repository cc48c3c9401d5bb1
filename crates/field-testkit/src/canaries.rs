//! Made-up personal data that is planted to see whether it leaks, and the search for it.

mod encodings;
mod make;
mod parts;
mod scan;

pub use encodings::encodings;
pub use make::{COUNT_MAX, Canary, CanaryKind, make};
pub use parts::{Part, has_number, house_numbers, parts};
pub use scan::{DEPTH_MAX, HITS_MAX, Hit, STREAM_BYTES_MAX, Scanner, scan};
