//! A small engine for convolutional networks on pictures, read from ONNX files.
//!
//! It knows the layers of the networks that Fieldproof uses and no others: a file with something else is
//! refused when it is read, never run half. What it does better than a general engine (ADR 0018): a block of
//! "more channels, a window for each, fewer channels" is made a few rows at a time, so that the many channels
//! in its middle stay in the processor's cache; bias, activation and sums are applied before a number is first
//! written.
//!
//! One thread works on one picture; callers who want more run several pictures side by side.

mod error;
mod graph;
mod kernels;
mod map;
mod onnx;
mod plan;
mod run;
mod simplify;

pub use error::{ReadError, RunError};
pub use run::{Network, Planes};
