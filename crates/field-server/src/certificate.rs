//! The server's TLS identity: a self-signed certificate that devices pin.

use std::net::SocketAddr;
use std::sync::Arc;

use field_domain::Hash32;
use rustls::ServerConfig;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest as _, Sha256};

/// Why a TLS identity cannot be made or used. Log-safe.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The certificate could not be made.
    #[error("the certificate could not be made; is each host name a plain name or IP address?")]
    NotMade(#[source] rcgen::Error),
    /// The certificate file holds none.
    #[error("certificate.pem holds no readable certificate")]
    NoCertificate,
    /// The key file holds none.
    #[error("certificate.key holds no readable private key")]
    NoKey,
    /// Certificate and key do not belong together, or are of a kind that cannot be used.
    #[error("certificate and private key cannot be used together")]
    Unusable(#[source] rustls::Error),
}

/// A new certificate and its private key, as PEM.
pub(crate) struct NewCertificate {
    pub certificate_pem: String,
    pub key_pem: String,
    pub fingerprint: Hash32,
}

/// Makes a self-signed certificate for `listen`, the loopback names and `hosts`.
///
/// # Errors
/// [`CertificateError::NotMade`].
pub(crate) fn make(
    listen: SocketAddr,
    hosts: &[String],
) -> Result<NewCertificate, CertificateError> {
    let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into();
    if !listen.ip().is_unspecified() && !listen.ip().is_loopback() {
        names.push(listen.ip().to_string());
    }
    names.extend(hosts.iter().cloned());
    let made = rcgen::generate_simple_self_signed(names).map_err(CertificateError::NotMade)?;
    Ok(NewCertificate {
        certificate_pem: made.cert.pem(),
        key_pem: made.signing_key.serialize_pem(),
        fingerprint: fingerprint(made.cert.der()),
    })
}

/// What a device pins: SHA-256 of the end-entity certificate's DER form.
pub(crate) fn fingerprint(certificate: &CertificateDer<'_>) -> Hash32 {
    Hash32(Sha256::digest(certificate.as_ref()).into())
}

/// The TLS set-up and its fingerprint: TLS 1.3 and nothing older.
///
/// # Errors
/// [`CertificateError`].
pub(crate) fn tls_config(
    certificate_pem: &[u8],
    key_pem: &[u8],
) -> Result<(Arc<ServerConfig>, Hash32), CertificateError> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(certificate_pem)
        .collect::<Result<_, _>>()
        .map_err(|_| CertificateError::NoCertificate)?;
    let fingerprint = fingerprint(chain.first().ok_or(CertificateError::NoCertificate)?);
    let key = PrivateKeyDer::from_pem_slice(key_pem).map_err(|_| CertificateError::NoKey)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(CertificateError::Unusable)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(CertificateError::Unusable)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok((Arc::new(config), fingerprint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_certificate_can_be_used_and_has_the_printed_fingerprint() {
        let listen = "127.0.0.1:0".parse().expect("an address");
        let made = make(listen, &["field.example.org".into()]).expect("is made");
        let (_, fingerprint) =
            tls_config(made.certificate_pem.as_bytes(), made.key_pem.as_bytes()).expect("is used");
        assert_eq!(fingerprint, made.fingerprint);
        let other = make(listen, &[]).expect("another one");
        assert!(
            matches!(
                tls_config(made.certificate_pem.as_bytes(), other.key_pem.as_bytes()),
                Err(CertificateError::Unusable(_))
            ),
            "a certificate with somebody else's key is refused at start"
        );
    }
}
