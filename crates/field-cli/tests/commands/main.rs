//! The program as scripts use it.

mod doctor;
mod media;
mod redact;
mod support;
