//! TLS 1.3 with a server that is known by its certificate, and the first look at one.

use std::io;
use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use field_domain::Hash32;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error,
    PeerIncompatible, SignatureScheme,
};
use sha2::{Digest as _, Sha256};

use crate::address::{host_and_port, parse};
use crate::error::EgressError;

/// How long the first look at a server may wait for each answer.
const PROBE_WAIT_MAX: Duration = Duration::from_secs(15);

/// Accepts one certificate, by its SHA-256, from an owner who proves to hold its key. Names and dates
/// are not looked at: the person compared the fingerprint, which says more.
#[derive(Debug)]
pub(crate) struct PinnedVerifier {
    /// `None` accepts any certificate, for the first look, over which nothing is sent.
    pinned: Option<Hash32>,
    algorithms: WebPkiSupportedAlgorithms,
    seen: Mutex<Option<Hash32>>,
}

impl PinnedVerifier {
    /// Fingerprint of the certificate that was shown last.
    pub fn seen(&self) -> Option<Hash32> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ServerCertVerifier for PinnedVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let found = Hash32(Sha256::digest(end_entity.as_ref()).into());
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
        match self.pinned {
            Some(pinned) if pinned != found => {
                Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
            }
            _ => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::PeerIncompatible(PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// TLS 1.3 only, with a verifier that accepts `pinned` alone.
///
/// # Errors
/// [`EgressError::NoTls`].
pub(crate) fn tls_config(
    pinned: Option<Hash32>,
) -> Result<(ClientConfig, Arc<PinnedVerifier>), EgressError> {
    let provider: Arc<CryptoProvider> = Arc::new(rustls::crypto::ring::default_provider());
    let algorithms = provider.signature_verification_algorithms;
    let verifier = Arc::new(PinnedVerifier { pinned, algorithms, seen: Mutex::new(None) });
    let asked: Arc<dyn ServerCertVerifier> = Arc::<PinnedVerifier>::clone(&verifier);
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|_| EgressError::NoTls)?
        .dangerous()
        .with_custom_certificate_verifier(asked)
        .with_no_client_auth();
    Ok((config, verifier))
}

/// What a failed handshake means.
pub(crate) fn error_of(error: &Error, found: Option<Hash32>) -> EgressError {
    match error {
        Error::InvalidCertificate(_) => EgressError::BadCertificate { found },
        // No TLS, or only an older one.
        _ => EgressError::NotOurProtocol,
    }
}

/// Connects to a server for the first time and returns the SHA-256 of its certificate, for a person
/// to compare. The handshake is completed, so the server holds the certificate's key; nothing is sent
/// after it.
///
/// # Errors
/// [`EgressError::BadAddress`], [`EgressError::Offline`], [`EgressError::Timeout`],
/// [`EgressError::NotOurProtocol`] if there is no TLS 1.3.
pub async fn probe(url: &str) -> Result<Hash32, EgressError> {
    let (host, port) = host_and_port(&parse(url)?);
    let looking = tokio::task::spawn_blocking(move || look_at(&host, port));
    looking.await.map_err(|_| EgressError::Offline)?
}

fn look_at(host: &str, port: u16) -> Result<Hash32, EgressError> {
    let (config, verifier) = tls_config(None)?;
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| EgressError::BadAddress(crate::AddressError::NotAnAddress))?;
    let mut tls = ClientConnection::new(Arc::new(config), name).map_err(|_| EgressError::NoTls)?;
    let mut tcp = connect(host, port)?;
    while tls.is_handshaking() {
        tls.complete_io(&mut tcp).map_err(|error| handshake_error(&error, &verifier))?;
    }
    tls.send_close_notify();
    // The fingerprint is known; a peer that is gone by now changes nothing.
    let _ = tls.complete_io(&mut tcp);
    verifier.seen().ok_or(EgressError::NotOurProtocol)
}

fn connect(host: &str, port: u16) -> Result<TcpStream, EgressError> {
    let mut last = EgressError::Offline;
    for address in (host, port).to_socket_addrs().map_err(|_| EgressError::Offline)? {
        match TcpStream::connect_timeout(&address, PROBE_WAIT_MAX) {
            Ok(tcp) => {
                let is_set = tcp.set_read_timeout(Some(PROBE_WAIT_MAX)).is_ok()
                    && tcp.set_write_timeout(Some(PROBE_WAIT_MAX)).is_ok();
                return if is_set { Ok(tcp) } else { Err(EgressError::Offline) };
            }
            Err(error) => last = line_error(&error),
        }
    }
    Err(last)
}

fn line_error(error: &io::Error) -> EgressError {
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => EgressError::Timeout,
        _ => EgressError::Offline,
    }
}

fn handshake_error(error: &io::Error, verifier: &PinnedVerifier) -> EgressError {
    match error.get_ref().and_then(|cause| cause.downcast_ref::<Error>()) {
        Some(cause) => error_of(cause, verifier.seen()),
        None => line_error(error),
    }
}
