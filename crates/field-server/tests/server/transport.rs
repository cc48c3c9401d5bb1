//! TLS 1.3 and nothing else.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use field_domain::Hash32;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, SupportedProtocolVersion};
use sha2::{Digest as _, Sha256};

use crate::support::{TestServer, server};

fn certificate(server: &TestServer) -> CertificateDer<'static> {
    let pem = std::fs::read(server.folder.path().join("data/certificate.pem")).expect("is there");
    CertificateDer::from_pem_slice(&pem).expect("is a certificate")
}

/// A handshake with one version of TLS.
fn handshake(
    server: &TestServer,
    version: &'static SupportedProtocolVersion,
) -> Result<(), rustls::Error> {
    connect(server, version).map(|_| ())
}

/// Sends `bytes` over TLS 1.3 and lets the line break without a word.
pub fn send_and_break(server: &TestServer, bytes: &[u8]) {
    let (mut tls, mut tcp) = connect(server, &rustls::version::TLS13).expect("connects");
    for part in bytes.chunks(16 * 1024) {
        tls.writer().write_all(part).expect("is taken");
        while tls.wants_write() {
            tls.write_tls(&mut tcp).expect("is sent");
        }
    }
    tcp.shutdown(std::net::Shutdown::Both).expect("breaks");
}

fn connect(
    server: &TestServer,
    version: &'static SupportedProtocolVersion,
) -> Result<(ClientConnection, TcpStream), rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(certificate(server)).expect("can be trusted");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .expect("a version that rustls has")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").expect("a name");
    let mut tls = ClientConnection::new(Arc::new(config), name).expect("a connection");
    let mut tcp = TcpStream::connect(server.running.address).expect("the port is open");
    tcp.set_read_timeout(Some(Duration::from_secs(20))).expect("can be set");
    while tls.is_handshaking() {
        match tls.complete_io(&mut tcp) {
            Ok(_) => {}
            Err(error) => {
                let cause = error.into_inner().and_then(|cause| cause.downcast().ok());
                return Err(*cause.expect("an error of TLS, not of the line"));
            }
        }
    }
    Ok((tls, tcp))
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_1_3_is_spoken_and_tls_1_2_is_not() {
    let server = server().await;
    assert_eq!(handshake(&server, &rustls::version::TLS13), Ok(()));
    let refused = handshake(&server, &rustls::version::TLS12);
    assert_eq!(
        refused,
        Err(rustls::Error::AlertReceived(rustls::AlertDescription::ProtocolVersion))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fingerprint_is_that_of_the_certificate() {
    let server = server().await;
    let digest = Hash32(Sha256::digest(certificate(&server)).into());
    assert_eq!(server.running.fingerprint, digest);
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_is_closed_without_an_answer() {
    let server = server().await;
    let mut tcp = TcpStream::connect(server.running.address).expect("the port is open");
    tcp.set_read_timeout(Some(Duration::from_secs(20))).expect("can be set");
    tcp.write_all(b"GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("is sent");
    let mut answer = Vec::new();
    // Closed with or without a reset; in no case with something that HTTP could read.
    let _ = tcp.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "no HTTP without TLS");
    assert!(answer.len() < 64, "at most a TLS alert, {} bytes", answer.len());
}
