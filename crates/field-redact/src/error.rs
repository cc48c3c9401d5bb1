//! Why a text stays on the device, and why a person's decision cannot be applied.

/// Why the engine gives no answer for a text. The text must then stay where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Withheld {
    /// The text is longer than the engine takes.
    #[error("the text is longer than the engine takes")]
    TooLong,
    /// The text needs more work than one of its length may.
    #[error("the text took more work than its length allows")]
    TimedOut,
    /// A rule failed in an unforeseen way; this is a bug.
    #[error("a rule of the engine failed")]
    Panicked,
    /// The text holds replacement or control characters: something of it was lost before.
    #[error("the text holds characters that stand for lost ones")]
    Undecodable,
    /// Most of the text is in a script that the engine has no rules for.
    #[error("the text is in a script that the engine has no rules for")]
    UnknownScript,
}

/// Why a person's decision does not fit the text that it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// The range is empty, inside out, or reaches beyond the text.
    #[error("the range is empty or lies outside the text")]
    OutsideText,
    /// The range begins or ends within a character.
    #[error("the range does not begin and end on characters' borders")]
    NotOnBorder,
    /// No found span has exactly this range.
    #[error("no span was found at this range")]
    NoSuchSpan,
}

/// Why stored entries are no token book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenBookError {
    /// Token numbers begin at 1.
    #[error("a token has the number 0")]
    NumberZero,
    /// Two values have the same token.
    #[error("two values have the same token")]
    SameToken,
    /// One value has two tokens.
    #[error("one value has two tokens")]
    SameValue,
}
