//! What a person types to sign in: the one text that leaves as it was typed.

use zeroize::Zeroizing;

/// A sign-in address or password, for the organisation's own server and nothing else.
///
/// It is not inspection data and passes no engine; `field-egress` takes it in one place, the request
/// to sign in, over a connection whose certificate is pinned.
#[derive(Clone)]
pub struct Credential(Zeroizing<String>);

impl Credential {
    /// Takes what was typed into the sign-in screen.
    #[must_use]
    pub fn typed_to_sign_in(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// The text, for the request to sign in.
    #[must_use]
    pub fn for_sign_in_request(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Credential(…)")
    }
}
