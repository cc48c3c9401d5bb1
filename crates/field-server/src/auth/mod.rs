//! Who is asking: passwords, tokens, and the account behind a request.

pub(crate) mod password;
pub(crate) mod sign_in;
pub(crate) mod token;
