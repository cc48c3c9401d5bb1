//! What must hold for any bytes that others made: one check for each parser of the product.
//!
//! A check takes bytes and panics if what it states does not hold; that a parser refuses them is
//! fine. The fuzz targets in `fuzz/` call the checks with what a coverage-guided fuzzer thinks up
//! (`cargo xtask fuzz`), and the tests of this crate with seeds and changes of them, in every run.
//! Not shipped.
#![expect(
    clippy::missing_panics_doc,
    reason = "a check says what it states, and panics where that is not so"
)]

mod messages;
mod photo;
mod policy;
mod seeds;
mod sound;
mod spoken;
mod template;
mod text;

pub use messages::{message, operation};
pub use photo::photo;
pub use policy::policy;
pub use seeds::seeds;
pub use sound::sound;
pub use spoken::spoken;
pub use template::template;
pub use text::{decisions, text};

/// A check, under the name of its fuzz target.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Name of the fuzz target.
    pub name: &'static str,
    /// What must not panic, whatever the bytes are.
    pub run: fn(&[u8]),
}

/// Every check.
pub const CHECKS: &[Check] = &[
    Check { name: "text", run: text },
    Check { name: "spoken", run: spoken },
    Check { name: "decisions", run: decisions },
    Check { name: "photo", run: photo },
    Check { name: "sound", run: sound },
    Check { name: "operation", run: operation },
    Check { name: "message", run: message },
    Check { name: "template", run: template },
    Check { name: "policy", run: policy },
];
