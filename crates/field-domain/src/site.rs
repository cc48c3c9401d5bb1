//! A site travels as a code; its name, address and contact stay where they were typed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A site's code, such as `FS-0412`: one to four capital letters, a hyphen, one to six digits.
///
/// The form is narrow on purpose: it travels unredacted, so it must not be able to hold a name, an
/// address or a phone number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct SiteCode(String);

/// Why a text is not a [`SiteCode`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a site code is one to four capital letters, a hyphen and one to six digits")]
pub struct SiteCodeError;

impl SiteCode {
    /// Checks the form.
    ///
    /// # Errors
    /// [`SiteCodeError`] if the text has another form.
    pub fn new(text: &str) -> Result<Self, SiteCodeError> {
        let (letters, digits) = text.split_once('-').ok_or(SiteCodeError)?;
        let has_letters =
            (1..=4).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
        let has_digits =
            (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if has_letters && has_digits { Ok(Self(text.to_owned())) } else { Err(SiteCodeError) }
    }

    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SiteCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for SiteCode {
    type Err = SiteCodeError;
    fn from_str(text: &str) -> Result<Self, SiteCodeError> {
        Self::new(text)
    }
}

impl TryFrom<String> for SiteCode {
    type Error = SiteCodeError;
    fn try_from(text: String) -> Result<Self, SiteCodeError> {
        Self::new(&text)
    }
}

impl From<SiteCode> for String {
    fn from(code: SiteCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_narrow_form_is_a_code() {
        for text in ["FS-0412", "A-1", "KITC-123456"] {
            assert!(SiteCode::new(text).is_ok(), "{text}");
        }
        for text in ["Kim Sample", "FS-", "-1", "FSFSF-1", "fs-1", "FS-1234567", "FS-12 Main", "FS"]
        {
            assert_eq!(SiteCode::new(text), Err(SiteCodeError), "{text}");
        }
    }
}
