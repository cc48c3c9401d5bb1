//! The program as scripts use it.

mod doctor;
mod media;
mod recheck;
mod redact;
mod support;
