//! Made-up photos, sounds and people for tests and for the demonstration day.
//!
//! Architecture invariant: everything is a function of its arguments (a seed where it looks
//! random), and no value belongs to a real person.

pub mod canaries;
pub mod pictures;
pub mod random;
pub mod speech;
