//! Looking at what leaves before it leaves, and clearing it.

pub(crate) mod clear;
mod clear_anew;
mod judged;
mod lessons;
#[cfg(test)]
mod policy_tests;
mod queue;
mod recheck;
mod review_text;
mod spans;
mod template;
#[cfg(test)]
mod tests;

pub use clear_anew::clear as clear_anew;
pub use lessons::{forget as forget_lesson, list as list_lessons};
pub use queue::queue;
pub use recheck::{list as recheck, run as recheck_with};
pub use review_text::{approve as approve_text, open as open_text, preview as preview_text};

pub(crate) use queue::counts;
pub(crate) use review_text::plain;
pub(crate) use spans::view as span_views;
