//! Looking at a photo before it leaves.

mod approve;
mod open;
mod preview;
#[cfg(test)]
mod tests;

pub use approve::approve;
pub use open::open;
pub use preview::preview;
