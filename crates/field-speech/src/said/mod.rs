//! What a transcript's text asks a person to confirm: numbers with their units, and the steps that
//! were dictated. Nothing here changes a text; it only proposes.

mod number_words;
mod numbers;
mod steps;
mod tokens;

pub use numbers::{SpokenNumber, numbers};
pub use steps::{Step, StepWords, steps};
