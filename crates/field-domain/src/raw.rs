//! What a person typed, said or photographed, before anything was removed from it.

use std::fmt;

/// An unredacted value. It can be looked at only by naming why.
///
/// It has no `Serialize`, `Display`, `AsRef` or `Deref`, and its `Debug` prints `Raw(…)`, so that it
/// cannot slip into a log line, an error or a message by accident. [`Raw::expose`] wants one of the
/// scopes below; `tests/architecture.rs` holds the list of crates that may name each of them.
///
/// Source: ADR 0005 (redaction gate).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Raw<T>(T);

/// Shows the value to the person at this device.
#[derive(Debug, Clone, Copy)]
pub struct UiScope;

/// Lets an engine look for personal data in the value.
#[derive(Debug, Clone, Copy)]
pub struct EngineScope;

/// Writes the value to the encrypted store of this device.
#[derive(Debug, Clone, Copy)]
pub struct StoreScope;

/// A reason to look at a [`Raw`] value. Implemented by the three scopes only.
pub trait Scope: sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::UiScope {}
    impl Sealed for super::EngineScope {}
    impl Sealed for super::StoreScope {}
}

impl Scope for UiScope {}
impl Scope for EngineScope {}
impl Scope for StoreScope {}

impl<T> Raw<T> {
    /// Marks a value as unredacted.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for the reason that `scope` names.
    pub fn expose<S: Scope>(&self, _scope: &S) -> &T {
        &self.0
    }

    /// The value itself, for the reason that `scope` names.
    pub fn into_exposed<S: Scope>(self, _scope: &S) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Raw<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Raw(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_never_holds_the_value() {
        assert_eq!(format!("{:?}", Raw::new("Kim Sample")), "Raw(…)");
    }
}
