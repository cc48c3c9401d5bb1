//! Where a server is, and by which certificate it is known.

use field_domain::Hash32;
use reqwest::Url;

/// The port of HTTPS, for an address without one.
const HTTPS_PORT: u16 = 443;

/// A server's web address and the fingerprint of its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    url: Url,
    fingerprint: Hash32,
}

/// Why a text is not a server's address. Log-safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not a web address.
    #[error("not a web address")]
    NotAnAddress,
    /// Another scheme than `https`.
    #[error("the address must begin with https://")]
    NotHttps,
    /// More than a host and a port.
    #[error("the address must be a host and a port only")]
    TooMuch,
}

impl ServerAddress {
    /// An address such as `https://field.example.org:8443` and the SHA-256 of the certificate.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn new(url: &str, fingerprint: Hash32) -> Result<Self, AddressError> {
        Ok(Self { url: parse(url)?, fingerprint })
    }

    /// The address without a path.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// SHA-256 of the certificate that the server must show.
    #[must_use]
    pub fn fingerprint(&self) -> Hash32 {
        self.fingerprint
    }
}

/// Reads an address: `https`, a host, perhaps a port, and nothing else.
pub(crate) fn parse(text: &str) -> Result<Url, AddressError> {
    let url = Url::parse(text.trim()).map_err(|_| AddressError::NotAnAddress)?;
    if url.scheme() != "https" {
        return Err(AddressError::NotHttps);
    }
    let is_bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    match url.host_str() {
        Some(host) if is_bare && !host.is_empty() => Ok(url),
        Some(_) => Err(AddressError::TooMuch),
        None => Err(AddressError::NotAnAddress),
    }
}

/// Host (without the brackets of IPv6) and port.
pub(crate) fn host_and_port(url: &Url) -> (String, u16) {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    (host, url.port().unwrap_or(HTTPS_PORT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bare_https_address_is_taken() {
        let cases = [
            ("https://field.example.org:8443", None),
            (" https://[::1]:8443/ ", None),
            ("https://192.0.2.7", None),
            ("http://field.example.org", Some(AddressError::NotHttps)),
            ("ftp://field.example.org", Some(AddressError::NotHttps)),
            ("field.example.org", Some(AddressError::NotAnAddress)),
            ("https://", Some(AddressError::NotAnAddress)),
            ("https://field.example.org/app", Some(AddressError::TooMuch)),
            ("https://field.example.org/?q=1", Some(AddressError::TooMuch)),
            ("https://kim@field.example.org", Some(AddressError::TooMuch)),
        ];
        for (text, expected) in cases {
            assert_eq!(ServerAddress::new(text, Hash32::ZERO).err(), expected, "{text}");
        }
        let address = ServerAddress::new("https://[::1]:8443/", Hash32::ZERO).expect("is one");
        assert_eq!(address.url(), "https://[::1]:8443");
        assert_eq!(host_and_port(&address.url), ("::1".to_owned(), 8443));
    }
}
